"""The expected score of a plan, read from rows: what the result would be if its open actions reached their effect."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import Case, Count, Exists, JSONField, OuterRef, Q, When
from django.db.models.functions import JSONObject
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.models import FindingKind, PublishedFinding, PublishedScore
from evaluations.scoring import round_half_up
from followup.expected_score import Assumption, Opportunity, Place, contributions, gains
from followup.models import Action, ActionFinding, ActionStatus, Level, Plan
from followup.models.action import IS_OPEN, OPEN

EFFECTS: Mapping[str, Promise] = {
    Level.LOW: gettext_lazy("low expected effect"),
    Level.MEDIUM: gettext_lazy("medium expected effect"),
    Level.HIGH: gettext_lazy("high expected effect"),
}
RICHEST = 3  # places where most can be won


@dataclass(frozen=True, slots=True)
class OpenAction:
    """An open action and how much of an effect is expected of it, empty while nobody has estimated it."""

    number: int
    title: str
    effect: str

    @property
    def effect_words(self) -> str:
        """The expected effect in words."""
        return str(EFFECTS.get(self.effect, _("the effect is not estimated")))


@dataclass(frozen=True, slots=True)
class ExpectedImprovement:
    """An improvement opportunity, its open actions, and the points that they would win by themselves."""

    key: str
    text: str
    code: str
    actions: tuple[OpenAction, ...] = ()
    points: Decimal = Decimal()


@dataclass(frozen=True, slots=True)
class ExpectedArea:
    """An area today and as expected, in whole points that add up over the areas."""

    number: int
    title: str
    today: int
    maximum: int
    exact: Decimal
    won: Decimal = Decimal()
    gain: int = 0
    is_limited: bool = False  # more would be won than the assumption lets an area win
    improvements: tuple[ExpectedImprovement, ...] = ()

    @property
    def applies(self) -> bool:
        """False where the criteria do not concern the municipality."""
        return self.maximum > 0

    @property
    def expected(self) -> int:
        """Today's points and the gain."""
        return self.today + self.gain

    @property
    def missing(self) -> int:
        """The points that are not reached today."""
        return max(self.maximum - self.today, 0)

    @property
    def label(self) -> str:
        """Number and name."""
        return f"{self.number}. {self.title}"

    @property
    def anchor(self) -> str:
        """Its fragment on the page of the result."""
        return f"omrade-{self.number}"

    @property
    def contributing(self) -> list[ExpectedImprovement]:
        """The improvement opportunities that win something, the most first."""
        winning = [each for each in self.improvements if each.points]
        return sorted(winning, key=lambda each: -each.points)

    @property
    def without_effect(self) -> list[OpenAction]:
        """The open actions whose effect nobody has estimated, each once, by number."""
        found = {each.number: each for item in self.improvements for each in item.actions if not each.effect}
        return [found[number] for number in sorted(found)]


@dataclass(frozen=True, slots=True)
class RichPlace:
    """Where many points are missing: a sub-area, or an area whose sub-areas are not known."""

    title: str
    missing: Decimal
    anchor: str


@dataclass(frozen=True, slots=True)
class Expectation:
    """The whole: today, expected, and what lies between."""

    assumption: Assumption
    areas: tuple[ExpectedArea, ...]
    richest: tuple[RichPlace, ...] = ()

    @property
    def today(self) -> int:
        """The result's points as printed."""
        return sum(area.today for area in self.areas)

    @property
    def maximum(self) -> int:
        """The highest points, without what does not apply."""
        return sum(area.maximum for area in self.areas)

    @property
    def gain(self) -> int:
        """What the open actions would win."""
        return sum(area.gain for area in self.areas)

    @property
    def expected(self) -> int:
        """Today's points and the gain."""
        return self.today + self.gain

    @property
    def missing(self) -> int:
        """What is not reached today."""
        return sum(area.missing for area in self.areas)

    @property
    def gain_by_area(self) -> dict[int, int]:
        """The gains by the areas' numbers, without the noughts."""
        return {area.number: area.gain for area in self.areas if area.gain}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What the expected score does not count."""

    without_effect: int  # open actions whose effect nobody has estimated
    without_improvement: int  # open actions that answer no improvement opportunity
    waiting: int  # done, and the effect is not shown yet


def assumption_of(plan: Plan) -> Assumption:
    """The plan's own assumption."""
    return Assumption(plan.assumed_low, plan.assumed_medium, plan.assumed_high, plan.assumed_most)


