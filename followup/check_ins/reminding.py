"""Those who have not answered are reminded, once a check-in."""

from datetime import datetime

from django.db import transaction

from accounts import journal
from accounts.roles import Actor, require
from followup.check_ins import mailing
from followup.check_ins.closing import locked
from followup.check_ins.refusals import CheckInIsClosed
from followup.models import CheckIn


def remind_of_check_in(check_in: CheckIn, by: Actor, *, now: datetime) -> CheckIn:
    """Remind those who have not answered now, in place of the reminder that would have come by itself.

    Reminded already, or nobody to remind, nothing changes. Refuses a closed check-in.
    """
    require(by, "set_check_ins")
    with transaction.atomic():
        reminded = locked(check_in, by)
        if not reminded.is_open:
            raise CheckInIsClosed
        remind(reminded, by, now)
    return reminded


def remind(check_in: CheckIn, by: Actor, now: datetime) -> None:
    """Promise the reminders of a locked check-in, unless that was done; for a verb or a job that may."""
    if check_in.reminded_at is not None:
        return
    people = mailing.promise(mailing.REMINDER, check_in, now)
    if not people:
        return
    check_in.reminded_at = now
    check_in.version += 1
    check_in.save(update_fields=["reminded_at", "version"])
    journal.record(
        by,
        "check_in.reminded",
        check_in,
        now=now,
        municipality=check_in.municipality_id,
        subject=check_in.on.isoformat(),
        people=people,
    )
