"""What an edition's points add up to and what is missing in it, told and not refused: a report may say so."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from evaluations.models import Area, Subarea
from evaluations.rubrics.changing import written

OF_AREA = 100
OF_EDITION = 800


@dataclass(frozen=True, slots=True)
class Sums:
    """The total, and a sentence for each thing that somebody should look at before publishing."""

    total: Decimal
    remarks: tuple[str, ...]


def sums_of(areas: Sequence[Area], subareas: Mapping[int, Sequence[Subarea]]) -> Sums:
    """Add up; `subareas` are by the area's number."""
    total = sum((area.max_points for area in areas), Decimal())
    remarks = [] if areas else [_("The edition has no areas yet.")]
    if areas and total != OF_EDITION:
        remarks.append(
            _("The areas add up to %(total)s points, not %(usual)s.") % {"total": written(total), "usual": OF_EDITION}
        )
    if missing := _missing(area.number for area in areas):
        remarks.append(_("There is no area %(numbers)s.") % {"numbers": ", ".join(map(str, missing))})
    has_subareas = any(subareas.values())
    for area in areas:
        remarks += _remarks_on(area, subareas.get(area.number, ()), has_subareas=has_subareas)
    return Sums(total, tuple(remarks))


def _remarks_on(area: Area, parts: Sequence[Subarea], *, has_subareas: bool) -> list[str]:
    told = {"area": area.number, "points": written(area.max_points)}
    remarks = []
    if area.max_points != OF_AREA:
        remarks.append(_("Area %(area)s has %(points)s points, not 100.") % told)
    if not parts:
        return [*remarks, _("Area %(area)s has no sub-areas.") % told] if has_subareas else remarks
    of_parts = sum((part.max_points for part in parts), Decimal())
    if of_parts != area.max_points:
        told["sum"] = written(of_parts)
        remarks.append(_("The sub-areas of area %(area)s add up to %(sum)s points, not %(points)s.") % told)
    if missing := _missing(part.number for part in parts):
        codes = ", ".join(f"{area.number}.{number}" for number in missing)
        remarks.append(_("There is no sub-area %(codes)s.") % {"codes": codes})
    return remarks


def _missing(numbers: Iterable[int]) -> list[int]:
    """The numbers below the highest that are not there."""
    there = set(numbers)
    return [number for number in range(1, max(there, default=0)) if number not in there]
