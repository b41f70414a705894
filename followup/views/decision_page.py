"""What «Ställningstaganden» shows: every improvement opportunity by area with its decision, and the chosen one."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import OuterRef, Subquery
from django.http import Http404
from django.urls import reverse

from accounts.models import Membership
from accounts.requests import KompassRequest
from accounts.roles import Actor
from evaluations.models import Finding, FindingKind, PublishedFinding, PublishedVersion
from evaluations.publication.choosing import choose
from followup.models import Action, ActionFinding, Decision, Plan, PlanState
from followup.views.decision_words import in_words


@dataclass(slots=True)
class Opportunity:
    """An improvement opportunity in the report's words, with what is decided and done."""

    key: str
    finding_id: int
    text: str
    area: int
    url: str
    decision: Decision | None = None
    actions: list[Action] = field(default_factory=list)
    words_before: str = ""  # those the decision was made on, where a correction has changed them
    has_passed: bool = False
    removed_in: int = 0  # the version that left it out
    is_left_out: bool = False  # by SKR, when it took over what the municipality had imported

    @property
    def state(self) -> str:
        """The word of the components: a passed wait is undecided."""
        return "undecided" if self.decision is None or self.has_passed else str(self.decision.kind)

    @property
    def is_left(self) -> bool:
        """Whether something is to be decided or confirmed."""
        return not self.removed_in and (self.state == "undecided" or bool(self.words_before))


@dataclass(slots=True)
class Group:
    """The improvement opportunities of an area, those that are left first."""

    number: int
    title: str
    items: list[Opportunity]

    @property
    def left(self) -> int:
        """How many are left to decide."""
        return sum(item.is_left for item in self.items)


@dataclass(slots=True)
class DecisionPage:
    """The list of a published result with the one that is chosen."""

    version: PublishedVersion
    others: list[PublishedVersion]
    plan: Plan | None
    groups: list[Group]
    reported: list[Opportunity]  # in the report's order
    chosen: Opportunity | None = None

    @property
    def listed(self) -> list[Opportunity]:
        """As the list shows them."""
        return [item for group in self.groups for item in group.items]

    @property
    def left(self) -> int:
        """How many are left to decide."""
        return sum(item.is_left for item in self.reported)

    @property
    def decided(self) -> int:
        """How many are decided."""
        return len(self.reported) - self.left

    @property
    def place(self) -> int:
        """Where in the report the chosen one stands, from 1."""
        return self.reported.index(self.chosen) + 1 if self.chosen in self.reported else 0

    @property
    def area(self) -> Group:
        """The area of the chosen one."""
        return next(group for group in self.groups if self.chosen in group.items)

    @property
    def is_closed(self) -> bool:
        """Whether the plan takes comments only."""
        return self.plan is not None and self.plan.state == PlanState.CLOSED

    @property
    def takes_decision(self) -> bool:
        """Whether the chosen one can be decided on: not in a closed plan, not once a correction removed it."""
        return not self.is_closed and not (self.chosen and self.chosen.removed_in)

    def choose(self, key: str) -> None:
        """Choose one. Raises Http404 for a key that is not in the list."""
        self.chosen = next((item for item in self.listed if item.key == key), None)
        if self.chosen is None:
            raise Http404

    def next_left(self) -> Opportunity | None:
        """The first one left after the chosen one, in the report's order, round the end."""
        start = self.place
        after = [*self.reported[start:], *self.reported[: max(start - 1, 0)]]
        return next((item for item in after if item.is_left), None)

    def beside(self, step: int) -> Opportunity | None:
        """The one above (-1) or below (1) the chosen one in the list; None at its ends."""
        if self.chosen is None:
            return None
        place = self.listed.index(self.chosen) + step
        return self.listed[place] if 0 <= place < len(self.listed) else None


