"""Taking back: an accepted import until its evaluation is published, an own one until something stands on it.

A proposal that leads nowhere is given up at any time.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import journal, outbox
from accounts.errors import RuleViolation
from accounts.roles import Actor, Part, require
from accounts.tenancy import Scope
from evaluations.importing.accepting.restoring import check_is_current, has_before, restore_before
from evaluations.importing.reviewing.review import ImportClosed
from evaluations.models import Assignment, Evaluation, EvaluationState, ImportState, ReportImport
from evaluations.signals import own_evaluation_withdrawn

RETURN_OFFER = "offer.return"
OPEN = (ImportState.UPLOADED, ImportState.READING, ImportState.FAILED, ImportState.PROPOSED)


class ImportBuiltOn(RuleViolation):
    """The evaluation is published."""

    code = "import_built_on"
    message = _("The evaluation is published, so the import cannot be undone. Correct the result instead.")


class OwnBuiltOn(RuleViolation):
    """Decisions or actions stand on the own evaluation."""

    code = "own_import_built_on"
    message = _("There are decisions or actions on this evaluation, so the import cannot be undone.")


class OwnOffered(RuleViolation):
    """SKR has the own evaluation."""

    code = "own_import_offered"
    message = _("The evaluation has been offered to SKR, so the import cannot be undone.")


def undo_import(by: Actor, report_import: ReportImport, *, now: datetime, today: date) -> None:
    """Cancel the evaluation that the import became, or put back what stood where the evaluation was there before it.

    Nothing is deleted. Undone again: nothing changes. An import that a newer file has replaced is undone after that.
    Refuses once SKR's evaluation is published. The approver's part ends. A municipality's own evaluation is taken out
    of its pages, unless something stands on it or SKR has been offered it.
    """
    require(by, "undo_import")
    with transaction.atomic():
        locked = ReportImport.objects.select_for_update().get(pk=report_import.pk)
        if locked.state == ImportState.UNDONE:
            return
        if locked.evaluation_id is None:
            raise ImportClosed
        evaluation = Evaluation.objects.select_for_update().get(pk=locked.evaluation_id)
        _check_undoable(locked, evaluation, by, now, today)
        check_is_current(locked)
        is_restored = has_before(locked)
        if is_restored:
            restore_before(locked, evaluation, today)
        else:
            _cancel(evaluation, today)
        locked.state = ImportState.UNDONE
        locked.save(update_fields=["state", "replacing"])
        verb = "own_import.undone" if locked.is_own else "import.undone"
        journal.record(by, verb, locked, now=now, evaluation=evaluation.pk, subject=str(locked))
        _return_offer(locked, now)
        verb = "evaluation.restored" if is_restored else "evaluation.cancelled"
        journal.record(by, verb, evaluation, now=now, evaluation=evaluation.pk, subject=evaluation.number)


def _cancel(evaluation: Evaluation, today: date) -> None:
    evaluation.state = EvaluationState.CANCELLED
    evaluation.version += 1
    evaluation.save(update_fields=["state", "version"])
    Assignment.objects.filter(evaluation=evaluation, part=Part.APPROVER, end=None).update(end=today)


def _check_undoable(report_import: ReportImport, evaluation: Evaluation, by: Actor, now: datetime, today: date) -> None:
    """Refuse what is published; an own evaluation has been so from the start, and is asked about."""
    if not report_import.is_own:
        if evaluation.latest_version is not None or evaluation.state == EvaluationState.PUBLISHED:
            raise ImportBuiltOn
        return
    if report_import.state != ImportState.ACCEPTED:
        raise ImportClosed
    if evaluation.offered_at is not None or evaluation.replaced_by_id is not None:
        raise OwnOffered
    asked = own_evaluation_withdrawn.send(sender=Evaluation, evaluation=evaluation, by=by, now=now, today=today)
    if any(stands for _receiver, stands in asked):
        raise OwnBuiltOn


def _return_offer(report_import: ReportImport, now: datetime) -> None:
    """Promise the municipality, in its own scope, that its evaluation may be offered again."""
    if report_import.offered_from_id is not None and report_import.municipality_id is not None:
        outbox.promise(
            RETURN_OFFER,
            f"{RETURN_OFFER}:{report_import.pk}",
            Scope(municipality=report_import.municipality_id),
            now,
            evaluation=report_import.offered_from_id,
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
        if locked.state not in OPEN or _is_content_of_case(locked):
            raise ImportClosed
        locked.state = ImportState.ABANDONED
        locked.save(update_fields=["state"])
        journal.record(by, "import.abandoned", locked, now=now, subject=str(locked))
        _return_offer(locked, now)


def _is_content_of_case(report_import: ReportImport) -> bool:
    """Whether an evaluation has its content from this import; one that waits in a case has given it nothing yet."""
    if report_import.evaluation_id is None:
        return False
    if not Evaluation.objects.filter(pk=report_import.evaluation_id, is_imported=True).exists():
        return False
    others = ReportImport.objects.filter(evaluation_id=report_import.evaluation_id, state=ImportState.ACCEPTED)
    return not others.exclude(pk=report_import.pk).exists()
