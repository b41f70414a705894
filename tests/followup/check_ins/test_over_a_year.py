"""Check-ins over four hundred mornings: opened, asked and reminded once each, on its local day, whatever happens."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from accounts.models import Event, Job, Membership, Municipality, User
from accounts.tenancy import Scope
from followup import check_ins, progress
from followup.check_ins import tending
from followup.models import CheckIn
from tests import factories
from tests.followup.check_ins.conftest import a_morning, a_round_of_all, at, days, schedule

# Opened a fortnight before, reminded three days before, closed when the next is opened.
YEAR = [
    (date(2027, 4, 16), date(2027, 4, 27), date(2027, 4, 30)),
    (date(2027, 8, 17), date(2027, 8, 28), date(2027, 8, 31)),
    (date(2027, 12, 17), date(2027, 12, 28), date(2027, 12, 31)),
    (date(2028, 4, 16), date(2028, 4, 27), date(2028, 4, 30)),
]


def around(opened_reminded_on: tuple[date, date, date]) -> list[date]:
    """The mornings on which something could happen, those beside them, and some long after."""
    ahead = [day + timedelta(days=number) for day in opened_reminded_on for number in (-1, 0, 1)]
    return [*ahead, *days(ahead[-1] + timedelta(days=28), 4)]


def told(mailoutbox: list[Any]) -> list[tuple[str, str]]:
    """Who got a mail, and whether it was the opening or the reminder."""
    return sorted(
        (mail.to[0].split("@")[0], "reminder" if "Påminnelse" in mail.subject else "opened") for mail in mailoutbox
    )


@pytest.fixture
def run(arboga: Municipality, mailoutbox: list[Any]) -> Callable[..., dict[date, list[tuple[str, str]]]]:
    """Let mornings come in Arboga and other towns; answers the mails of each morning that sent any."""

    def pass_time(mornings: list[date], *others: Municipality) -> dict[date, list[tuple[str, str]]]:
        found = {}
        for day in mornings:
            a_morning(day, arboga, *others)
            if mailoutbox:
                found[day] = told(mailoutbox)
                mailoutbox.clear()
        return found

    return pass_time


def days_of_events(town: Municipality, verb: str) -> list[date]:
    with factories.in_scope(Scope(municipality=town.pk)):
        rows = Event.objects.filter(verb=verb).order_by("at")
        return [row.at.astimezone(at(date(2027, 1, 1)).tzinfo).date() for row in rows]


@pytest.mark.usefixtures("town")
def test_four_hundred_mornings(arboga: Municipality, held: Any, run: Any) -> None:
    mails = run(days(date(2027, 3, 25), 400))

    assert mails == {
        day: [("bo", kind), ("karin", kind)]
        for opened, reminded, _on in YEAR
        for day, kind in ((opened, "opened"), (reminded, "reminder"))
    }
    assert [(row.on, row.is_open) for row in held()] == [
        (date(2027, 4, 30), False),
        (date(2027, 8, 31), False),
        (date(2027, 12, 31), False),
        (date(2028, 4, 30), True),
    ]
    assert days_of_events(arboga, "check_in.opened") == [opened for opened, _reminded, _on in YEAR]
    assert days_of_events(arboga, "check_in.reminded") == [reminded for _opened, reminded, _on in YEAR]
    assert days_of_events(arboga, "check_in.closed") == [opened for opened, _reminded, _on in YEAR[1:]]


@pytest.mark.usefixtures("town")
def test_a_round_at_any_hour_and_twice_a_day_tells_nobody_twice(mailoutbox: list[Any]) -> None:
    for day in (date(2027, 4, 15), date(2027, 4, 16), date(2027, 4, 17)):
        for hour in (0, 6, 23):
            a_round_of_all(at(day, hour))
            a_morning(day)

    assert told(mailoutbox) == [("bo", "opened"), ("karin", "opened")]
    days_asked = {job.key.rpartition(":")[2] for job in Job.objects.filter(kind=tending.TEND)}
    assert days_asked == {"2027-04-15", "2027-04-16", "2027-04-17"}


@pytest.mark.usefixtures("town")
def test_a_round_asks_only_where_there_is_a_coordinator(arboga: Municipality, boden: Municipality) -> None:
    a_round_of_all(at(date(2027, 4, 16)))

    assert [job.municipality for job in Job.objects.filter(kind=tending.TEND)] == [arboga.pk]


@pytest.mark.parametrize(
    ("missed", "mails"),
    [
        ([date(2027, 4, 16)], {date(2027, 4, 17): "opened", date(2027, 4, 27): "reminder"}),
        ([date(2027, 4, 27)], {date(2027, 4, 16): "opened", date(2027, 4, 28): "reminder"}),
        (days(date(2027, 4, 16), 12), {date(2027, 4, 28): "opened"}),
        (days(date(2027, 4, 10), 50), {date(2027, 5, 30): "opened"}),
        (days(date(2027, 4, 10), 51), {}),
        (days(date(2027, 4, 20), 50), {date(2027, 4, 16): "opened"}),
    ],
)
@pytest.mark.usefixtures("town")
def test_a_job_that_was_away_catches_up(missed: list[date], mails: dict[date, str], run: Any) -> None:
    mornings = [day for day in days(date(2027, 4, 8), 60) if day not in missed]

    assert run(mornings) == {day: [("bo", kind), ("karin", kind)] for day, kind in mails.items()}


@pytest.mark.usefixtures("town")
def test_leap_day_and_the_nights_when_the_clock_is_changed(arboga: Municipality, astrid: User, run: Any) -> None:
    chosen = {"pattern": "own", "days": "02-29, 03-30, 11-02", "opens_before": "3", "reminds_before": "1"}
    schedule(arboga, astrid, at(date(2027, 1, 2)), **chosen)

    found = run(
        [
            day
            for start in (date(2027, 2, 22), date(2027, 3, 24), date(2027, 10, 28), date(2028, 2, 24))
            for day in days(start, 8)
        ]
    )

    assert {day: mails[0][1] for day, mails in found.items()} == {
        date(2027, 2, 25): "opened",
        date(2027, 2, 27): "reminder",
        date(2027, 3, 27): "opened",  # the clock goes forward on the night to the 28th
        date(2027, 3, 29): "reminder",
        date(2027, 10, 30): "opened",  # and back on the night to the 31st
        date(2027, 11, 1): "reminder",
        date(2028, 2, 26): "opened",
        date(2028, 2, 28): "reminder",
    }


def test_who_has_answered_is_not_reminded(
    town: SimpleNamespace, report: Any, bo: User, karin: User, held: Any, run: Any
) -> None:
    run(days(date(2027, 4, 16), 1))
    report(town.first, bo, at(date(2027, 4, 20)))
    report(town.third, karin, at(date(2027, 4, 20)))

    assert run(around(YEAR[0])[3:]) == {date(2027, 4, 27): [("bo", "reminder")]}
    assert held()[0].reminded_at is not None


def test_nobody_is_reminded_where_all_is_answered(
    town: SimpleNamespace, arboga: Municipality, report: Any, astrid: User, run: Any
) -> None:
    run(days(date(2027, 4, 16), 1))
    for action in (town.first, town.second, town.third):
        report(action, astrid, at(date(2027, 4, 20)))

    assert run(around(YEAR[0])[3:]) == {}
    assert days_of_events(arboga, "check_in.reminded") == []


def test_a_new_action_is_asked_about_in_the_night_until_the_day(
    town: SimpleNamespace, make: Any, astrid: User, bo: User, answers: Any, run: Any
) -> None:
    run(days(date(2027, 4, 16), 1))
    make(5, astrid, created_at=at(date(2027, 4, 20), 10))
    assert run(days(date(2027, 4, 21), 2)) == {date(2027, 4, 21): [("astrid", "opened")]}
    make(6, bo, created_at=at(date(2027, 5, 1), 10))
    run(days(date(2027, 5, 2), 3))
    assert list(answers()) == ["Å-1", "Å-2", "Å-3", "Å-4", "Å-5"]


def test_a_new_owner_is_asked_and_a_member_who_left_is_not(
    town: SimpleNamespace, arboga: Municipality, astrid: User, karin: User, member: Any, run: Any
) -> None:
    run(days(date(2027, 4, 16), 1))
    with factories.as_actor(astrid, arboga.slug) as by:
        new = factories.member_of(astrid, arboga)
        when = {"now": at(date(2027, 4, 18)), "today": date(2027, 4, 18)}
        progress.change_owner(town.first, by, membership_id=new.pk, **when)
    with factories.in_scope(Scope(municipality=arboga.pk)):
        Membership.objects.filter(user=karin).update(end=date(2027, 4, 20))

    found = run([*days(date(2027, 4, 19), 3), *days(date(2027, 4, 26), 6)])

    assert found == {
        date(2027, 4, 19): [("astrid", "opened")],
        date(2027, 4, 27): [("astrid", "reminder"), ("bo", "reminder")],
    }


def test_two_towns_never_mix(
    town: SimpleNamespace, arboga: Municipality, boden: Municipality, cecilia: User, ulla: User, run: Any
) -> None:
    theirs = factories.plan(factories.published_case(boden, ulla, "KK-2026-002").evaluation)
    factories.action(theirs, 1, owner=factories.member_of(cecilia, boden), title="Bodens egen")
    schedule(boden, cecilia, at(date(2027, 1, 2)), pattern="half_year", opens_before="10")

    mornings = [*around(YEAR[0]), *days(date(2027, 6, 19), 3), *days(date(2027, 6, 26), 3)]
    found = run(mornings, boden)

    assert found == {
        date(2027, 4, 16): [("bo", "opened"), ("karin", "opened")],
        date(2027, 4, 27): [("bo", "reminder"), ("karin", "reminder")],
        date(2027, 6, 20): [("cecilia", "opened")],
        date(2027, 6, 27): [("cecilia", "reminder")],
    }
    for place, count in ((arboga, 1), (boden, 1)):
        with factories.in_scope(Scope(municipality=place.pk)):
            assert CheckIn.objects.count() == count


@pytest.mark.usefixtures("town")
def test_turned_off_nothing_is_opened(arboga: Municipality, astrid: User, run: Any) -> None:
    schedule(arboga, astrid, at(date(2027, 1, 2)), is_on="no")

    assert run(around(YEAR[0])) == {}


@pytest.mark.usefixtures("town")
def test_days_chosen_afterwards_are_not_asked_about(arboga: Municipality, astrid: User, run: Any) -> None:
    schedule(arboga, astrid, at(date(2027, 4, 10)), pattern="quarter")

    mornings = [*days(date(2027, 4, 11), 4), *days(date(2027, 6, 15), 3), *days(date(2027, 6, 26), 3)]
    assert list(run(mornings)) == [date(2027, 6, 16), date(2027, 6, 27)]


def test_a_plan_that_began_after_the_day_waits_for_the_next(
    plan: Any, make: Callable[..., Any], bo: User, run: Any
) -> None:
    make(1, bo, created_at=at(date(2027, 5, 3)))

    assert run(days(date(2027, 5, 4), 28)) == {}


def test_a_check_in_that_was_opened_by_hand_is_not_opened_again(
    town: SimpleNamespace, arboga: Municipality, astrid: User, run: Any
) -> None:
    with factories.as_actor(astrid, arboga.slug) as by:
        check_ins.open_next_check_in(by, now=at(date(2027, 4, 1)), today=date(2027, 4, 1))

    assert run([date(2027, 4, 1)]) == {date(2027, 4, 1): [("bo", "opened"), ("karin", "opened")]}
    assert list(run(around(YEAR[0]))) == [date(2027, 4, 27)]
