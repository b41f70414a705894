"""A mistake is taken back by the person who made it, within a quarter of an hour."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models, transaction
from django.db.models import F, OuterRef

from accounts.roles import Actor, require
from followup.models import Action, ActionChange, ActionHelper, BulkChange, Plan, PlanState
from followup.progress.changing import HELPERS, ROWS, TRACKED, locked_action, newest_change, record, set_helpers
from followup.progress.grounds import demand_ground
from followup.progress.owners import check_helpers
from followup.progress.refusals import NothingToUndo, OwnerUnknown

GRACE = timedelta(minutes=15)
# These have a way back of their own.
FINAL = frozenset({"create_action", "link_finding", "unlink_finding", "owner_leaves", "owner_claims"})


def undoable(action: Action, by: Actor, now: datetime) -> ActionChange | None:
    """The change that this person can undo now, if there is one; one query."""
    return still_undoable(newest_change(action), action, by, now)


def still_undoable(last: ActionChange | None, action: Action, by: Actor, now: datetime) -> ActionChange | None:
    """The same for who has the newest change already; none in a closed plan."""
    if action.plan.state == PlanState.CLOSED:
        return None
    return last if last is not None and by.may("undo_last", action) and _is_open(last, action, by, now) else None


def undoable_in(plan: Plan, by: Actor, now: datetime) -> ActionChange | None:
    """The newest change of any of the plan's actions that this person can undo now, with its action; one query."""
    if plan.state == PlanState.CLOSED or not by.may("undo_last"):
        return None
    helpers = ActionHelper.objects.filter(action_id=OuterRef("action_id")).order_by("id").values("membership_id")
    own = ActionChange.objects.filter(action__plan=plan, by_id=by.user_id, undone_at=None, at__gte=now - GRACE)
    rows = own.filter(version=F("action__version")).exclude(verb__in=FINAL).select_related("action")
    last = rows.annotate(helper_ids=ArraySubquery(helpers)).order_by("-id").first()
    if last is None:
        return None
    last.action.helper_ids = last.helper_ids
    return last if by.may("undo_last", last.action) else None


def undo_last(action: Action, by: Actor, *, now: datetime, today: date) -> Action:
    """Put back what the person's last change did; the change stays in the history, marked as undone.

    Refuses another's, an older or undone change, and one on which something was built. Pressed again it refuses.
    """
    require(by, "undo_last")
    with transaction.atomic():
        undone = locked_action(action, by)
        require(by, "undo_last", undone)
        last = newest_change(undone)
        if last is None or not _is_open(last, undone, by, now):
            raise NothingToUndo
        _take_back([last], undone, by, now, today)
    return undone


def undo_together(action: Action, bulk: BulkChange, by: Actor, *, now: datetime, today: date) -> Action:
    """Put back all that the person's press on many rows did to this one; a link it made stays.

    Refuses where anything was changed of the action since, as `undo_last` does.
    """
    require(by, "undo_last")
    with transaction.atomic():
        undone = locked_action(action, by)
        require(by, "undo_last", undone)
        changes = list(ActionChange.objects.filter(action_id=undone.pk, bulk=bulk).order_by("-id"))
        last = newest_change(undone)
        if last is None or last not in changes[:1] or not _is_own(last, undone, by, now):
            raise NothingToUndo
        _take_back([change for change in changes if change.verb not in FINAL], undone, by, now, today)
    return undone


def _take_back(changes: Sequence[ActionChange], undone: Action, by: Actor, now: datetime, today: date) -> None:
    """Put the values before these changes back, the newest change first, as one new version of the action."""
    if not changes:
        return
    was_open = undone.is_open
    written: set[str] = set()
    for change in changes:
        fields = [name for name in change.fields if name in TRACKED]
        for name in fields:
            setattr(undone, name, _value(Action, name, change.before[name]))
        _demand_people(change, by, today)
        if HELPERS in change.fields:
            set_helpers(undone, change.before[HELPERS])
            undone.helper_ids = change.before[HELPERS]
        for model_name, pk, values in change.before.get(ROWS, []):
            _put_back(model_name, pk, values)
        written.update(fields)
    if undone.is_open and not was_open:
        demand_ground(undone, today)
    undone.version += 1
    undone.save(update_fields=[*sorted(written), "version"])
    for change in changes:
        change.undone_at = now
        change.save(update_fields=["undone_at"])
        record(by, "action.undone", undone, now=now, undone=change.verb)


def _is_open(last: ActionChange, action: Action, by: Actor, now: datetime) -> bool:
    return last.verb not in FINAL and _is_own(last, action, by, now)


def _is_own(last: ActionChange, action: Action, by: Actor, now: datetime) -> bool:
    return (
        last.undone_at is None
        and last.by_id == by.user_id
        and now - last.at <= GRACE
        and last.version == action.version
    )


def _demand_people(last: ActionChange, by: Actor, today: date) -> None:
    """Refuse to give the action back to somebody who has left meanwhile."""
    owner = last.before.get("owner_id")
    added = set(last.before.get(HELPERS, [])) - set(last.after.get(HELPERS, []))
    try:
        check_helpers([*added, *([owner] if owner else [])], by, today)
    except OwnerUnknown:
        raise NothingToUndo from None


def _put_back(model_name: str, pk: int, values: dict[str, Any]) -> None:
    model: type[models.Model] = apps.get_model("followup", model_name)
    put = {name: _value(model, name, value) for name, value in values.items()}
    model._default_manager.filter(pk=pk).update(**put)


def _value(model: type[models.Model], name: str, value: Any) -> Any:
    column: models.Field[Any, Any] = model._meta.get_field(name)  # type: ignore[assignment]  # no reverse relation
    return column.to_python(value)
