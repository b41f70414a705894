"""Adopting a plan as a frozen copy, and closing it."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts import journal
from accounts.roles import Actor, require
from evaluations.publication.content import sha256_of
from followup.models import Plan, PlanCopy, PlanState
from followup.planning.copying import content_of
from followup.planning.plans import locked_open
from followup.planning.refusals import AdoptedInFuture, BodyMissing, PlanNotAdopted


def adopt_plan(
    plan: Plan, by: Actor, *, body: str, adopted_on: date, reference: str = "", now: datetime, today: date
) -> PlanCopy:
    """Keep the plan as it is now as a numbered copy that nothing changes, and say by whom and when it was adopted.

    Adopted again it becomes a new copy; the same content, body, date and reference once more change nothing.
    Refuses without a body, with a date after today, and when the plan is closed.
    """
    require(by, "adopt_plan")
    body, reference = body.strip(), reference.strip()
    if not body:
        raise BodyMissing
    if adopted_on > today:
        raise AdoptedInFuture
    with transaction.atomic():
        locked = locked_open(plan, by)
        content = content_of(locked)
        sha256 = sha256_of(content)
        newest: PlanCopy | None = PlanCopy.objects.filter(plan=locked).order_by("-number").first()
        said: Any = (body, adopted_on, reference, sha256)
        if newest and (newest.body, newest.adopted_on, newest.reference, newest.sha256) == said:
            return newest
        copy: PlanCopy = PlanCopy.objects.create(
            municipality_id=locked.municipality_id,
            plan=locked,
            number=newest.number + 1 if newest else 1,
            body=body,
            adopted_on=adopted_on,
            reference=reference,
            content=content,
            sha256=sha256,
            at=now,
            made_by_id=by.user_id,
        )
        before = locked.state
        locked.state = PlanState.ADOPTED
        locked.adopted_body, locked.adopted_on, locked.adopted_reference = body, adopted_on, reference
        locked.version += 1
        locked.save(update_fields=["state", "adopted_body", "adopted_on", "adopted_reference", "version"])
        journal.record(
            by,
            "plan.adopted",
            locked,
            now=now,
            municipality=locked.municipality_id,
            subject=locked.evaluation.number,
            state=[before, PlanState.ADOPTED.value],
            copy=copy.number,
            body=body,
            adopted_on=adopted_on.isoformat(),
            reference=reference,
        )
    return copy


def close_plan(plan: Plan, by: Actor, *, now: datetime, today: date) -> Plan:
    """Close an adopted plan: afterwards it takes comments only. Closed already, nothing changes."""
    require(by, "close_plan")
    with transaction.atomic():
        rows = Plan.objects.visible_to(by).select_related("evaluation").select_for_update(of=("self",))
        locked: Plan = rows.get(pk=plan.pk)
        if locked.state == PlanState.CLOSED:
            return locked
        if locked.state != PlanState.ADOPTED:
            raise PlanNotAdopted
        locked.state = PlanState.CLOSED
        locked.closed_on = today
        locked.version += 1
        locked.save(update_fields=["state", "closed_on", "version"])
        journal.record(
            by,
            "plan.closed",
            locked,
            now=now,
            municipality=locked.municipality_id,
            subject=locked.evaluation.number,
            state=[PlanState.ADOPTED.value, PlanState.CLOSED.value],
        )
    return locked
