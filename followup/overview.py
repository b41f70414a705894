"""Where a municipality stands with its newest result: what is decided, done, late, and what has just happened."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain
from uuid import UUID

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value, When

from accounts.models import MunicipalitySettings, ReaderSees, Role
from accounts.roles import Actor
from evaluations.models import PublishedVersion
from evaluations.reporting.result import AreaResult, Result
from followup.models import (
    Action,
    ActionChange,
    ActionFinding,
    ActionStatus,
    Decision,
    DecisionKind,
    Plan,
    PlanState,
    StatusReport,
)
from followup.models.action import shown_state

LATEST = 6
# The order of the stacked line: what needs eyes first, then the life of an action.
STATES = ("late", "blocked", "not_started", "in_progress", "paused", "done", "effect_shown")


@dataclass(frozen=True, slots=True)
class AreaStanding:
    """An area: how many of its improvement opportunities are decided, and its actions by state."""

    area: AreaResult
    decided: int
    statuses: list[tuple[str, int]]
    late: int

    @property
    def total(self) -> int:
        """Its improvement opportunities."""
        return len(self.area.improvements)

    @property
    def actions(self) -> int:
        """Its actions that were not cancelled."""
        return sum(count for _state, count in self.statuses)


@dataclass(frozen=True, slots=True)
class Standing:
    """The whole: improvement opportunities, decisions and actions counted."""

    plan: Plan | None
    areas: list[AreaStanding]
    total: int
    undecided: int
    passed_waits: int  # among the undecided
    without_action: int  # to be acted on, and no action left
    actions: Mapping[str, int] = field(default_factory=dict)

    @property
    def decided(self) -> int:
        """What needs no decision today."""
        return self.total - self.undecided

    @property
    def has_actions(self) -> bool:
        """Whether the plan holds anything that can be late or done."""
        return bool(self.actions.get("open") or self.actions.get("done"))


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that was done to an action or said of it."""

    at: datetime
    by: str
    verb: str
    number: int
    title: str
    note: str = ""
    light: str = ""


def sees_work(by: Actor) -> bool:
    """Whether the plan as it stands is for this person; a reader sees what was adopted unless the settings say all."""
    if by.hats != {Role.READER}:
        return by.may("read_plan")
    return MunicipalitySettings.objects.filter(reader_sees=ReaderSees.ALL).exists()


def adopted_plan(by: Actor) -> Plan | None:
    """The newest plan that was adopted, for those who see that one only."""
    plan: Plan | None = Plan.objects.visible_to(by).exclude(state=PlanState.DRAFT).newest_first().first()
    return plan


def standing_of(version: PublishedVersion, result: Result, by: Actor, *, today: date) -> Standing:
    """Count decisions and actions of the version's evaluation, area by area. Four queries."""
    plan = Plan.objects.visible_to(by).filter(evaluation_id=version.evaluation_id).first()
    decisions = _decisions(plan, today)
    by_area = _actions_by_area(plan, version, today)
    areas = [_area(area, decisions, by_area[area.number]) for area in result.areas]
    keys = {UUID(item.key) for area in result.areas for item in area.improvements}
    states = [state for key, state in decisions.items() if key in keys]
    return Standing(
        plan=plan,
        areas=areas,
        total=len(keys),
        undecided=len(keys) - sum(state != "undecided" for state in states),
        passed_waits=states.count("undecided"),
        without_action=states.count("without_action"),
        actions=Action.objects.filter(plan=plan).counts(today) if plan else {},
    )


def _decisions(plan: Plan | None, today: date) -> dict[UUID, str]:
    """Of each finding with a decision: its kind, «undecided» after a passed wait, «without_action» with none left."""
    if plan is None:
        return {}
    live = ActionFinding.objects.filter(finding_id=OuterRef("finding_id"), action__plan=plan)
    live = live.exclude(action__status=ActionStatus.CANCELLED)
    state = Case(
        When(Q(kind=DecisionKind.WAIT, wait_until__lt=today), then=Value("undecided")),
        When(Q(kind=DecisionKind.ACT) & ~Exists(live), then=Value("without_action")),
        default=F("kind"),
        output_field=CharField(),
    )
    rows = Decision.objects.filter(plan=plan).current().annotate(state=state)
    return dict(rows.values_list("finding__key", "state"))


def _actions_by_area(plan: Plan | None, version: PublishedVersion, today: date) -> defaultdict[int, Counter[str]]:
    """How many actions of each area are in which state; one that answers two areas counts in both."""
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    if plan is None:
        return found
    rows = (
        ActionFinding.objects.filter(action__plan=plan, finding__published__published_version=version)
        .exclude(action__status=ActionStatus.CANCELLED)
        .annotate(area=F("finding__published__area_number"), state=shown_state(today, "action__"))
        .values("area", "state")
        .annotate(count=Count("action", distinct=True))
    )
    for row in rows:
        found[row["area"]][row["state"]] += row["count"]
    return found


def _area(area: AreaResult, decisions: Mapping[UUID, str], states: Counter[str]) -> AreaStanding:
    decided = sum(decisions.get(UUID(item.key), "undecided") != "undecided" for item in area.improvements)
    return AreaStanding(area, decided, [(state, states[state]) for state in STATES if states[state]], states["late"])


def own_actions(plan: Plan, by: Actor) -> QuerySet[Action]:
    """The open actions that are the person's own, the one that is due first on top."""
    rows = Action.objects.visible_to(by).filter(plan=plan).open().of_member(by.memberships)
    found: QuerySet[Action] = rows.order_by(F("due").asc(nulls_last=True), "number")
    return found


def latest(plan: Plan) -> list[Happening]:
    """The latest changes and status reports of the plan's actions, newest first. Two queries."""
    common = ("at", "by_name", "action__number", "action__title")
    changes = ActionChange.objects.filter(action__plan=plan, undone_at=None).order_by("-at", "-id")
    reports = StatusReport.objects.filter(action__plan=plan, withdrawn_at=None).order_by("-at", "-id")
    told: Iterable[Happening] = chain(
        (
            Happening(at, name, verb, number, title, reason)
            for at, name, number, title, verb, reason in changes.exclude(verb="report_status").values_list(
                *common, "verb", "reason"
            )[:LATEST]
        ),
        (
            Happening(at, name, "report_status", number, title, note, light)
            for at, name, number, title, note, light in reports.values_list(*common, "note", "light")[:LATEST]
        ),
    )
    return sorted(told, key=lambda each: each.at, reverse=True)[:LATEST]
