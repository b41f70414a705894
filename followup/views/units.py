"""The units' pages: what each has to do in the plan. A head's is a shortcut, not a fence: all who read the plan may."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import needs
from accounts.requests import KompassRequest
from followup import check_ins, unit_work
from followup.check_ins import Told
from followup.listing import statuses_of
from followup.models import Action, CheckIn, Plan
from followup.overview import STATES
from followup.planning import newest_plan
from followup.unit_work import UnitInPlan
from followup.views.finding import sees_copy_only


@require_safe
@needs("read_plan")
def unit_list(request: KompassRequest, municipality: str) -> HttpResponse:
    """Every unit with its actions by state."""
    if sees_copy_only(request.actor):
        return redirect("plan", municipality=municipality)
    plan = newest_plan(request.actor)
    found = unit_work.units_in_plan(request.actor, plan, today=request.today)
    context = {
        "title": _("Units"),
        "slug": municipality,
        "units": [(each, _statuses(each)) for each in found],
        "may_manage": request.actor.may("manage_units"),
        "breadcrumbs": [
            {"label": _("Action plan"), "url": reverse("plan", args=[municipality])},
            {"label": _("Units")},
        ],
    }
    return render(request, "followup/units/list.html", context)


@require_safe
@needs("read_plan")
def unit_page(request: KompassRequest, municipality: str, handle: str) -> HttpResponse:
    """One unit: counts, late with reasons, due next, its people and what it said in the newest check-in."""
    if sees_copy_only(request.actor):
        return redirect("plan", municipality=municipality)
    plan = newest_plan(request.actor)
    units = unit_work.units_in_plan(request.actor, plan, today=request.today)
    found = next((each for each in units if each.handle == handle), None)
    if found is None:
        raise Http404
    context = {
        "title": found.unit.name,
        "slug": municipality,
        "found": found,
        "statuses": _statuses(found),
        "is_head": found.unit.head_id in request.actor.memberships,
        "breadcrumbs": [
            {"label": _("Units"), "url": reverse("unit_list", args=[municipality])},
            {"label": found.unit.name, "url": ""},
        ],
        **(_work(request, found, plan) if plan else {}),
        **(_people(request, found) if request.actor.may("read_check_ins") else {}),
    }
    return render(request, "followup/units/detail.html", context)


def _work(request: KompassRequest, found: UnitInPlan, plan: Plan) -> dict[str, Any]:  # Any: a template's context
    asked = (found.unit, plan, request.actor)
    late = unit_work.late_actions(*asked, today=request.today)
    due = unit_work.next_due(*asked, today=request.today)
    slug = request.resolver_match.kwargs["municipality"] if request.resolver_match else ""
    return {
        "plan": plan,
        "late": [_row(request, action) for action in late],
        "due": [_row(request, action) for action in due],
        "plan_url": f"{reverse('plan', args=[slug])}?unit={found.unit.pk}",
    }


def _row(request: KompassRequest, action: Action) -> tuple[Action, tuple[str, ...]]:
    return action, statuses_of(action, request.today)


def _people(request: KompassRequest, found: UnitInPlan) -> dict[str, Any]:
    newest: CheckIn | None = CheckIn.objects.visible_to(request.actor).order_by("-on").first()
    told: list[Told] = check_ins.told_in(newest, request.actor, today=request.today) if newest else []
    return {
        "people": unit_work.people_of(found.unit, request.actor, today=request.today),
        "shows_people": True,
        "check_in": newest,
        "answers": [each for each in told if each.action.unit_id == found.unit.pk and each.report],
    }


def _statuses(found: UnitInPlan) -> list[tuple[str, int]]:
    return [(state, found.states[state]) for state in STATES if found.states[state]]
