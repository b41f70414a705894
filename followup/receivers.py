"""News of a published result: the municipality's plan is prepared by a worker, in the municipality's own scope."""

from datetime import datetime
from typing import Any

from accounts import outbox
from accounts.outbox import Running
from accounts.tenancy import Scope
from evaluations.models import Evaluation, PublishedVersion
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
