"""A check-in is opened: every open action is asked about, and its owner told."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts import journal
from accounts.roles import Actor, require
from followup.check_ins import mailing
from followup.check_ins.closing import close_all_but
from followup.check_ins.refusals import CheckInsAreOff, NothingToAskAbout
from followup.check_ins.schedule import next_days
from followup.check_ins.scheduling import schedule_of
from followup.models import Action, CheckIn, CheckInAnswer, Plan, PlanState
from followup.progress.answering import name_of_owner


def open_next_check_in(by: Actor, *, now: datetime, today: date) -> CheckIn:
    """Open the check-in of the next day in the schedule now; an older one is closed, one of the same plan that
    was closed goes on.

    Open already, nothing changes. Refuses where check-ins are off, and where the plan has no open action.
    """
    require(by, "set_check_ins")
    with transaction.atomic():
        schedule = schedule_of(by)
        if not schedule.is_on:
            raise CheckInsAreOff
        plan = locked_plan_at_work(by)
        if plan is None:
            raise NothingToAskAbout
        (on,) = next_days(schedule, date.fromordinal(today.toordinal() - 1), 1)
        known: CheckIn | None = CheckIn.objects.visible_to(by).filter(plan=plan, on=on).first()
        return known if known is not None and known.is_open else open_check_in(plan, on, by, now, known)


def open_check_in(plan: Plan, on: date, by: Actor, now: datetime, known: CheckIn | None = None) -> CheckIn:
    """Open the check-in of a locked plan and ask its owners; for a verb or a job that has made sure that it may."""
    close_all_but(known, by, now)
    check_in = known or CheckIn(municipality_id=plan.municipality_id, plan=plan, on=on, opened_at=now)
    check_in.closed_at = None
    check_in.save()
    ask_about_new(check_in)
    asked = CheckInAnswer.objects.filter(check_in=check_in).asked().count()
    journal.record(
        by,
        "check_in.opened",
        check_in,
        now=now,
        municipality=check_in.municipality_id,
        subject=on.isoformat(),
        actions=asked,
    )
    mailing.promise(mailing.OPENED, check_in, now)
    return check_in


def ask_about_new(check_in: CheckIn) -> None:
    """Ask about the open actions of the plan that are not asked about yet, made until the day of the check-in."""
    known = CheckInAnswer.objects.filter(check_in=check_in, action_id=OuterRef("pk"))
    rows = Action.objects.filter(plan_id=check_in.plan_id, created_at__date__lte=check_in.last_day).open()
    CheckInAnswer.objects.bulk_create(
        [
            CheckInAnswer(
                municipality_id=check_in.municipality_id,
                check_in=check_in,
                action=action,
                owner_name=name_of_owner(action),
            )
            for action in rows.exclude(Exists(known)).select_related("owner").order_by("number")
        ],
        ignore_conflicts=True,
    )


def locked_plan_at_work(by: Actor) -> Plan | None:
    """The newest plan that is not closed and has open actions, locked against those who report meanwhile."""
    at_work = Exists(Action.objects.filter(plan_id=OuterRef("pk")).open())
    rows = Plan.objects.visible_to(by).exclude(state=PlanState.CLOSED).filter(at_work)
    plan: Plan | None = rows.newest_first().select_for_update(of=("self",)).first()
    return plan
