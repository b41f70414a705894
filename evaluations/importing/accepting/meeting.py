"""What a proposal meets at SKR: nothing of that municipality and year, a case without content, or one to renew."""

from dataclasses import dataclass
from enum import StrEnum

from evaluations.importing.accepting import refusals
from evaluations.importing.accepting.checks import Proposal
from evaluations.importing.accepting.content import from_json, has_content, rows_of_case, rows_of_proposal
from evaluations.importing.accepting.newer import Change, Row, compare
from evaluations.importing.reviewing.review import ImportClosed
from evaluations.models import Evaluation, EvaluationState, ImportState, ReportImport


class Way(StrEnum):
    """How a proposal becomes content."""

    NEW = "new"  # an evaluation of its own
    PLANNED = "planned"  # the content of a case that was ordered and has none
    NEWER = "newer"  # a newer file of an imported evaluation that is not published


WITHOUT_CONTENT = (EvaluationState.ORDERED, EvaluationState.PLANNED)
RENEWABLE = (EvaluationState.READY, EvaluationState.SCORING)


@dataclass(frozen=True, slots=True)
class Meeting:
    """The way, the evaluation that is there, and the content that the proposal is compared with."""

    way: Way
    evaluation: Evaluation | None = None
    stands: tuple[Row, ...] = ()

    def changes(self, report_import: ReportImport, proposal: Proposal) -> list[Change]:
        """What accepting the proposal changes, row by row."""
        return compare(self.stands, rows_of_proposal(report_import, proposal))


def meeting(report_import: ReportImport) -> Meeting:
    """What the proposal of SKR's meets; four queries at most where it meets something.

    Raises what stands in the way: a published result, another edition, work of SKR's own, another municipality.
    """
    if report_import.evaluation_id is not None:
        return _with_its_own(report_import)
    if report_import.municipality_id is None or report_import.year is None:
        return Meeting(Way.NEW)
    there = Evaluation.objects.filter(
        municipality_id=report_import.municipality_id, year=report_import.year, is_own=False
    ).exclude(state=EvaluationState.CANCELLED)
    found = list(there.order_by("id")[:2])
    if not found:
        return Meeting(Way.NEW)
    if len(found) > 1:
        raise refusals.EvaluationExists
    return _with(report_import, found[0])


def _with_its_own(report_import: ReportImport) -> Meeting:
    """Of an import that was accepted before and came back, or was uploaded in the case."""
    evaluation = Evaluation.objects.get(pk=report_import.evaluation_id)
    if evaluation.municipality_id != report_import.municipality_id:
        raise refusals.AboutAnotherMunicipality
    way = report_import.replacing.get("way", "")
    if way or not _came_into(report_import, evaluation):
        if evaluation.latest_version is not None:
            raise refusals.ResultPublished
        if evaluation.state != EvaluationState.SCORING:
            raise ImportClosed
        stands = from_json(report_import.replacing.get("before", {}).get("rows", []))
        return Meeting(Way(way or Way.NEW), evaluation, tuple(stands))
    return _with(report_import, evaluation)


def _came_into(report_import: ReportImport, evaluation: Evaluation) -> bool:
    """Whether the case was there before this import was accepted into it."""
    if not evaluation.is_imported:
        return True
    others = ReportImport.objects.filter(evaluation=evaluation).exclude(pk=report_import.pk)
    return others.filter(state__in=(ImportState.ACCEPTED, ImportState.PROPOSED)).exists()


def _with(report_import: ReportImport, evaluation: Evaluation) -> Meeting:
    if evaluation.latest_version is not None:
        raise refusals.ResultPublished
    rows = tuple(rows_of_case(evaluation))
    if evaluation.state in WITHOUT_CONTENT and not has_content(rows):
        return Meeting(Way.PLANNED, evaluation, rows)
    if not evaluation.is_imported or evaluation.state not in RENEWABLE:
        raise refusals.EvaluationExists
    if evaluation.edition_id != report_import.edition_id and report_import.edition_id is not None:
        raise refusals.EditionDiffers
    return Meeting(Way.NEWER, evaluation, rows)
