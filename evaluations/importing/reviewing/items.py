"""Strengths, improvement opportunities and good examples: reworded, split, merged, moved, dropped, restored, added."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.editing import Edit, FieldsClash, merged
from accounts.errors import RuleViolation
from accounts.models import Municipality
from accounts.roles import Actor
from evaluations.importing.reviewing.review import name_clashes, under_review, write
from evaluations.importing.reviewing.undoing import undoable_step
from evaluations.models import FindingKind, ProposedArea, ProposedFinding, ReportImport

LABELS = {"text": _("Text")}


class NothingToSplit(RuleViolation):
    """No place to split at was marked."""

    code = "nothing_to_split"
    message = _("Mark where to split: put a line break in the text, then press Split.")
    status = 422


class NothingToMerge(RuleViolation):
    """The item is the first or last of its list."""

    code = "nothing_to_merge"
    message = _("There is nothing there to merge with.")


class EmptyItem(RuleViolation):
    """An item without words."""

    code = "empty_item"
    message = _("Write the text, or drop the item.")
    status = 422


class UnknownDestination(RuleViolation):
    """A list that the proposal does not have."""

    code = "unknown_destination"
    message = _("Choose an area and whether it is a strength, an improvement opportunity or a good example.")
    status = 422


class ExampleNamesNobody(RuleViolation):
    """A good example without the municipality that it names."""

    code = "example_names_nobody"
    message = _("Choose which municipality is the good example.")
    status = 422


@dataclass(frozen=True, slots=True)
class Destination:
    """One list of the proposal, and whom a good example names."""

    area_number: int
    kind: str
    named_id: int | None = None


def reword_item(by: Actor, report_import: ReportImport, item_id: int, edit: Edit, *, now: datetime) -> ProposedFinding:
    """Change an item's words; sent unchanged, it counts as looked at. Raises FieldsClash, EmptyItem."""
    with under_review(by, report_import) as locked:
        item = _item(locked, item_id)
        _reword(by, item, edit, now)
        return item


def confirm_item(by: Actor, report_import: ReportImport, item_id: int, *, now: datetime) -> ProposedFinding:
    """Mark an item as looked at. Pressed again: nothing changes."""
    with under_review(by, report_import) as locked:
        item = _item(locked, item_id)
        write(item, now, by, "value_confirmed", {})
        return item


def split_item(by: Actor, report_import: ReportImport, item_id: int, edit: Edit, *, now: datetime) -> ProposedFinding:
    """Make an item a line of the text each; the first keeps its place, the others follow. Raises NothingToSplit."""
    with undoable_step(by, report_import, now) as locked:
        item = _item(locked, item_id)
        parts = [line.strip() for line in edit.new.get("text", "").splitlines() if line.strip()]
        if len(parts) < 2:
            raise NothingToSplit
        _reword(by, item, Edit(edit.was, {"text": parts[0]}), now)
        siblings = _siblings(item)
        new = [_after(item, part) for part in parts[1:]]
        for part in new:
            part.save()
        place = siblings.index(item) + 1
        _number([*siblings[:place], *new, *siblings[place:]])
        journal.record(by, "import.corrected", item, now=now, step="item_split", into=parts)
        return item


def merge_with_next(
    by: Actor, report_import: ReportImport, item_id: int, edit: Edit, *, now: datetime
) -> ProposedFinding:
    """Add the next item's words to this one and drop the next, which can be restored. Raises NothingToMerge."""
    return _merge(by, report_import, item_id, edit, now, beside=1)


def merge_with_previous(
    by: Actor, report_import: ReportImport, item_id: int, edit: Edit, *, now: datetime
) -> ProposedFinding:
    """Add the item's words to the one before, which is returned, and drop the item. Raises NothingToMerge."""
    return _merge(by, report_import, item_id, edit, now, beside=-1)


def _merge(
    by: Actor, report_import: ReportImport, item_id: int, edit: Edit, now: datetime, *, beside: int
) -> ProposedFinding:
    """Save the item's words, then add those of the later of the two neighbours to the earlier, which is returned."""
    with undoable_step(by, report_import, now) as locked:
        item = _item(locked, item_id)
        _reword(by, item, edit, now)
        kept = [each for each in _siblings(item) if not each.is_dropped]
        place = kept.index(item) + beside if item in kept else -1
        if not 0 <= place < len(kept):
            raise NothingToMerge
        first, second = (item, kept[place]) if beside > 0 else (kept[place], item)
        write(first, now, by, "items_merged", {"text": f"{first.text} {second.text}"}, dropped=second.pk)
        write(second, now, by, "item_dropped", {"is_dropped": True})
        return first


def move_item(by: Actor, report_import: ReportImport, item_id: int, steps: int, *, now: datetime) -> ProposedFinding:
    """Move an item up (-1) or down (1) in its list; at the end of the list nothing changes."""
    with undoable_step(by, report_import, now) as locked:
        item = _item(locked, item_id)
        siblings = _siblings(item)
        place = siblings.index(item)
        target = min(max(place + steps, 0), len(siblings) - 1)
        if target != place:
            siblings.insert(target, siblings.pop(place))
            _number(siblings)
            journal.record(by, "import.corrected", item, now=now, step="item_moved", before=place + 1, after=target + 1)
        return item


