"""On which days check-ins are held and when each is opened: arithmetic on a schedule, without the database."""

from calendar import isleap
from collections.abc import Mapping
from datetime import date, timedelta

from followup.models import CheckInPattern, CheckInSchedule

LATEST = timedelta(days=30)  # so long after its day a check-in that nobody opened is opened still

DAYS: Mapping[str, tuple[str, ...]] = {
    CheckInPattern.TERTIAL: ("04-30", "08-31", "12-31"),
    CheckInPattern.QUARTER: ("03-31", "06-30", "09-30", "12-31"),
    CheckInPattern.HALF_YEAR: ("06-30", "12-31"),
}


def days_of(schedule: CheckInSchedule, year: int) -> list[date]:
    """The days of one year, in order; 29 February is the 28th where there is none."""
    return sorted({_day(year, text) for text in DAYS.get(schedule.pattern, schedule.days)})


def next_days(schedule: CheckInSchedule, today: date, count: int = 3) -> list[date]:
    """The next days after today."""
    years = range(today.year, today.year + count + 1)  # own days may be one a year
    return [day for year in years for day in days_of(schedule, year) if day > today][:count]


def opens_on(schedule: CheckInSchedule, day: date) -> date:
    """When the check-in of this day is opened: so many days before, but after the day of the one before it."""
    earlier = [each for year in (day.year - 1, day.year) for each in days_of(schedule, year) if each < day]
    return max(day - timedelta(days=schedule.opens_before), earlier[-1] + timedelta(days=1))


def reminds_on(schedule: CheckInSchedule, day: date) -> date:
    """When those who have not answered are reminded."""
    return day - timedelta(days=schedule.reminds_before)


def day_to_open(schedule: CheckInSchedule, today: date) -> date | None:
    """The day whose check-in should be open today; None where none is, or its day is too far behind."""
    years = (today.year - 1, today.year, today.year + 1)
    opened = [day for year in years for day in days_of(schedule, year) if opens_on(schedule, day) <= today]
    return opened[-1] if opened and today - opened[-1] <= LATEST else None


def _day(year: int, text: str) -> date:
    month, day = map(int, text.split("-"))
    return date(year, month, 28 if (month, day) == (2, 29) and not isleap(year) else day)
