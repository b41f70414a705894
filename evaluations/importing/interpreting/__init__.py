"""From blocks to a proposal. The structure that such reports share decides; no rule knows a particular report."""

from collections.abc import Iterable, Sequence

from accounts.register import RegisteredMunicipality
from evaluations.importing.checking import contradictions
from evaluations.importing.draft import Points, Reading, ReportDraft, Why
from evaluations.importing.matching import recognise_edition
from evaluations.importing.reading.blocks import Document
from evaluations.rubric_files import ShippedEdition

from .areas import draft_areas
from .entries import Entry, entries_of
from .examples import ExampleFinder
from .head import cover_of, read_evaluated, read_municipality, read_report_date, read_year
from .history import read_evaluation_number, read_previous_year
from .outline import AreaSpan, find_areas
from .overview import Overview, read_overview
from .people import read_evaluators
from .titles import area_numbers, plain, titles_of
from .totals import StatedTotal, stated_totals
from .vocabulary import vocabulary

__all__ = ["interpret"]

MOST_READINGS = 3  # of the outline: its overview may only be whole once the sections before it are known


def interpret(
    document: Document,
    register: Iterable[RegisteredMunicipality] | None = None,
    editions: Sequence[ShippedEdition] | None = None,
) -> ReportDraft:
    """The proposal that a document gives; what it does not say is left empty and marked as missing.

    The register and the editions that ship with the product are the defaults.
    """
    with titles_of(editions):
        return _interpret(document, register, editions)


def _interpret(
    document: Document, register: Iterable[RegisteredMunicipality] | None, editions: Sequence[ShippedEdition] | None
) -> ReportDraft:
    entries = entries_of(document)
    spans, overview = _outline(entries)
    front = _front(entries, spans)
    cover = cover_of(entries)
    rows = tuple(register) if register is not None else None
    municipality, code = read_municipality(front, cover, rows)
    models = ExampleFinder(code.value, rows)
    areas = draft_areas(entries, spans, overview, vocabulary(document), models)
    evaluated = read_evaluated(front)
    year = read_year(evaluated, front, cover)
    report_date = read_report_date(front, cover, year.value, evaluated.value)
    number = read_evaluation_number(front, year.value)
    total = _total([area.achieved.value for area in areas], overview)
    stated = list(stated_totals([*front, *_back(entries, spans)], year.value))
    if overview.total is not None and overview.total_source is not None and overview.total == int(overview.total):
        stated.append(StatedTotal(int(overview.total), overview.total_source))
    return ReportDraft(
        municipality=municipality,
        municipality_code=code,
        year=year,
        evaluated=evaluated,
        report_date=report_date,
        evaluators=read_evaluators(front, cover),
        evaluation_number=number,
        previous_year=read_previous_year(front, year.value, number.value),
        total=total,
        edition_key=recognise_edition(areas, editions, year.value),
        areas=areas,
        discrepancies=contradictions(areas, total.value, stated, report_date, evaluated),
    )


def _outline(entries: Sequence[Entry]) -> tuple[Sequence[AreaSpan], Overview]:
    """The areas' sections and the overview; an edition that nobody has is known by the titles in its overview."""
    spans = find_areas(entries)
    overview = _overview(entries, spans)
    for _ in range(MOST_READINGS - 1):
        titles = {plain(area.title): area.number for area in overview.areas.values() if area.title}
        found = {span.number: plain(span.title) for span in spans}
        misplaced = any(titles.get(title, number) != number for number, title in found.items())
        if not misplaced and found.keys() >= set(titles.values()):
            break
        spans = find_areas(entries, {**area_numbers(), **titles})
        overview = _overview(entries, spans)
    return spans, overview


def _overview(entries: Sequence[Entry], spans: Sequence[AreaSpan]) -> Overview:
    """The overview after the areas, else before them, else what stands inside them."""
    after = read_overview(_back(entries, spans))
    if any(area.subareas for area in after.areas.values()):
        return after
    before = read_overview(_front(entries, spans)) if spans else Overview()
    if any(area.subareas for area in before.areas.values()):
        return before
    inside = Overview()
    for span in spans:
        area = read_overview(entries[span.body : span.end]).areas.get(span.number)
        if area is not None and area.subareas:
            inside.areas[span.number] = area
    return next((found for found in (inside, after) if found.areas), before)


def _front(entries: Sequence[Entry], spans: Sequence[AreaSpan]) -> Sequence[Entry]:
    return entries[: spans[0].start] if spans else entries


def _back(entries: Sequence[Entry], spans: Sequence[AreaSpan]) -> Sequence[Entry]:
    return entries[spans[-1].end :] if spans else entries


def _total(achieved: Sequence[Points | None], overview: Overview) -> Reading[Points | None]:
    """The sum of the areas; where no area has points, the total that the overview states."""
    known = [points for points in achieved if points is not None]
    if known:
        return Reading(sum(known), None, sure=len(known) == len(achieved), why=Why.COUNTED)
    if overview.total is not None:
        return Reading(overview.total, overview.total_source)
    return Reading(None, None, sure=False, why=Why.MISSING)
