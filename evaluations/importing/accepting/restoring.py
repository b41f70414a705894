"""What stood before a file was accepted into an evaluation that was there, and putting it back when that is undone."""

from datetime import date
from typing import Any

from accounts.roles import Part
from evaluations.importing.accepting import refusals
from evaluations.importing.accepting.content import as_json, from_json, rows_of_case, set_head, write_rows
from evaluations.models import Assignment, Evaluation, EvaluationState, ImportState, ReportImport

CURRENT = (ImportState.ACCEPTED, ImportState.PROPOSED)
FACTS = ("state", "is_imported", "made_ready_by_id", "sent_back_reason", "edition_id", "year")


def keep_before(report_import: ReportImport, evaluation: Evaluation) -> None:
    """Keep the evaluation as it stands in the import that changes it, and close the import that it came from.

    An earlier import that was sent back counts as accepted again: its values stand in the evaluation.
    """
    earlier = current_import(evaluation, but=report_import)
    report_import.replacing["before"] = {
        "facts": {name: getattr(evaluation, name) for name in FACTS},
        "rows": as_json(rows_of_case(evaluation)),
        "import": earlier.pk if earlier else None,
        "import_state": earlier.state if earlier else None,
    }
    if earlier is not None and earlier.state == ImportState.PROPOSED:
        earlier.state = ImportState.ACCEPTED
        earlier.save(update_fields=["state"])


def has_before(report_import: ReportImport) -> bool:
    """Whether undoing the import puts something back instead of cancelling the evaluation."""
    return "before" in report_import.replacing


def restore_before(report_import: ReportImport, evaluation: Evaluation, today: date) -> None:
    """Put content, head and state back as they were; an evaluation without content loses its approver.

    The caller holds both and has seen that nothing is published. Raises ReplacedByNewer where a later file was
    accepted over this one.
    """
    check_is_current(report_import)
    before: dict[str, Any] = report_import.replacing.pop("before")  # Any: JSON
    report_import.replacing.pop("way", None)
    rows = from_json(before["rows"])
    for name in FACTS:
        setattr(evaluation, name, before["facts"][name])
    set_head(evaluation, rows)
    evaluation.version += 1
    evaluation.save()
    write_rows(evaluation, rows)
    if before["import_state"] == ImportState.PROPOSED:
        ReportImport.objects.filter(pk=before["import"]).update(state=ImportState.PROPOSED)
    if evaluation.state not in (EvaluationState.READY, EvaluationState.SCORING):
        Assignment.objects.filter(evaluation=evaluation, part=Part.APPROVER, end=None).update(end=today)


def check_is_current(report_import: ReportImport) -> None:
    """Refuse where a newer file has changed the evaluation since: that import is undone first."""
    if is_replaced(report_import):
        raise refusals.ReplacedByNewer


def is_replaced(report_import: ReportImport) -> bool:
    """Whether a newer file was accepted over this one; one query."""
    later = ReportImport.objects.filter(evaluation_id=report_import.evaluation_id, state__in=CURRENT)
    return later.filter(replacing__before__import=report_import.pk).exists()


def current_import(evaluation: Evaluation, but: ReportImport | None = None) -> ReportImport | None:
    """The import that the evaluation's content came from last; None where no file was read into it."""
    rows = ReportImport.objects.filter(evaluation=evaluation, state__in=CURRENT)
    found = list(rows.exclude(pk=but.pk) if but else rows)
    replaced = {row.replacing.get("before", {}).get("import") for row in found}
    was_accepted = [row for row in found if row.state == ImportState.ACCEPTED or row.replacing.get("way")]
    return max((row for row in was_accepted if row.pk not in replaced), key=lambda row: row.pk, default=None)
