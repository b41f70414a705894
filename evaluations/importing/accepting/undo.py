"""Taking back: an accepted import until its evaluation is published, a proposal that leads nowhere at any time."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.errors import RuleViolation
from accounts.roles import Actor, Part, require
from evaluations.importing.reviewing.review import ImportClosed
from evaluations.models import Assignment, Evaluation, EvaluationState, ImportState, ReportImport

OPEN = (ImportState.UPLOADED, ImportState.READING, ImportState.FAILED, ImportState.PROPOSED)


class ImportBuiltOn(RuleViolation):
    """The evaluation is published."""

    code = "import_built_on"
    message = _("The evaluation is published, so the import cannot be undone. Correct the result instead.")


def undo_import(by: Actor, report_import: ReportImport, *, now: datetime, today: date) -> None:
    """Cancel the evaluation that the import became; nothing is deleted. Undone again: nothing changes.

    Refuses once the evaluation is published. The approver's part ends.
    """
    require(by, "undo_import")
    with transaction.atomic():
        locked = ReportImport.objects.select_for_update().get(pk=report_import.pk)
        if locked.state == ImportState.UNDONE:
            return
        if locked.evaluation_id is None:
            raise ImportClosed
        evaluation = Evaluation.objects.select_for_update().get(pk=locked.evaluation_id)
        if evaluation.latest_version is not None or evaluation.state == EvaluationState.PUBLISHED:
            raise ImportBuiltOn
        evaluation.state = EvaluationState.CANCELLED
        evaluation.version += 1
        evaluation.save(update_fields=["state", "version"])
        Assignment.objects.filter(evaluation=evaluation, part=Part.APPROVER, end=None).update(end=today)
        locked.state = ImportState.UNDONE
        locked.save(update_fields=["state"])
        journal.record(by, "import.undone", locked, now=now, evaluation=evaluation.pk, subject=str(locked))
        journal.record(
            by, "evaluation.cancelled", evaluation, now=now, evaluation=evaluation.pk, subject=evaluation.number
        )


def abandon_import(by: Actor, report_import: ReportImport, *, now: datetime) -> None:
    """Give a proposal up; the file may be uploaded again. Abandoned again: nothing changes.

    Refuses an import that has become an evaluation.
    """
    require(by, "abandon_import")
    with transaction.atomic():
        locked = ReportImport.objects.select_for_update().get(pk=report_import.pk)
        if locked.state == ImportState.ABANDONED:
            return
        if locked.state not in OPEN or locked.evaluation_id is not None:
            raise ImportClosed
        locked.state = ImportState.ABANDONED
        locked.save(update_fields=["state"])
        journal.record(by, "import.abandoned", locked, now=now, subject=str(locked))
