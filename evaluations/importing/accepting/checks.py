"""Whether a proposal may become an evaluation; reads the proposal once, and the writer takes the same rows."""

from collections import Counter
from dataclasses import dataclass

from evaluations.importing.accepting import refusals
from evaluations.models import (
    Area,
    ProposedArea,
    ProposedContradiction,
    ProposedFinding,
    ProposedSubarea,
    ProposedText,
    ReportImport,
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """All rows of a proposal, in their order."""

    areas: list[ProposedArea]
    subareas: list[ProposedSubarea]
    findings: list[ProposedFinding]  # with the dropped ones
    texts: list[ProposedText]
    contradictions: list[ProposedContradiction]

    @property
    def kept_findings(self) -> list[ProposedFinding]:
        """Those that become findings of the evaluation."""
        return [item for item in self.findings if not item.is_dropped]

    @classmethod
    def of(cls, report_import: ReportImport) -> "Proposal":
        """Read it, from five queries."""
        areas = ProposedArea.objects.filter(report_import=report_import).order_by("area_number")
        subareas = ProposedSubarea.objects.filter(report_import=report_import)
        findings = ProposedFinding.objects.filter(report_import=report_import)
        texts = ProposedText.objects.filter(report_import=report_import)
        contradictions = ProposedContradiction.objects.filter(report_import=report_import)
        return cls(
            list(areas.select_related("area")),
            list(subareas.select_related("subarea").order_by("area_number", "position")),
            list(findings.select_related("named").order_by("area_number", "kind", "position", "id")),
            list(texts.order_by("area_number", "position", "id")),
            list(contradictions.order_by("area_number", "id")),
        )


def check(report_import: ReportImport, proposal: Proposal) -> None:
    """Refuse what a result cannot stand on; each refusal names what to put right."""
    if any(not contradiction.choice for contradiction in proposal.contradictions):
        raise refusals.ContradictionsNotChosen
    if report_import.municipality_id is None:
        raise refusals.MunicipalityMissing
    here = report_import.municipality
    if here is not None and (name := about_another(report_import)):
        raise refusals.AboutAnother(name, here.name)
    if report_import.year is None:
        raise refusals.YearMissing
    if report_import.edition_id is None:
        raise refusals.EditionNotFound
    _check_points(proposal, _check_matches(report_import, proposal))


def about_another(report_import: ReportImport) -> str:
    """The municipality that the report surely is about, where the import's place is another's; else empty.

    Where a reviewer has chosen the municipality, that word counts and not the reading's.
    """
    code = report_import.sources.get("municipality", {}).get("code", "")
    is_placed = report_import.is_own or report_import.evaluation_id is not None
    here = report_import.municipality
    return report_import.municipality_name if is_placed and code and here and code != here.code else ""


def _check_matches(report_import: ReportImport, proposal: Proposal) -> dict[int, Area]:
    of_edition = set(Area.objects.filter(edition_id=report_import.edition_id).values_list("number", flat=True))
    matched = {area.area_number for area in proposal.areas if area.area is not None}
    unlike = of_edition ^ {area.area_number for area in proposal.areas} | (of_edition - matched)
    if unlike:
        raise refusals.AreasNotMatched(sorted(unlike))
    times = Counter(subarea.subarea_id for subarea in proposal.subareas)
    wrong = [
        row.code or row.title
        for row in proposal.subareas
        if row.subarea is None or times[row.subarea_id] > 1 or row.subarea.edition_id != report_import.edition_id
    ]
    if wrong:
        raise refusals.SubareasNotMatched(wrong)
    return {area.area_number: area.area for area in proposal.areas if area.area is not None}


def _check_points(proposal: Proposal, areas: dict[int, Area]) -> None:
    rows: list[ProposedArea | ProposedSubarea] = [*proposal.areas, *proposal.subareas]
    missing, high = [], []
    for row in rows:
        subarea = row.subarea if isinstance(row, ProposedSubarea) else None
        of_edition = subarea.max_points if subarea else areas[row.area_number].max_points
        if row.achieved is None or row.maximum is None:
            missing.append(_name(row))
        elif row.achieved > min(row.maximum, of_edition) or row.maximum > of_edition:
            high.append(_name(row))
    if missing:
        raise refusals.PointsMissing(missing)
    if high:
        raise refusals.PointsTooHigh(high)


def _name(row: ProposedArea | ProposedSubarea) -> str:
    return str(row.area_number) if isinstance(row, ProposedArea) else row.code or row.title
