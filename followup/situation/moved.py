"""The open actions whose due date has been moved: how often, how far, and why the last time."""

from collections.abc import Iterable
from dataclasses import dataclass

from followup.situation.rows import ActionRow, Said


@dataclass(frozen=True, slots=True)
class MovedAction:
    """An action with another due date than its first; days are negative where it was moved nearer."""

    row: ActionRow
    times: int
    days: int
    reason: Said | None


def moved_actions(rows: Iterable[ActionRow]) -> list[MovedAction]:
    """Those that are open and were moved, the farthest first."""
    moved = [
        MovedAction(row, row.action.times_moved, (row.action.due - row.action.first_due).days, row.moved)
        for row in rows
        if row.action.is_open and row.action.times_moved and row.action.due and row.action.first_due
    ]
    return sorted(moved, key=lambda each: (-each.days, -each.times, each.row.action.number))
