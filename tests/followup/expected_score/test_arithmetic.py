"""The arithmetic of the expected score: what product.md says of it, as a table of cases and as laws that never bend."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup.expected_score import Assumption, Opportunity, Place, contributions, gains, winnable

DEFAULT = Assumption()


def place(area: int, achieved: str, maximum: str = "100", code: str = "") -> Place:
    return Place(area, code, Decimal(achieved), Decimal(maximum))


# Area 1 lacks 40 of 100: 20 of them in 1.1, 20 in 1.2, none in 1.3, which does not apply.
AREAS = [place(1, "60"), place(2, "80")]
SUBAREAS = [place(1, "30", "50", "1.1"), place(1, "30", "50", "1.2"), place(1, "0", "0", "1.3")]


def opportunity(code: str, *effects: str, area: int = 1) -> Opportunity:
    return Opportunity(area, code, effects)


@pytest.mark.parametrize(("code", "points"), [("", 40), ("1.1", 20), ("1.3", 0), ("1.9", 40)])
def test_what_one_can_win_is_missing_in_its_subarea_else_in_its_area(code: str, points: int) -> None:
    assert winnable(AREAS[0], SUBAREAS, code) == points


CASES = {
    "nothing is open": ([opportunity("1.1")], {1: "0", 2: "0"}),
    "nobody has estimated": ([opportunity("", "")], {1: "0", 2: "0"}),
    "low wins five percent of the area": ([opportunity("", "low")], {1: "2", 2: "0"}),
    "medium wins ten": ([opportunity("", "medium")], {1: "4", 2: "0"}),
    "high wins twenty": ([opportunity("", "high")], {1: "8", 2: "0"}),
    "tied to a sub-area it wins of what is missing there": ([opportunity("1.1", "high")], {1: "4", 2: "0"}),
    "a sub-area that the result does not hold is its area": ([opportunity("1.9", "high")], {1: "8", 2: "0"}),
    "where the sub-area does not apply nothing is missing": ([opportunity("1.3", "high")], {1: "0", 2: "0"}),
    "of several actions the highest counts once": ([opportunity("", "low", "high", "high")], {1: "8", 2: "0"}),
    "several opportunities add up": ([opportunity("1.1", "high"), opportunity("1.2", "low")], {1: "5", 2: "0"}),
    "at most half of a sub-area": ([opportunity("1.1", "high")] * 4, {1: "10", 2: "0"}),
    "at most half of an area": ([opportunity("", "high")] * 4, {1: "20", 2: "0"}),
    "at most half of an area with its sub-areas": (
        [opportunity("1.1", "high")] * 3 + [opportunity("", "high")] * 2,
        {1: "20", 2: "0"},
    ),
    "each area by itself": ([opportunity("", "high"), opportunity("", "high", area=2)], {1: "8", 2: "4"}),
    "an unknown area is nowhere": ([opportunity("", "high", area=9)], {1: "0", 2: "0"}),
}


@pytest.mark.parametrize(("opportunities", "won"), CASES.values(), ids=CASES.keys())
def test_what_is_won(opportunities: list[Opportunity], won: dict[int, str]) -> None:
    assert gains(AREAS, SUBAREAS, opportunities, DEFAULT) == {area: Decimal(points) for area, points in won.items()}


def test_each_contribution_stands_before_the_ceiling() -> None:
    several = [opportunity("1.1", "high")] * 4 + [opportunity("", "low"), opportunity("", "")]
    assert contributions(AREAS, SUBAREAS, several, DEFAULT) == [Decimal(n) for n in (4, 4, 4, 4, 2, 0)]


def test_an_area_above_its_highest_points_lacks_nothing() -> None:
    assert gains([place(1, "101")], [], [opportunity("", "high")], DEFAULT) == {1: Decimal()}


@pytest.mark.parametrize(
    "percents", [(10, 5, 20, 50), (5, 20, 10, 50), (5, 10, 60, 50), (5, 10, 20, 101), (-1, 1, 2, 3)]
)
def test_an_assumption_is_percent_in_order(percents: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="percent in order"):
        Assumption(*percents)


LEVELS = ("", "low", "medium", "high")
CODES = ("", "1.1", "1.2", "2.1", "7.7")
percents = st.lists(st.integers(0, 100), min_size=4, max_size=4).map(sorted).map(lambda four: Assumption(*four))
points = st.decimals(0, 50, places=3, allow_nan=False)
effects = st.lists(st.sampled_from(LEVELS), max_size=3).map(tuple)
opportunity_lists = st.lists(st.builds(Opportunity, st.integers(1, 3), st.sampled_from(CODES), effects), max_size=12)


@st.composite
def results(draw: st.DrawFn) -> tuple[list[Place], list[Place]]:
    """Three areas; the first two with two sub-areas each, whose points add up to the area's; one has nothing to win."""
    parts = [Place(int(code[0]), code, draw(points), Decimal(50)) for code in ("1.1", "1.2", "2.1", "2.2")]
    areas = [
        Place(area, "", sum((part.achieved for part in parts if part.area == area), Decimal()), Decimal(100))
        for area in (1, 2)
    ]
    return [*areas, Place(3, "", Decimal(), Decimal())], parts


@given(results(), opportunity_lists, percents)
def test_never_less_than_nothing_and_never_over_the_ceiling(
    result: tuple[list[Place], list[Place]], opportunities: list[Opportunity], assumption: Assumption
) -> None:
    won = gains(*result, opportunities, assumption)
    assert set(won) == {1, 2, 3}
    assert all(0 <= won[area.area] <= area.missing * assumption.most / 100 for area in result[0])


@given(results(), opportunity_lists)
def test_without_open_actions_nothing_is_won(
    result: tuple[list[Place], list[Place]], opportunities: list[Opportunity]
) -> None:
    idle = [Opportunity(each.area, each.code, ()) for each in opportunities]
    assert set(gains(*result, idle, DEFAULT).values()) == {Decimal()}


@given(results(), opportunity_lists, percents, st.data())
def test_a_higher_effect_never_lowers_the_score(
    result: tuple[list[Place], list[Place]],
    opportunities: list[Opportunity],
    assumption: Assumption,
    data: st.DataObject,
) -> None:
    raised = [
        Opportunity(each.area, each.code, (*each.effects, data.draw(st.sampled_from(LEVELS)))) for each in opportunities
    ]
    before, after = gains(*result, opportunities, assumption), gains(*result, raised, assumption)
    assert all(after[area] >= before[area] for area in before)


@given(results(), opportunity_lists, percents, percents)
def test_a_bolder_assumption_never_lowers_the_score(
    result: tuple[list[Place], list[Place]], opportunities: list[Opportunity], one: Assumption, other: Assumption
) -> None:
    bolder = Assumption(
        max(one.low, other.low), max(one.medium, other.medium), max(one.high, other.high), max(one.most, other.most)
    )
    before, after = gains(*result, opportunities, one), gains(*result, opportunities, bolder)
    assert all(after[area] >= before[area] for area in before)


@given(results(), opportunity_lists)
def test_the_order_of_the_opportunities_does_not_matter(
    result: tuple[list[Place], list[Place]], opportunities: list[Opportunity]
) -> None:
    assert gains(*result, opportunities, DEFAULT) == gains(*result, opportunities[::-1], DEFAULT)
