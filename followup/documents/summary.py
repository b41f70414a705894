"""The numbers of a plan on paper: by area, and its actions by status."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from followup.documents.content import KeptArea, KeptPlan
from followup.documents.rows import Rows
from followup.documents.words import of, state
from followup.models import DecisionKind

STATES = ("not_started", "in_progress", "blocked", "paused", "done", "effect_shown", "cancelled")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of numbers: headings, rows and a last row that adds up, each cell a text."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()
    note: str = ""

    @property
    def body(self) -> list[tuple[bool, list[tuple[str, str]]]]:
        """Each row with whether it adds up the others, its cells beside their headings."""
        rows = [(False, row) for row in self.rows] + ([(True, self.total)] if self.total else [])
        return [(is_total, list(zip(self.headings, row, strict=True))) for is_total, row in rows]


def tables_of(plan: KeptPlan, rows: Rows) -> list[Table]:
    """The tables of the summary; the second where there are actions."""
    counted = [_counts(area, rows) for area in plan.areas]
    totals = [sum(column) for column in zip(*counted, strict=True)]
    whole = len(plan.actions)
    by_area = Table(
        _("By area"),
        (
            _("Area"),
            _("Points"),
            pgettext("column", "Improvement opportunities"),
            pgettext("status", "To be acted on"),
            pgettext("column", "Otherwise decided"),
            pgettext("column", "Undecided"),
            _("Actions"),
        ),
        tuple(
            (f"{area.number}. {area.title}", of(area.achieved, area.maximum), *map(str, numbers))
            for area, numbers in zip(plan.areas, counted, strict=True)
        ),
        (_("In all"), "", *map(str, totals[:-1]), str(whole)) if counted else (),
    )
    states = Counter(each.state for each in plan.actions.values())
    lines = [(state(code), str(states[code])) for code in STATES if states[code]]
    by_state = Table(
        _("Actions by status"),
        (_("Status"), _("Actions")),
        tuple(lines),
        (_("In all"), str(whole)),
        _late_in_words(sum(rows.is_late(each) for each in plan.actions.values())),
    )
    return [by_area, *([by_state] if whole else [])]


def _late_in_words(count: int) -> str:
    words = ngettext("%(count)d of the open actions is late.", "%(count)d of the open actions are late.", count)
    return words % {"count": count} if count else ""


def _counts(area: KeptArea, rows: Rows) -> tuple[int, ...]:
    """Improvement opportunities: all, acted on, otherwise decided, undecided; then the actions, each once."""
    kinds = Counter(each.kind_on(rows.today) for each in area.improvements)
    whole, acted, undecided = len(area.improvements), kinds[DecisionKind.ACT], kinds["undecided"]
    actions = {action.number for each in area.improvements for action in each.actions}
    return whole, acted, whole - acted - undecided, undecided, len(actions)
