"""What every view of the plan shares: the plan, the filter, what is counted, and the way to the other views."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from accounts.requests import KompassRequest
from evaluations.models import PublishedScore
from followup import listing
from followup.forms.filters import ActionFilter
from followup.listing import Choices, Wanted
from followup.models import Action, Plan, PlanState
from followup.views.finding import newest_version_id

CASE = "utvardering"


class View(NamedTuple):
    """One way to draw the plan: the address's name, its template, its word, whether it has groups."""

    name: str
    template: str
    label: Promise
    has_groups: bool = False


VIEWS = {
    "table": View("plan", "list", pgettext_lazy("view", "Table"), has_groups=True),
    "board": View("plan_board", "board", pgettext_lazy("view", "Board")),
    "timeline": View("plan_timeline", "timeline", pgettext_lazy("view", "Timeline"), has_groups=True),
    "calendar": View("plan_calendar", "calendar", pgettext_lazy("view", "Calendar")),
    "matrix": View("plan_matrix", "matrix", pgettext_lazy("view", "Matrix")),
}


@dataclass(frozen=True, slots=True)
class Tab:
    """A link to a view."""

    label: object
    url: str
    current: bool
    count: int | None = None


@dataclass
class Asked:
    """A plan as one reader asked for it; each query is made once, when it is needed."""

    request: KompassRequest
    slug: str
    plan: Plan
    view: str

    @property
    def version_id(self) -> int | None:
        """The newest version of the result that the plan answers."""
        found: int | None = self.plan.version_id  # type: ignore[attr-defined]  # annotated by plans_of()
        return found

    @cached_property
    def areas(self) -> dict[int, str]:
        """The titles of the result's areas."""
        scores = PublishedScore.objects.filter(published_version_id=self.version_id, code="").order_by("area_number")
        return dict(scores.values_list("area_number", "title"))

    @cached_property
    def choices(self) -> Choices:
        """What the plan's actions can be filtered by."""
        return listing.choices_of(self.plan.pk, self.request.actor)

    @cached_property
    def form(self) -> ActionFilter:
        """The filters."""
        return ActionFilter(
            self.request.GET,
            areas=[(str(number), f"{number}. {title}") for number, title in self.areas.items()],
            choices=self.choices,
            mine=self.request.actor.memberships,
            has_groups=VIEWS[self.view].has_groups,
        )

    @cached_property
    def wanted(self) -> Wanted:
        """What was asked for."""
        return self.form.wanted

    @cached_property
    def rows(self) -> QuerySet[Action]:
        """The actions that fit, not yet in order."""
        every = listing.of_plan(self.plan.pk, self.version_id, self.request.actor)
        return listing.filtered(every, self.wanted, self.request.today)

    @cached_property
    def query(self) -> str:
        """The part of the address that every view keeps."""
        return listing.kept_query(self.request.GET, CASE)

    @property
    def here(self) -> str:
        """The address of this view, to come back to."""
        return f"{self.url_of(self.view)}?{self.query}" if self.query else self.url_of(self.view)

    def address(self, **more: str) -> str:
        """The address of this view with something more asked for."""
        return f"{self.url_of(self.view)}?{'&'.join(part for part in (self.query, urlencode(more)) if part)}"

    @property
    def clear_url(self) -> str:
        """The same view without filters."""
        case = self.request.GET.get(CASE)
        return f"{self.url_of(self.view)}?{urlencode({CASE: case})}" if case else self.url_of(self.view)

    @property
    def may_work(self) -> bool:
        """Whether the plan takes changes."""
        return self.plan.state != PlanState.CLOSED

    def url_of(self, view: str) -> str:
        """The address of a view of this municipality's plan."""
        return reverse(VIEWS[view].name, args=[self.slug])


def asked_again(request: KompassRequest, municipality: str, view: str, action: Action) -> Asked:
    """The view in which something of this action was moved, as its address (the query of this one) asked for it."""
    plan = action.plan
    plan.version_id = newest_version_id(plan.evaluation_id)  # type: ignore[attr-defined]  # as plans_of() annotates it
    return Asked(request, municipality, plan, view)
