"""«Mina åtgärder»: what one owns or helps with, late, this week, later and done lately; reported in place."""

from datetime import date, timedelta
from typing import NamedTuple

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
from followup.listing import statuses_of
from followup.models import Action, PlanState
from followup.models.action import IS_OPEN
from followup.views.steps import BY_VERB, Step

DONE_LATELY = timedelta(days=30)
MOST = 300
IN_PLACE = ("report_status", "complete_action")


class Row(NamedTuple):
    """An action, its words, what may be pressed in place."""

    action: Action
    statuses: tuple[str, ...]
    steps: list[Step]
    is_helper: bool


class Section(NamedTuple):
    """A heading with its rows."""

    key: str
    title: Promise
    rows: list[Row]


@require_safe
@needs("report_status")
def my_actions(request: KompassRequest, municipality: str) -> HttpResponse:
    """The person's own actions."""
    sections = [
        Section("late", pgettext_lazy("section", "Late"), []),
        Section("week", gettext_lazy("This week"), []),
        Section("later", gettext_lazy("Later"), []),
        Section("done", gettext_lazy("Done lately"), []),
    ]
    by_key = {section.key: section.rows for section in sections}
    for action in _own(request):
        by_key[_section(action, request.today)].append(_row(request, action))
    context = {
        "title": _("My actions"),
        "slug": municipality,
        "sections": [section for section in sections if section.rows],
        "late": len(by_key["late"]),
        "week": len(by_key["week"]),
        "open": len(by_key["late"]) + len(by_key["week"]) + len(by_key["later"]),
    }
    return render(request, "followup/actions/mine.html", context)


def _own(request: KompassRequest) -> list[Action]:
    mine = request.actor.memberships
    rows = Action.objects.visible_to(request.actor).with_helpers()
    own = rows.filter(Q(owner_id__in=mine) | Q(pk__in=rows.helped_by(mine).order_by().values("pk")))
    current = own.filter(IS_OPEN | Q(done_on__gte=request.today - DONE_LATELY)).exclude(plan__state=PlanState.CLOSED)
    return list(current.select_related("plan", "unit").order_by(F("due").asc(nulls_last=True), "number")[:MOST])


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
