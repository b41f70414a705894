"""Work on an action begins, is held up, rests and goes on."""

from datetime import date, datetime

from accounts.roles import Actor
from followup.models import Action, ActionStatus
from followup.models.action import UNDER_WAY
from followup.progress.changing import changing, plain
from followup.progress.refusals import BlockNoteMissing, ReasonMissing, ResumeDateNotAhead


def start_action(action: Action, by: Actor, *, now: datetime, today: date) -> Action:
    """Mark the action as in progress. Started already, nothing changes."""
    with changing(action, by, "start_action", "action.started", now=now, today=today) as change:
        started = change.action
        if started.status == ActionStatus.IN_PROGRESS:
            return started
        change.demand()
        started.status = ActionStatus.IN_PROGRESS
        started.started_on = started.started_on or today
    return started


def block_action(action: Action, by: Actor, *, note: str, unblocker: str, now: datetime, today: date) -> Action:
    """Say what holds the action up and who can do something about it. Refuses another obstacle on a blocked one."""
    note, unblocker = plain(note), plain(unblocker, 120)
    with changing(action, by, "block_action", "action.blocked", now=now, today=today) as change:
        blocked = change.action
        if blocked.is_blocked and (blocked.blocked_note, blocked.blocked_by) == (note, unblocker):
            return blocked
        change.demand()
        if not (note and unblocker):
            raise BlockNoteMissing
        blocked.is_blocked, blocked.blocked_note, blocked.blocked_by = True, note, unblocker
    return blocked


def unblock_action(action: Action, by: Actor, *, now: datetime, today: date) -> Action:
    """Say that the obstacle is gone. Not blocked, nothing changes."""
    with changing(action, by, "unblock_action", "action.unblocked", now=now, today=today) as change:
        if not change.action.is_blocked and change.action.status in UNDER_WAY:
            return change.action
        change.demand()
        clear_block(change.action)
    return change.action


def pause_action(
    action: Action, by: Actor, *, reason: str, resume_on: date | None, now: datetime, today: date
) -> Action:
    """Let the action rest until a date after today; an obstacle is cleared. Refuses other words on a paused one."""
    with changing(action, by, "pause_action", "action.paused", now=now, today=today, reason=reason) as change:
        paused = change.action
        if paused.status == ActionStatus.PAUSED and (paused.pause_reason, paused.resume_on) == (
            change.reason,
            resume_on,
        ):
            return paused
        change.demand()
        if not change.reason:
            raise ReasonMissing
        if resume_on is None or resume_on <= today:
            raise ResumeDateNotAhead
        clear_block(paused)
        paused.status = ActionStatus.PAUSED
        paused.pause_reason, paused.resume_on = change.reason, resume_on
    return paused


def resume_action(action: Action, by: Actor, *, now: datetime, today: date) -> Action:
    """Take a paused action up again, where it was. Not paused but under way, nothing changes."""
    with changing(action, by, "resume_action", "action.resumed", now=now, today=today) as change:
        resumed = change.action
        if resumed.status in UNDER_WAY:
            return resumed
        change.demand()
        resumed.status = ActionStatus.IN_PROGRESS if resumed.started_on else ActionStatus.NOT_STARTED
        clear_pause(resumed)
    return resumed


def clear_block(action: Action) -> None:
    """Nothing holds the action up."""
    action.is_blocked, action.blocked_note, action.blocked_by = False, "", ""


def clear_pause(action: Action) -> None:
    """The action does not rest."""
    action.pause_reason, action.resume_on = "", None
