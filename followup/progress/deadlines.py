"""Due dates are moved in the open: with a reason, the first one kept."""

from datetime import date, datetime

from accounts.models import MunicipalitySettings, Role
from accounts.roles import Actor
from followup.models import Action
from followup.progress.changing import changing
from followup.progress.refusals import DeadlineNotYours, DueDatePassed, EndsBeforeStart, ReasonMissing


def move_deadline(
    action: Action, by: Actor, *, due: date | None, reason: str = "", now: datetime, today: date
) -> Action:
    """Give the action another due date, today or later; a first one needs no reason. The same date changes nothing.

    An owner may where the municipality's settings say so.
    """
    with changing(action, by, "move_deadline", "action.deadline_moved", now=now, today=today, reason=reason) as change:
        moved = change.action
        change.demand()
        if due is not None and due == moved.due:
            return moved
        if Role.COORDINATOR not in by.hats and not owners_move_deadlines():
            raise DeadlineNotYours
        if due is None:
            raise DueDatePassed
        if moved.due is not None and not change.reason:
            raise ReasonMissing
        put_due(moved, due, today)
    return moved


def owners_move_deadlines() -> bool:
    """The setting of the scope's municipality; without a row they may."""
    found: bool | None = MunicipalitySettings.objects.values_list("owner_moves_deadline", flat=True).first()
    return found is not False


def put_due(action: Action, due: date, today: date) -> None:
    """Write a due date on a locked action. Refuses one that lies behind or before the start."""
    if due < today:
        raise DueDatePassed
    if action.start is not None and due < action.start:
        raise EndsBeforeStart
    if action.due is not None and action.due != due:
        action.times_moved += 1
    action.first_due = action.first_due or action.due or due
    action.due = due
