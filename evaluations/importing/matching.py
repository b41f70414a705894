"""Which rubric edition a report was made after, told by its sub-areas."""

from collections.abc import Sequence

from evaluations.rubric_files import ShippedArea, ShippedEdition, ShippedSubarea, shipped_editions

from .draft import AreaDraft, Reading, SubareaDraft, Why
from .interpreting.titles import likeness

LIKE_ENOUGH = 0.6
SURE_ENOUGH = 0.85
LEAST = 0.5
EVERY_TITLE = 0.95
NOT_IN_FORCE = (
    0.05  # what an edition loses that a newer one had replaced, or that had yet to come, in the report's year
)


def recognise_edition(
    areas: Sequence[AreaDraft], editions: Sequence[ShippedEdition] | None = None, year: int | None = None
) -> Reading[str | None]:
    """The edition whose titles and highest points the report shares most; of near equals the one of the report's year.

    None where none is alike enough: an edition that is not there yet.
    """
    known = tuple(editions) if editions is not None else shipped_editions()
    scored = [(_agreement(areas, edition) - _out_of_force(edition, known, year), edition.key) for edition in known]
    score, key = max(scored, default=(0.0, ""))
    if score < LEAST:
        return Reading(None, None, sure=False, why=Why.MISSING)
    source = next((subarea.source for area in areas for subarea in area.subareas), None)
    sure = score >= SURE_ENOUGH
    return Reading(key, source, sure, Why.PLAIN if sure else Why.BY_LIKENESS)


def match_subarea(subarea: SubareaDraft, edition: ShippedEdition) -> ShippedSubarea | None:
    """The edition's sub-area that a report's stands for: by code if the titles agree, else by title or alias."""
    by_code = next((shipped for shipped in edition.subareas if shipped.code == subarea.code), None)
    if by_code is not None and _likeness_to(subarea.title, by_code) >= LIKE_ENOUGH:
        return by_code
    area = subarea.code.split(".")[0]
    near = [shipped for shipped in edition.subareas if shipped.code.split(".")[0] == area]
    for among, least in ((near, LIKE_ENOUGH), (edition.subareas, SURE_ENOUGH)):
        best = max(among, key=lambda shipped: _likeness_to(subarea.title, shipped), default=None)
        if best is not None and _likeness_to(subarea.title, best) >= least:
            return best
    return None


def _out_of_force(edition: ShippedEdition, known: Sequence[ShippedEdition], year: int | None) -> float:
    begun = _begins(edition)
    if begun is None or year is None:
        return 0.0
    newest = max((other for each in known if (other := _begins(each)) is not None and other <= year), default=begun)
    return 0.0 if begun == newest else NOT_IN_FORCE


def _begins(edition: ShippedEdition) -> int | None:
    """The year from which an edition holds, where its key says it."""
    return int(edition.key) if len(edition.key) == 4 and edition.key.isdigit() else None


def _agreement(areas: Sequence[AreaDraft], edition: ShippedEdition) -> float:
    """How far a report and an edition agree, 0 to 1: their sub-areas, the highest points of these, and the areas."""
    count = max(len(areas), len(edition.areas), 1)
    by_title = sum(_area_agreement(area, edition) for area in areas) / count
    subareas = [subarea for area in areas for subarea in area.subareas]
    if not edition.subareas:  # known by its areas only, so that every title must be there
        return by_title * 0.6 if by_title >= EVERY_TITLE else 0.0
    if not subareas:
        return 0.6 * by_title + 0.4 * _heading_agreement(areas, edition)
    matched = [(subarea, match_subarea(subarea, edition)) for subarea in subareas]
    count = max(len(subareas), len(edition.subareas))
    titles = sum(_likeness_to(subarea.title, found) for subarea, found in matched if found) / count
    highest = sum(found.max == subarea.max for subarea, found in matched if found) / count
    return min(1.0, 0.6 * titles + 0.3 * highest + 0.1 * by_title + _shape_agreement(subareas, edition))


def _shape_agreement(subareas: Sequence[SubareaDraft], edition: ShippedEdition) -> float:
    """Something for a report whose every sub-area has its edition's number and highest points, whatever its title."""
    shipped = {subarea.code: subarea.max for subarea in edition.subareas}
    return 0.25 if {subarea.code: subarea.max for subarea in subareas} == shipped else 0.0


def _area_agreement(area: AreaDraft, edition: ShippedEdition) -> float:
    shipped = edition.area(area.number)
    titles = [title for title in (area.title.value, area.title_in_overview.value) if title]
    if shipped is None or not titles:
        return 0.0
    return max(_title_agreement(title, shipped) for title in titles)


def _title_agreement(title: str, shipped: ShippedArea) -> float:
    alike = max(likeness(title, known) for known in shipped.titles)
    return alike if alike >= LIKE_ENOUGH else 0.0


def _heading_agreement(areas: Sequence[AreaDraft], edition: ShippedEdition) -> float:
    """Without an overview the headings of the narrative tell."""
    found = 0
    for subarea in edition.subareas:
        area = next((area for area in areas if area.number == int(subarea.code.split(".")[0])), None)
        titles = [*(section.title for section in area.sections), *area.rubrics] if area else []
        found += any(_likeness_to(title, subarea) >= SURE_ENOUGH for title in titles)
    return found / len(edition.subareas)


def _likeness_to(title: str, shipped: ShippedSubarea) -> float:
    return max(likeness(title, known) for known in shipped.titles)
