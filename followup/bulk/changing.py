"""Many actions changed by one press, each by the verbs that change one."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.editing import Edit
from accounts.roles import Actor, require
from evaluations.models import Finding
from followup import planning, progress
from followup.bulk.refusals import ActionUnknown, BulkTooLarge, ChangedMeanwhile, NothingAsked, NothingChosen
from followup.bulk.results import Outcome, Result, keep
from followup.models import Action, ActionChange, BulkChange, Plan

MOST = 500
_COLUMNS = {"unit": "unit_id"}  # a field of the form by the column that a change tells of


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be changed of every chosen action; what is left out stays as it is."""

    owner: tuple[int | None, str] | None = None  # a membership, or a text
    due: tuple[date, str] | None = None  # a day, and why
    particulars: Mapping[str, str] = field(default_factory=dict)  # unit, priority, effort, expected_effect
    tags_added: tuple[str, ...] = ()
    tags_removed: tuple[str, ...] = ()
    finding: Finding | None = None
    status_verb: str = ""  # start_action, resume_action, restore_action or cancel_action
    reason: str = ""  # of the verb

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return self == Wanted()

    @property
    def columns(self) -> set[str]:
        """What it writes over, whatever stood there."""
        owner = {"owner_id", "owner_text"} if self.owner else set()
        due = {"due"} if self.due else set()
        return owner | due | {_COLUMNS.get(name, name) for name in self.particulars}


def change_many(
    numbers: Sequence[int],
    wanted: Wanted,
    by: Actor,
    *,
    asked: Mapping[str, str],
    seen: Mapping[int, int] | None = None,
    now: datetime,
    today: date,
) -> BulkChange:
    """Change every action of these numbers, all of a row or nothing of it, and keep what became of each.

    A number that is not the municipality's is a row that is refused. With `seen`, the versions that the person saw, a
    row is refused where somebody else has changed the same since. Pressed again it presses again: callers use `once`.
    """
    require(by, "bulk_edit")
    numbers = list(dict.fromkeys(numbers))
    if wanted.is_empty:
        raise NothingAsked
    if len(numbers) > MOST:
        raise BulkTooLarge
    with transaction.atomic():
        rows = held(numbers, by, links=wanted.finding is not None)
        if not rows:
            raise NothingChosen
        bulk: BulkChange = BulkChange.objects.create(
            municipality_id=by.scope.municipality,
            plan_id=next(iter(rows.values())).plan_id,
            verb="bulk_edit",
            asked=dict(asked),
            by_id=by.user_id,
            by_name=by.display_name,
            at=now,
        )
        disputed = _changed_since(seen or {}, rows)
        results = []
        with progress.together(bulk):
            for number in numbers:
                action = rows.get(number)
                result = Result(f"Å-{number}", action.title if action else "", kept={"number": number})
                if action is None:
                    result.outcome, result.why = Outcome.REFUSED, str(ActionUnknown.message)
                else:
                    result.attempt(_change_of(action, wanted, by, disputed[number], now, today))
                results.append(result)
        keep(bulk, results)
    return bulk


def held(numbers: Sequence[int], by: Actor, *, links: bool) -> dict[int, Action]:
    """The actions by number, locked in one order for all who press; their plans first, as everybody locks them."""
    rows = Action.objects.visible_to(by).filter(number__in=numbers)
    plans = sorted(set(rows.values_list("plan_id", flat=True)))
    strength = "update" if links else "share"  # linking locks the plan for itself, and must not wait for itself
    list(Plan.objects.raw(f"select * from followup_plan where id = any(%s) order by id for {strength}", [plans]))  # noqa: S608  # one of two words
    locked = rows.with_helpers().select_related("plan").select_for_update(of=("self",)).order_by("number")
    return {action.number: action for action in locked}


def _changed_since(seen: Mapping[int, int], held: Mapping[int, Action]) -> dict[int, set[str]]:
    """What was changed of each action after the version that was seen, by number; at most one query."""
    found: dict[int, set[str]] = defaultdict(set)
    moved = {row.pk: row for row in held.values() if seen.get(row.number, row.version) < row.version}
    if moved:
        for change in ActionChange.objects.filter(action_id__in=moved):
            number = moved[change.action_id].number
            if change.version > seen[number]:
                found[number].update(change.fields)
    return found


def _change_of(
    action: Action, wanted: Wanted, by: Actor, disputed: set[str], now: datetime, today: date
) -> Callable[[], bool]:
    def change() -> bool:
        row = copy(action)
        with progress.holding(row):
            for step in _steps(wanted, by, {"now": now, "today": today}):
                row.version = step(row).version
        if row.version > action.version and disputed & wanted.columns:
            raise ChangedMeanwhile
        return row.version > action.version

    return change


def _steps(wanted: Wanted, by: Actor, at: dict[str, Any]) -> list[Callable[[Action], Action]]:
    """The verbs of a row: what opens an action comes first, what ends it last. Any: a time and a day."""
    told: dict[str, Any] = (
        {"reason": wanted.reason} if wanted.status_verb in ("restore_action", "cancel_action") else {}
    )
    steps: list[Callable[[Action], Action]] = []
    if wanted.owner is not None:
        member, text = wanted.owner
        steps.append(lambda row: progress.change_owner(row, by, membership_id=member, text=text, **at))
    if wanted.particulars or wanted.tags_added or wanted.tags_removed:
        steps.append(lambda row: progress.edit_action(row, by, Edit({}, _edited(row, wanted)), **at))
    if wanted.due is not None:
        due, why = wanted.due
        steps.append(lambda row: progress.move_deadline(row, by, due=due, reason=why, **at))
    if wanted.finding is not None:
        finding = wanted.finding
        steps.append(lambda row: planning.link_finding(row, finding, by, **at))
    if wanted.status_verb:
        verb = getattr(progress, wanted.status_verb)
        steps.insert(
            len(steps) if wanted.status_verb == "cancel_action" else 0, lambda row: verb(row, by, **told, **at)
        )
    return steps


def _edited(action: Action, wanted: Wanted) -> dict[str, str]:
    """The fields as their form would send them."""
    fields = dict(wanted.particulars)
    if wanted.tags_added or wanted.tags_removed:
        removed = {tag.casefold() for tag in wanted.tags_removed}
        kept = [tag for tag in action.tags if tag.casefold() not in removed]
        fields["tags"] = ", ".join([*kept, *wanted.tags_added])
    return fields
