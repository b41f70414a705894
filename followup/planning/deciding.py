"""Deciding on an improvement opportunity: act, wait, decline, or say that it is already done."""

from datetime import date, datetime
from typing import Unpack

from django.db import transaction

from accounts.roles import Actor, require
from evaluations.models import Finding
from followup.models import Action, ActionFinding, Decision, DecisionKind, Plan
from followup.planning.actions import NewAction, create_action
from followup.planning.choices import Choice, current_decision, write_decision
from followup.planning.plans import locked_open
from followup.planning.refusals import ActionsHangOnIt, DecisionHasChanged


def decide(
    plan: Plan,
    finding: Finding,
    by: Actor,
    *,
    kind: str,
    wait_until: date | None = None,
    reason: str = "",
    done_what: str = "",
    done_on: date | None = None,
    version: int | None = None,
    now: datetime,
    today: date,
) -> Decision:
    """Decide on an improvement opportunity; the decision before it is kept. The same again changes nothing.

    Refuses what the choice lacks, another choice than to act while open actions answer nothing else, and, where the
    page's `version` is given (0: nobody had decided), a decision that somebody else has made since.
    """
    require(by, "decide")
    choice = Choice(DecisionKind(kind), wait_until, reason, done_what, done_on).checked(today)
    with transaction.atomic():
        locked = locked_open(plan, by)
        before = current_decision(locked, finding)
        if before is not None and Choice.of(before) != choice:
            if version is not None and before.version != version:
                raise DecisionHasChanged(before)
            if choice.kind != DecisionKind.ACT and hanging_on(finding, locked, today):
                raise ActionsHangOnIt
        return write_decision(locked, finding, choice, by, before=before, now=now)


def decide_to_act(
    plan: Plan,
    finding: Finding,
    by: Actor,
    *,
    version: int | None = None,
    now: datetime,
    today: date,
    **action: Unpack[NewAction],
) -> Action:
    """Decide that the improvement opportunity is acted on, and make its action; both or neither.

    Refuses as `decide` and `create_action` do; where somebody else has decided meanwhile, the same decision too, since
    the two might make the same action.
    """
    require(by, "decide")
    with transaction.atomic():
        before = current_decision(locked_open(plan, by), finding)
        if before is not None and version is not None and before.version != version:
            raise DecisionHasChanged(before)
        decide(plan, finding, by, kind=DecisionKind.ACT, now=now, today=today)
        return create_action(plan, by, findings=[finding], now=now, today=today, **action)


def hanging_on(finding: Finding, plan: Plan, today: date) -> bool:
    """Whether an open action answers this improvement opportunity and no other that is acted on."""
    links = ActionFinding.objects.filter(finding=finding)
    otherwise = Decision.objects.filter(plan=plan).otherwise(today).values("finding_id")
    others = ActionFinding.objects.exclude(finding=finding).exclude(finding__in=otherwise).values("action_id")
    found: bool = Action.objects.open().filter(pk__in=links.values("action_id")).exclude(pk__in=others).exists()
    return found
