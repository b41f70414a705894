"""Where a municipality stands with its newest result: what is decided, done, late, and what has just happened."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Subquery, Value, When

from accounts.models import MunicipalitySettings, ReaderSees, Role
from accounts.roles import Actor
from evaluations.models import PublishedFinding, PublishedVersion
from evaluations.reporting.result import AreaResult, Result
from followup.models import (
    ActionChange,
    ActionFinding,
    ActionStatus,
    Decision,
    DecisionKind,
    Plan,
    PlanState,
    StatusReport,
)
from followup.situation import ActionRow, counts_of, rows_of

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
    reworded: int  # decided on words that a correction has changed
    actions: Mapping[str, int] = field(default_factory=dict)
    rows: list[ActionRow] = field(default_factory=list)

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
    """Count decisions and actions of the version's evaluation, area by area. Three queries."""
    plan = Plan.objects.visible_to(by).filter(evaluation_id=version.evaluation_id).first()
    decided = _decisions(plan, version, today)
    decisions = {key: state for key, (state, _is_reworded) in decided.items()}
    rows = rows_of(plan, version.pk, by, today=today)
    by_area = _by_area(rows)
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
        reworded=sum(is_reworded for key, (_state, is_reworded) in decided.items() if key in keys),
        actions=counts_of(rows) if plan else {},
        rows=rows,
    )


def _decisions(plan: Plan | None, version: PublishedVersion, today: date) -> dict[UUID, tuple[str, bool]]:
    """Of each finding with a decision: its kind, «undecided» after a passed wait, «without_action» with none left.

    And whether its words in this version are others than those it was made on.
    """
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
    words = PublishedFinding.objects.filter(finding_id=OuterRef("finding_id"))
    then = words.filter(published_version_id=OuterRef("made_on_id")).values("text")[:1]
    now = words.filter(published_version_id=version.pk).values("text")[:1]
    reworded = Case(When(made_on_id=version.pk, then=Value(False)), default=~Q(now=Subquery(then)))
    rows = Decision.objects.filter(plan=plan).current().annotate(state=state, now=Subquery(now), reworded=reworded)
    return {key: (kind, bool(other)) for key, kind, other in rows.values_list("finding__key", "state", "reworded")}


def _by_area(rows: Iterable[ActionRow]) -> defaultdict[int, Counter[str]]:
    """How many actions of each area are in which state; one that answers two areas counts in both."""
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if not row.is_cancelled:
            for area in row.areas:
                found[area][row.state] += 1
    return found


def _area(area: AreaResult, decisions: Mapping[UUID, str], states: Counter[str]) -> AreaStanding:
    decided = sum(decisions.get(UUID(item.key), "undecided") != "undecided" for item in area.improvements)
    return AreaStanding(area, decided, [(state, states[state]) for state in STATES if states[state]], states["late"])


def own_rows(rows: Iterable[ActionRow], by: Actor) -> list[ActionRow]:
    """The open actions that are the person's own, the one that is due first on top."""
    own = [row for row in rows if row.action.is_open and row.action.owner_id in by.memberships]
    return sorted(own, key=lambda row: (row.action.due is None, row.action.due or date.max, row.action.number))


def latest(plan: Plan) -> list[Happening]:
    """The latest changes and status reports of the plan's actions, newest first. One query."""
    told = ("at", "by_name", "told", "action__number", "action__title", "words", "colour")
    changes = ActionChange.objects.filter(action__plan=plan, undone_at=None).exclude(verb="report_status")
    reports = StatusReport.objects.filter(action__plan=plan, withdrawn_at=None)
    of_changes = changes.annotate(told=F("verb"), words=F("reason"), colour=Value(""))
    of_reports = reports.annotate(told=Value("report_status"), words=F("note"), colour=F("light"))
    both = [each.order_by("-at", "-id").values_list(*told)[:LATEST] for each in (of_changes, of_reports)]
    return [Happening(*row) for row in both[0].union(both[1], all=True).order_by("-at")[:LATEST]]
