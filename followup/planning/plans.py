"""Finding the plan of an evaluation, and locking it for those who change something in it."""

from datetime import date, datetime

from django.db import transaction

from accounts import journal
from accounts.roles import Actor, require
from evaluations.models import Evaluation
from followup.models import Action, Decision, Plan, PlanCopy, PlanState
from followup.refusals import PlanClosed


def plan_of(evaluation: Evaluation, by: Actor, now: datetime) -> Plan:
    """The municipality's plan for the evaluation, made as a draft where there is none.

    The job that prepares a plan has no hat and may; a person needs `decide`. Called twice it finds the same plan.
    """
    if by.user_id is not None:
        require(by, "decide")
    with transaction.atomic():
        mine = Evaluation.objects.visible_to(by).get(pk=evaluation.pk)
        made = Plan(municipality_id=mine.municipality_id, evaluation=mine)
        Plan.objects.bulk_create([made], ignore_conflicts=True)  # of two at once one is made, the other finds it
        plan: Plan = Plan.objects.visible_to(by).select_related("evaluation").get(evaluation=mine)
        if plan.key == made.key:
            journal.record(
                by,
                "plan.created",
                plan,
                now=now,
                municipality=plan.municipality_id,
                subject=mine.number,
                state=PlanState.DRAFT.value,
            )
    return plan


def newest_plan(by: Actor) -> Plan | None:
    """The plan of the newest evaluation, the one that «Handlingsplan» shows; None where there is none yet."""
    plan: Plan | None = Plan.objects.visible_to(by).select_related("evaluation").newest_first().first()
    return plan


def stands_on(evaluation: Evaluation, by: Actor, *, now: datetime, today: date) -> bool:
    """Whether the evaluation's plan holds a decision, an action or an adopted copy; an empty one is closed.

    Holds the plan, so that whoever decides at the same time waits and then finds it closed.
    """
    rows = Plan.objects.visible_to(by).select_related("evaluation").select_for_update(of=("self",))
    plan: Plan | None = rows.filter(evaluation=evaluation).first()
    if plan is None:
        return False
    if any(model.objects.filter(plan=plan).exists() for model in (Decision, Action, PlanCopy)):
        return True
    before, plan.state, plan.closed_on = plan.state, PlanState.CLOSED, today
    plan.version += 1
    plan.save(update_fields=["state", "closed_on", "version"])
    state = [before, PlanState.CLOSED.value]
    journal.record(by, "plan.closed", plan, now=now, subject=evaluation.number, state=state)
    return False


def locked_open(plan: Plan, by: Actor) -> Plan:
    """The plan's row, locked in the caller's transaction.

    Raises PlanClosed where only comments are taken, and where the import that it stood on was undone meanwhile.
    """
    rows = Plan.objects.visible_to(by).select_related("evaluation").select_for_update(of=("self",))
    locked: Plan | None = rows.filter(pk=plan.pk).first()
    if locked is None or locked.state == PlanState.CLOSED:
        raise PlanClosed
    return locked
