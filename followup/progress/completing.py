"""An action is done, and later its effect is shown with evidence."""

from datetime import date, datetime
from uuid import UUID

from accounts.roles import Actor
from followup.models import Action, ActionStatus, Milestone
from followup.progress.changing import changing, plain
from followup.progress.evidence import evidence_of
from followup.progress.measurements import mark_evidence
from followup.progress.refusals import (
    DoneInFuture,
    EffectDateOutside,
    EffectLookTooEarly,
    EffectPlanMissing,
    EffectTextMissing,
    EvidenceMissing,
    MilestonesOpen,
    ReasonMissing,
)
from followup.progress.starting import clear_block, clear_pause


def complete_action(
    action: Action,
    by: Actor,
    *,
    done_on: date | None,
    effect_seen_how: str,
    effect_look_on: date | None,
    now: datetime,
    today: date,
) -> Action:
    """Mark the action as done and say how and when its effect will be seen. Refuses while milestones are open."""
    how = plain(effect_seen_how)
    with changing(action, by, "complete_action", "action.completed", now=now, today=today) as change:
        done = change.action
        if done.status == ActionStatus.DONE and (done.done_on, done.effect_seen_how, done.effect_look_on) == (
            done_on,
            how,
            effect_look_on,
        ):
            return done
        change.demand()
        if done_on is None or done_on > today:
            raise DoneInFuture
        if not how or effect_look_on is None:
            raise EffectPlanMissing
        if effect_look_on < done_on:
            raise EffectLookTooEarly
        if Milestone.objects.filter(action_id=done.pk, done_on=None, is_dropped=False).exists():
            raise MilestonesOpen
        clear_block(done)
        clear_pause(done)
        done.status, done.done_on = ActionStatus.DONE, done_on
        done.effect_seen_how, done.effect_look_on = how, effect_look_on
        done.started_on = done.started_on or done_on
    return done


def show_effect(
    action: Action,
    by: Actor,
    *,
    effect_on: date | None,
    text: str,
    measurement: UUID | None = None,
    now: datetime,
    today: date,
) -> Action:
    """Say which effect the action has had. Refuses without a file, link or measurement that is marked as evidence.

    `measurement` is one that shows it, and is marked with the same press.
    """
    text = plain(text)
    with changing(action, by, "show_effect", "action.effect_shown", now=now, today=today) as change:
        shown = change.action
        if shown.status == ActionStatus.EFFECT_SHOWN and (shown.effect_on, shown.effect_text) == (effect_on, text):
            return shown
        change.demand()
        if effect_on is None or not (shown.done_on or today) <= effect_on <= today:
            raise EffectDateOutside
        if not text:
            raise EffectTextMissing
        if measurement is not None:
            mark_evidence(change, measurement)
        if not evidence_of(shown):
            raise EvidenceMissing
        shown.status = ActionStatus.EFFECT_SHOWN
        shown.effect_on, shown.effect_text = effect_on, text
    return shown


def withdraw_effect(action: Action, by: Actor, *, reason: str, now: datetime, today: date) -> Action:
    """Take a shown effect back; its text and evidence are kept. Withdrawn already, nothing changes."""
    event = "action.effect_withdrawn"
    with changing(action, by, "withdraw_effect", event, now=now, today=today, reason=reason) as change:
        withdrawn = change.action
        if withdrawn.status == ActionStatus.DONE and withdrawn.effect_on is not None:
            return withdrawn
        change.demand()
        if not change.reason:
            raise ReasonMissing
        withdrawn.status = ActionStatus.DONE
    return withdrawn
