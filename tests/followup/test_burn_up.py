"""The burn-up: from the days of actions to one point a month."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Municipality, User
from accounts.roles import Actor
from accounts.tenancy import Scope
from followup.burn_up import Life, Point, points
from followup.charts import burn_up_chart
from followup.models import ActionStatus, Plan
from followup.progress import cancel_action, withdraw_effect
from followup.situation import rows_of
from followup.situation_words import burn_up_in_words
from tests.factories import TODAY, as_actor, in_scope
from tests.factories import followup as made
from tests.statements import count_statements

JANUARY, MARCH = date(2027, 1, 10), date(2027, 3, 15)


def ends(*rows: tuple[str, int, int, int]) -> list[Point]:
    return [Point(date.fromisoformat(day), *numbers) for day, *numbers in rows]


CASES = {
    "no action, no point": ([], []),
    "made after the last day": ([Life(date(2027, 3, 16))], []),
    "one point in the first month": ([Life(MARCH)], ends(("2027-03-15", 1, 0, 0))),
    "a point at the end of each month": (
        [Life(JANUARY)],
        ends(("2027-01-31", 1, 0, 0), ("2027-02-28", 1, 0, 0), ("2027-03-15", 1, 0, 0)),
    ),
    "done on the last day of a month counts there": (
        [Life(JANUARY, done=date(2027, 1, 31))],
        ends(("2027-01-31", 1, 1, 0), ("2027-02-28", 1, 1, 0), ("2027-03-15", 1, 1, 0)),
    ),
    "an effect stays done": (
        [Life(JANUARY, done=date(2027, 2, 1), effect=date(2027, 3, 1))],
        ends(("2027-01-31", 1, 0, 0), ("2027-02-28", 1, 1, 0), ("2027-03-15", 1, 1, 1)),
    ),
    "cancelled it is no longer in the plan": (
        [Life(JANUARY), Life(JANUARY, cancelled=date(2027, 2, 10))],
        ends(("2027-01-31", 2, 0, 0), ("2027-02-28", 1, 0, 0), ("2027-03-15", 1, 0, 0)),
    ),
    "done before it was made it counts from when it was made": (
        [Life(date(2027, 3, 1), done=JANUARY)],
        ends(("2027-03-15", 1, 1, 0)),
    ),
    "what comes later is not known yet": ([Life(MARCH, done=date(2027, 3, 16))], ends(("2027-03-15", 1, 0, 0))),
}


@pytest.mark.parametrize(("lives", "expected"), CASES.values(), ids=CASES.keys())
def test_the_points_of_lives(lives: list[Life], expected: list[Point]) -> None:
    assert points(lives, until=MARCH) == expected


days = st.dates(date(2024, 2, 1), date(2027, 6, 30))
lives_drawn = st.lists(st.builds(Life, days, st.none() | days, st.none() | days, st.none() | days), max_size=12)


@given(lives_drawn)
def test_effects_are_done_and_what_is_done_is_in_the_plan(lives: list[Life]) -> None:
    counted = points(lives, until=MARCH)
    assert all(0 <= each.effect <= each.done <= each.planned <= len(lives) for each in counted)
    assert [each.on for each in counted] == sorted({each.on for each in counted})
    assert not counted or counted[-1].on == MARCH


@given(lives_drawn, days)
def test_an_earlier_day_gives_the_same_beginning(lives: list[Life], sooner: date) -> None:
    until = min(sooner, MARCH)
    whole = {each.on: each for each in points(lives, until=MARCH)}
    assert all(whole.get(each.on, each) == each for each in points(lives, until=until))


@pytest.fixture
def plan(arboga: Municipality, ulla: User) -> Plan:
    return made.plan(made.published_case(arboga, ulla).evaluation)


def test_a_plans_rows_drawn_without_another_query(plan: Plan, astrid: User, now: datetime) -> None:
    long_ago = datetime(2027, 1, 31, 23, 30, tzinfo=UTC)  # the first of February in Stockholm
    for number in range(1, 30):
        status = ActionStatus.DONE if number % 2 else ActionStatus.EFFECT_SHOWN
        _made_at(made.action(plan, number, status=status), long_ago)
    gone = made.action(plan, 30)
    _made_at(gone, long_ago)
    made.action(plan, 31, status=ActionStatus.CANCELLED)  # nobody knows when
    with as_actor(astrid, "arboga") as by:
        cancel_action(gone, by, reason="Görs av regionen.", now=now, today=TODAY)
        with count_statements() as counted:
            found = drawn_of(plan, by)
    assert found == ends(("2027-02-28", 30, 0, 0), ("2027-03-15", 29, 29, 14))
    assert len(counted.of_page) == 1


def test_a_closed_plan_stops_when_it_was_closed(plan: Plan, astrid: User) -> None:
    _made_at(made.action(plan, 1), datetime(2027, 1, 5, tzinfo=UTC))
    plan.closed_on = date(2027, 2, 10)
    with as_actor(astrid, "arboga") as by:
        assert [each.on for each in drawn_of(plan, by)] == [date(2027, 1, 31), date(2027, 2, 10)]


def test_an_effect_that_was_withdrawn_is_none(plan: Plan, astrid: User, now: datetime) -> None:
    shown = made.action(plan, 1, status=ActionStatus.EFFECT_SHOWN)
    _made_at(shown, datetime(2027, 3, 1, tzinfo=UTC))
    with as_actor(astrid, "arboga") as by:
        assert drawn_of(plan, by) == ends(("2027-03-15", 1, 1, 1))
        withdraw_effect(shown, by, reason="Mätfel.", now=now, today=TODAY)
        assert drawn_of(plan, by) == ends(("2027-03-15", 1, 1, 0))


def drawn_of(plan: Plan, by: Actor) -> list[Point]:
    burn_up = burn_up_in_words(plan, rows_of(plan, None, by, today=TODAY), today=TODAY)
    return burn_up.points if burn_up else []


def _made_at(action: made.Action, at: datetime) -> None:
    with in_scope(Scope(municipality=action.municipality_id)):
        made.Action.objects.filter(pk=action.pk).update(created_at=at)


@pytest.mark.parametrize("months", [1, 2, 14, 40])
def test_the_picture_names_its_lines_at_their_ends(months: int) -> None:
    drawn = [Point(date(2024 + place // 12, place % 12 + 1, 28), 20, place // 2, 0) for place in range(months)]
    svg = burn_up_chart("Åtgärder", drawn)
    for label in ("20 i planen", f"{(months - 1) // 2} genomförda", "0 effekt visad"):
        assert label in svg
    assert svg.count("<polyline") == 3
    assert "style=" not in svg
    assert 'aria-label="Åtgärder"' in svg


def test_a_title_with_a_sign_is_written_as_text() -> None:
    assert "&lt;b&gt;" in burn_up_chart("<b>", [Point(MARCH, 1, 0, 0)])
