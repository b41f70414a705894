"""A page of the plan: what stands above each view, and the view itself."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.requests import KompassRequest
from followup.listing.query import COLUMN
from followup.models import Action
from followup.views.finding import chosen_plan, plans_of, sees_copy_only
from followup.views.plan_views.asked import CASE, VIEWS, Asked, Tab
from followup.views.plan_views.saved import saved_of

KEPT = (CASE, "sort", COLUMN, "skala", "manad")  # what a new filter leaves as it is


def answer(
    request: KompassRequest, municipality: str, view: str, draw: Callable[[Asked], dict[str, object]]
) -> HttpResponse:
    """The newest plan, or another one by ?utvardering=; somebody who only reads gets the adopted copy."""
    plans = plans_of(request)
    chosen = chosen_plan(request, plans)
    template = f"followup/actions/{VIEWS[view].template}.html"
    context: dict[str, object] = {"title": _("Action plan"), "slug": municipality, "plan": chosen, "plans": plans}
    context["may_decide"] = request.actor.may("decide")
    if sees_copy_only(request.actor):
        if chosen is not None and chosen.adopted_on:
            return redirect("plan_copy", municipality=municipality)
        return render(request, template, {**context, "plan": None, "waits_for_adoption": True})
    if chosen is not None:
        asked = Asked(request, municipality, chosen, view)
        context |= shared(asked) | draw(asked)
    return render(request, template, context)


def shared(asked: Asked) -> dict[str, object]:
    """What stands above each view: state, tabs, filters, chips, quick counts."""
    request, by = asked.request, asked.request.actor
    return {
        "may_create": asked.may_work and by.may("create_action"),
        "may_export": by.may("export_plan"),
        "has_actions": asked.choices.has_rows,
        "tabs": tabs_of(request, asked.slug, asked.view, asked.query),
        "form": asked.form,
        "chips": asked.form.chips,
        "counts": Action.objects.visible_to(by).filter(plan=asked.plan).counts(request.today),
        "here": asked.here,
        "view": asked.view,
        "clear_url": asked.clear_url,
        "query": asked.query,
        "saved": saved_of(asked) if by.may("save_filter") else [],
        "save_url": f"{reverse('plan_filter', args=[asked.slug])}?vy={asked.view}&{asked.query}",
        "kept": [(name, value) for name in KEPT for value in request.GET.getlist(name) if value],
    }


def tabs_of(request: KompassRequest, slug: str, current: str, query: str = "") -> list[Tab]:
    """The views of the plan, which keep the filter, and one's own actions, which have none."""
    found = [
        Tab(view.label, f"{reverse(view.name, args=[slug])}{'?' if query else ''}{query}", key == current)
        for key, view in VIEWS.items()
    ]
    if request.actor.may("report_status"):
        found.append(Tab(gettext_lazy("Mine"), reverse("my_actions", args=[slug]), current == "mine"))
    return found
