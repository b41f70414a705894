"""How every call finds the plan and its actions."""

from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from accounts.roles import Actor
from evaluations.models import Finding, PublishedVersion
from evaluations.publication.choosing import Chosen, choose
from followup.listing import of_plan
from followup.models import (
    Action,
    ActionFinding,
    ActionHelper,
    Comment,
    Indicator,
    Measurement,
    Milestone,
    Plan,
    StatusReport,
)
from followup.overview import sees_work
from followup.planning import newest_plan


def chosen_result(by: Actor, municipality: str, case: str = "") -> Chosen:
    """The newest result, or a named case's. Raises Http404 where nothing is published."""
    chosen = choose(PublishedVersion.objects.visible_to(by), municipality, case=case)
    if chosen is None:
        raise Http404
    return chosen


def plan_here(by: Actor, case: str = "") -> Plan | None:
    """The newest plan, or a named case's; None for whom the work is not shown to."""
    if not sees_work(by):
        return None
    if not case:
        return newest_plan(by)
    plan: Plan | None = Plan.objects.visible_to(by).select_related("evaluation").filter(evaluation__number=case).first()
    return plan


def the_plan(by: Actor, case: str = "") -> Plan:
    """The same. Raises Http404 where there is none."""
    plan = plan_here(by, case)
    if plan is None:
        raise Http404
    return plan


def actions_of(plan: Plan, by: Actor) -> Any:  # Any: annotated by of_plan()
    """The plan's actions with all that a row of the list shows."""
    newest = PublishedVersion.objects.visible_to(by).filter(evaluation_id=plan.evaluation_id).newest()
    version_id = newest.values_list("pk", flat=True).first()
    return _with_links(of_plan(plan.pk, version_id, by))


def action_here(by: Actor, number: int) -> Action:
    """One action with all that is said of it. Raises Http404."""
    if not sees_work(by):
        raise Http404
    rows = _with_links(Action.objects.visible_to(by).with_helpers().select_related("plan", "unit", "owner"))
    found = rows.filter(number=number).prefetch_related(
        Prefetch("helper_rows", ActionHelper.objects.select_related("membership").order_by("id")),
        Prefetch("milestones", Milestone.objects.order_by("position", "id")),
        Prefetch("reports", StatusReport.objects.filter(withdrawn_at=None).order_by("-at", "-id")),
        Prefetch("comments", Comment.objects.with_names().order_by("at", "id")),
        Prefetch("indicators", Indicator.objects.filter(removed_at=None).order_by("id")),
        Prefetch("indicators__measurements", Measurement.objects.filter(withdrawn_at=None).order_by("on", "id")),
    )
    action: Action | None = found.first()
    if action is None:
        raise Http404
    return action


def locked_action(by: Actor, number: int) -> Action:
    """One action, locked so that its version stays the compared one until the rule is through. Raises Http404."""
    rows = Action.objects.visible_to(by).with_helpers().select_related("plan").select_for_update(of=("self",))
    found: Action | None = rows.filter(number=number).first() if sees_work(by) else None
    if found is None:
        raise Http404
    return found


def findings_of(plan: Plan, keys: list[UUID]) -> list[Finding]:
    """The improvement opportunities with these keys, in the order sent. Raises Http404 where one is not the plan's."""
    rows = {row.key: row for row in Finding.objects.filter(key__in=keys, evaluation_id=plan.evaluation_id)}
    if not set(keys) <= set(rows):
        raise Http404
    return [rows[key] for key in dict.fromkeys(keys)]


def _with_links(rows: QuerySet[Action]) -> Any:
    return rows.prefetch_related(Prefetch("links", ActionFinding.objects.select_related("finding").order_by("id")))
