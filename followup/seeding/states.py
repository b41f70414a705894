"""What an action in each state has, as the database demands it."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from followup.models import ActionStatus, Light
from followup.models.action import UNDER_WAY
from followup.seeding.dice import Dice

WEIGHTS = {
    ActionStatus.NOT_STARTED: 25,
    ActionStatus.IN_PROGRESS: 40,
    ActionStatus.PAUSED: 5,
    ActionStatus.DONE: 18,
    ActionStatus.EFFECT_SHOWN: 7,
    ActionStatus.CANCELLED: 5,
}


def pick(dice: Dice) -> ActionStatus:
    """A state, as often as a plan half-way has it."""
    return dice.weighted(WEIGHTS)


def fields_of(dice: Dice, status: ActionStatus, today: date) -> dict[str, Any]:
    """The dates, reasons and reports of an action in this state."""
    due = today + timedelta(days=dice.number(-60, 300)) if dice.happens(92) else None
    moved = dice.number(1, 3) if due and dice.happens(15) else 0
    fields: dict[str, Any] = {"due": due, "first_due": due, "times_moved": moved, "version": 1 + moved}
    if due and moved:
        fields["first_due"] = due - timedelta(days=30 * moved)
    if due and dice.happens(40):
        fields["start"] = due - timedelta(days=dice.number(30, 120))
    if status != ActionStatus.NOT_STARTED:
        fields["started_on"] = today - timedelta(days=dice.number(60, 110))
    if status in (ActionStatus.IN_PROGRESS, ActionStatus.DONE):
        fields |= _reported(dice, today)
    if status in UNDER_WAY and dice.happens(8):
        fields |= {"is_blocked": True, "blocked_note": "Underlag saknas.", "blocked_by": "Ekonomichefen"}
    if status == ActionStatus.PAUSED:
        fields |= {"pause_reason": "Väntar på beslut.", "resume_on": today + timedelta(days=dice.number(-10, 90))}
    if status in (ActionStatus.DONE, ActionStatus.EFFECT_SHOWN):
        fields |= {
            "done_on": today - timedelta(days=dice.number(30, 55)),
            "effect_seen_how": "Svarstiden mäts varje kvartal.",
            "effect_look_on": today + timedelta(days=dice.number(1, 180)),
        }
    if status == ActionStatus.EFFECT_SHOWN:
        fields |= {"effect_on": today - timedelta(days=dice.number(1, 25)), "effect_text": "Svarstiden har halverats."}
    if status == ActionStatus.CANCELLED:
        fields |= {"cancel_reason": "Görs av regionen.", "status_before": ActionStatus.NOT_STARTED}
    return fields


def _reported(dice: Dice, today: date) -> dict[str, Any]:
    light = dice.weighted({Light.GREEN: 70, Light.YELLOW: 20, Light.RED: 10})
    at = datetime.combine(today - timedelta(days=dice.number(1, 50)), time(9), UTC)
    return {"light": light, "percent": dice.number(1, 19) * 5, "reported_at": at}
