"""A municipality's plan as SKR reads it where it is shared in full: no comments, files, reports or names."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from accounts import sharing
from accounts.models import Municipality
from accounts.roles import Actor, require
from evaluations.models import FindingKind, PublishedFinding, PublishedScore
from followup.models import Action, ActionFinding, Decision, Plan


@dataclass(slots=True)
class SharedFinding:
    """An improvement opportunity with the decision on it and the actions that answer it."""

    words: str
    decision: Decision | None
    status: str
    actions: list["SharedAction"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SharedAction:
    """An action as SKR sees it."""

    row: Action
    status: str
    is_late: bool


@dataclass(slots=True)
class SharedArea:
    """The improvement opportunities of an area."""

    number: int
    title: str
    findings: list[SharedFinding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SharedPlan:
    """Everything that the page shows."""

    plan: Plan
    areas: list[SharedArea]
    others: list[SharedAction]  # actions that answer no improvement opportunity
    decided: int
    total: int
    counts: list[tuple[str, int]]


def read_shared_plan(by: Actor, municipality: Municipality, *, now: datetime, today: date) -> SharedPlan | None:
    """The newest plan, None where the municipality has none. Every reading stands in the municipality's journal.

    The caller has seen that all is shared; the rows of others do not exist for SKR in any case.
    """
    require(by, "read_shared_plan")
    plans = Plan.objects.visible_to(by).filter(municipality=municipality).select_related("evaluation")
    plan: Plan | None = plans.newest_first().first()
    sharing.record_reading(by, municipality, now=now)
    return _gathered(by, plan, today) if plan is not None else None


def _gathered(by: Actor, plan: Plan, today: date) -> SharedPlan:
    rows = list(Action.objects.visible_to(by).filter(plan=plan).order_by("number"))
    actions = {row.pk: SharedAction(row, row.shown_state(today), row.is_overdue(today)) for row in rows}
    decisions = {row.finding_id: row for row in Decision.objects.visible_to(by).filter(plan=plan).current()}
    answered: dict[int, list[SharedAction]] = {}
    linked = set()
    for link in ActionFinding.objects.filter(action__plan=plan).order_by("action__number"):
        answered.setdefault(link.finding_id, []).append(actions[link.action_id])
        linked.add(link.action_id)
    areas = _areas(plan)
    settled = 0
    for words in _words(plan):
        decision = decisions.get(words.finding_id)
        status = decision.kind if decision is not None and _holds(decision, today) else "undecided"
        settled += status != "undecided"
        areas[words.area_number].findings.append(
            SharedFinding(words.text, decision, status, answered.get(words.finding_id, []))
        )
    shown = [area for area in areas.values() if area.findings]
    return SharedPlan(
        plan=plan,
        areas=shown,
        others=[action for key, action in actions.items() if key not in linked],
        decided=settled,
        total=sum(len(area.findings) for area in shown),
        counts=_counted(actions.values()),
    )


def _areas(plan: Plan) -> dict[int, SharedArea]:
    """The areas of the newest version under their titles."""
    rows = PublishedScore.objects.filter(
        published_version__evaluation_id=plan.evaluation_id,
        published_version__number=plan.evaluation.latest_version,
        code="",
    ).order_by("area_number")
    return {row.area_number: SharedArea(row.area_number, row.title) for row in rows}


def _words(plan: Plan) -> Iterable[PublishedFinding]:
    """The improvement opportunities in the newest version's words."""
    return PublishedFinding.objects.filter(
        published_version__evaluation_id=plan.evaluation_id,
        published_version__number=plan.evaluation.latest_version,
        kind=FindingKind.IMPROVEMENT,
    ).order_by("area_number", "position")


def _holds(decision: Decision, today: date) -> bool:
    """A wait that has passed leaves the finding undecided."""
    return decision.wait_until is None or decision.kind != "wait" or decision.wait_until >= today


def _counted(actions: Iterable[SharedAction]) -> list[tuple[str, int]]:
    order = ("effect_shown", "done", "in_progress", "not_started", "paused", "blocked", "late", "cancelled")
    states = [action.status for action in actions]
    return [(status, states.count(status)) for status in order]
