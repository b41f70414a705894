"""«Läget»: where a plan's actions stand, which are late and why, which dates moved, what somebody must decide."""

from followup.situation.late import LateAction, Reason, late_actions
from followup.situation.moved import MovedAction, moved_actions
from followup.situation.needs import Need, needs_of
from followup.situation.rows import ActionRow, counts_of, rows_of

__all__ = [
    "ActionRow",
    "LateAction",
    "MovedAction",
    "Need",
    "Reason",
    "counts_of",
    "late_actions",
    "moved_actions",
    "needs_of",
    "rows_of",
]
