"""Every morning, in each municipality's own scope: check-ins are opened on their day, what is new is asked about, and
those who have not answered are reminded once."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts import outbox
from accounts.models import Event, Municipality
from accounts.outbox import Running
from accounts.roles import Actor
from accounts.tenancy import Scope
from followup.check_ins import mailing
from followup.check_ins.closing import close_those_of_closed_plans, locked
from followup.check_ins.opening import ask_about_new, locked_plan_at_work, open_check_in
from followup.check_ins.reminding import remind
from followup.check_ins.schedule import LATEST, day_to_open, reminds_on
from followup.check_ins.scheduling import schedule_of
from followup.models import Action, CheckIn, CheckInSchedule, Plan

TEND_ALL = "check_ins.tend_all"
TEND = "check_ins.tend"


def promise_tending(now: datetime, today: date) -> None:
    """Promise today's round; promised twice it runs once."""
    outbox.promise(TEND_ALL, f"{TEND_ALL}:{today}", Scope(house="admin"), now)


def tend_all(running: Running) -> None:
    """Promise a round in the scope of each municipality at work: what says so here is that it has a coordinator."""
    today = timezone.localdate(running.now)
    towns = Municipality.objects.with_coordinator(today).filter(has_coordinator=True)
    for town in towns.order_by("pk").values_list("pk", flat=True):
        outbox.promise(TEND, f"{TEND}:{town}:{today}", Scope(municipality=town), running.now)


def tend(running: Running) -> None:
    """Open the check-in whose day has come, ask about what is new and remind; a second run finds it done."""
    by, now, today = running.by, running.now, timezone.localdate(running.now)
    close_those_of_closed_plans(by, now)
    schedule = schedule_of(by)
    if not schedule.is_on:
        return
    with transaction.atomic():
        _open_what_is_due(schedule, by, now, today)
        check_in = CheckIn.objects.visible_to(by).open().order_by("-on").first()
        if check_in is not None:
            _ask_and_remind(locked(check_in, by), schedule, by, now, today)


def _open_what_is_due(schedule: CheckInSchedule, by: Actor, now: datetime, today: date) -> None:
    day, plan = day_to_open(schedule, today), locked_plan_at_work(by)
    if day is None or plan is None or CheckIn.objects.visible_to(by).filter(on__gte=day).exists():
        return
    if day >= today or _was_asked_for(plan, day, by):
        open_check_in(plan, day, by, now)


def _was_asked_for(plan: Plan, day: date, by: Actor) -> bool:
    """Whether a day that lies behind was held then: the plan was at work, and nobody chose the days only since."""
    if not Action.objects.filter(plan=plan, created_at__date__lte=day).open().exists():
        return False
    chosen = Event.objects.filter(municipality_id=by.scope.municipality, verb="check_in.scheduled", refused=False)
    return not chosen.filter(at__date__gt=day).exists()


def _ask_and_remind(check_in: CheckIn, schedule: CheckInSchedule, by: Actor, now: datetime, today: date) -> None:
    if today - check_in.on > LATEST:
        return
    ask_about_new(check_in)
    day = reminds_on(schedule, check_in.on)
    if timezone.localdate(check_in.opened_at) < day <= today:  # opened later than that, the opening has reminded
        remind(check_in, by, now)
    mailing.promise(mailing.OPENED, check_in, now)
