"""A check-in is closed: by a coordinator, when the next is opened, or with its plan."""

from datetime import datetime

from django.db import transaction

from accounts import journal
from accounts.roles import Actor, require
from followup.models import CheckIn, CheckInAnswer, Plan, PlanState


def close_check_in(check_in: CheckIn, by: Actor, *, now: datetime) -> CheckIn:
    """Take no more answers. Closed already, nothing changes."""
    require(by, "set_check_ins")
    with transaction.atomic():
        closed = locked(check_in, by)
        if closed.is_open:
            _close(closed, by, now)
    return closed


def close_all_but(kept: CheckIn | None, by: Actor, now: datetime) -> None:
    """Close every other open check-in of the municipality; for who has made sure that it may."""
    for check_in in CheckIn.objects.visible_to(by).open().exclude(pk=kept.pk if kept else None).order_by("on"):
        _close(locked(check_in, by), by, now)


def close_those_of_closed_plans(by: Actor, now: datetime) -> None:
    """A closed plan takes no reports: what was open in it is closed."""
    rows = CheckIn.objects.visible_to(by).open().filter(plan__state=PlanState.CLOSED)
    with transaction.atomic():
        for check_in in rows.order_by("on"):
            _close(locked(check_in, by), by, now)


def locked(check_in: CheckIn, by: Actor) -> CheckIn:
    """The check-in as it stands, its plan locked first, as those who report lock it."""
    Plan.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=check_in.plan_id).first()
    found: CheckIn = CheckIn.objects.visible_to(by).select_for_update(of=("self",)).get(pk=check_in.pk)
    return found


def _close(check_in: CheckIn, by: Actor, now: datetime) -> None:
    missing = CheckInAnswer.objects.filter(check_in=check_in).missing().count()
    check_in.closed_at = now
    check_in.version += 1
    check_in.save(update_fields=["closed_at", "version"])
    journal.record(
        by,
        "check_in.closed",
        check_in,
        now=now,
        municipality=check_in.municipality_id,
        subject=check_in.on.isoformat(),
        missing=missing,
    )
