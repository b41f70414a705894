"""What happens on which day of a month: due dates, milestones, looks for an effect, check-ins."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from accounts.roles import Actor
from followup.check_ins import days_of as days_in_year
from followup.check_ins import schedule_of
from followup.models import ActionStatus, CheckIn, Milestone, Plan, PlanState

EARLIEST, LATEST = 2000, 2100


class Entry(NamedTuple):
    """One thing on a day; a check-in has no action."""

    kind: str  # due, milestone, effect, check_in
    number: int | None = None
    title: str = ""
    is_late: bool = False
    is_over: bool = False  # done, dropped or cancelled


def month_of(text: str, today: date) -> date:
    """The first day of the month that is asked for as 2027-04; today's where it is no month."""
    year, _dash, month = text.partition("-")
    if year.isdecimal() and month.isdecimal() and len(text) == 7 and EARLIEST <= int(year) <= LATEST:
        return date(int(year), int(month), 1) if 1 <= int(month) <= 12 else today.replace(day=1)
    return today.replace(day=1)


def next_month(first: date) -> date:
    """The first day of the month after."""
    return (first + timedelta(days=31)).replace(day=1)


def days_of(rows: QuerySet[Any], plan: Plan, by: Actor, first: date, today: date) -> Mapping[date, list[Entry]]:
    """The days of a month on which something happens, of these actions and of the plan; four queries."""
    last = next_month(first) - timedelta(days=1)
    found: dict[date, list[Entry]] = defaultdict(list)
    for day in _check_ins(plan, by, first, last, today):
        found[day].append(Entry("check_in"))
    looked_for = Q(effect_look_on__range=(first, last), status=ActionStatus.DONE)
    for action in rows.filter(Q(due__range=(first, last)) | looked_for).order_by("number"):
        if action.due and first <= action.due <= last:
            is_over = not action.is_open
            found[action.due].append(Entry("due", action.number, action.title, action.is_overdue(today), is_over))
        if action.status == ActionStatus.DONE and action.effect_look_on and first <= action.effect_look_on <= last:
            is_late = action.effect_look_on < today
            found[action.effect_look_on].append(Entry("effect", action.number, action.title, is_late))
    steps = Milestone.objects.visible_to(by).filter(action_id__in=rows.order_by().values("pk"), is_dropped=False)
    for step in steps.filter(due__range=(first, last)).select_related("action").order_by("action__number", "position"):
        is_late = step.is_open and step.due < today and step.action.is_open
        found[step.due].append(Entry("milestone", step.action.number, step.title, is_late, not step.is_open))
    return found


def _check_ins(plan: Plan, by: Actor, first: date, last: date, today: date) -> list[date]:
    """The days of check-ins that were opened, and those that are planned."""
    if not by.may("read_check_ins"):
        return []
    held = set(CheckIn.objects.visible_to(by).filter(plan=plan, on__range=(first, last)).values_list("on", flat=True))
    schedule = schedule_of(by)
    planned = days_in_year(schedule, first.year) if schedule.is_on and plan.state != PlanState.CLOSED else []
    return sorted(held | {day for day in planned if first <= day <= last and day > today})
