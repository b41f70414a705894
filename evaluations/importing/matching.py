"""Which rubric edition a report was made after, told by its sub-areas."""

from collections.abc import Sequence

from evaluations.rubric_files import ShippedArea, ShippedEdition, ShippedSubarea, shipped_editions

from .draft import AreaDraft, Reading, SubareaDraft, Why
from .interpreting.titles import likeness

LIKE_ENOUGH = 0.6
SURE_ENOUGH = 0.85
LEAST = 0.35


def recognise_edition(
    areas: Sequence[AreaDraft], editions: Sequence[ShippedEdition] | None = None
) -> Reading[str | None]:
    """The edition whose sub-areas, highest points and area titles the report shares most; the newest of equals."""
    scored = [(_agreement(areas, edition), edition.key) for edition in editions or shipped_editions()]
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
    best = max(edition.subareas, key=lambda shipped: _likeness_to(subarea.title, shipped), default=None)
    if best is not None and _likeness_to(subarea.title, best) >= SURE_ENOUGH:
        return best
    return by_code if by_code is not None and by_code.max == subarea.max else None


def match_area(area: AreaDraft, edition: ShippedEdition) -> ShippedArea | None:
    """The edition's area that a report's stands for, by title or alias, else by number."""
    titles = [title for title in (area.title.value, area.title_in_overview.value) if title]
    for shipped in edition.areas:
        if any(likeness(title, known) == 1.0 for title in titles for known in shipped.titles):
            return shipped
    return edition.area(area.number)


def _agreement(areas: Sequence[AreaDraft], edition: ShippedEdition) -> float:
    """How far a report and an edition agree, 0 to 1."""
    titled = [_area_agreement(area, edition) for area in areas]
    by_title = sum(titled) / len(titled) if titled else 0.0
    subareas = [subarea for area in areas for subarea in area.subareas]
    if not edition.subareas:
        return by_title * 0.6
    if not subareas:
        return (by_title + _heading_agreement(areas, edition)) / 2 * 0.9
    shipped = {subarea.code: subarea for subarea in edition.subareas}
    agreed = 0.0
    for subarea in subareas:
        known = shipped.get(subarea.code)
        if known is not None:
            agreed += 0.7 * _likeness_to(subarea.title, known) + 0.3 * (known.max == subarea.max)
    return 0.9 * agreed / max(len(subareas), len(shipped)) + 0.1 * by_title


def _area_agreement(area: AreaDraft, edition: ShippedEdition) -> float:
    shipped = edition.area(area.number)
    titles = [title for title in (area.title.value, area.title_in_overview.value) if title]
    if shipped is None or not titles:
        return 0.0
    return max(likeness(title, known) for title in titles for known in shipped.titles)


def _heading_agreement(areas: Sequence[AreaDraft], edition: ShippedEdition) -> float:
    """Without an overview the headings of the narrative tell."""
    found = 0
    for subarea in edition.subareas:
        area = next((area for area in areas if area.number == int(subarea.code.split(".")[0])), None)
        titles = [section.title for section in area.sections] if area else []
        found += any(_likeness_to(title, subarea) >= SURE_ENOUGH for title in titles)
    return found / len(edition.subareas)


def _likeness_to(title: str, shipped: ShippedSubarea) -> float:
    return max(likeness(title, known) for known in shipped.titles)
