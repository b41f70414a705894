"""Rubric editions: loading those that ship, and freezing an edition."""

from datetime import datetime

from evaluations.models import Area, Edition, EditionState, Subarea, SubareaMapping
from evaluations.rubric_files import ShippedEdition, shipped_editions, shipped_mapping

YEARS_IN_USE = {"2010": (2010, 2015), "2016": (2016, 2019), "2020": (2020, 2021), "2021": (2021, None)}


def load_shipped(now: datetime) -> int:
    """Store and publish the shipped editions that are missing, and the proposed mapping between them.

    An edition that is there is left alone: published ones never change. Returns how many editions were added.
    """
    known = set(Edition.objects.values_list("key", flat=True))
    missing = [shipped for shipped in shipped_editions() if shipped.key not in known]
    for shipped in missing:
        _store(shipped, now)
    _propose_mapping()
    return len(missing)


def _store(shipped: ShippedEdition, now: datetime) -> None:
    start, end = YEARS_IN_USE[shipped.key]
    edition = Edition.objects.create(
        key=shipped.key, name=shipped.name, in_use_from=start, in_use_to=end, areas_only=not shipped.subareas
    )
    for shipped_area in shipped.areas:
        area = Area.objects.create(
            edition=edition,
            number=shipped_area.number,
            title=shipped_area.title,
            aliases=list(shipped_area.aliases),
            max_points=shipped_area.max,
        )
        Subarea.objects.bulk_create(
            Subarea(
                edition=edition,
                area=area,
                number=number,
                code=shipped_subarea.code,
                title=shipped_subarea.title,
                aliases=list(shipped_subarea.aliases),
                max_points=shipped_subarea.max,
            )
            for number, shipped_subarea in enumerate(shipped_area.subareas, start=1)
        )
    edition.state = EditionState.PUBLISHED
    edition.published_at = now
    edition.save(update_fields=["state", "published_at"])


def _propose_mapping() -> None:
    subareas = {(subarea.edition.key, subarea.code): subarea for subarea in Subarea.objects.select_related("edition")}
    rows = [
        SubareaMapping(
            earlier=subareas[row.from_edition, row.from_code],
            later=subareas[row.to_edition, row.to_code],
            comparable=row.comparable,
            is_proposal=True,
        )
        for row in shipped_mapping()
        if row.to_code is not None
    ]
    SubareaMapping.objects.bulk_create(rows, ignore_conflicts=True)