def read_page(request: KompassRequest, municipality: str) -> DecisionPage | None:
    """The newest result's improvement opportunities, or those of ?utvardering=; None before the first result.

    Seven queries at most. Raises Http404 for a case that is not here.
    """
    by, case = request.actor, request.GET.get("utvardering", "")[:20]
    found = choose(PublishedVersion.objects.visible_to(by), municipality, case=case)
    if found is None:
        if case:
            raise Http404
        return None
    version = found.version
    of_evaluation = {"evaluation_id": version.evaluation_id}
    ids = {str(key): pk for key, pk in Finding.objects.filter(**of_evaluation).values_list("key", "pk")}
    plan = Plan.objects.visible_to(by).filter(**of_evaluation).select_related("evaluation").first()
    query = f"?utvardering={case}" if case else ""
    groups = []
    for area in version.content["areas"]:
        items = [
            Opportunity(
                key=each["key"],
                finding_id=ids[each["key"]],
                text=each["text"],
                area=area["number"],
                url=reverse("decision", args=[municipality, each["key"]]) + query,
            )
            for each in area["improvements"]
        ]
        if items:
            groups.append(Group(area["number"], area["title"], items))
    reported = [item for group in groups for item in group.items]
    if plan is not None:
        removed = _add_work(plan, version, reported, by, request.today)
        for item in removed:
            item.url = reverse("decision", args=[municipality, item.key]) + query
        if removed:
            groups.append(Group(0, "", removed))
    for group in groups:
        group.items.sort(key=lambda item: not item.is_left)
    return DecisionPage(version, found.others, plan, groups, reported)


def _add_work(
    plan: Plan, version: PublishedVersion, items: list[Opportunity], by: Actor, today: date
) -> list[Opportunity]:
    """Put decisions and actions beside the words; answers with those that a correction removed after a decision."""
    rows = Decision.objects.visible_to(by).filter(plan=plan).current().select_related("finding")
    decisions: dict[int, Decision] = {row.finding_id: row for row in rows}
    actions: dict[int, list[Action]] = defaultdict(list)
    links = ActionFinding.objects.filter(action__plan=plan).select_related("action").order_by("action__number")
    for link in links:
        actions[link.finding_id].append(link.action)
    older = {row.made_on_id for row in decisions.values()} - {version.pk}
    before = {}
    if older:
        words = PublishedFinding.objects.filter(published_version_id__in=older, kind=FindingKind.IMPROVEMENT)
        keyed = words.values_list("published_version_id", "finding__key", "text")
        before = {(version_id, str(key)): text for version_id, key, text in keyed}
    for item in items:
        item.actions = actions[item.finding_id]
        decision = item.decision = decisions.get(item.finding_id)
        if decision is None:
            continue
        item.has_passed = not decision.is_settled(today)
        words_then = before.get((decision.made_on_id, item.key), item.text)
        item.words_before = words_then if words_then != item.text else ""
    listed = {item.finding_id for item in items}
    return [
        Opportunity(
            key=str(row.finding.key),
            finding_id=pk,
            text=before.get((row.made_on_id, str(row.finding.key)), ""),
            area=0,
            url="",
            decision=row,
            actions=actions[pk],
            removed_in=version.number,
            is_left_out=row.finding.evaluation_id != version.evaluation_id,
        )
        for pk, row in decisions.items()
        if pk not in listed
    ]


class Past(NamedTuple):
    """A decision as the page tells it."""

    words: str
    by_name: str
    at: datetime
    is_current: bool


def history_of(finding_id: int, plan: Plan | None, by: Actor) -> list[Past]:
    """Every decision on an improvement opportunity, the newest first; one query."""
    if plan is None:
        return []
    people = Membership.objects.visible_to(by).filter(user_id=OuterRef("by_id")).order_by("id")
    rows = Decision.objects.visible_to(by).filter(plan=plan, finding_id=finding_id)
    named = rows.annotate(by_name=Subquery(people.values("display_name")[:1])).order_by("-version", "-id")
    return [Past(in_words(row), row.by_name or "", row.at, row.is_current) for row in named]
