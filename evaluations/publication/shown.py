"""From the exact points of a result to the whole points people see. Knows no database."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from evaluations import scoring
from evaluations.scoring import AreaPoints, Shown, ShownScore, SubareaPoints

# Raised when the arithmetic changes; versions are recomputed by the arithmetic they were published with.
SCORING_VERSION = 1

type Area = Mapping[str, Any]  # Any: the JSON of a version's content


def shown_numbers(areas: Sequence[Area]) -> ShownScore:
    """The whole points of the areas in a version's content: whole ones as they are, others rounded so that they add up.

    Raises ValueError where an area's own points are not the sum of its sub-areas' and must be rounded.
    """
    if all(_is_whole(value) for area in areas for value in _values(area)):
        return _as_they_are(areas)
    for area in areas:
        if area["subareas"] and (exact(area) != _sum(area)):
            raise ValueError(f"area {area['number']} is not the sum of its sub-areas")
    score = scoring.shown_score([_points(area) for area in areas])
    return ShownScore(score.total, score.areas, {code: shown for code, shown in score.subareas.items() if code})


def exact(part: Mapping[str, Any]) -> tuple[Decimal, Decimal]:
    """Achieved and highest points of an area or sub-area, exact."""
    return Decimal(part["achieved"]), Decimal(part["maximum"])


def _sum(area: Area) -> tuple[Decimal, Decimal]:
    pairs = [exact(subarea) for subarea in area["subareas"]]
    return sum((pair[0] for pair in pairs), Decimal()), sum((pair[1] for pair in pairs), Decimal())


def _values(area: Area) -> list[Decimal]:
    return [value for part in (area, *area["subareas"]) for value in exact(part)]


def _is_whole(value: Decimal) -> bool:
    return value == value.to_integral_value()


def _as_they_are(areas: Sequence[Area]) -> ShownScore:
    shown = {area["number"]: _whole(area) for area in areas}
    total = Shown(sum(part.achieved for part in shown.values()), sum(part.max for part in shown.values()))
    return ShownScore(total, shown, {part["code"]: _whole(part) for area in areas for part in area["subareas"]})


def _whole(part: Mapping[str, Any]) -> Shown:
    achieved, maximum = exact(part)
    return Shown(int(achieved), int(maximum))


def _points(area: Area) -> AreaPoints:
    parts = area["subareas"] or [{**area, "code": ""}]
    return AreaPoints(area["number"], tuple(SubareaPoints(part["code"], *exact(part)) for part in parts))
