"""What every step of the review has in common: the lock on the import, the journal, and «looked at»."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.editing import Clash, FieldsClash
from accounts.errors import RuleViolation
from accounts.models import Event
from accounts.roles import Actor, require
from evaluations.models import (
    ImportState,
    ProposedArea,
    ProposedContradiction,
    ProposedFinding,
    ProposedSubarea,
    ProposedText,
    ReportImport,
)

REVIEWED_ROWS = (ProposedArea, ProposedSubarea, ProposedFinding, ProposedText)
Row = ProposedArea | ProposedSubarea | ProposedFinding | ProposedText | ProposedContradiction


class ImportClosed(RuleViolation):
    """The proposal is no longer under review."""

    code = "import_closed"
    message = _(
        "The import is no longer being reviewed, so nothing was changed. Reload the page to see what became of it."
    )


class UnknownValue(RuleViolation):
    """A value that the proposal does not have."""

    code = "unknown_value"
    message = _("The value is no longer there. Reload the page.")
    status = 404


@contextmanager
def under_review(by: Actor, report_import: ReportImport) -> Iterator[ReportImport]:
    """The import, locked and in review. Others who change the same proposal wait. Refuses where it left the review."""
    require(by, "review_import")
    with transaction.atomic():
        locked = ReportImport.objects.select_for_update().get(pk=report_import.pk)
        if locked.state != ImportState.PROPOSED:
            raise ImportClosed
        yield locked


def write(row: Row, now: datetime, by: Actor, step: str, values: dict[str, Any], **facts: object) -> None:
    """Write a row's values, mark it as looked at and record before and after; writes nothing where nothing is new."""
    before = {name: getattr(row, name) for name in values}
    if before == values and row.is_sure:
        return
    for name, value in values.items():
        setattr(row, name, value)
    row.is_sure, row.why = True, ""
    row.version += 1
    row.save(update_fields=[*values, "is_sure", "why", "version"])
    told: dict[str, Any] = {"subject": str(row), "step": step, "before": _told(before), "after": _told(values), **facts}
    journal.record(by, "import.corrected", row, now=now, **told)


def confirm_area(by: Actor, report_import: ReportImport, area_number: int, *, now: datetime) -> int:
    """Mark every unsure value of an area as looked at; returns how many. Pressed again: none, nothing is written."""
    with under_review(by, report_import) as locked:
        seen = 0
        for model in REVIEWED_ROWS:
            rows = model.objects.filter(report_import=locked, area_number=area_number, is_sure=False)
            seen += rows.update(is_sure=True, why="", version=models.F("version") + 1)
        if seen:
            told = {"area": area_number, "values": seen}
            journal.record(by, "import.corrected", locked, now=now, step="area_confirmed", after=told)
    return seen


def confirm_value(by: Actor, report_import: ReportImport, kind: str, row_id: int, *, now: datetime) -> Row:
    """Mark one value as looked at; `kind` is its model's name. Pressed again: nothing changes. Raises UnknownValue."""
    with under_review(by, report_import) as locked:
        model = next((each for each in REVIEWED_ROWS if each._meta.model_name == kind), None)
        row: Row | None = model.objects.filter(report_import=locked, pk=row_id).first() if model else None
        if row is None:
            raise UnknownValue
        write(row, now, by, "value_confirmed", {})
        return row


def name_clashes(clash: FieldsClash, row: models.Model, labels: dict[str, Any]) -> FieldsClash:
    """The same refusal, with the fields' names for the reader and who wrote the other text when, from the journal."""
    events = Event.objects.filter(subject_kind=row._meta.model_name, subject_id=str(row.pk)).select_related("facts")
    last = events.order_by("-id").first()
    return FieldsClash(
        tuple(
            Clash(
                each.name,
                each.was,
                each.theirs,
                each.yours,
                labels.get(each.name, each.name),
                last.facts.facts.get("by", "") if last else "",
                last.at if last else None,
            )
            for each in clash.clashes
        )
    )


def _told(values: dict[str, Any]) -> dict[str, Any]:
    plain = (str, int, list, dict, bool, type(None))
    return {name: value if isinstance(value, plain) else str(value) for name, value in values.items()}
