"""News from below: a published result asks for a plan, people who come and go change who answers for actions."""

from datetime import date, datetime
from typing import Any

from accounts import outbox
from accounts.models import Membership
from accounts.outbox import Running
from accounts.roles import Actor
from accounts.tenancy import Scope
from evaluations.models import Evaluation, PublishedVersion
from followup import progress
from followup.planning import plan_of

PREPARE_PLAN = "plan.prepare"


def promise_plan(
    sender: type[Evaluation], *, evaluation: Evaluation, version: PublishedVersion, now: datetime, **news: Any
) -> None:  # Any: what else the signal says
    """Promise the plan of what SKR has published: SKR's own scope may not make it. A correction promises anew."""
    outbox.promise(
        PREPARE_PLAN,
        f"{PREPARE_PLAN}:{evaluation.pk}:{version.number}",
        Scope(municipality=evaluation.municipality_id),
        now,
        evaluation=evaluation.pk,
    )


def prepare_plan(running: Running) -> None:
    """Make the draft plan; where there is one, nothing changes."""
    evaluation = Evaluation.objects.visible_to(running.by).get(pk=running.arguments["evaluation"])
    plan_of(evaluation, running.by, running.now)


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
