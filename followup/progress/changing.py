"""What every verb of an action has in common: the locks, the version, the change that may be undone, the journal."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models, transaction

from accounts import journal
from accounts.roles import Actor, require
from followup.models import Action, ActionChange, ActionHelper, Plan, PlanState
from followup.progress import states
from followup.progress.refusals import TextTooLong
from followup.progress.together import bulk_of_now, held_row
from followup.refusals import PlanClosed

FIXED = frozenset({"id", "key", "number", "municipality_id", "plan_id", "created_at", "version"})
TRACKED: tuple[str, ...] = tuple(each.attname for each in Action._meta.concrete_fields if each.attname not in FIXED)
HELPERS = "helper_ids"  # rows of their own, told and undone like a field
# Rows of others, told by name where it matters, and what only counts or follows from the rest.
UNTOLD = frozenset(
    {"owner_id", "owner_text", "owner_left", "unit_id", "tags", HELPERS}
    | {"first_due", "times_moved", "status_before", "reported_at"}
)
ROWS = "rows"  # in before and after: what hangs on the action and was changed with it
TOLD = "told"  # in after: the event, and what things were called; people are named by their ids


@dataclass(slots=True)
class Change:
    """A verb at work on its locked action; what the verb leaves changed is written when it ends."""

    action: Action
    by: Actor
    verb: str
    event: str
    now: datetime
    today: date
    was: dict[str, Any]
    reason: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    rows: list[tuple[models.Model, dict[str, Any], dict[str, Any]]] = field(default_factory=list)

    def demand(self, verb: str = "") -> None:
        """Refuse where the verb does not start from the action's state."""
        states.demand(self.action, verb or self.verb, self.by, self.today)

    def last(self) -> ActionChange | None:
        """The newest change of the action."""
        return newest_change(self.action)

    def write_row(self, row: models.Model, undo: dict[str, Any]) -> None:
        """Save a row that hangs on the action; `undo` are the values that take it back."""
        done = {name: getattr(row, name) for name in undo}
        row.save()
        self.rows.append((row, undo, done))


@contextmanager
def changing(
    action: Action, by: Actor, verb: str, event: str, *, now: datetime, today: date, reason: str = ""
) -> Iterator[Change]:
    """The action, locked, for a person who may: refuses others, and everybody where the plan is closed.

    What differs at the end gets a version, a change and an event; where nothing does, nothing is written.
    """
    require(by, verb)
    # A press on many rows takes a row back whole, so its verbs need no savepoint of their own.
    with transaction.atomic(savepoint=held_row(action) is None):
        locked = locked_action(action, by)
        require(by, verb, locked)
        change = Change(locked, by, verb, event, now, today, _values(locked), plain(reason))
        yield change
        _write(change)


def locked_action(action: Action, by: Actor) -> Action:
    """The action as it stands, locked, its plan held open. The plan comes first, as everybody locks them.

    Raises DoesNotExist for one that is another municipality's, as for one that nobody has.
    """
    held = held_row(action)
    if held is not None:
        if held.plan.state == PlanState.CLOSED:
            raise PlanClosed
        return held
    plan: Plan | None = next(
        iter(Plan.objects.raw("select * from followup_plan where id = %s for share", [action.plan_id])), None
    )
    if plan is None:
        raise Action.DoesNotExist
    if plan.state == PlanState.CLOSED:
        raise PlanClosed
    rows = Action.objects.visible_to(by).with_helpers().select_for_update(of=("self",))
    locked: Action = rows.get(pk=action.pk)
    locked.plan = plan
    return locked


def newest_change(action: Action) -> ActionChange | None:
    """The last thing that was changed of the action, undone or not."""
    found: ActionChange | None = ActionChange.objects.filter(action_id=action.pk).order_by("-id").first()
    return found


def signed(by: Actor, now: datetime) -> dict[str, Any]:
    """Who made a row and when; the name as it was then, since people come and go."""
    return {"by_id": by.user_id, "by_name": by.display_name, "at": now}


def set_helpers(action: Action, ids: list[int]) -> None:
    """Write the rows that say who helps."""
    rows = ActionHelper.objects.filter(action_id=action.pk)
    rows.exclude(membership_id__in=ids).delete()
    known = set(rows.values_list("membership_id", flat=True))
    ActionHelper.objects.bulk_create(
        ActionHelper(municipality_id=action.municipality_id, action=action, membership_id=each)
        for each in ids
        if each not in known
    )


def _values(action: Action) -> dict[str, Any]:
    return {name: getattr(action, name) for name in TRACKED} | {HELPERS: list(action.helper_ids)}


def _write(change: Change) -> None:
    action, is_now = change.action, _values(change.action)
    fields = [name for name, value in change.was.items() if is_now[name] != value]
    if not fields and not change.rows:
        return
    if HELPERS in fields:
        set_helpers(action, is_now[HELPERS])
    action.version += 1
    action.save(update_fields=[*(name for name in fields if name != HELPERS), "version"])
    before = {name: as_json(change.was[name]) for name in fields}
    after = {name: as_json(is_now[name]) for name in fields}
    ActionChange.objects.create(
        municipality_id=action.municipality_id,
        action=action,
        verb=change.verb,
        **signed(change.by, change.now),
        before=before | _rows(change, 0),
        after=after | _rows(change, 1) | {TOLD: _told(change)},
        reason=change.reason,
        version=action.version,
        bulk=bulk_of_now(),
        fields=fields,
    )
    facts: dict[str, Any] = {name: [before[name], after[name]] for name in fields if name not in UNTOLD}
    facts |= {"reason": change.reason} if change.reason else {}
    record(change.by, change.event, action, now=change.now, **{**facts, **change.facts})


def record(by: Actor, event: str, action: Action, *, now: datetime, **facts: Any) -> None:
    """Tell the municipality's journal; everything about an action has the action as its subject."""
    journal.record(
        by, event, action, now=now, municipality=action.municipality_id, **{"subject": action.label, **facts}
    )


def _rows(change: Change, part: int) -> dict[str, Any]:
    told = [
        [row._meta.model_name, row.pk, {name: as_json(value) for name, value in values[part].items()}]
        for row, *values in change.rows
    ]
    return {ROWS: told} if told else {}


def _told(change: Change) -> dict[str, Any]:
    names = {name: value for name, value in change.facts.items() if name not in ("owner", "helpers")}
    return {"event": change.event, **names}


def plain(text: str, longest: int = 10_000) -> str:
    """A text as it is kept: without blanks round it and without the character that no database takes.

    Refuses a longer one, so that nothing of it is lost.
    """
    text = text.replace("\x00", "").strip()
    if len(text) > longest:
        raise TextTooLong
    return text


def as_json(value: Any) -> Any:
    """Dates as ISO, figures as text, whole numbers and texts as they are."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
