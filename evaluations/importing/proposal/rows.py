"""The rows of a proposal: areas, sub-areas, findings, good examples, texts and contradictions."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from evaluations.importing.draft import AreaDraft, Discrepancy, ItemDraft, Points, ReportDraft, SectionDraft, Why
from evaluations.importing.edition_rows import EditionRows
from evaluations.importing.proposal.origins import origin, place_of, plain
from evaluations.models import (
    FindingKind,
    ProposedArea,
    ProposedContradiction,
    ProposedFinding,
    ProposedSubarea,
    ProposedText,
    ReportImport,
)

MOST_POINTS = 9999
SMALLEST_POINT = Decimal("0.001")


def points(value: Points | None) -> Decimal | None:
    """Points as they are kept, to a thousandth; nothing where no report could mean them."""
    if value is None or not 0 <= value <= MOST_POINTS:
        return None
    return Decimal(value).quantize(SMALLEST_POINT)


def areas(report_import: ReportImport, draft: ReportDraft, edition: EditionRows) -> Iterable[ProposedArea]:
    """One row an area."""
    for area in draft.areas:
        sure = area.achieved.sure and area.title.sure and area.max.sure
        why = next((each.why for each in (area.achieved, area.title, area.max) if not each.sure), Why.PLAIN)
        yield ProposedArea(
            report_import=report_import,
            area_number=area.number,
            title=plain(area.title.value)[:250],
            title_in_overview=plain(area.title_in_overview.value or "")[:250],
            achieved=points(area.achieved.value),
            maximum=points(area.max.value),
            in_section=points(area.in_section.value),
            area=edition.area(area.number),
            rubrics=[plain(title)[:250] for title in area.rubrics],
            **origin(area.achieved.source or area.title.source, sure=sure, why=why),
        )


def subareas(report_import: ReportImport, draft: ReportDraft, edition: EditionRows) -> Iterable[ProposedSubarea]:
    """One row a sub-area of the overview, matched with the edition's."""
    for area in draft.areas:
        for position, subarea in enumerate(area.subareas, start=1):
            match, likely = edition.subarea(area.number, subarea.code, subarea.title)
            why = subarea.why if not subarea.sure or likely else Why.BY_LIKENESS
            yield ProposedSubarea(
                report_import=report_import,
                area_number=area.number,
                position=position,
                code=plain(subarea.code)[:8],
                title=plain(subarea.title)[:250],
                achieved=points(subarea.achieved),
                maximum=points(subarea.max),
                subarea=match,
                **origin(subarea.source, sure=subarea.sure and likely, why=why),
            )


def findings(report_import: ReportImport, draft: ReportDraft, named: Mapping[str, int]) -> Iterable[ProposedFinding]:
    """Strengths, improvements and good examples; `named` holds the keys of municipalities by their codes."""
    for area in draft.areas:
        yield from _items(report_import, area, FindingKind.STRENGTH, area.strengths)
        yield from _items(report_import, area, FindingKind.IMPROVEMENT, area.improvements)
        yield from _examples(report_import, area, named)


def _items(
    report_import: ReportImport, area: AreaDraft, kind: FindingKind, items: Iterable[ItemDraft]
) -> Iterable[ProposedFinding]:
    for position, item in enumerate(items, start=1):
        yield ProposedFinding(
            report_import=report_import,
            area_number=area.number,
            kind=kind,
            position=position,
            text=plain(item.text),
            **origin(item.source, sure=item.sure, why=item.why),
        )


def _examples(report_import: ReportImport, area: AreaDraft, named: Mapping[str, int]) -> Iterable[ProposedFinding]:
    """Nobody is a good example of themselves."""
    own = report_import.municipality_id
    others = (each for each in area.examples if named.get(each.municipality_code, own) != own)
    for position, example in enumerate(others, start=1):
        yield ProposedFinding(
            report_import=report_import,
            area_number=area.number,
            kind=FindingKind.EXAMPLE,
            position=position,
            text=plain(example.text),
            named_id=named[example.municipality_code],
            subarea_code=next(iter(example.subarea_codes), "")[:8],
            **origin(example.source, sure=example.sure, why=example.why),
        )


def texts(report_import: ReportImport, draft: ReportDraft) -> Iterable[ProposedText]:
    """The narrative under its headings."""
    for area in draft.areas:
        for position, section in enumerate(area.sections, start=1):
            yield ProposedText(
                report_import=report_import,
                area_number=area.number,
                position=position,
                title=plain(section.title)[:250],
                body=_body(section),
                subarea_codes=[code[:8] for code in section.subarea_codes],
                **origin(section.source, sure=section.sure, why=section.why),
            )


def _body(section: SectionDraft) -> str:
    return plain("\n\n".join([section.text, *section.footnotes]))


def contradictions(report_import: ReportImport, draft: ReportDraft) -> Iterable[ProposedContradiction]:
    """Where the report contradicts itself, with both readings."""
    for found in draft.discrepancies:
        first = found.sources[0] if found.sources else None
        facts: dict[str, object] = {name: _plain_fact(value) for name, value in found.facts.items()}
        facts["sources"] = [{**place_of(source), "quote": plain(source.quote)} for source in found.sources]
        yield ProposedContradiction(
            report_import=report_import,
            area_number=_area_number(found),
            kind=found.kind,
            facts=facts,
            **place_of(first),
            quote=plain(first.quote if first else ""),
            is_sure=False,
        )


def _plain_fact(value: Points | float | str | None) -> int | str | None:
    return value if value is None or isinstance(value, (int, str)) else str(value)


def _area_number(found: Discrepancy) -> int:
    """The area it is about; 0 for the report as a whole."""
    if "area" in found.facts:
        return int(found.facts["area"])
    code = str(found.facts.get("subarea", ""))
    first = code.split(".")[0]
    return int(first) if first.isdecimal() else 0
