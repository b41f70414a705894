"""The same decision on many improvement opportunities by one press, with an action each, one for all, or none."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.roles import Actor, require
from evaluations.models import Finding, FindingKind, PublishedFinding, PublishedVersion
from followup import planning, progress
from followup.bulk.refusals import BuiltUpon, NothingChosen
from followup.bulk.results import Outcome, Result, keep
from followup.models import Action, ActionChange, BulkChange, Decision, Plan
from followup.planning.actions import NewAction


class ForAll(StrEnum):
    """Which actions are made of what is to be acted on."""

    NONE = ""
    EACH = "each"  # titled by the report's words
    ONE = "one"


@dataclass(frozen=True, slots=True)
class SameDecision:
    """What is decided on every chosen improvement opportunity."""

    choice: Mapping[str, Any]  # as `decide` takes it
    makes: ForAll = ForAll.NONE
    action: NewAction = field(default_factory=NewAction)  # what the actions say; without title where each has its own


def decide_many(
    plan: Plan,
    keys: Sequence[UUID],
    same: SameDecision,
    by: Actor,
    *,
    asked: Mapping[str, str],
    seen: Mapping[str, int] | None = None,
    now: datetime,
    today: date,
) -> BulkChange:
    """Decide the same on each, a row that is refused apart, and make the actions; keep what became of each.

    With `seen`, the versions of the decisions that the person saw, a row is refused where somebody else has decided
    since. One action for all answers those rows that were not refused. Pressed again it presses again.
    """
    require(by, "decide")
    if not keys:
        raise NothingChosen
    with transaction.atomic():
        locked = planning.locked_open(plan, by)
        named = _named(locked, keys)
        before = _current(locked)
        bulk: BulkChange = BulkChange.objects.create(
            municipality_id=locked.municipality_id,
            plan=locked,
            verb="decide",
            asked=dict(asked),
            by_id=by.user_id,
            by_name=by.display_name,
            at=now,
        )
        results = []
        at: Any = {"now": now, "today": today}
        with progress.together(bulk):
            for key in dict.fromkeys(keys):
                finding, words = named.get(key, (None, ""))
                result = Result(str(key), words)
                if finding is None:
                    result.outcome, result.why = Outcome.REFUSED, str(planning.FindingNotInPlan.message)
                else:
                    version = seen.get(str(key), 0) if seen is not None else None
                    result.attempt(_decision_of(locked, finding, words, same, by, result, version, before, at))
                results.append(result)
            if same.makes == ForAll.ONE:
                _make_one(locked, [named[UUID(row.name)][0] for row in results if _stands(row)], same, by, results, at)
        keep(bulk, results)
    return bulk


def _named(plan: Plan, keys: Sequence[UUID]) -> dict[UUID, tuple[Finding, str]]:
    """The improvement opportunities of the plan's newest result among these, with their words; one query."""
    newest = PublishedVersion.objects.filter(evaluation_id=plan.evaluation_id).order_by("-number").values("pk")[:1]
    rows = PublishedFinding.objects.filter(published_version__in=newest, kind=FindingKind.IMPROVEMENT)
    return {
        row.finding.key: (row.finding, row.text) for row in rows.filter(finding__key__in=keys).select_related("finding")
    }


def _current(plan: Plan) -> dict[int, Decision]:
    return {row.finding_id: row for row in Decision.objects.current().filter(plan=plan)}


def _decision_of(
    plan: Plan,
    finding: Finding,
    words: str,
    same: SameDecision,
    by: Actor,
    result: Result,
    version: int | None,
    before: Mapping[int, Decision],
    at: dict[str, Any],
) -> Callable[[], bool]:
    def change() -> bool:
        actions = []
        if same.makes == ForAll.EACH:
            told: Any = {**same.action, "title": planning.title_from(words)}
            actions.append(planning.decide_to_act(plan, finding, by, version=version, **told, **at).number)
        else:
            planning.decide(plan, finding, by, version=version, **same.choice, **at)
        old = before.get(finding.pk)
        made = Decision.objects.current().get(plan=plan, finding=finding)
        is_new = old is None or old.pk != made.pk
        result.kept = {
            "decision": made.pk if is_new else None,
            "before": old.pk if old else None,
            "actions": actions,
        }
        return is_new or bool(actions)

    return change


def _stands(row: Result) -> bool:
    return row.outcome != Outcome.REFUSED


def _make_one(
    plan: Plan, findings: list[Finding], same: SameDecision, by: Actor, results: list[Result], at: dict[str, Any]
) -> None:
    """One action that answers all that were not refused."""
    if not findings:
        return
    made = planning.create_action(plan, by, findings=findings, **same.action, **at)
    for row in filter(_stands, results):
        row.outcome = Outcome.DONE
        row.kept["actions"] = [made.number]


def undo_decisions(bulk: BulkChange, done: list[Result], by: Actor, *, now: datetime, today: date) -> None:
    """Let the decisions before these hold again, and cancel the actions that were made with them.

    The plan is locked first and for all: cancelling shares it, and undoing a decision takes it alone.
    """
    planning.locked_open(bulk.plan, by)
    ids = {row.kept[name] for row in done for name in ("decision", "before")} - {None}
    decisions = {row.pk: row for row in Decision.objects.filter(pk__in=ids).select_related("plan", "finding")}
    numbers = {number for row in done for number in row.kept["actions"]}
    actions = {row.number: row for row in Action.objects.visible_to(by).filter(number__in=numbers)}
    for row in done:
        made, before = decisions.get(row.kept["decision"]), decisions.get(row.kept["before"])
        own = [actions[number] for number in row.kept["actions"]]
        row.attempt_undo(_undo_of(bulk, made, before, own, by, now, today))


def _undo_of(
    bulk: BulkChange,
    made: Decision | None,
    before: Decision | None,
    own: list[Action],
    by: Actor,
    now: datetime,
    today: date,
) -> Callable[[], None]:
    def undo() -> None:
        for action in own:
            # Of one action for all the first row has cancelled it a moment ago.
            if ActionChange.objects.filter(action=action).exclude(bulk=bulk).exclude(at=now).exists():
                raise BuiltUpon
            progress.cancel_action(action, by, reason=_("The decision was undone."), now=now, today=today)
        if made is not None:
            planning.undo_decision(made, before, by, now=now, today=today)

    return undo
