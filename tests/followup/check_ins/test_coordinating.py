"""What a coordinator does with check-ins: opens, reminds, closes, chooses the days."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from accounts import outbox
from accounts.editing import Edit, FieldsClash
from accounts.errors import NotPermitted
from accounts.models import Event, Municipality, User
from accounts.tenancy import Scope
from followup import check_ins
from followup.check_ins import opening, scheduling
from followup.models import CheckIn, PlanState
from tests import factories
from tests.followup.check_ins.conftest import a_morning, at


@pytest.fixture
def by(arboga: Municipality, astrid: User) -> Any:
    return factories.actor_of(astrid, arboga.slug)


def events(town: Municipality) -> list[tuple[str, dict[str, Any]]]:
    with factories.in_scope(Scope(municipality=town.pk)):
        rows = Event.objects.filter(verb__startswith="check_in").order_by("at", "id").select_related("facts")
        return [(row.verb, row.facts.facts) for row in rows]


def test_opened_now_it_is_of_the_next_day(
    town: SimpleNamespace, arboga: Municipality, by: Any, now: datetime, today: date
) -> None:
    with factories.in_scope(by):
        opened = check_ins.open_next_check_in(by, now=now, today=today)
        again = check_ins.open_next_check_in(by, now=now, today=today)
    assert (opened.on, opened.is_open, again.pk) == (date(2027, 4, 30), True, opened.pk)
    assert events(arboga) == [("check_in.opened", {"by": "Astrid Lund", "subject": "2027-04-30", "actions": 4})]


def test_on_its_very_day_it_is_the_next_one(town: SimpleNamespace, by: Any) -> None:
    with factories.in_scope(by):
        opened = check_ins.open_next_check_in(by, now=at(date(2027, 4, 30)), today=date(2027, 4, 30))
    assert opened.on == date(2027, 4, 30)


def test_the_older_one_is_closed_and_a_closed_one_goes_on(
    town: SimpleNamespace, arboga: Municipality, by: Any, now: datetime, today: date, held: Any
) -> None:
    with factories.in_scope(by):
        first = check_ins.open_next_check_in(by, now=now, today=today)
        check_ins.close_check_in(first, by, now=now)
        check_ins.close_check_in(first, by, now=now)
        check_ins.open_next_check_in(by, now=now, today=today)
        check_ins.open_next_check_in(by, now=at(date(2027, 5, 1)), today=date(2027, 5, 1))
    assert [(row.on, row.is_open) for row in held()] == [(date(2027, 4, 30), False), (date(2027, 8, 31), True)]
    assert [verb for verb, _facts in events(arboga)] == [
        "check_in.opened",
        "check_in.closed",
        "check_in.opened",
        "check_in.closed",
        "check_in.opened",
    ]


def test_reminded_once_whoever_presses(
    town: SimpleNamespace, arboga: Municipality, by: Any, now: datetime, today: date, mailoutbox: list[Any]
) -> None:
    with factories.in_scope(by):
        opened = check_ins.open_next_check_in(by, now=now, today=today)
        check_ins.remind_of_check_in(opened, by, now=now)
        check_ins.remind_of_check_in(opened, by, now=now)
    a_morning(date(2027, 4, 27), arboga)
    assert sorted(mail.to[0] for mail in mailoutbox if "Påminnelse" in mail.subject) == [
        "bo@arboga.example",
        "karin@arboga.example",
    ]
    assert events(arboga)[1:] == [("check_in.reminded", {"by": "Astrid Lund", "subject": "2027-04-30", "people": 2})]


def test_one_mail_for_all_of_a_persons_actions(
    town: SimpleNamespace, by: Any, now: datetime, today: date, mailoutbox: list[Any], settings: Any
) -> None:
    with factories.in_scope(by):
        check_ins.open_next_check_in(by, now=now, today=today)
    outbox.run_due(lambda: now)
    mail = next(mail for mail in mailoutbox if mail.to == ["bo@arboga.example"])
    ((html, kind),) = mail.alternatives
    assert mail.subject == "Avstämning 30 april 2027: berätta hur det går med dina åtgärder"
    assert kind == "text/html"
    for body in (mail.body, html):
        assert settings.SITE_ADDRESS + "/arboga/avstamningar/2027-04-30/svara/" in body
        assert "Å-1 Mät svarstiderna" in body
        assert "Å-2 Mät svarstiderna" in body
        assert "Å-3" not in body
        assert "dina 2 åtgärder" in body
        assert "Bo Ek" in body


def test_a_promised_mail_is_not_sent_where_all_is_answered_meanwhile(
    town: SimpleNamespace, by: Any, now: datetime, today: date, report: Any, bo: User, mailoutbox: list[Any]
) -> None:
    with factories.in_scope(by):
        check_ins.open_next_check_in(by, now=now, today=today)
    report(town.first, bo, now)
    report(town.second, bo, now)
    outbox.run_due(lambda: now)
    assert [mail.to for mail in mailoutbox] == [["karin@arboga.example"]]


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("person", ["lena", "bo", "birgit"])
def test_others_may_not(
    town: SimpleNamespace,
    people: SimpleNamespace,
    arboga: Municipality,
    person: str,
    by: Any,
    now: datetime,
    today: date,
) -> None:
    with factories.in_scope(by):
        opened = check_ins.open_next_check_in(by, now=now, today=today)
    with factories.as_actor(getattr(people, person), arboga.slug) as other:
        for verb in (
            lambda: check_ins.open_next_check_in(other, now=now, today=today),
            lambda: check_ins.remind_of_check_in(opened, other, now=now),
            lambda: check_ins.close_check_in(opened, other, now=now),
            lambda: check_ins.schedule_check_ins(other, Edit({}, {"pattern": "quarter"}), now=now),
        ):
            with pytest.raises(NotPermitted):
                verb()


def test_nothing_is_opened_where_nothing_is_asked(plan: Any, by: Any, now: datetime, today: date) -> None:
    with factories.in_scope(by), pytest.raises(check_ins.NothingToAskAbout, match="ingen öppen åtgärd"):
        check_ins.open_next_check_in(by, now=now, today=today)


def test_nothing_is_opened_where_check_ins_are_off(town: SimpleNamespace, by: Any, now: datetime, today: date) -> None:
    with factories.in_scope(by):
        check_ins.schedule_check_ins(by, Edit({}, {"is_on": "no"}), now=now)
        with pytest.raises(check_ins.CheckInsAreOff, match="håller inga avstämningar"):
            check_ins.open_next_check_in(by, now=now, today=today)


def test_a_closed_one_reminds_nobody(town: SimpleNamespace, by: Any, now: datetime, today: date) -> None:
    with factories.in_scope(by):
        opened = check_ins.open_next_check_in(by, now=now, today=today)
        check_ins.close_check_in(opened, by, now=now)
        with pytest.raises(check_ins.CheckInIsClosed, match="Avstämningen är avslutad"):
            check_ins.remind_of_check_in(opened, by, now=now)


def test_a_closed_plan_closes_its_check_in(
    town: SimpleNamespace, arboga: Municipality, by: Any, now: datetime, today: date, held: Any
) -> None:
    with factories.in_scope(by):
        check_ins.open_next_check_in(by, now=now, today=today)
        type(town.plan).objects.filter(pk=town.plan.pk).update(state=PlanState.CLOSED, closed_on=today)
    a_morning(today + timedelta(days=1), arboga)
    assert [row.is_open for row in held()] == [False]


def test_the_plan_of_a_newer_evaluation_takes_over_with_the_next_day(
    town: SimpleNamespace, arboga: Municipality, by: Any, now: datetime, today: date, ulla: User, bo: User, held: Any
) -> None:
    with factories.in_scope(by):
        check_ins.open_next_check_in(by, now=now, today=today)
    newer = factories.plan(factories.published_case(arboga, ulla, "KK-2027-009", year=2027).evaluation)
    factories.action(newer, 50, owner=factories.member_of(bo, arboga))
    a_morning(date(2027, 4, 20), arboga)
    a_morning(date(2027, 8, 17), arboga)
    assert [(row.on, row.plan_id, row.is_open) for row in held()] == [
        (date(2027, 4, 30), town.plan.pk, False),
        (date(2027, 8, 31), newer.pk, True),
    ]


def test_a_closed_plans_check_in_of_the_same_day_stays_closed(
    town: SimpleNamespace, arboga: Municipality, by: Any, now: datetime, today: date, ulla: User, bo: User, held: Any
) -> None:
    newer = factories.plan(factories.published_case(arboga, ulla, "KK-2027-009", year=2027).evaluation)
    with factories.in_scope(by):
        check_ins.open_next_check_in(by, now=now, today=today)
        type(town.plan).objects.filter(pk=town.plan.pk).update(state=PlanState.CLOSED, closed_on=today)
    a_morning(today + timedelta(days=1), arboga)
    factories.action(newer, 50, owner=factories.member_of(bo, arboga))
    with factories.in_scope(by):
        check_ins.open_next_check_in(by, now=now, today=today)
        shown = check_ins.held_on("2027-04-30", by)
    assert sorted((row.plan_id, row.is_open) for row in held()) == [(town.plan.pk, False), (newer.pk, True)]
    assert shown is not None
    assert shown.plan_id == newer.pk


def test_the_schedule_is_written_with_what_was_before(arboga: Municipality, by: Any, now: datetime) -> None:
    with factories.in_scope(by):
        edit = Edit({}, {"pattern": "own", "days": "9-15, 03-15", "opens_before": "7"})
        check_ins.schedule_check_ins(by, edit, now=now)
        check_ins.schedule_check_ins(by, edit, now=now)
        stands = scheduling.as_text(check_ins.schedule_of(by))
    assert stands == {
        "is_on": "yes",
        "pattern": "own",
        "days": "03-15, 09-15",
        "opens_before": "7",
        "reminds_before": "3",
    }
    (scheduled,) = events(arboga)
    assert scheduled == (
        "check_in.scheduled",
        {
            "by": "Astrid Lund",
            "check_ins_pattern": ["tertial", "own"],
            "check_ins_days": ["", "03-15, 09-15"],
            "check_ins_opens_before": ["14", "7"],
        },
    )


def test_two_people_who_choose_differently_see_both(arboga: Municipality, by: Any, now: datetime) -> None:
    with factories.in_scope(by):
        check_ins.schedule_check_ins(by, Edit({"pattern": "tertial"}, {"pattern": "quarter"}), now=now)
        with pytest.raises(FieldsClash):
            check_ins.schedule_check_ins(by, Edit({"pattern": "tertial"}, {"pattern": "half_year"}), now=now)


@pytest.mark.parametrize(
    ("chosen", "refusal"),
    [
        ({"pattern": "own"}, check_ins.OwnDaysMissing),
        ({"pattern": "own", "days": " , "}, check_ins.OwnDaysMissing),
        ({"days": "13-01"}, check_ins.OwnDayUnknown),
        ({"days": "02-30"}, check_ins.OwnDayUnknown),
        ({"days": "april"}, check_ins.OwnDayUnknown),
        ({"days": "0430"}, check_ins.OwnDayUnknown),
        ({"days": "²-1"}, check_ins.OwnDayUnknown),
        ({"days": " ".join(f"01-{day:02}" for day in range(1, 14))}, check_ins.TooManyDays),
        ({"opens_before": "0", "reminds_before": "0"}, check_ins.DaysBeforeOutside),
        ({"opens_before": "61"}, check_ins.DaysBeforeOutside),
        ({"reminds_before": "15"}, check_ins.RemindsBeforeOpening),
    ],
)
def test_a_schedule_that_cannot_be_kept_is_refused(
    arboga: Municipality, by: Any, now: datetime, chosen: dict[str, str], refusal: type[Exception]
) -> None:
    with factories.in_scope(by), pytest.raises(refusal):
        check_ins.schedule_check_ins(by, Edit({}, chosen), now=now)


def test_what_was_asked_is_counted_by_whose_it_is(
    town: SimpleNamespace, arboga: Municipality, by: Any, bo: User, report: Any, now: datetime, today: date
) -> None:
    with factories.in_scope(by):
        opened = check_ins.open_next_check_in(by, now=now, today=today)
    report(town.first, bo, now)
    with factories.as_actor(bo, arboga.slug) as his:
        standing = check_ins.round_of(his, today=today)
        people = check_ins.missing_people(check_ins.told_in(opened, his, today=today))
    found = standing.check_in
    assert found is not None
    assert (found.asked, found.answered, found.own_asked, found.own_answered) == (4, 1, 2, 1)
    assert (standing.missing, standing.own_missing, standing.next_day) == (3, 1, date(2027, 4, 30))
    assert [(each.name, each.is_member, each.number, each.missing) for each in people] == [
        ("Bo Ek", True, 2, 1),
        ("Ekonomichefen", False, 4, 1),
        ("Karin Nord", True, 3, 1),
    ]


def test_a_row_is_asked_about_once(town: SimpleNamespace, by: Any, now: datetime, today: date, answers: Any) -> None:
    with factories.in_scope(by):
        opened = check_ins.open_next_check_in(by, now=now, today=today)
        opening.ask_about_new(opened)
        assert CheckIn.objects.count() == 1
    assert len(answers()) == 4
