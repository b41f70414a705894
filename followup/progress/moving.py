"""Moving an action between the columns of the board: which verb each move is."""

from collections.abc import Mapping
from datetime import date

from accounts.roles import Actor
from followup.models import Action, ActionStatus
from followup.progress.states import possible, refusal

COLUMNS = (
    ActionStatus.NOT_STARTED,
    ActionStatus.IN_PROGRESS,
    ActionStatus.PAUSED,
    ActionStatus.DONE,
    ActionStatus.EFFECT_SHOWN,
)
_VERBS: Mapping[str, Mapping[str, str]] = {
    ActionStatus.NOT_STARTED: {
        ActionStatus.IN_PROGRESS: "start_action",
        ActionStatus.PAUSED: "pause_action",
        ActionStatus.DONE: "complete_action",
    },
    ActionStatus.IN_PROGRESS: {ActionStatus.PAUSED: "pause_action", ActionStatus.DONE: "complete_action"},
    ActionStatus.PAUSED: {ActionStatus.DONE: "complete_action"},  # and back to where it was
    ActionStatus.DONE: {ActionStatus.IN_PROGRESS: "reopen_action", ActionStatus.EFFECT_SHOWN: "show_effect"},
    ActionStatus.EFFECT_SHOWN: {ActionStatus.DONE: "withdraw_effect"},
}


def moves(action: Action, by: Actor, today: date) -> dict[str, str]:
    """The columns into which this person may move the action now, each with its verb; as `possible`, no query."""
    verbs = dict(_VERBS.get(action.status, {}))
    if action.status == ActionStatus.PAUSED:
        landing = ActionStatus.IN_PROGRESS if action.started_on else ActionStatus.NOT_STARTED
        verbs[landing] = "resume_action"
    allowed = possible(action, by, today)
    return {status: verbs[status] for status in COLUMNS if verbs.get(status) in allowed}


def verb_to(action: Action, status: str, by: Actor, today: date) -> str:
    """The verb that moves the action into a column. Refuses where none does, and says what is possible instead."""
    verb = moves(action, by, today).get(status)
    if verb is None:
        raise refusal(action, by, today)
    return verb
