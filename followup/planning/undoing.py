"""A decision is taken back while nothing stands on it; the one before it holds again."""

from datetime import date, datetime

from django.db import transaction

from accounts import journal
from accounts.roles import Actor, require
from evaluations.models import PublishedFinding
from followup.models import Action, ActionFinding, Decision, DecisionKind
from followup.planning.choices import current_decision
from followup.planning.deciding import hanging_on
from followup.planning.plans import locked_open
from followup.planning.refusals import ActionsHangOnIt, DecisionHasChanged


def undo_decision(made: Decision, before: Decision | None, by: Actor, *, now: datetime, today: date) -> None:
    """Let the decision before this one hold again, or none; the one that is undone is kept as an older one.

    Refuses where somebody has decided since, and where an open action would come to stand on something else.
    """
    require(by, "decide")
    with transaction.atomic():
        plan = locked_open(made.plan, by)
        current = current_decision(plan, made.finding)
        if current is None:
            return
        if current.pk != made.pk:
            raise DecisionHasChanged(current)
        if _would_lose_its_reason(made, before, today):
            raise ActionsHangOnIt
        made.is_current = False
        made.save(update_fields=["is_current"])
        if before is not None:
            before.is_current, before.version = True, made.version + 1
            before.save(update_fields=["is_current", "version"])
        words = PublishedFinding.objects.filter(published_version=made.made_on_id, finding=made.finding_id)
        journal.record(
            by,
            "decision.undone",
            made,
            now=now,
            municipality=plan.municipality_id,
            subject=words.values_list("text", flat=True).first() or "",
            decision=[made.kind, before.kind if before else ""],
        )


def _would_lose_its_reason(made: Decision, before: Decision | None, today: date) -> bool:
    """Whether an open action would be left on what is undecided, or on what is not acted on."""
    if before is None:
        links = ActionFinding.objects.filter(finding=made.finding_id)
        return bool(Action.objects.open().filter(pk__in=links.values("action_id")).exists())
    return before.kind != DecisionKind.ACT and hanging_on(made.finding, made.plan, today)
