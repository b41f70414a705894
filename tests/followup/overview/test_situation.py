"""«Läget»: late with reasons, moved dates, what waits for a decision; and the page that shows all of it."""

from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace

import pytest
from django.test import Client

from accounts.models import Municipality, MunicipalitySettings, ReaderSees, Unit, UnitKind, User
from accounts.tenancy import Scope
from evaluations.models import PublishedVersion
from followup.models import Action, ActionStatus, Light, Plan
from followup.progress import move_deadline
from followup.situation import ActionRow, counts_of, late_actions, moved_actions, needs_of, rows_of
from tests.factories import TODAY, as_actor, in_scope
from tests.factories import followup as made
from tests.statements import count_statements

Clients = Callable[..., Client]
PASSED, LONG_PASSED = date(2027, 3, 10), date(2027, 2, 13)
URL = "/arboga/laget/"


@pytest.fixture
def version(arboga: Municipality, ulla: User) -> PublishedVersion:
    return made.published_case(arboga, ulla)


@pytest.fixture
def plan(version: PublishedVersion) -> Plan:
    return made.plan(version.evaluation)


@pytest.fixture
def rows(plan: Plan, version: PublishedVersion, astrid: User) -> Callable[[], list[ActionRow]]:
    def read() -> list[ActionRow]:
        with as_actor(astrid, "arboga") as by:
            return rows_of(plan, version.pk, by, today=TODAY)

    return read


Rows = Callable[[], list[ActionRow]]


def _move(action: Action, by: User, due: date, reason: str, now: datetime) -> None:
    with as_actor(by, "arboga") as actor:
        move_deadline(action, actor, due=due, reason=reason, now=now, today=TODAY)


def test_the_longest_late_comes_first_with_who_and_how_many_days(plan: Plan, rows: Rows) -> None:
    made.action(plan, 1, due=PASSED, owner_text="Kommundirektören")
    made.action(plan, 2, due=LONG_PASSED)
    made.action(plan, 3, due=TODAY)
    made.action(plan, 4, due=PASSED, status=ActionStatus.DONE)
    late = late_actions(rows(), today=TODAY)
    assert [(each.row.action.number, each.days, each.row.owner) for each in late] == [
        (2, 30, ""),
        (1, 5, "Kommundirektören"),
    ]


def test_the_reason_is_what_blocks_it_else_the_report_else_why_it_moved(
    plan: Plan, rows: Rows, bo: User, astrid: User, now: datetime
) -> None:
    blocked = made.action(plan, 1, due=PASSED, is_blocked=True)
    made.status_report(blocked, bo, "Går trögt.")
    reported = made.action(plan, 2, due=PASSED)
    made.status_report(reported, bo, "Först detta.", at=datetime.fromisoformat("2027-03-01T09:00:00+01:00"))
    made.status_report(reported, bo, "Statistiken dröjer.", at=datetime.fromisoformat("2027-03-12T09:00:00+01:00"))
    moved = made.action(plan, 3, due=LONG_PASSED)
    _move(moved, astrid, TODAY, "Upphandlingen drog ut på tiden.", now)
    with in_scope(Scope(municipality=plan.municipality_id)):
        Action.objects.filter(pk=moved.pk).update(due=PASSED)
    made.action(plan, 4, due=PASSED)
    said = [
        (each.reason.kind, each.reason.text, each.reason.on, each.reason.who) if each.reason else None
        for each in late_actions(rows(), today=TODAY)
    ]
    assert said == [
        ("blocked", "Underlag saknas.", None, "Ekonomichefen"),
        ("reported", "Statistiken dröjer.", date(2027, 3, 12), ""),
        ("moved", "Upphandlingen drog ut på tiden.", TODAY, ""),
        None,
    ]


def test_a_withdrawn_report_and_an_undone_move_are_no_reason(
    plan: Plan, rows: Rows, bo: User, astrid: User, now: datetime
) -> None:
    action = made.action(plan, 1, due=PASSED)
    report = made.status_report(action, bo, "Fel åtgärd.")
    with in_scope(Scope(municipality=plan.municipality_id)):
        report.withdrawn_at = now
        report.save()
    assert late_actions(rows(), today=TODAY)[0].reason is None


def test_moved_dates_say_how_often_how_far_and_why(plan: Plan, rows: Rows, astrid: User, now: datetime) -> None:
    action = made.action(plan, 1, due=date(2027, 3, 20))
    _move(action, astrid, date(2027, 4, 1), "Väntar på nämnden.", now)
    _move(action, astrid, date(2027, 4, 19), "Nämnden sköt upp ärendet.", now)
    made.action(plan, 2)
    done = made.action(plan, 3, status=ActionStatus.DONE, first_due=date(2027, 1, 1))
    assert done.due != done.first_due
    (moved,) = moved_actions(rows())
    assert (moved.row.action.number, moved.times, moved.days) == (1, 2, 30)
    assert moved.reason is not None
    assert (moved.reason.text, moved.reason.on) == ("Nämnden sköt upp ärendet.", TODAY)


