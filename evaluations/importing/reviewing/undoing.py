"""The last step on items and texts can be taken back by who took it, for a quarter of an hour and until the next one.

What a step changed is kept in the cache: it is a courtesy that nothing else stands on. Whether it may still be put back
is told by the rows themselves, under the lock of the import.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.errors import RuleViolation
from accounts.roles import Actor
from evaluations.importing.reviewing.review import under_review
from evaluations.models import ProposedFinding, ProposedText, ReportImport

GRACE = timedelta(minutes=15)
MODELS: tuple[type[ProposedFinding | ProposedText], ...] = (ProposedFinding, ProposedText)
KEPT = ("id", "version", "report_import_id")  # what a step does not put back

type Snapshot = dict[tuple[str, int], dict[str, Any]]  # model and key → its fields


class NothingToUndo(RuleViolation):
    """There is no step to take back, or somebody has built on it."""

    code = "nothing_to_undo"
    message = _("There is nothing to take back: it was changed again since, or more than 15 minutes have passed.")


@contextmanager
def undoable_step(by: Actor, report_import: ReportImport, now: datetime) -> Iterator[ReportImport]:
    """As `under_review`, and what the step changes among items and texts is remembered for its undoing."""
    with under_review(by, report_import) as locked:
        before = _snapshot(locked)
        yield locked
        after = _snapshot(locked)
        changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
        if changed:
            kept = {key: (before.get(key), after.get(key)) for key in changed}
            cache.set(_key(by, locked), {"at": now, "changed": kept}, int(GRACE.total_seconds()))


def can_undo(by: Actor, report_import: ReportImport, now: datetime) -> bool:
    """Whether a step of this person waits for being taken back; whether the rows still allow it, undoing tells."""
    kept = cache.get(_key(by, report_import))
    return bool(kept) and now - kept["at"] <= GRACE


def undo_last_step(by: Actor, report_import: ReportImport, *, now: datetime) -> list[int]:
    """Put back what the person's last step on items and texts changed; returns the areas that changed.

    Refuses where the rows are no longer as the step left them. Pressed again it refuses.
    """
    with under_review(by, report_import) as locked:
        kept = cache.get(_key(by, locked))
        if not kept or now - kept["at"] > GRACE:
            raise NothingToUndo
        stands = _snapshot(locked)
        changed: dict[tuple[str, int], tuple[dict[str, Any] | None, dict[str, Any] | None]] = kept["changed"]
        if any(stands.get(key) != after for key, (_before, after) in changed.items()):
            raise NothingToUndo
        areas: set[int] = set()
        for key, (before, after) in changed.items():
            areas |= {each["area_number"] for each in (before, after) if each}
            _put_back(locked, key, before)
        cache.delete(_key(by, locked))
        journal.record(
            by,
            "import.corrected",
            locked,
            now=now,
            step="step_undone",
            rows=sorted(f"{kind} {pk}" for kind, pk in changed),
        )
        return sorted(areas)


def _put_back(report_import: ReportImport, key: tuple[str, int], before: dict[str, Any] | None) -> None:
    kind, pk = key
    model = next(each for each in MODELS if each.__name__ == kind)
    rows = model.objects.filter(report_import=report_import, pk=pk)
    if before is None:
        rows.delete()
    elif not rows.update(**before, version=F("version") + 1):
        model(pk=pk, report_import=report_import, **before).save(force_insert=True)


def _snapshot(report_import: ReportImport) -> Snapshot:
    """Every item and text as it stands, from two queries."""
    found: Snapshot = {}
    for model in MODELS:
        names = [field.attname for field in model._meta.concrete_fields if field.attname not in KEPT]
        for row in model.objects.filter(report_import=report_import):
            found[model.__name__, row.pk] = {name: getattr(row, name) for name in names}
    return found


def _key(by: Actor, report_import: ReportImport) -> str:
    return f"import-undo:{report_import.pk}:{by.user_id}"