def move_item_to(
    by: Actor, report_import: ReportImport, item_id: int, destination: Destination, *, now: datetime
) -> ProposedFinding:
    """Move an item to the end of another list. It is there already: nothing changes.

    Raises UnknownDestination, and ExampleNamesNobody for a good example without a municipality.
    """
    with undoable_step(by, report_import, now) as locked:
        item = _item(locked, item_id)
        if (item.area_number, item.kind) == (destination.area_number, destination.kind):
            if item.kind == FindingKind.EXAMPLE and destination.named_id not in (None, item.named_id):
                write(item, now, by, "example_named", {"named_id": _check(locked, destination, item)})
            return item
        named_id = _check(locked, destination, item)
        last = ProposedFinding.objects.filter(
            report_import=locked, area_number=destination.area_number, kind=destination.kind
        ).count()
        values: dict[str, object] = {
            "area_number": destination.area_number,
            "kind": destination.kind,
            "position": last + 1,
        }
        values["named_id"] = named_id
        write(item, now, by, "item_moved", values)
        return item


def drop_item(by: Actor, report_import: ReportImport, item_id: int, *, now: datetime) -> ProposedFinding:
    """Leave an item out of the evaluation; it stays in the proposal. Dropped again: nothing changes."""
    with undoable_step(by, report_import, now) as locked:
        item = _item(locked, item_id)
        write(item, now, by, "item_dropped", {"is_dropped": True})
        return item


def restore_item(by: Actor, report_import: ReportImport, item_id: int, *, now: datetime) -> ProposedFinding:
    """Take a dropped item back. Restored again: nothing changes."""
    with undoable_step(by, report_import, now) as locked:
        item = _item(locked, item_id)
        write(item, now, by, "item_restored", {"is_dropped": False})
        return item


def add_item(
    by: Actor, report_import: ReportImport, destination: Destination, text: str, *, now: datetime
) -> ProposedFinding:
    """Add an item that the reading missed. The same words in the same list again: the one that is there."""
    with undoable_step(by, report_import, now) as locked:
        named_id = _check(locked, destination)
        text = " ".join(text.replace("\x00", "").split())
        if not text:
            raise EmptyItem
        there = ProposedFinding.objects.filter(
            report_import=locked, area_number=destination.area_number, kind=destination.kind
        )
        same: ProposedFinding | None = there.filter(text=text, is_dropped=False).first()
        if same is not None:
            return same
        item: ProposedFinding = ProposedFinding.objects.create(
            report_import=locked,
            area_number=destination.area_number,
            kind=destination.kind,
            position=there.count() + 1,
            text=text,
            named_id=named_id,
        )
        journal.record(by, "import.corrected", item, now=now, step="item_added", text=text, area=item.area_number)
        return item


def _item(report_import: ReportImport, item_id: int) -> ProposedFinding:
    item: ProposedFinding = ProposedFinding.objects.get(report_import=report_import, pk=item_id)
    return item


def _siblings(item: ProposedFinding) -> list[ProposedFinding]:
    """The item's list in order, with the dropped ones; holds the item itself, not a copy of it."""
    rows = ProposedFinding.objects.filter(
        report_import_id=item.report_import_id, area_number=item.area_number, kind=item.kind
    )
    return [item if row.pk == item.pk else row for row in rows.order_by("position", "id")]


def _number(items: Sequence[ProposedFinding]) -> None:
    for position, item in enumerate(items, start=1):
        item.position = position
    ProposedFinding.objects.bulk_update(items, ["position"])


def _after(item: ProposedFinding, text: str) -> ProposedFinding:
    return ProposedFinding(
        report_import_id=item.report_import_id,
        area_number=item.area_number,
        kind=item.kind,
        position=item.position,
        text=text,
        page=item.page,
        line=item.line,
        box=item.box,
        quote=item.quote,
        named_id=item.named_id,
    )


def _check(report_import: ReportImport, destination: Destination, item: ProposedFinding | None = None) -> int | None:
    """Refuse a list that is not there; returns whom a good example names, and nobody for the other kinds."""
    areas = ProposedArea.objects.filter(report_import=report_import, area_number=destination.area_number)
    if destination.kind not in FindingKind.values or not areas.exists():
        raise UnknownDestination
    if destination.kind != FindingKind.EXAMPLE:
        return None
    wanted = destination.named_id or (item.named_id if item else None)
    if not Municipality.objects.public().filter(pk=wanted or 0).exists():
        raise ExampleNamesNobody
    return wanted


def _reword(by: Actor, item: ProposedFinding, edit: Edit, now: datetime) -> None:
    new = {name: " ".join(text.split()) for name, text in edit.new.items()}
    if "text" in new and not new["text"]:
        raise EmptyItem
    try:
        changed = merged({"text": item.text}, Edit(edit.was, new))
    except FieldsClash as clash:
        raise name_clashes(clash, item, LABELS) from None
    write(item, now, by, "item_reworded", dict(changed))
