"""A press on many rows is taken back by the person who made it, row by row, within a quarter of an hour."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction

from accounts.roles import Actor, require
from evaluations.models import Finding
from followup import planning, progress
from followup.bulk.changing import held
from followup.bulk.deciding import undo_decisions
from followup.bulk.refusals import UndoTooLate
from followup.bulk.results import Outcome, Result, keep, results_of
from followup.models import Action, ActionChange, BulkChange


def undoable(bulk: BulkChange, by: Actor, now: datetime) -> bool:
    """Whether this person can take the press back now."""
    is_open = bulk.undone_at is None and now - bulk.at <= progress.GRACE
    return is_open and bulk.by_id == by.user_id and any(row.outcome == Outcome.DONE for row in results_of(bulk))


def undo_bulk(bulk: BulkChange, by: Actor, *, now: datetime, today: date) -> BulkChange:
    """Take back every row on which nothing was built since, and keep what became of each. Undone before: no change."""
    require(by, bulk.verb)
    with transaction.atomic():
        locked: BulkChange = BulkChange.objects.visible_to(by).select_for_update().get(pk=bulk.pk)
        if locked.undone_at is not None and locked.by_id == by.user_id:
            return locked
        if not undoable(locked, by, now):
            raise UndoTooLate
        results = results_of(locked)
        done = [result for result in results if result.outcome == Outcome.DONE]
        if locked.verb == "decide":
            undo_decisions(locked, done, by, now=now, today=today)
        else:
            _undo_changes(locked, done, by, now, today)
        locked.undone_at = now
        keep(locked, results)
    return locked


def _undo_changes(bulk: BulkChange, done: list[Result], by: Actor, now: datetime, today: date) -> None:
    links = _linked(bulk)
    actions = held([result.kept["number"] for result in done], by, links=bool(links))
    for result in done:
        action = actions[result.kept["number"]]
        result.attempt_undo(_undo_of(action, links.get(action.pk), bulk, by, now, today))


def _undo_of(
    action: Action, linked: Finding | None, bulk: BulkChange, by: Actor, now: datetime, today: date
) -> Callable[[], None]:
    def undo() -> None:
        with progress.holding(action):
            progress.undo_together(action, bulk, by, now=now, today=today)
        if linked is not None:
            planning.unlink_finding(action, linked, by, now=now, today=today)

    return undo


def _linked(bulk: BulkChange) -> dict[int, Finding]:
    """The improvement opportunity to which the press linked an action, by the action."""
    rows = ActionChange.objects.filter(bulk=bulk, verb="link_finding").values_list("action_id", "after__finding")
    keys = dict(rows)
    findings = {str(each.key): each for each in Finding.objects.filter(key__in=set(keys.values()))} if keys else {}
    return {action: findings[key] for action, key in keys.items() if key in findings}
