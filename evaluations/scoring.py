"""Arithmetic of points. Points are decimals of at most three places inside, 0 to 100 an area and 0 to 800 in all;
what people see are whole points that add up. Nothing here knows a database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

WHOLE = Decimal(1)


@dataclass(frozen=True, slots=True)
class SubareaPoints:
    """Achieved and highest points of a sub-area; `applies` is false where the municipality has no such work."""

    code: str
    achieved: Decimal
    max: Decimal
    applies: bool = True


@dataclass(frozen=True, slots=True)
class AreaPoints:
    number: int
    subareas: tuple[SubareaPoints, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Shown:
    """Whole points as printed: «504 av 785»."""

    achieved: int
    max: int


@dataclass(frozen=True, slots=True)
class ShownScore:
    total: Shown
    areas: Mapping[int, Shown]
    subareas: Mapping[str, Shown]


def round_half_up(points: Decimal) -> int:
    """The nearest whole number of points; exactly half goes up, away from zero."""
    return int(points.quantize(WHOLE, rounding=ROUND_HALF_UP))


def apportion(parts: Sequence[Decimal], total: int) -> list[int]:
    """Whole numbers that add up to the total, each part's fraction being cut or raised by the largest remainder.

    Parts are not negative; ties go to the part that comes first. A total further from the sum than the number of
    parts cannot be reached by rounding and is refused.
    """
    if not parts:
        if total:
            raise ValueError(f"no parts can add up to {total}")
        return []
    floors = [int(part.to_integral_value(rounding=ROUND_FLOOR)) for part in parts]
    missing = total - sum(floors)
    if not 0 <= missing <= len(parts):
        raise ValueError(f"rounding cannot bring {sum(parts)} to {total}")
    by_remainder = sorted(range(len(parts)), key=lambda place: (floors[place] - parts[place], place))
    for place in by_remainder[:missing]:
        floors[place] += 1
    return floors


def shown_score(areas: Sequence[AreaPoints]) -> ShownScore:
    """What is printed: total half up, areas by largest remainder to the total, sub-areas likewise to their area.

    A sub-area that does not apply counts neither as achieved nor as possible.
    """
    areas = sorted(areas, key=lambda area: area.number)
    total = Shown(
        round_half_up(sum((achieved(area) for area in areas), Decimal())),
        round_half_up(sum((highest(area) for area in areas), Decimal())),
    )
    area_achieved = apportion([achieved(area) for area in areas], total.achieved)
    area_max = apportion([highest(area) for area in areas], total.max)
    shown_areas: dict[int, Shown] = {}
    shown_subareas: dict[str, Shown] = {}
    for area, whole, most in zip(areas, area_achieved, area_max, strict=True):
        shown_areas[area.number] = Shown(whole, most)
        counted = [subarea for subarea in area.subareas if subarea.applies]
        points = apportion([subarea.achieved for subarea in counted], whole)
        maxima = apportion([subarea.max for subarea in counted], most)
        for subarea, shown, top in zip(counted, points, maxima, strict=True):
            shown_subareas[subarea.code] = Shown(shown, top)
    return ShownScore(total, shown_areas, shown_subareas)


def achieved(area: AreaPoints) -> Decimal:
    """Points of the area's sub-areas that apply, 0 to `highest(area)`."""
    return sum((subarea.achieved for subarea in area.subareas if subarea.applies), Decimal())


def highest(area: AreaPoints) -> Decimal:
    """The most points the area can give: what does not apply lowers it instead of giving zero."""
    return sum((subarea.max for subarea in area.subareas if subarea.applies), Decimal())


def share(points: Decimal, maximum: Decimal) -> Decimal | None:
    """Points as a share of the highest points, 0 to 1; None where nothing can be achieved."""
    return points / maximum if maximum else None


def percent(points: Decimal, maximum: Decimal) -> int | None:
    """The share as whole percent, 0 to 100, half up; None where nothing can be achieved."""
    part = share(points, maximum)
    return None if part is None else round_half_up(part * 100)
