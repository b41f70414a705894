"""A report answers the check-in that is open: from wherever it comes, and undone with the report."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from accounts.models import Municipality, Role, User
from accounts.tenancy import Scope
from followup import check_ins, progress
from followup.models import ActionStatus, CheckIn, CheckInAnswer
from tests import factories
from tests.followup.check_ins.conftest import at


@pytest.fixture
def check_in(town: SimpleNamespace, arboga: Municipality, astrid: User, now: datetime, today: date) -> CheckIn:
    """The check-in of 30 April, opened by Astrid."""
    with factories.as_actor(astrid, arboga.slug) as by:
        return check_ins.open_next_check_in(by, now=now, today=today)


def answer_of(town: SimpleNamespace, number: int) -> tuple[str, bool]:
    with factories.in_scope(Scope(municipality=town.plan.municipality_id)):
        row = CheckInAnswer.objects.select_related("report").get(action__number=number)
        return (row.report.note if row.report else "", row.is_for_other)


@pytest.mark.usefixtures("check_in")
def test_every_open_action_is_asked_about(town: SimpleNamespace, answers: Any) -> None:
    assert answers() == {"Å-1": "", "Å-2": "", "Å-3": "", "Å-4": ""}


@pytest.mark.usefixtures("check_in")
def test_a_report_is_the_answer_and_a_later_one_replaces_it(
    town: SimpleNamespace, report: Any, bo: User, now: datetime
) -> None:
    report(town.first, bo, now, note="Först.")
    assert answer_of(town, 1) == ("Först.", False)
    report(town.first, bo, now + timedelta(days=1), note="Sedan.")
    assert answer_of(town, 1) == ("Sedan.", False)


@pytest.mark.usefixtures("check_in")
def test_undone_the_answer_is_what_it_was(
    town: SimpleNamespace, arboga: Municipality, report: Any, astrid: User, bo: User, now: datetime, today: date
) -> None:
    report(town.first, bo, now, note="Bos.")
    report(town.first, astrid, now, note="Astrids.")
    assert answer_of(town, 1) == ("Astrids.", True)
    with factories.as_actor(astrid, arboga.slug) as by:
        progress.undo_last(town.first, by, now=now, today=today)
    assert answer_of(town, 1) == ("Bos.", False)


@pytest.mark.usefixtures("check_in")
def test_the_first_answer_undone_is_missing_again(
    town: SimpleNamespace, arboga: Municipality, report: Any, bo: User, now: datetime, today: date
) -> None:
    report(town.first, bo, now)
    with factories.as_actor(bo, arboga.slug) as by:
        progress.undo_last(town.first, by, now=now, today=today)
    assert answer_of(town, 1) == ("", False)


@pytest.mark.parametrize(("number", "is_for_other"), [(1, True), (4, True), (5, False), (6, False)])
def test_a_coordinator_answers_in_the_owners_place(
    town: SimpleNamespace,
    make: Any,
    member: Any,
    arboga: Municipality,
    astrid: User,
    report: Any,
    now: datetime,
    today: date,
    number: int,
    is_for_other: bool,
) -> None:
    actions = {1: town.first, 4: town.fourth, 5: make(5, astrid), 6: make(6)}
    with factories.as_actor(astrid, arboga.slug) as by:
        check_ins.open_next_check_in(by, now=now, today=today)
    report(actions[number], astrid, now)
    assert answer_of(town, number) == ("Det går bra.", is_for_other)


@pytest.mark.usefixtures("check_in")
def test_it_is_in_the_place_of_who_owns_the_action_then(
    town: SimpleNamespace, member: Any, arboga: Municipality, report: Any, astrid: User, karin: User, now: datetime,
    today: date,
) -> None:  # fmt: skip
    with factories.as_actor(astrid, arboga.slug) as by:
        progress.change_owner(town.first, by, membership_id=member(karin).pk, text="", now=now, today=today)
    report(town.first, astrid, now)
    with factories.in_scope(Scope(municipality=arboga.pk)):
        assert CheckInAnswer.objects.get(action=town.first).owner_name == "Karin Nord"


def test_a_helper_answers_for_the_owner_as_one_of_them(
    town: SimpleNamespace, make: Any, member: Any, arboga: Municipality, check_in: CheckIn, bo: User, karin: User,
    report: Any, now: datetime,
) -> None:  # fmt: skip
    made = make(5, bo, helpers=(member(karin),), created_at=at(date(2027, 3, 15)))
    report(made, karin, now)
    assert answer_of(town, 5) == ("Det går bra.", False)


@pytest.mark.usefixtures("check_in")
def test_an_action_made_since_is_asked_about_when_it_is_reported_on(
    town: SimpleNamespace, make: Any, bo: User, report: Any, answers: Any
) -> None:
    in_time, too_late = make(5, bo, created_at=at(date(2027, 4, 30))), make(6, bo, created_at=at(date(2027, 5, 1)))
    report(in_time, bo, at(date(2027, 4, 30)))
    report(too_late, bo, at(date(2027, 5, 2)))
    assert answers() == {"Å-1": "", "Å-2": "", "Å-3": "", "Å-4": "", "Å-5": "Det går bra."}


def test_closed_it_keeps_its_answers(
    town: SimpleNamespace, arboga: Municipality, check_in: CheckIn, report: Any, astrid: User, bo: User, now: datetime
) -> None:
    report(town.first, bo, now, note="I tid.")
    with factories.as_actor(astrid, arboga.slug) as by:
        check_ins.close_check_in(check_in, by, now=now)
    report(town.first, bo, now + timedelta(days=1), note="För sent.")
    report(town.second, bo, now + timedelta(days=1), note="För sent.")
    assert (answer_of(town, 1), answer_of(town, 2)) == (("I tid.", False), ("", False))


def test_what_was_done_meanwhile_is_not_missing(
    town: SimpleNamespace, make: Any, arboga: Municipality, bo: User, astrid: User, now: datetime, today: date
) -> None:
    with factories.as_actor(astrid, arboga.slug) as by:
        opened = check_ins.open_next_check_in(by, now=now, today=today)
        told = {"effect_seen_how": "Mäts.", "effect_look_on": date(2027, 9, 1)}
        progress.complete_action(town.second, by, done_on=today, **told, now=now, today=today)
        progress.cancel_action(town.third, by, reason="Görs av regionen.", now=now, today=today)
        rows = check_ins.told_in(opened, by, today=today)
    assert [each.action.label for each in rows] == ["Å-1", "Å-4"]


def test_a_report_on_a_done_action_answers_only_where_it_was_asked(
    town: SimpleNamespace, make: Any, bo: User, check_in: CheckIn, report: Any, answers: Any, now: datetime
) -> None:
    report(make(5, bo, status=ActionStatus.DONE), bo, now)
    assert "Å-5" not in answers()


def test_where_none_is_open_a_report_is_a_report(town: SimpleNamespace, report: Any, bo: User, now: datetime) -> None:
    report(town.first, bo, now)
    with factories.in_scope(Scope(municipality=town.plan.municipality_id)):
        assert not CheckInAnswer.objects.exists()


def test_a_second_role_of_the_same_person_is_themselves(
    town: SimpleNamespace, arboga: Municipality, bo: User, check_in: CheckIn, report: Any, now: datetime
) -> None:
    factories.membership(bo, Role.COORDINATOR, arboga, name="Bo Ek")
    report(town.first, bo, now)
    assert answer_of(town, 1) == ("Det går bra.", False)
