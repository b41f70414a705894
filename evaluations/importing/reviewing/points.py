"""The points of a proposal: an area with its sub-areas is one table and is saved as one."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.editing import Clash, Edit, FieldsClash, merged
from accounts.errors import RuleViolation
from accounts.identifiers import row_id
from accounts.roles import Actor
from evaluations.importing.reviewing.review import name_clashes, under_review, write
from evaluations.models import ProposedArea, ProposedSubarea, ReportImport, Subarea

LABELS = {"achieved": _("Points"), "maximum": _("Highest points"), "subarea": _("Sub-area in the edition")}
Row = ProposedArea | ProposedSubarea


class WrongPoints(RuleViolation):
    """A figure that no points can be."""

    code = "wrong_points"
    message = _("Points are a number from 0 to 9999, with at most three decimals. Nothing was saved.")
    status = 422


def prefix_of(row: Row) -> str:
    """What the names of the row's fields in the table's form begin with."""
    return "area-" if isinstance(row, ProposedArea) else f"s{row.pk}-"


def as_fields(row: Row) -> dict[str, str]:
    """The row as the table's form shows it, by the fields' names there."""
    fields = {"achieved": _written(row.achieved), "maximum": _written(row.maximum)}
    if isinstance(row, ProposedSubarea):
        fields["subarea"] = str(row.subarea_id or "")
    return {prefix_of(row) + name: value for name, value in fields.items()}


def field_names(rows: Iterable[Row]) -> tuple[str, ...]:
    """The names of all fields of the table."""
    return tuple(name for row in rows for name in as_fields(row))


def rows_of(report_import: ReportImport, area_number: int) -> list[Row]:
    """The table's rows: the area, then its sub-areas."""
    areas = ProposedArea.objects.filter(report_import=report_import, area_number=area_number)
    subareas = ProposedSubarea.objects.filter(report_import=report_import, area_number=area_number)
    return [*areas, *subareas.order_by("position")]


def correct_points(by: Actor, report_import: ReportImport, area_number: int, edit: Edit, *, now: datetime) -> None:
    """Change points and matches of an area's table, all or none. Values sent unchanged count as looked at.

    Raises WrongPoints for what is no number, FieldsClash with every field that two people changed.
    """
    with under_review(by, report_import) as locked:
        clashes: list[Clash] = []
        writes: list[tuple[Row, dict[str, Any]]] = []
        for row in rows_of(locked, area_number):
            stands = as_fields(row)
            own = edit.of(stands)
            if not own.new:
                continue
            try:
                changed = merged(stands, own)
            except FieldsClash as clash:
                labels = {prefix_of(row) + name: f"{row}: {label}" for name, label in LABELS.items()}
                clashes += name_clashes(clash, row, labels).clashes
            else:
                prefix = prefix_of(row)
                writes.append((row, {n.removeprefix(prefix): v for n, v in changed.items()}))
        if clashes:
            raise FieldsClash(tuple(clashes))
        for row, changed in writes:
            write(row, now, by, "points_corrected", _values(locked, changed), area=area_number)


def _values(report_import: ReportImport, changed: dict[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {name: number(text) for name, text in changed.items() if name != "subarea"}
    if "subarea" in changed:
        rows = Subarea.objects.filter(edition_id=report_import.edition_id)
        values["subarea"] = rows.filter(pk=row_id(changed["subarea"])).first()
    return values


def number(text: str) -> Decimal | None:
    """Points as people write them: «13», «13,5», empty where unknown. Raises WrongPoints."""
    plain = text.replace(" ", "").replace("\u00a0", "").replace(",", ".")
    if not plain:
        return None
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise WrongPoints from None
    if not value.is_finite() or not 0 <= value <= 9999 or value != round(value, 3):
        raise WrongPoints
    return value


def _written(value: Decimal | None) -> str:
    """As it is written in a field: without decimals that say nothing."""
    if value is None:
        return ""
    return f"{value:f}".rstrip("0").rstrip(".").replace(".", ",") if "." in f"{value:f}" else f"{value:f}"
