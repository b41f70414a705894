"""What the open actions may be worth in points: arithmetic only, on an assumption that is shown beside it.

The method is Kompass's own and a calculation example (docs/glossary.md, expected score), not SKR's scoring.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

HUNDRED = Decimal(100)

type Spot = tuple[int, str]  # an area and the code of a sub-area, empty for the area itself


@dataclass(frozen=True, slots=True)
class Assumption:
    """How much of the missing points an action in effect wins, in percent, and the most that is won in one place."""

    low: int = 5
    medium: int = 10
    high: int = 20
    most: int = 50

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.medium <= self.high <= self.most <= HUNDRED:
            raise ValueError("An assumption is percent in order: low, medium, high, most, from 0 to 100.")

    def of(self, effect: str) -> int:
        """The percent of an effect: low, medium or high; an effect that nobody has estimated wins nothing."""
        return {"low": self.low, "medium": self.medium, "high": self.high}.get(effect, 0)


@dataclass(frozen=True, slots=True)
class Place:
    """An area or a sub-area (code set) with its points, 0 to `maximum`."""

    area: int
    code: str
    achieved: Decimal
    maximum: Decimal

    @property
    def missing(self) -> Decimal:
        """The points that can still be won, never below 0."""
        return max(self.maximum - self.achieved, Decimal())


@dataclass(frozen=True, slots=True)
class Opportunity:
    """An improvement opportunity: its area, its sub-area where it is tied to one, the effects of its open actions."""

    area: int
    code: str
    effects: tuple[str, ...]


def winnable(area: Place, subareas: Iterable[Place], code: str) -> Decimal:
    """The points that can be won with one improvement opportunity: those missing in its sub-area, else in its area."""
    tied = next((place for place in subareas if code and place.code == code), None)
    return (tied or area).missing


def contributions(
    areas: Iterable[Place],
    subareas: Iterable[Place],
    opportunities: Iterable[Opportunity],
    assumption: Assumption,
) -> list[Decimal]:
    """The points that each improvement opportunity would win by itself, in the order given.

    The highest of its actions' effects counts: of what is missing in its sub-area where it is tied to one of the
    result's, else of what is missing in its area.
    """
    missing = {(place.area, place.code): place.missing for place in (*areas, *subareas)}
    return [
        missing.get(_place_of(each, missing), Decimal()) * max(map(assumption.of, each.effects), default=0) / HUNDRED
        for each in opportunities
    ]


def gains(
    areas: Iterable[Place],
    subareas: Iterable[Place],
    opportunities: Iterable[Opportunity],
    assumption: Assumption,
) -> Mapping[int, Decimal]:
    """The points that each area would win if the open actions reached their expected effect.

    What is won in a sub-area, and in an area as a whole, is at most `assumption.most` percent of what is missing there.
    """
    areas, subareas, opportunities = list(areas), list(subareas), list(opportunities)
    missing = {(place.area, place.code): place.missing for place in (*areas, *subareas)}
    won: dict[Spot, Decimal] = defaultdict(Decimal)
    own = contributions(areas, subareas, opportunities, assumption)
    for each, points in zip(opportunities, own, strict=True):
        won[_place_of(each, missing)] += points
    totals = {area.area: Decimal() for area in areas}
    for spot, points in won.items():
        if spot[0] in totals:
            totals[spot[0]] += min(points, missing[spot] * assumption.most / HUNDRED)
    return {area.area: min(totals[area.area], area.missing * assumption.most / HUNDRED) for area in areas}


def _place_of(opportunity: Opportunity, known: Container[Spot]) -> Spot:
    tied = opportunity.area, opportunity.code
    return tied if tied in known else (opportunity.area, "")
