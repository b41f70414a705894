"""«Mina åtgärder»: what one owns or helps with, late, this week, later and done lately; reported in place."""

from collections import Counter
from datetime import date, timedelta
from typing import NamedTuple

from django.core.paginator import Paginator
from django.db.models import F, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from accounts.permissions import needs
from accounts.requests import KompassRequest
from followup import progress
from followup.check_ins import round_of
from followup.listing import statuses_of
from followup.models import Action, PlanState
from followup.models.action import IS_OPEN
from followup.unit_work import headed_by
from followup.views.plan_views.page import tabs_of
from followup.views.steps import BY_VERB, Step

DONE_LATELY = timedelta(days=30)
ROWS = 50
IN_PLACE = ("report_status", "complete_action")


class Row(NamedTuple):
    """An action, its words, what may be pressed in place."""

    action: Action
    statuses: tuple[str, ...]
    steps: list[Step]
    is_helper: bool


class Section(NamedTuple):
    """A heading with its rows on this page; `in_all` is of all pages."""

    key: str
    title: Promise
    in_all: int
    rows: list[Row]


TITLES: dict[str, Promise] = {
    "late": pgettext_lazy("section", "Late"),
    "week": gettext_lazy("This week"),
    "later": gettext_lazy("Later"),
    "done": gettext_lazy("Done lately"),
}
ORDER = list(TITLES)


@require_safe
@needs("report_status")
def my_actions(request: KompassRequest, municipality: str) -> HttpResponse:
    """The person's own actions, fifty a page, what is late first."""
    sections_of = _own(request)
    counts = Counter(sections_of.values())
    page = Paginator(list(sections_of), ROWS).get_page(request.GET.get("page"))
    rows = Action.objects.visible_to(request.actor).with_helpers().select_related("plan", "unit")
    by_pk = rows.in_bulk(list(page))
    shown = [
        Section(key, TITLES[key], counts[key], [_row(request, by_pk[pk]) for pk in page if sections_of[pk] == key])
        for key in ORDER
    ]
    context = {
        "title": _("My actions"),
        "slug": municipality,
        "tabs": tabs_of(request, municipality, "mine"),
        "page": page,
        "sections": [section for section in shown if section.rows],
        "late": counts["late"],
        "week": counts["week"],
        "round": round_of(request.actor, today=request.today),
        "headed": headed_by(request.actor),
        "open": counts["late"] + counts["week"] + counts["later"],
    }
    return render(request, "followup/actions/mine.html", context)


def _own(request: KompassRequest) -> dict[int, str]:
    """Every action of the person's with its section, in the order of the page."""
    mine = request.actor.memberships
    rows = Action.objects.visible_to(request.actor)
    own = rows.filter(Q(owner_id__in=mine) | Q(pk__in=rows.helped_by(mine).order_by().values("pk")))
    current = own.filter(IS_OPEN | Q(done_on__gte=request.today - DONE_LATELY)).exclude(plan__state=PlanState.CLOSED)
    light = current.only("status", "due", "resume_on").order_by(F("due").asc(nulls_last=True), "number")
    sections_of = {action.pk: _section(action, request.today) for action in light}
    return dict(sorted(sections_of.items(), key=lambda item: ORDER.index(item[1])))


def _section(action: Action, today: date) -> str:
    if not action.is_open:
        return "done"
    if action.is_overdue(today):
        return "late"
    sunday = today + timedelta(days=6 - today.weekday())
    return "week" if action.due is not None and today <= action.due <= sunday else "later"


def _row(request: KompassRequest, action: Action) -> Row:
    possible = progress.possible(action, request.actor, request.today)
    steps = [BY_VERB[verb] for verb in IN_PLACE if verb in possible and (action.is_open or verb != "report_status")]
    if "show_effect" in possible:
        steps.append(BY_VERB["show_effect"])
    return Row(action, statuses_of(action, request.today), steps, action.owner_id not in request.actor.memberships)
