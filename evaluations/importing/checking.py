"""Where a report contradicts itself. Both readings are kept; which of them holds is for the reviewer to say."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from .draft import AreaDraft, Discrepancy, Points, Reading, Source, SubareaDraft
from .interpreting.totals import StatedTotal


def contradictions(
    areas: Sequence[AreaDraft],
    total: Points | None,
    stated: Sequence[StatedTotal],
    report_date: Reading[str | None],
    evaluated: Reading[str | None],
) -> tuple[Discrepancy, ...]:
    """Every contradiction, area by area, then those of the whole report."""
    return (
        *(found for area in areas for found in _in_area(area)),
        *_in_total(total, stated),
        *_in_dates(report_date, evaluated),
    )


def _in_area(area: AreaDraft) -> Iterator[Discrepancy]:
    in_overview, in_section = area.achieved.value, area.in_section.value
    if in_overview is not None and in_section is not None and in_overview != in_section:
        facts = {"area": area.number, "in_section": in_section, "in_overview": in_overview}
        yield Discrepancy("area_points", facts, _sources(area.in_section.source, area.achieved.source))
    points = [subarea.achieved for subarea in area.subareas]
    if points and in_overview is not None and all(point is not None for point in points):
        added = sum((Decimal(point) for point in points if point is not None), Decimal())
        if added != Decimal(in_overview):
            facts = {"area": area.number, "sum": _whole(added), "in_overview": in_overview}
            yield Discrepancy("area_sum", facts, _sources(area.achieved.source))
    for subarea in area.subareas:
        yield from _in_percent(subarea)


def _in_percent(subarea: SubareaDraft) -> Iterator[Discrepancy]:
    if subarea.percent is None or subarea.achieved is None or not subarea.max:
        return
    exact = Decimal(subarea.achieved) * 100 / Decimal(subarea.max)
    stated = Decimal(subarea.percent)
    places = stated.as_tuple().exponent
    unit = Decimal(1).scaleb(places) if isinstance(places, int) and places < 0 else Decimal(1)
    computed = exact.quantize(unit, rounding=ROUND_HALF_UP)
    if computed != stated:
        facts = {"subarea": subarea.code, "stated": _whole(stated), "computed": _whole(computed)}
        yield Discrepancy("percent", facts, _sources(subarea.source))


def _in_total(total: Points | None, stated: Sequence[StatedTotal]) -> Iterator[Discrepancy]:
    seen: set[Points] = set()
    for found in stated:
        if total is not None and found.value != total and found.value not in seen:
            seen.add(found.value)
            yield Discrepancy("total", {"stated": found.value, "computed": total}, (found.source,))


def _in_dates(report_date: Reading[str | None], evaluated: Reading[str | None]) -> Iterator[Discrepancy]:
    if report_date.value and evaluated.value and report_date.value[:7] < evaluated.value[:7]:
        facts = {"report_date": report_date.value, "evaluated": evaluated.value}
        yield Discrepancy("dates", facts, _sources(report_date.source, evaluated.source))


def _whole(points: Decimal) -> Points:
    return int(points) if points == points.to_integral_value() else points


def _sources(*sources: Source | None) -> tuple[Source, ...]:
    return tuple(source for source in sources if source is not None)
