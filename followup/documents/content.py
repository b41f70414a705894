"""A plan as documents and pages show it: read from the content of a copy, with nothing looked up."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from followup.documents.signs import Json, visible

OPEN = ("not_started", "in_progress", "paused")
UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone."""

    title: str
    due: date | None
    done_on: date | None
    is_dropped: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator: where it started and where it is to go."""

    name: str
    measured_in: str
    baseline: str
    target: str
    target_on: date | None


@dataclass(frozen=True, slots=True)
class KeptAction:
    """An action as it stood. What a copy of schema version 1 did not keep is empty."""

    number: int
    title: str
    description: str
    intended_result: str
    owner: str
    helpers: tuple[str, ...]
    unit: str
    resources: str
    reference: str
    tags: tuple[str, ...]
    start: date | None
    due: date | None
    first_due: date | None
    resume_on: date | None
    done_on: date | None
    effect_on: date | None
    priority: str
    effort: str
    expected_effect: str
    status: str
    is_blocked: bool
    effect_seen_how: str
    effect_text: str
    cancel_reason: str
    milestones: tuple[Step, ...]
    indicators: tuple[Figure, ...]
    improvements: tuple[str, ...]

    @property
    def label(self) -> str:
        """The number as people see it."""
        return f"Å-{self.number}"

    @property
    def state(self) -> str:
        """The state's word: blocked in place of the stored one."""
        return "blocked" if self.is_blocked else self.status

    def is_late(self, on: date | None) -> bool:
        """Late on this local date, as Action.is_overdue says it; never where no date is asked about."""
        if on is None or self.due is None or self.due >= on:
            return False
        if self.status == "paused":
            return self.resume_on is not None and self.resume_on < on
        return self.status in OPEN


@dataclass(frozen=True, slots=True)
class KeptDecision:
    """A decision with the names of the row's columns."""

    kind: str
    wait_until: date | None
    reason: str
    done_what: str
    done_on: date | None


@dataclass(frozen=True, slots=True)
class KeptImprovement:
    """An improvement opportunity with its decision and the actions that answer it."""

    key: str
    label: str  # area and place: «3.2»
    text: str
    decision: KeptDecision | None
    effort: str
    expected_effect: str
    recurs_from: tuple[int, ...]
    actions: tuple[KeptAction, ...]

    @property
    def kind(self) -> str:
        """The decision's word."""
        return self.decision.kind if self.decision else UNDECIDED

    def kind_on(self, day: date | None) -> str:
        """The decision's word; undecided once a wait has passed on this local date, as Decision.is_settled says it."""
        return UNDECIDED if self.has_passed(day) else self.kind

    def has_passed(self, day: date | None) -> bool:
        """Waited for longer than was decided; never where no date is asked about."""
        until = self.decision.wait_until if self.decision and self.kind == "wait" else None
        return day is not None and until is not None and until < day


@dataclass(frozen=True, slots=True)
class KeptArea:
    """An area; without points in a copy of schema version 1."""

    number: int
    title: str
    achieved: int | None
    maximum: int | None
    improvements: tuple[KeptImprovement, ...]


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """The whole."""

    municipality: str
    year: int
    version: int | None
    areas: tuple[KeptArea, ...]
    others: tuple[KeptAction, ...] = field(default=())  # those that answer none

    @property
    def actions(self) -> dict[int, KeptAction]:
        """Each action once, by number."""
        found = {each.number: each for area in self.areas for one in area.improvements for each in one.actions}
        return dict(sorted((found | {each.number: each for each in self.others}).items()))

    @property
    def improvements(self) -> list[KeptImprovement]:
        """In the order of the report."""
        return [each for area in self.areas for each in area.improvements]

    @property
    def units(self) -> list[str]:
        """The units that actions have, each once."""
        return list(dict.fromkeys(each.unit for each in self.actions.values() if each.unit))


def read(content: Json) -> KeptPlan:
    """A content of any schema version; an action that answers several improvement opportunities stands under each."""
    content = visible(content)
    actions = [_action(each) for each in content["actions"]]
    answering: defaultdict[str, list[KeptAction]] = defaultdict(list)
    for action in actions:
        for key in action.improvements:
            answering[key].append(action)
    areas = tuple(_area(each, answering) for each in content["areas"])
    known = {each.key for area in areas for each in area.improvements}
    others = tuple(each for each in actions if known.isdisjoint(each.improvements))
    return KeptPlan(content.get("municipality", ""), content["year"], content["version"], areas, others)


def _area(kept: Json, answering: defaultdict[str, list[KeptAction]]) -> KeptArea:
    return KeptArea(
        kept["number"],
        kept["title"],
        kept.get("achieved"),
        kept.get("maximum"),
        tuple(
            KeptImprovement(
                each["key"],
                f"{kept['number']}.{place}",
                each["text"],
                decision_of(each["decision"]),
                each.get("effort", ""),
                each.get("expected_effect", ""),
                tuple(each.get("recurs_from", ())),
                tuple(answering[each["key"]]),
            )
            for place, each in enumerate(kept["improvements"], start=1)
        ),
    )


def decision_of(kept: Json | None) -> KeptDecision | None:
    """A decision, None where there was none."""
    if kept is None:
        return None
    wait_until, done_on = _day(kept["wait_until"]), _day(kept["done_on"])
    return KeptDecision(kept["kind"], wait_until, kept["reason"], kept["done_what"], done_on)


def _action(kept: Json) -> KeptAction:
    days = ("start", "due", "first_due", "resume_on", "done_on", "effect_on")
    texts = (
        *("title", "description", "intended_result", "owner", "unit", "resources", "reference"),
        *("priority", "effort", "expected_effect", "status", "effect_seen_how", "effect_text", "cancel_reason"),
    )
    dates: Json = {name: _day(kept.get(name)) for name in days}
    return KeptAction(
        number=kept["number"],
        **{name: kept.get(name, "") for name in texts},
        **dates,
        helpers=tuple(kept.get("helpers", ())),
        tags=tuple(kept.get("tags", ())),
        is_blocked=kept.get("is_blocked", False),
        milestones=tuple(map(step_of, kept.get("milestones", ()))),
        indicators=tuple(map(figure_of, kept.get("indicators", ()))),
        improvements=tuple(kept["improvements"]),
    )


def step_of(kept: Json) -> Step:
    """A milestone."""
    return Step(kept["title"], _day(kept["due"]), _day(kept["done_on"]), kept["is_dropped"])


def figure_of(kept: Json) -> Figure:
    """An indicator."""
    values = (kept["baseline"] or "", kept["target"] or "")
    return Figure(kept["name"], kept["measured_in"], *values, _day(kept["target_on"]))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
