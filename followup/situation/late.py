"""The late actions with the reason that somebody gave, the latest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from followup.situation.rows import ActionRow


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an action is late, in the words of whoever said it."""

    kind: str  # blocked, reported or moved
    text: str
    on: date | None = None
    who: str = ""  # who can unblock


@dataclass(frozen=True, slots=True)
class LateAction:
    """A late action: since how many days, and why."""

    row: ActionRow
    days: int
    reason: Reason | None


def late_actions(rows: Iterable[ActionRow], *, today: date) -> list[LateAction]:
    """Those that are late, the longest first."""
    late = [
        LateAction(row, (today - row.action.due).days, reason_of(row))
        for row in rows
        if row.is_late and row.action.due is not None
    ]
    return sorted(late, key=lambda each: (-each.days, each.row.action.number))


def reason_of(row: ActionRow) -> Reason | None:
    """What blocks it, else what was reported last, else why its date was moved; None where nobody has said."""
    if row.action.is_blocked:
        return Reason("blocked", row.action.blocked_note, who=row.action.blocked_by)
    if row.report:
        return Reason("reported", row.report.text, row.report.on)
    return Reason("moved", row.moved.text, row.moved.on) if row.moved else None
