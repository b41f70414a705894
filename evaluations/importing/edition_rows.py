"""What was read, matched with the stored rows of a rubric edition."""

from dataclasses import dataclass, field

from evaluations.importing.interpreting.titles import closest, plain
from evaluations.models import Area, Subarea
from evaluations.models import Edition as EditionRow

LIKE_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class EditionRows:
    """An edition's areas and sub-areas as a report's are looked up in them; without an edition nothing matches."""

    edition: EditionRow | None = None
    areas: dict[int, Area] = field(default_factory=dict)
    subareas: dict[int, list[Subarea]] = field(default_factory=dict)

    def area(self, number: int) -> Area | None:
        """The area with this number."""
        return self.areas.get(number)

    def subarea(self, area_number: int, code: str, title: str) -> tuple[Subarea | None, bool]:
        """The sub-area that the title means, and whether it is certain: by title, else by likeness, else by code."""
        titles: dict[str, Subarea] = {}
        for subarea in self.subareas.get(area_number, []):
            for known in (subarea.title, *subarea.aliases):
                titles.setdefault(known, subarea)
        for known, subarea in titles.items():
            if plain(known) == plain(title):
                return subarea, True
        best, likeness = closest(title, titles)
        if best is not None and likeness >= LIKE_ENOUGH:
            return titles[best], False
        by_code = (subarea for subarea in self.subareas.get(area_number, []) if subarea.code == code)
        return next(by_code, None), False


def rows_of_edition(edition: EditionRow | None) -> EditionRows:
    """The edition's rows, from two queries."""
    if edition is None:
        return EditionRows()
    rows = EditionRows(edition, {area.number: area for area in Area.objects.filter(edition=edition)})
    for subarea in Subarea.objects.filter(edition=edition).select_related("area").order_by("area__number", "number"):
        rows.subareas.setdefault(subarea.area.number, []).append(subarea)
    return rows
