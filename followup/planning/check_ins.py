"""The dates at which most municipalities look at how it goes: offered as due dates."""

from datetime import date

from django.utils.formats import date_format

type DateChoice = tuple[str, str]

DAYS = ((4, 30), (8, 31), (12, 31))


def next_check_ins(today: date) -> list[DateChoice]:
    """The next three check-ins after today as values and words: 30 April, 31 August, 31 December."""
    days = [date(year, month, day) for year in (today.year, today.year + 1) for month, day in DAYS]
    return [(day.isoformat(), date_format(day, "j F Y")) for day in days if day > today][:3]
