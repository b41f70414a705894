"""The expected score read from rows: which actions count, and whole points that add up."""

from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from accounts.tenancy import Scope
from followup.expectation import Expectation, ExpectedArea, LeftOut, expectation_of, left_out, shown_gains
from followup.expected_score import Assumption
from followup.models import Action, ActionStatus, Plan
from tests.factories import as_actor, in_scope
from tests.factories import followup as made
from tests.statements import count_statements

Make = Callable[..., Action]


def expected(plan: Plan, assumption: Assumption | None = None) -> Expectation:
    with in_scope(Scope(municipality=plan.municipality_id)):
        version = made.PublishedVersion.objects.get(evaluation_id=plan.evaluation_id)
        return expectation_of(plan, version.pk, assumption)


def test_without_actions_the_expected_score_is_todays(plan: Plan) -> None:
    found = expected(plan)
    assert (found.today, found.maximum, found.gain, found.expected, found.missing) == (385, 700, 0, 385, 315)
    assert found.gain_by_area == {}


def test_open_actions_count_by_their_effect_and_place(plan: Plan, make: Make) -> None:
    make(1, "high")  # 20 % of 20 missing in 1.1
    make(2, "low", (1,))  # 5 % of 40 missing in area 1
    make(3, "high", (2,), status=ActionStatus.PAUSED)  # 20 % of 40
    found = expected(plan)
    first = found.areas[0]
    assert [(item.code, item.points) for item in first.contributing] == [("", 8), ("1.1", 4), ("", 2)]
    assert (first.won, first.gain, first.expected, first.missing) == (14, 14, 74, 40)
    assert (found.expected, found.gain_by_area) == (399, {1: 14})


@pytest.mark.parametrize("status", [ActionStatus.DONE, ActionStatus.EFFECT_SHOWN, ActionStatus.CANCELLED])
def test_what_is_not_open_is_not_counted(plan: Plan, make: Make, status: ActionStatus) -> None:
    make(1, "high", status=status)
    assert expected(plan).gain == 0


def test_an_action_that_answers_two_counts_for_both(plan: Plan, make: Make) -> None:
    make(1, "medium", (0, 1))
    assert [item.points for item in expected(plan).areas[0].contributing] == [4, 2]


def test_actions_without_an_estimate_are_named_once(plan: Plan, make: Make) -> None:
    make(2, "", (0, 1))
    make(1, "", (2,))
    make(3, "low", (2,))
    assert [action.number for action in expected(plan).areas[0].without_effect] == [1, 2]


def test_an_area_that_does_not_apply_has_nothing_to_win(plan: Plan) -> None:
    last = expected(plan).areas[-1]
    assert (last.applies, last.missing, last.gain) == (False, 0, 0)


def test_another_assumption_may_be_tried(plan: Plan, make: Make) -> None:
    make(1, "low", (1,))
    assert expected(plan, Assumption(50, 50, 50, 50)).gain == 20
    assert expected(plan).gain == 2


def test_the_plan_keeps_its_own(plan: Plan, make: Make) -> None:
    make(1, "high", (1,))
    plan.assumed_high = 50
    assert (expected(plan).assumption.high, expected(plan).gain) == (50, 20)


def test_more_than_the_ceiling_is_said(plan: Plan, make: Make) -> None:
    for number in range(3):
        make(number + 1, "high", (number,))
    found = expected(plan, Assumption(5, 10, 20, 20))
    assert (found.areas[0].won, found.areas[0].is_limited) == (Decimal(8), True)
    assert not found.areas[1].is_limited


def test_most_can_be_won_in_the_places_that_lack_most(plan: Plan) -> None:
    assert [(place.title[:2], place.missing, place.anchor) for place in expected(plan).richest] == [
        ("3.", 60, "omrade-3"),
        ("7.", 55, "omrade-7"),
        ("2.", 50, "omrade-2"),
    ]


def test_what_is_left_out_is_counted(plan: Plan, make: Make) -> None:
    make(1, "")
    make(2, "high", ())
    make(3, "", (), status=ActionStatus.DONE)
    make(4, "", status=ActionStatus.EFFECT_SHOWN)
    make(5, "", status=ActionStatus.CANCELLED)
    with in_scope(Scope(municipality=plan.municipality_id)):
        assert left_out(plan) == LeftOut(without_effect=1, without_improvement=1, waiting=1)


def test_it_takes_two_queries_however_many_actions(
    plan: Plan, make: Make, astrid: User, result: SimpleNamespace
) -> None:
    for number in range(1, 60):
        make(number, "low", (number % 3,))
    with as_actor(astrid, "arboga"), count_statements() as counted:
        expectation_of(plan, result.version.pk)
        left_out(plan)
    assert len(counted.of_page) == 2


def area(number: int, today: int, exact: str, maximum: int = 100) -> ExpectedArea:
    return ExpectedArea(number, "", today, maximum, Decimal(exact))


ROUNDED = {
    "nothing won, nothing shown": ([("60", 60), ("50", 50)], ["0", "0"], [0, 0]),
    "half goes up": ([("60", 60), ("50", 50)], ["0.5", "0"], [1, 0]),
    "less than half is not shown": ([("60", 60), ("50", 50)], ["0.4", "0"], [0, 0]),
    "the total first, the largest remainder gets it": ([("60", 60), ("50", 50)], ["0.3", "0.4"], [0, 1]),
    "ties go to the lower number": ([("60", 60), ("50", 50)], ["0.5", "0.5"], [1, 0]),
    "an area without a gain keeps its points": (
        [("62.4", 63), ("63.4", 63), ("64.2", 64)],
        ["0", "0.5", "0"],
        [0, 1, 0],
    ),
    "never past the highest": ([("99.6", 100), ("50.4", 50)], ["0.3", "0.3"], [0, 1]),
}


@pytest.mark.parametrize(("areas", "won", "shown"), ROUNDED.values(), ids=ROUNDED.keys())
def test_whole_points(areas: list[tuple[str, int]], won: list[str], shown: list[int]) -> None:
    known = [area(number, today, exact) for number, (exact, today) in enumerate(areas, start=1)]
    gained = shown_gains(known, {number: Decimal(each) for number, each in enumerate(won, start=1)})
    assert list(gained.values()) == shown


@given(st.lists(st.tuples(st.decimals(0, 100, places=3), st.integers(0, 100)), min_size=1, max_size=8))
def test_whole_points_never_fall_never_pass_the_highest_and_come_near(drawn: list[tuple[Decimal, int]]) -> None:
    known = [area(n, round(exact), str(exact)) for n, (exact, _percent) in enumerate(drawn, start=1)]
    won = {n: (100 - exact) * percent / 100 for n, (exact, percent) in enumerate(drawn, start=1)}
    gained = shown_gains(known, won)
    assert all(
        gain >= 0 and each.today + gain <= each.maximum for each, gain in zip(known, gained.values(), strict=True)
    )
    assert all(gained[n] == 0 for n, points in won.items() if not points)
    assert abs(sum(gained.values()) - sum(won.values())) <= 1 or any(each.today == 100 for each in known)
