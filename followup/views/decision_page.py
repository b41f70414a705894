"""What «Ställningstaganden» shows: every improvement opportunity by area with its decision, and the chosen one."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from accounts.requests import KompassRequest
from accounts.roles import Actor
from evaluations.models import PublishedVersion
from evaluations.publication.choosing import choose
from followup.documents.words import decision_in_words
from followup.models import Decision, Plan, PlanState
from followup.views.decision_work import add_work, told
from followup.views.opportunities import Group, Opportunity, opportunities_of

BY_POINTS, UNDECIDED, RECURRING = "poang", "ej-beslutade", "aterkommande"


@dataclass(frozen=True, slots=True)
class Shown:
    """What of the list is shown and in which order, as the address says it; what nobody offers is not asked."""

    order: str = ""  # empty: by area, those that are left first
    only: str = ""

    @classmethod
    def asked(cls, query: QueryDict) -> "Shown":
        """What ?ordning= and ?visa= say."""
        order, only = query.get("ordning", ""), query.get("visa", "")
        return cls(order if order == BY_POINTS else "", only if only in (UNDECIDED, RECURRING) else "")

    def query(self, **more: str) -> str:
        """The address's question with these and other parts, empty where there are none."""
        parts = {**more, "ordning": self.order, "visa": self.only}
        kept = {name: value for name, value in parts.items() if value}
        return f"?{urlencode(kept)}" if kept else ""

    def of(self, items: list[Opportunity], and_: Opportunity | None = None) -> list[Opportunity]:
        """Those that are shown, in their order; with one of them besides, whether it is shown or not."""
        kept = [item for item in items if item is and_ or self._fits(item)]
        return sorted(kept, key=lambda item: -item.points) if self.order == BY_POINTS else kept

    def grouped(self, areas: list[Group]) -> list[Group]:
        """The list by area, those that are left first; by points all under one heading."""
        if self.order == BY_POINTS:
            items = self.of([item for area in areas for item in area.items])
            return [Group(0, gettext("By points to win"), items)] if items else []
        shown = [Group(area.number, area.title, self.of(area.items)) for area in areas]
        for group in shown:
            group.items.sort(key=lambda item: not item.is_left)
        return [group for group in shown if group.items]

    def ways(self, path: str, case: str) -> list[tuple[str, list[tuple[str, str, bool]]]]:
        """The orders and choices that the list offers: name, then words, address and whether it is the one shown."""
        orders = {"": gettext("Area"), BY_POINTS: gettext("Points to win")}
        choices = {"": gettext("All"), UNDECIDED: gettext("Undecided"), RECURRING: gettext("Recurring")}

        def link(words: str, wanted: Shown) -> tuple[str, str, bool]:
            return words, path + wanted.query(utvardering=case), wanted == self

        return [
            (gettext("Show"), [link(words, Shown(self.order, only)) for only, words in choices.items()]),
            (gettext("Order"), [link(words, Shown(order, self.only)) for order, words in orders.items()]),
        ]

    def _fits(self, item: Opportunity) -> bool:
        return {UNDECIDED: item.is_left, RECURRING: item.is_recurring}.get(self.only, True)


@dataclass(slots=True)
class DecisionPage:
    """The list of a published result with the one that is chosen."""

    version: PublishedVersion
    others: list[PublishedVersion]
    plan: Plan | None
    groups: list[Group]
    reported: list[Opportunity]  # in the report's order
    shown: Shown
    case: str = ""  # the evaluation that was asked for by its number
    removed: list[Opportunity] = field(default_factory=list)
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
    def query(self) -> str:
        """What every link of the page carries along."""
        return self.shown.query(utvardering=self.case)

    @property
    def area_title(self) -> str:
        """The name of the chosen one's area."""
        number = self.chosen.area if self.chosen else 0
        return next((area["title"] for area in self.version.content["areas"] if area["number"] == number), "")

    @property
    def is_closed(self) -> bool:
        """Whether the plan takes comments only."""
        return self.plan is not None and self.plan.state == PlanState.CLOSED

    @property
    def takes_decision(self) -> bool:
        """Whether the chosen one can be decided on: not in a closed plan, not once a correction removed it."""
        return not self.is_closed and not (self.chosen and self.chosen.removed_in)

    def choose(self, key: str) -> None:
        """Choose one, listed or not. Raises Http404 for a key that the plan does not know."""
        self.chosen = next((item for item in (*self.reported, *self.removed) if item.key == key), None)
        if self.chosen is None:
            raise Http404

    def next_left(self) -> Opportunity | None:
        """The first one left after the chosen one, in the order that is shown, round the end."""
        order = self.shown.of(self.reported, and_=self.chosen)
        start = order.index(self.chosen) + 1 if self.chosen in order else 0
        after = [*order[start:], *order[: max(start - 1, 0)]]
        return next((item for item in after if item.is_left), None)

    def beside(self, step: int) -> Opportunity | None:
        """The one above (-1) or below (1) the chosen one in the list; None at its ends."""
        if self.chosen is None:
            return None
        if self.chosen not in self.listed:
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
    version, shown = found.version, Shown.asked(request.GET)
    of_evaluation = {"evaluation_id": version.evaluation_id}
    plan = Plan.objects.visible_to(by).filter(**of_evaluation).select_related("evaluation").first()
    areas = opportunities_of(version)
    reported = [item for group in areas for item in group.items]
    removed = add_work(plan, version, reported, by, request.today) if plan is not None else []
    query = shown.query(utvardering=case)
    for item in (*reported, *removed):
        item.url = reverse("decision", args=[municipality, item.key]) + query
    groups = shown.grouped(areas)
    if removed and not shown.only:
        groups.append(Group(0, "", removed))
    return DecisionPage(version, found.others, plan, groups, reported, shown, case, removed)


class Past(NamedTuple):
    """A decision as the page tells it."""

    words: str
    by_name: str
    at: datetime
    is_current: bool
    is_undone: bool


def history_of(finding_id: int, plan: Plan | None, by: Actor) -> list[Past]:
    """Every decision on an improvement opportunity, the newest first; one query."""
    if plan is None:
        return []
    rows = Decision.objects.visible_to(by).filter(plan=plan, finding_id=finding_id)
    return told_of(told(rows, by))


def told_of(rows: Iterable[Any]) -> list[Past]:
    """The same of rows that were read with `told`. Any: annotated."""
    return [
        Past(
            decision_in_words(row),
            row.by_name or "",
            row.at,
            row.is_current,
            not row.is_current and bool(row.bulk_undone_at),
        )
        for row in rows
    ]
