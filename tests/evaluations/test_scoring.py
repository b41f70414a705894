"""Points as printed: whole numbers that add up."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluations.scoring import AreaPoints, Shown, SubareaPoints, apportion, percent, round_half_up, share, shown_score


@pytest.mark.parametrize(("points", "whole"), [("0.5", 1), ("1.5", 2), ("2.4999", 2), ("503.5", 504), ("0", 0)])
def test_exactly_half_goes_up(points: str, whole: int) -> None:
    assert round_half_up(Decimal(points)) == whole


def test_the_largest_remainder_goes_first_and_ties_to_the_lower_number() -> None:
    assert apportion([Decimal("1.5"), Decimal("1.5"), Decimal("1.6")], 5) == [2, 1, 2]


def test_a_total_out_of_reach_is_refused() -> None:
    with pytest.raises(ValueError, match=r"rounding cannot bring 1\.5 to 4"):
        apportion([Decimal("1.5")], 4)


def test_what_does_not_apply_lowers_the_maximum() -> None:
    area = AreaPoints(
        1, (SubareaPoints("1.1", Decimal(5), Decimal(20)), SubareaPoints("1.2", Decimal(0), Decimal(15), applies=False))
    )
    assert shown_score([area]).total == Shown(5, 20)
    assert shown_score([area]).subareas == {"1.1": Shown(5, 20)}


def test_shares_say_nothing_where_nothing_can_be_achieved() -> None:
    assert (share(Decimal(0), Decimal(0)), percent(Decimal(0), Decimal(0))) == (None, None)
    assert (share(Decimal(5), Decimal(20)), percent(Decimal(1), Decimal(8))) == (Decimal("0.25"), 13)


POINTS = st.integers(0, 20_000).map(lambda thousandths: Decimal(thousandths) / 1000)


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.lists(st.lists(POINTS, min_size=1, max_size=7), min_size=1, max_size=8))
def test_shown_points_add_up_and_stay_within_one_point(points: list[list[Decimal]]) -> None:
    areas = [
        AreaPoints(
            number, tuple(SubareaPoints(f"{number}.{place}", value, Decimal(20)) for place, value in enumerate(row, 1))
        )
        for number, row in enumerate(points, 1)
    ]
    score = shown_score(areas)
    assert sum(area.achieved for area in score.areas.values()) == score.total.achieved
    for area in areas:
        shown = [score.subareas[subarea.code].achieved for subarea in area.subareas]
        assert sum(shown) == score.areas[area.number].achieved
        assert all(abs(value - subarea.achieved) < 1 for value, subarea in zip(shown, area.subareas, strict=True))
