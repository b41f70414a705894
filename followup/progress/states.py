"""The table of states (docs/glossary.md names them): which verb is possible from where, and for whom."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Role
from accounts.roles import Actor
from followup.models import Action, ActionStatus, PlanState
from followup.models.action import OPEN, UNDER_WAY
from followup.progress.refusals import ActionTransitionRefused

OWNER_REOPENS = timedelta(days=30)  # after that only a coordinator does

_DONE, _ALL = (ActionStatus.DONE,), tuple(ActionStatus)

# Verb → the states it starts from. The order is the one in which a page offers them.
FROM: Mapping[str, tuple[ActionStatus, ...]] = {
    "report_status": (*OPEN, *_DONE),
    "start_action": (ActionStatus.NOT_STARTED,),
    "complete_action": OPEN,
    "show_effect": _DONE,
    "unblock_action": UNDER_WAY,
    "block_action": UNDER_WAY,
    "resume_action": (ActionStatus.PAUSED,),
    "pause_action": UNDER_WAY,
    "reopen_action": _DONE,
    "withdraw_effect": (ActionStatus.EFFECT_SHOWN,),
    "restore_action": (ActionStatus.CANCELLED,),
    "move_deadline": OPEN,
    "change_owner": (*OPEN, *_DONE),
    "edit_action": (*OPEN, *_DONE),
    "describe_action": (*OPEN, *_DONE),
    "tick_milestone": OPEN,
    "keep_indicators": (*OPEN, *_DONE, ActionStatus.EFFECT_SHOWN),
    "add_file": _ALL,
    "remove_file": _ALL,
    "cancel_action": OPEN,
    "comment": _ALL,
}

LABELS: Mapping[str, Promise] = {
    "report_status": _("report status"),
    "start_action": pgettext_lazy("verb", "start"),
    "complete_action": _("mark as done"),
    "show_effect": _("show effect"),
    "unblock_action": _("mark as no longer blocked"),
    "block_action": _("mark as blocked"),
    "resume_action": _("take up again"),
    "pause_action": _("pause"),
    "reopen_action": _("reopen"),
    "withdraw_effect": _("withdraw the effect"),
    "restore_action": _("restore"),
    "move_deadline": _("move the due date"),
    "change_owner": _("change owner"),
    "cancel_action": _("cancel"),
}


def possible(action: Action, by: Actor, today: date, *, owner_moves_deadline: bool = True) -> tuple[str, ...]:
    """The verbs that this person may press now. Makes no query where the plan and the helpers came with the action.

    `owner_moves_deadline` is the municipality's setting; whether something can be undone `undoable` says.
    """
    if action.plan.state == PlanState.CLOSED:
        return ("comment",) if by.may("comment", action) else ()
    leads = Role.COORDINATOR in by.hats
    without = set()
    if not leads and not owner_moves_deadline:
        without.add("move_deadline")
    if not leads and not within_reopening(action, today):
        without.add("reopen_action")
    if by.may("edit_action", action):
        without.add("describe_action")  # the one form holds both
    return tuple(verb for verb in FROM if verb not in without and _fits(action, verb) and by.may(verb, action))


def within_reopening(action: Action, today: date) -> bool:
    """Whether an owner may still take the action up again."""
    return action.done_on is not None and today - action.done_on <= OWNER_REOPENS


def demand(action: Action, verb: str, by: Actor, today: date) -> None:
    """Refuse a verb that does not start from where the action stands, and say which do."""
    if not _fits(action, verb):
        raise refusal(action, by, today)


def refusal(action: Action, by: Actor, today: date) -> ActionTransitionRefused:
    """The refusal of any verb: the status, and what this person can do instead."""
    verbs = [LABELS[verb] for verb in possible(action, by, today) if verb in LABELS]
    return ActionTransitionRefused(ActionStatus(action.status).label, verbs)


def _fits(action: Action, verb: str) -> bool:
    if verb == "block_action" and action.is_blocked:
        return False
    if verb == "unblock_action" and not action.is_blocked:
        return False
    return action.status in FROM[verb]