def test_what_waits_for_a_decision_stands_once_a_kind(plan: Plan, rows: Rows) -> None:
    made.action(plan, 1, is_blocked=True, light=Light.RED, owner_text="Ekonomichefen")
    made.action(plan, 2, light=Light.RED, owner_text="Ekonomichefen")
    made.action(plan, 3)
    made.action(plan, 4, owner_text="Bo Ek", owner_left=True, light=Light.YELLOW)
    made.action(plan, 5, status=ActionStatus.DONE, light=Light.RED)
    assert [(need.kind, [row.action.number for row in need.rows]) for need in needs_of(rows())] == [
        ("blocked", [1]),
        ("red", [2]),
        ("without_owner", [3, 4]),
    ]


def test_rows_are_counted_as_the_database_counts_them(plan: Plan, rows: Rows) -> None:
    made.action(plan, 1, due=PASSED, is_blocked=True)
    made.action(plan, 2, due=None, owner_text="X")
    made.action(plan, 3, owner_text="Bo Ek", owner_left=True, status=ActionStatus.PAUSED, due=PASSED)
    made.action(plan, 4, status=ActionStatus.EFFECT_SHOWN)
    made.action(plan, 5, status=ActionStatus.CANCELLED, due=PASSED)
    with in_scope(Scope(municipality=plan.municipality_id)):
        assert counts_of(rows()) == Action.objects.filter(plan=plan).counts(TODAY)


@pytest.fixture
def worked(plan: Plan, arboga: Municipality, version: PublishedVersion) -> Plan:
    """Two late actions: the first of the first area, the second of a unit."""
    with in_scope(Scope(municipality=arboga.pk)):
        unit = Unit.objects.create(municipality=arboga, name="Skolan", kind=UnitKind.OTHER)
    made.action(plan, 1, title="Mät", due=PASSED, findings=tuple(made.improvements(version)[:1]))
    made.action(plan, 2, title="Fråga", due=PASSED, unit=unit)
    return plan


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(("query", "shown"), [("", [1, 2]), ("area=1", [1]), ("area=2", []), ("area=x&unit=x", [1, 2])])
def test_the_page_shows_all_or_those_of_an_area(
    client_of: Clients, lena: User, worked: Plan, query: str, shown: list[int]
) -> None:
    page = client_of(lena).get(f"{URL}?{query}")
    assert [each.row.action.number for each in page.context["situation"].late.shown] == shown


@pytest.mark.usefixtures("clock")
def test_the_page_shows_those_of_a_unit(client_of: Clients, lena: User, worked: Plan) -> None:
    client = client_of(lena)
    ((_empty, _all), (unit, name)) = client.get(URL).context["form"].fields["unit"].choices
    assert name == "Skolan"
    page = client.get(URL, {"unit": unit})
    assert [each.row.action.number for each in page.context["situation"].late.shown] == [2]
    assert 'href="/arboga/handlingsplan/2/">Å-2 Fråga</a>' in page.text


@pytest.mark.usefixtures("clock", "worked")
@pytest.mark.parametrize(("person", "status"), [("bo", 200), ("birgit", 404), ("cecilia", 404), ("sara", 404)])
def test_whom_it_is_for(client_of: Clients, people: SimpleNamespace, person: str, status: int) -> None:
    assert client_of(getattr(people, person)).get(URL).status_code == status


@pytest.mark.usefixtures("clock", "worked")
def test_a_reader_of_all_sees_it(client_of: Clients, arboga: Municipality, birgit: User) -> None:
    with in_scope(Scope(municipality=arboga.pk)):
        MunicipalitySettings.objects.create(municipality=arboga, reader_sees=ReaderSees.ALL)
    assert client_of(birgit).get(URL).status_code == 200


@pytest.mark.usefixtures("clock", "version")
def test_before_a_plan_it_says_so(client_of: Clients, astrid: User) -> None:
    assert "Ingen handlingsplan ännu" in client_of(astrid).get(URL).text


@pytest.mark.usefixtures("clock", "worked")
def test_a_form_sent_here_is_refused(client_of: Clients, astrid: User) -> None:
    assert client_of(astrid).post(URL).status_code == 405


@pytest.mark.usefixtures("clock")
def test_statements_do_not_grow(client_of: Clients, lena: User, worked: Plan) -> None:
    client = client_of(lena)
    with count_statements() as few:
        client.get(URL)
    for number in range(3, 203):
        made.action(worked, number, due=PASSED, is_blocked=number % 2 == 0, first_due=LONG_PASSED, times_moved=1)
    with count_statements() as many:
        client.get(URL)
    assert len(few.of_page) == len(many.of_page) <= 10, f"{few}\n{many}"
