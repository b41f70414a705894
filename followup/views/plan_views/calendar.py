"""«Kalender»: a month of the plan, day by day."""

from calendar import Calendar
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.http import HttpResponse
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from accounts.permissions import needs
from accounts.requests import KompassRequest
from followup.listing.calendar import Entry, days_of, month_of, next_month
from followup.views.plan_views.asked import Asked
from followup.views.plan_views.page import answer

SHOWN = 4  # of a day; the rest unfolds
MONTH = "manad"


class Day(NamedTuple):
    """A square of the month; None of another month."""

    day: date | None
    is_today: bool
    shown: Sequence[Entry]
    folded: Sequence[Entry]


class Week(NamedTuple):
    """A row of the month."""

    number: int
    days: list[Day]


@require_safe
@needs("read_plan")
def calendar(request: KompassRequest, municipality: str) -> HttpResponse:
    """The plan as a calendar."""
    return answer(request, municipality, "calendar", _draw)


def _draw(asked: Asked) -> dict[str, object]:
    request, today = asked.request, asked.request.today
    first = month_of(request.GET.get(MONTH, ""), today)
    found = days_of(asked.rows, asked.plan, request.actor, first, today)
    before, after = first - timedelta(days=1), next_month(first)
    return {
        "month": date_format(first, "F Y"),
        "weeks": [
            Week(week[0].isocalendar().week, [_day(day, first, today, found) for day in week])
            for week in Calendar().monthdatescalendar(first.year, first.month)
        ],
        "weekdays": [date_format(date(2024, 1, day), "l") for day in range(1, 8)],  # a month that began on a Monday
        "count": sum(len(entries) for entries in found.values()),
        "previous": {"label": date_format(before, "F Y"), "url": asked.address(**{MONTH: f"{before:%Y-%m}"})},
        "next": {"label": date_format(after, "F Y"), "url": asked.address(**{MONTH: f"{after:%Y-%m}"})},
        "this_month_url": "" if first == today.replace(day=1) else asked.here,
    }


def _day(day: date, first: date, today: date, found: Mapping[date, list[Entry]]) -> Day:
    if day.month != first.month:
        return Day(None, False, (), ())
    entries = found.get(day, [])
    return Day(day, day == today, entries[:SHOWN], entries[SHOWN:])
