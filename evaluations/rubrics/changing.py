"""Changing a draft edition: its name, the titles of areas and sub-areas, and their highest points."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.db import transaction

from accounts import journal
from accounts.editing import Edit, merged
from accounts.roles import Actor, require
from evaluations.models import Area, Edition, EditionState, Subarea
from evaluations.rubrics.refusals import EditionFixed, WrongHighestPoints

NAME = "name"
Part = Area | Subarea


def parts_of(edition: Edition) -> list[Part]:
    """Its areas, then its sub-areas; two queries."""
    areas = Area.objects.filter(edition=edition).order_by("number")
    subareas = Subarea.objects.filter(edition=edition).select_related("area").order_by("area__number", "number")
    return [*areas, *subareas]


def prefix_of(part: Part) -> str:
    """What the names of the part's fields begin with."""
    return f"{'a' if isinstance(part, Area) else 's'}{part.pk}-"


def as_fields(edition: Edition, parts: Iterable[Part]) -> dict[str, str]:
    """The draft as its form shows it."""
    fields = {NAME: edition.name}
    for part in parts:
        fields[f"{prefix_of(part)}title"] = part.title
        fields[f"{prefix_of(part)}points"] = written(part.max_points)
    return fields


def change_draft(by: Actor, edition: Edition, edit: Edit, *, now: datetime) -> None:
    """Write what the sender changed, all or nothing. Sent again: nothing changes.

    Raises EditionFixed unless it is a draft, WrongHighestPoints, and FieldsClash where two people changed a field.
    """
    require(by, "draft_edition")
    with transaction.atomic():
        locked: Edition = Edition.objects.select_for_update().get(pk=edition.pk)
        if locked.state != EditionState.DRAFT:
            raise EditionFixed
        parts = parts_of(locked)
        before = as_fields(locked, parts)
        changed = merged(before, edit.of(before))
        if not changed:
            return
        if not all(changed.get(name, "-") for name in changed):
            raise WrongHighestPoints
        locked.name = " ".join(changed.get(NAME, locked.name).split())[:80]  # it becomes the subject of a mail
        locked.changed_by_id = by.user_id
        locked.version += 1
        locked.save(update_fields=["name", "changed_by", "version"])
        for part in parts:
            _write(part, changed)
        told_before = {name: before[name] for name in changed}
        journal.record(by, "edition.changed", locked, now=now, subject=locked.name, before=told_before, after=changed)


def _write(part: Part, changed: dict[str, str]) -> None:
    title, points = (changed.get(prefix_of(part) + name) for name in ("title", "points"))
    if title is None and points is None:
        return
    if title is not None:
        part.title = title[: 200 if isinstance(part, Area) else 250]
    if points is not None:
        part.max_points = highest_points(points)
    part.save(update_fields=["title", "max_points"])


def highest_points(text: str) -> Decimal:
    """Highest points as people write them: «13», «13,5». Raises WrongHighestPoints."""
    try:
        value = Decimal(text.replace(" ", "").replace("\u00a0", "").replace(",", "."))
    except InvalidOperation:
        raise WrongHighestPoints from None
    if not value.is_finite() or not 0 < value <= 9999 or value != round(value, 3):
        raise WrongHighestPoints
    return value


def written(points: Decimal) -> str:
    """As it is written in a field: without decimals that say nothing."""
    text = f"{points:f}"
    return text.rstrip("0").rstrip(".").replace(".", ",") if "." in text else text
