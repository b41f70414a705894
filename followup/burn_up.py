"""The burn-up of a plan: month by month how many actions it held, how many were done and had shown their effect.

Counted from the rows as they are, so the same day gives the same numbers whenever it is asked about.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from followup.models import Action, ActionStatus, Plan


@dataclass(frozen=True, slots=True)
class Life:
    """The days of an action that a burn-up asks for."""

    made: date
    done: date | None = None
    effect: date | None = None
    cancelled: date | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """What the plan held at the end of a month, or on the last day counted."""

    on: date
    planned: int
    done: int
    effect: int


def life_of(action: Action, cancelled_on: date | None) -> Life:
    """The days of an action; of a cancelled one nobody knows when, it never was in the plan.

    An effect that was withdrawn keeps its day in the row, and is none.
    """
    made = timezone.localdate(action.created_at)
    if action.status == ActionStatus.CANCELLED:
        return Life(made, cancelled=cancelled_on or made)
    return Life(made, action.done_on, action.effect_on if action.status == ActionStatus.EFFECT_SHOWN else None)


def last_day(plan: Plan, today: date) -> date:
    """Today, or the day the plan was closed before it."""
    return min(plan.closed_on, today) if plan.closed_on else today


def points(lives: Iterable[Life], *, until: date) -> list[Point]:
    """One point a month from that of the first action, the last on the day itself; none without actions by then.

    An action counts from the day it was made until it was cancelled; done and effect from their days, never sooner.
    """
    known = [each for each in lives if each.made <= until]
    if not known:
        return []
    return [_point(known, on) for on in _ends(min(each.made for each in known), until)]


def _point(lives: list[Life], on: date) -> Point:
    there = [each for each in lives if each.made <= on and not _is_past(each.cancelled, on)]
    done = [each for each in there if _is_past(each.done, on)]
    return Point(on, len(there), len(done), sum(_is_past(each.effect, on) for each in done))


def _is_past(day: date | None, on: date) -> bool:
    return day is not None and day <= on


def _ends(first: date, until: date) -> list[date]:
    """The last day of each month from `first` on, and `until` itself."""
    ends = []
    end = _end_of_month(first)
    while end < until:
        ends.append(end)
        end = _end_of_month(end + timedelta(days=1))
    return [*ends, until]


def _end_of_month(day: date) -> date:
    following = day.replace(day=28) + timedelta(days=4)
    return date(following.year, following.month, 1) - timedelta(days=1)
