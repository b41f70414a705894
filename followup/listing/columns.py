"""The columns of the table: which a reader may choose, and what a row says in each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followup.listing.rows import statuses_of
from followup.models import Action


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `kind` says how its cells are drawn, `key` is also the order by it."""

    key: str
    label: Promise
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Cell:
    """What a row says in a column."""

    column: Column
    value: object


COLUMNS = {
    column.key: column
    for column in (
        Column("area", _("Area"), "figures"),
        Column("owner", _("Owner"), "owner"),
        Column("unit", _("Unit")),
        Column("start", _("Start"), "date"),
        Column("due", _("Due date"), "date"),
        Column("first_due", _("First due date"), "date"),
        Column("moved", _("Times moved"), "number"),
        Column("status", _("Status"), "statuses"),
        Column("light", _("Traffic light"), "light"),
        Column("percent", pgettext_lazy("column", "Percent"), "percent"),
        Column("reported", _("Last reported"), "date"),
        Column("priority", _("Priority"), "level"),
        Column("effort", _("Effort"), "level"),
        Column("effect", pgettext_lazy("column", "Effect"), "level"),
        Column("tags", _("Tags")),
        Column("reference", pgettext_lazy("column", "Registration number")),
    )
}
USUAL = ("area", "owner", "unit", "due", "status")


def columns_of(asked: Sequence[str]) -> list[Column]:
    """The columns asked for in their own order; the usual ones where none is known."""
    chosen = [column for key, column in COLUMNS.items() if key in asked]
    return chosen or [COLUMNS[key] for key in USUAL]


def cells_of(action: Action, columns: Iterable[Column], today: date) -> list[Cell]:
    """What an action of `of_plan` says in these columns."""
    return [Cell(column, _value(action, column.key, today)) for column in columns]


def _value(action: Action, key: str, today: date) -> object:
    match key:
        case "area":
            return ", ".join(str(number) for number in action.area_numbers)  # type: ignore[attr-defined]  # annotated
        case "owner":
            return action
        case "unit":
            return action.unit.name if action.unit else ""
        case "status":
            return statuses_of(action, today)
        case "tags":
            return ", ".join(action.tags)
        case "moved":
            return action.times_moved or None
        case "priority":
            return action.get_priority_display()
        case "effort":
            return action.get_effort_display()
        case "effect":
            return action.get_expected_effect_display()
        case "reported":
            return action.reported_at
        case _:
            return getattr(action, key)
