"""On which days check-ins are held, over years, new years and leap days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup.check_ins.schedule import LATEST, day_to_open, days_of, next_days, opens_on
from followup.models import CheckInPattern, CheckInSchedule

A_DAY = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))
OWN_DAYS = st.lists(st.dates(date(2000, 1, 1), date(2000, 12, 31)), min_size=1, max_size=12)


@st.composite
def schedules(draw):
    opens = draw(st.integers(1, 60))
    return CheckInSchedule(
        pattern=draw(st.sampled_from(CheckInPattern.values)),
        days=[f"{day:%m-%d}" for day in draw(OWN_DAYS)],
        opens_before=opens,
        reminds_before=draw(st.integers(0, opens)),
    )


@pytest.mark.parametrize(
    ("pattern", "own", "found"),
    [
        ("tertial", [], ["04-30", "08-31", "12-31"]),
        ("quarter", [], ["03-31", "06-30", "09-30", "12-31"]),
        ("half_year", [], ["06-30", "12-31"]),
        ("own", ["02-29", "11-15"], ["02-28", "11-15"]),
        ("own", ["02-28", "02-29"], ["02-28"]),
    ],
)
def test_the_days_of_a_year(pattern, own, found):
    schedule = CheckInSchedule(pattern=pattern, days=own)
    assert [f"{day:%m-%d}" for day in days_of(schedule, 2027)] == found


def test_a_leap_year_has_its_own_day():
    schedule = CheckInSchedule(pattern="own", days=["02-29"])
    assert days_of(schedule, 2028) == [date(2028, 2, 29)]
    assert next_days(schedule, date(2027, 2, 28), 2) == [date(2028, 2, 29), date(2029, 2, 28)]


@pytest.mark.parametrize(
    ("today", "found"),
    [
        (date(2027, 3, 15), [date(2027, 4, 30), date(2027, 8, 31), date(2027, 12, 31)]),
        (date(2027, 4, 30), [date(2027, 8, 31), date(2027, 12, 31), date(2028, 4, 30)]),
        (date(2027, 12, 31), [date(2028, 4, 30), date(2028, 8, 31), date(2028, 12, 31)]),
    ],
)
def test_the_next_days_lie_after_today(today, found):
    assert next_days(CheckInSchedule(), today) == found


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2027, 4, 15), None),
        (date(2027, 4, 16), date(2027, 4, 30)),
        (date(2027, 4, 30), date(2027, 4, 30)),
        (date(2027, 5, 30), date(2027, 4, 30)),
        (date(2027, 5, 31), None),
        (date(2027, 12, 17), date(2027, 12, 31)),
        (date(2028, 1, 30), date(2027, 12, 31)),
        (date(2028, 1, 31), None),
    ],
)
def test_what_is_opened_on_which_day(today, day):
    assert day_to_open(CheckInSchedule(), today) == day


def test_days_close_to_each_other_are_opened_one_after_the_other():
    schedule = CheckInSchedule(pattern="own", days=["04-30", "05-05"], opens_before=14)
    assert opens_on(schedule, date(2027, 5, 5)) == date(2027, 5, 1)
    assert day_to_open(schedule, date(2027, 4, 30)) == date(2027, 4, 30)
    assert day_to_open(schedule, date(2027, 5, 1)) == date(2027, 5, 5)


@given(schedules(), A_DAY)
def test_the_next_days_are_in_order_ahead_and_days_of_their_years(schedule, today):
    found = next_days(schedule, today, 4)
    assert found == sorted(set(found))
    assert len(found) == 4
    assert found[0] > today
    assert all(day in days_of(schedule, day.year) for day in found)
    assert next_days(schedule, found[0] - timedelta(days=1), 1) == [found[0]]


@given(schedules(), A_DAY)
def test_each_is_opened_after_the_one_before_and_not_after_its_own_day(schedule, today):
    first, second = next_days(schedule, today, 2)
    assert first < opens_on(schedule, second) <= second


@given(schedules(), A_DAY)
def test_every_day_is_the_one_to_open_from_its_opening_to_its_own(schedule, today):
    (day,) = next_days(schedule, today, 1)
    opening = opens_on(schedule, day)
    assert day_to_open(schedule, opening) == day_to_open(schedule, day) == day
    earlier = day_to_open(schedule, opening - timedelta(days=1))
    assert earlier is None or (earlier < day and opening - earlier <= LATEST + timedelta(days=1))
