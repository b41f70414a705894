"""News from below: a published result asks for a plan, people who come and go change who answers for actions."""

from datetime import date, datetime
from typing import Any

from accounts import outbox
from accounts.models import Membership
from accounts.outbox import Running
from accounts.roles import Actor
from accounts.tenancy import Scope
from evaluations.models import Evaluation, EvaluationState, ImportState, PublishedVersion, ReportImport
from followup import progress
from followup.planning import plan_of, stands_on, take_over

PREPARE_PLAN = "plan.prepare"


def promise_plan(
    sender: type[Evaluation], *, evaluation: Evaluation, version: PublishedVersion, now: datetime, **news: Any
) -> None:  # Any: what else the signal says
    """Promise the plan of what is published: SKR's own scope may not make it. A correction promises anew.

    Where SKR has taken over what the municipality offered, the promise names the own evaluation that it replaces.
    """
    offers = ReportImport.objects.filter(evaluation=evaluation, state=ImportState.ACCEPTED, offered_from__isnull=False)
    own = offers.values_list("offered_from_id", flat=True).first()
    outbox.promise(
        PREPARE_PLAN,
        f"{PREPARE_PLAN}:{evaluation.pk}:{version.number}",
        Scope(municipality=evaluation.municipality_id),
        now,
        evaluation=evaluation.pk,
        **({"replaces": own} if own else {}),
    )


def prepare_plan(running: Running) -> None:
    """Make the draft plan, or let the plan of the own evaluation that is replaced go on; done before: no change."""
    rows = Evaluation.objects.visible_to(running.by)
    evaluation = rows.get(pk=running.arguments["evaluation"])
    own = rows.filter(pk=running.arguments.get("replaces", 0)).first()
    if own is not None:
        take_over(own, evaluation, running.by, now=running.now)
    if evaluation.state != EvaluationState.CANCELLED:  # an own import may be taken back before the job comes
        plan_of(evaluation, running.by, running.now)


def keep_own_evaluation(
    sender: type[Evaluation], *, evaluation: Evaluation, by: Actor, now: datetime, today: date, **news: Any
) -> bool:  # Any: what else the signal says
    """Answer whether decisions or actions stand on the own evaluation; where none do, its plan is closed with it."""
    return stands_on(evaluation, by, now=now, today=today)


def let_owner_go(
    sender: type[Membership], *, membership: Membership, by: Actor, now: datetime, today: date, **news: Any
) -> None:  # Any: what else the signal says
    """A membership ended: its actions become text, «saknar ansvarig»."""
    progress.owner_leaves(membership, by, now=now, today=today)


def let_go_of_role(
    sender: type[Membership], *, membership: Membership, by: Actor, now: datetime, today: date, **news: Any
) -> None:  # Any: what else the signal says
    """Under a role that may not work with actions nobody goes on answering for them."""
    if membership.municipality_id is not None and membership.role not in progress.ABLE:
        progress.owner_leaves(membership, by, now=now, today=today)


def find_owner_texts(sender: object, *, name: str, title: str, municipality: int, **news: Any) -> list[str]:
    """The names and roles under which an invited person's actions may stand."""
    return progress.owner_texts(name, title, municipality)


def give_actions(
    sender: type[Membership],
    *,
    membership: Membership,
    texts: list[str],
    by: Actor,
    now: datetime,
    today: date,
    **news: Any,
) -> None:
    """A new member says which of those texts they are."""
    progress.claim_actions(membership, texts, by, now=now, today=today)
