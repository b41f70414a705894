"""Send a ready evaluation back with a reason."""

from datetime import datetime

from django.db import transaction

from accounts import journal
from accounts.roles import Actor, require
from evaluations.models import Evaluation, EvaluationState, ImportState, ReportImport
from evaluations.publication.refusals import CaseHasChanged, NotReady, ReasonMissing


def send_back(evaluation: Evaluation, by: Actor, *, reason: str, now: datetime, version: int) -> Evaluation:
    """Let the evaluation go from ready to scoring; an accepted import behind it is a proposal again, to be corrected.

    Refuses without a reason and unless it is ready. Pressed again it changes nothing. The assignments stay.
    """
    require(by, "send_back")
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    with transaction.atomic():
        rows = Evaluation.objects.visible_to(by).select_for_update()
        locked: Evaluation = rows.get(pk=evaluation.pk)
        if locked.state == EvaluationState.SCORING and locked.sent_back_reason == reason:
            return locked
        if locked.state != EvaluationState.READY:
            raise NotReady
        if locked.version != version:
            raise CaseHasChanged
        locked.state = EvaluationState.SCORING
        locked.sent_back_reason = reason
        locked.version += 1
        locked.save(update_fields=["state", "sent_back_reason", "version"])
        journal.record(
            by,
            "evaluation.sent_back",
            locked,
            now=now,
            evaluation=locked.pk,
            subject=locked.number,
            state=[EvaluationState.READY.value, EvaluationState.SCORING.value],
            reason=reason,
        )
        _open_import_again(locked, by, now)
    return locked


def _open_import_again(evaluation: Evaluation, by: Actor, now: datetime) -> None:
    """The import that the content came from last; those that a newer file replaced stay in the history."""
    accepted = list(
        ReportImport.objects.select_for_update()
        .filter(evaluation=evaluation, state=ImportState.ACCEPTED)
        .order_by("id")
    )
    replaced = {report_import.replacing.get("before", {}).get("import") for report_import in accepted}
    for report_import in accepted:
        if report_import.pk in replaced:
            continue
        report_import.state = ImportState.PROPOSED
        report_import.version += 1
        report_import.save(update_fields=["state", "version"])
        journal.record(
            by,
            "import.reopened",
            report_import,
            now=now,
            evaluation=evaluation.pk,
            subject=report_import.file_name,
            state=[ImportState.ACCEPTED.value, ImportState.PROPOSED.value],
        )
