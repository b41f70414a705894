"""A done action is taken up again; one that will not be done is cancelled, and may come back."""

from datetime import date, datetime

from accounts.models import Role
from accounts.roles import Actor
from followup.models import Action, ActionStatus
from followup.models.action import OPEN
from followup.progress.changing import changing
from followup.progress.deadlines import put_due
from followup.progress.grounds import demand_ground
from followup.progress.refusals import DueDateNeeded, ReasonMissing, ReopenTooLate
from followup.progress.starting import clear_block
from followup.progress.states import within_reopening


def reopen_action(
    action: Action, by: Actor, *, reason: str, due: date | None = None, now: datetime, today: date
) -> Action:
    """Take a done action up again, an owner within thirty days. Asks for a new due date where the old one passed."""
    with changing(action, by, "reopen_action", "action.reopened", now=now, today=today, reason=reason) as change:
        reopened = change.action
        last = change.last()
        if reopened.status == ActionStatus.IN_PROGRESS and last and last.verb == "reopen_action":
            return reopened
        change.demand()
        if Role.COORDINATOR not in by.hats and not within_reopening(reopened, today):
            raise ReopenTooLate
        if not change.reason:
            raise ReasonMissing
        if due is None and reopened.due is not None and reopened.due < today:
            raise DueDateNeeded
        demand_ground(reopened, today)
        if due is not None:
            put_due(reopened, due, today)
        reopened.status, reopened.done_on = ActionStatus.IN_PROGRESS, None
        reopened.effect_on, reopened.effect_text = None, ""
    return reopened


def cancel_action(action: Action, by: Actor, *, reason: str, now: datetime, today: date) -> Action:
    """Say that the action will not be done, and why. Refuses other words on a cancelled one."""
    with changing(action, by, "cancel_action", "action.cancelled", now=now, today=today, reason=reason) as change:
        cancelled = change.action
        if cancelled.status == ActionStatus.CANCELLED and cancelled.cancel_reason == change.reason:
            return cancelled
        change.demand()
        if not change.reason:
            raise ReasonMissing
        clear_block(cancelled)
        cancelled.status_before, cancelled.status = cancelled.status, ActionStatus.CANCELLED
        cancelled.cancel_reason = change.reason
    return cancelled


def restore_action(action: Action, by: Actor, *, reason: str, now: datetime, today: date) -> Action:
    """Put a cancelled action back into the state it had. Restored already, nothing changes.

    Refuses where something else has been decided meanwhile on all that it answers.
    """
    with changing(action, by, "restore_action", "action.restored", now=now, today=today, reason=reason) as change:
        restored = change.action
        last = change.last()
        if restored.status in OPEN and last and last.verb == "restore_action":
            return restored
        change.demand()
        if not change.reason:
            raise ReasonMissing
        demand_ground(restored, today)
        restored.status, restored.status_before = restored.status_before, ""
        restored.cancel_reason = ""
    return restored