def expectation_of(plan: Plan, version_id: int | None, assumption: Assumption | None = None) -> Expectation:
    """What the open actions of the plan would make of the result in this version. One query.

    The caller has found plan and version among those the person sees.
    """
    assumption = assumption or assumption_of(plan)
    rows = _scores(plan, version_id)
    known = [
        ExpectedArea(r.area_number, r.title, r.shown_achieved, r.shown_maximum, r.achieved) for r in rows if not r.code
    ]
    opportunities = [(row.area_number, _improvement(item)) for row in rows if not row.code for item in row.improvements]
    places = [Place(row.area_number, row.code, row.achieved, row.maximum) for row in rows]
    areas, parts = [p for p in places if not p.code], [p for p in places if p.code]
    asked = [
        Opportunity(number, item.code, tuple(action.effect for action in item.actions))
        for number, item in opportunities
    ]
    own = contributions(areas, parts, asked, assumption)
    won = gains(areas, parts, asked, assumption)
    shown = shown_gains(known, won)
    by_area: dict[int, list[ExpectedImprovement]] = {area.number: [] for area in known}
    for (number, item), points in zip(opportunities, own, strict=True):
        by_area[number].append(replace(item, points=points))
    return Expectation(
        assumption,
        tuple(
            replace(
                area,
                won=won[area.number],
                gain=shown[area.number],
                is_limited=sum((item.points for item in by_area[area.number]), Decimal()) > won[area.number],
                improvements=tuple(by_area[area.number]),
            )
            for area in known
        ),
        _richest(rows),
    )


def left_out(plan: Plan) -> LeftOut:
    """How many actions of the plan the expected score does not count, and why. One query."""
    links = ActionFinding.objects.filter(action_id=OuterRef("pk"))
    counts = Action.objects.filter(plan=plan).aggregate(
        without_effect=Count("pk", filter=IS_OPEN & Q(expected_effect="")),
        without_improvement=Count("pk", filter=IS_OPEN & Q(~Exists(links))),
        waiting=Count("pk", filter=Q(status=ActionStatus.DONE)),
    )
    return LeftOut(**counts)


def shown_gains(areas: Sequence[ExpectedArea], won: Mapping[int, Decimal]) -> dict[int, int]:
    """Whole points that each area gains; the total half up, shared out by largest remainder (rules of rounding).

    No area falls below what is printed today, rises above its highest points, or gains where nothing is won.
    """
    before = sum((area.exact for area in areas), Decimal())
    rise = round_half_up(before + sum(won.values(), Decimal())) - round_half_up(before)
    gain = {area.number: 0 for area in areas}
    for _point in range(rise):
        room = [area for area in areas if won[area.number] and area.today + gain[area.number] < area.maximum]
        if not room:
            break
        most = max(
            room,
            key=lambda area: (area.exact + won[area.number] - area.today - gain[area.number], -area.number),
        )
        gain[most.number] += 1
    return gain


def _scores(plan: Plan, version_id: int | None) -> list[Any]:  # Any: annotated with improvements
    """Areas and sub-areas with their points; an area carries its improvement opportunities with their open actions."""
    actions = (
        ActionFinding.objects.filter(finding_id=OuterRef("finding_id"), action__plan=plan)
        .filter(action__status__in=OPEN)
        .order_by("action__number")
        .values(row=JSONObject(number="action__number", title="action__title", effect="action__expected_effect"))
    )
    findings = (
        PublishedFinding.objects.filter(
            published_version_id=OuterRef("published_version_id"),
            area_number=OuterRef("area_number"),
            kind=FindingKind.IMPROVEMENT,
        )
        .order_by("position")
        .annotate(open_actions=ArraySubquery(actions))
        .values(row=JSONObject(key="finding__key", text="text", code="subarea_code", actions="open_actions"))
    )
    of_area = Case(
        When(code="", then=ArraySubquery(findings)), default=None, output_field=ArrayField(JSONField(), null=True)
    )
    rows = PublishedScore.objects.filter(published_version_id=version_id or 0).order_by("area_number", "code")
    return list(rows.annotate(improvements=of_area))


def _improvement(item: Mapping[str, object]) -> ExpectedImprovement:
    actions: Iterable[Mapping[str, object]] = item["actions"]  # type: ignore[assignment]  # JSON built by _scores()
    return ExpectedImprovement(
        str(item["key"]),
        str(item["text"]),
        str(item["code"]),
        tuple(OpenAction(int(str(each["number"])), str(each["title"]), str(each["effect"])) for each in actions),
    )


def _richest(rows: Sequence[Any]) -> tuple[RichPlace, ...]:
    """The places with the most missing points, sub-areas where the result has them."""
    parted = {row.area_number for row in rows if row.code}
    places = [row for row in rows if row.code or row.area_number not in parted]
    missing = [(row.maximum - row.achieved, row) for row in places if row.maximum > row.achieved]
    missing.sort(key=lambda pair: (-pair[0], pair[1].area_number, pair[1].code))
    return tuple(
        RichPlace(
            f"{row.code} {row.title}" if row.code else f"{row.area_number}. {row.title}",
            points,
            f"delomrade-{row.code.replace('.', '-')}" if row.code else f"omrade-{row.area_number}",
        )
        for points, row in missing[:RICHEST]
    )
