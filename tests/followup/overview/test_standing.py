"""Counting where a municipality stands: decisions, passed waits, actions by area and state."""

from datetime import date

import pytest

from accounts.models import Membership, Municipality, MunicipalitySettings, ReaderSees, Role, User
from accounts.tenancy import Scope
from evaluations.models import Finding, PublishedVersion
from evaluations.reporting.result import result_of
from followup.improvements import ActionInBrief, ImprovementState, states_of
from followup.models import ActionStatus, DecisionKind, Plan
from followup.overview import Standing, latest, own_rows, sees_work, standing_of
from tests import factories
from tests.factories import TODAY, as_actor, in_scope
from tests.factories import followup as made

WORDS = ("Ett.", "Två.", "Tre.", "Fyra.")
YESTERDAY, TOMORROW = date(2027, 3, 14), date(2027, 3, 16)


@pytest.fixture
def version(arboga: Municipality, ulla: User) -> PublishedVersion:
    return made.published_case(arboga, ulla, words=WORDS)


@pytest.fixture
def findings(version: PublishedVersion) -> list[Finding]:
    return made.improvements(version)


@pytest.fixture
def plan(version: PublishedVersion) -> Plan:
    return made.plan(version.evaluation)


def standing(version: PublishedVersion, person: User, today: date = TODAY) -> Standing:
    with as_actor(person, "arboga") as by:
        return standing_of(version, result_of(version.content), by, today=today)


def test_without_a_plan_everything_is_undecided(version: PublishedVersion, astrid: User) -> None:
    found = standing(version, astrid)
    assert (found.plan, found.total, found.undecided, found.decided) == (None, 4, 4, 0)
    assert [(row.total, row.decided, row.statuses) for row in found.areas[:2]] == [(4, 0, []), (0, 0, [])]
    assert not found.has_actions


def test_a_wait_is_decided_until_it_has_passed(
    version: PublishedVersion, plan: Plan, findings: list[Finding], astrid: User
) -> None:
    made.decision(plan, findings[0], version, astrid, kind=DecisionKind.WAIT, wait_until=TODAY)
    assert (standing(version, astrid).undecided, standing(version, astrid).passed_waits) == (3, 0)
    late = standing(version, astrid, TOMORROW)
    assert (late.undecided, late.passed_waits, late.areas[0].decided) == (4, 1, 0)


def test_to_act_without_an_action_left_is_told(
    version: PublishedVersion, plan: Plan, findings: list[Finding], astrid: User
) -> None:
    for finding in findings[:2]:
        made.decision(plan, finding, version, astrid)
    made.action(plan, 1, findings=(findings[0],))
    made.action(plan, 2, findings=(findings[1],), status=ActionStatus.CANCELLED)
    found = standing(version, astrid)
    assert (found.undecided, found.without_action) == (2, 1)


def test_actions_are_counted_once_an_area_late_before_blocked(
    version: PublishedVersion, plan: Plan, findings: list[Finding], astrid: User
) -> None:
    made.action(plan, 1, findings=tuple(findings[:3]), due=YESTERDAY, is_blocked=True)
    made.action(plan, 2, findings=(findings[0],), is_blocked=True)
    made.action(plan, 3, findings=(findings[1],), status=ActionStatus.DONE, due=YESTERDAY)
    made.action(plan, 4, findings=(findings[1],), status=ActionStatus.CANCELLED)
    made.action(plan, 5, due=None)
    found = standing(version, astrid)
    assert found.areas[0].statuses == [("late", 1), ("blocked", 1), ("done", 1)]
    assert (found.areas[0].late, found.areas[0].actions) == (1, 3)
    assert found.actions == {"open": 3, "late": 1, "blocked": 2, "without_owner": 3, "without_date": 1, "done": 1}


def test_an_action_whose_owner_left_is_nobodys(plan: Plan, version: PublishedVersion, astrid: User) -> None:
    made.action(plan, 1, owner_text="Näringslivschefen")
    made.action(plan, 2, owner_text="Bo Ek", owner_left=True)
    assert standing(version, astrid).actions["without_owner"] == 1


def test_the_states_beside_a_result(
    version: PublishedVersion, plan: Plan, findings: list[Finding], astrid: User
) -> None:
    made.decision(plan, findings[0], version, astrid)
    made.decision(plan, findings[1], version, astrid, kind=DecisionKind.WAIT, wait_until=YESTERDAY)
    made.action(plan, 7, title="Mät", findings=(findings[0],), due=YESTERDAY)
    with as_actor(astrid, "arboga") as by:
        found = states_of(version, by, today=TODAY)
    first, second = (found[str(finding.key)] for finding in findings[:2])
    assert [(each.number, each.title, each.state) for each in first.actions] == [(7, "Mät", "late")]
    assert (first.decision, first.lacks_action) == ("act", False)
    assert (second.decision, second.wait_has_passed) == ("undecided", True)
    assert str(findings[2].key) not in found
    assert ImprovementState("x", "act").lacks_action
    many = ImprovementState("x", "act", actions=[ActionInBrief(n, "Mät", "late") for n in range(1, 8)])
    assert ([each.number for each in many.shown], many.more) == ([1, 2, 3, 4], 3)


def test_own_actions_are_open_and_due_first(
    plan: Plan, version: PublishedVersion, arboga: Municipality, bo: User, astrid: User
) -> None:
    with as_actor(bo, "arboga") as by:
        (member,) = by.memberships
    owner = factories.person("x@arboga.example")
    other = factories.membership(owner, Role.ACTION_OWNER, arboga)
    with in_scope(Scope(municipality=arboga.pk)):
        mine = Membership.objects.get(pk=member)
    made.action(plan, 1, owner=mine, due=None)
    made.action(plan, 2, owner=mine, due=TOMORROW)
    made.action(plan, 3, owner=mine, status=ActionStatus.DONE)
    made.action(plan, 4, owner=other)
    with as_actor(bo, "arboga") as by:
        rows = standing_of(version, result_of(version.content), by, today=TODAY).rows
        assert [row.action.number for row in own_rows(rows, by)] == [2, 1]


def test_the_latest_tell_reports_not_withdrawn(plan: Plan, version: PublishedVersion, bo: User, astrid: User) -> None:
    action = made.action(plan, 1, title="Mät")
    made.status_report(action, bo, "På väg.")
    with as_actor(astrid, "arboga"):
        assert [(each.verb, each.number, each.title, each.note, each.light) for each in latest(plan)] == [
            ("report_status", 1, "Mät", "På väg.", "green")
        ]


def test_a_reader_sees_the_work_where_the_settings_say_so(arboga: Municipality, people: object) -> None:
    answers = {}
    for name in ("astrid", "lena", "bo", "birgit"):
        with as_actor(getattr(people, name), "arboga") as by:
            answers[name] = sees_work(by)
    assert answers == {"astrid": True, "lena": True, "bo": True, "birgit": False}
    with in_scope(Scope(municipality=arboga.pk)):
        MunicipalitySettings.objects.create(municipality=arboga, reader_sees=ReaderSees.ALL)
    with as_actor(people.birgit, "arboga") as by:  # type: ignore[attr-defined]
        assert sees_work(by)
