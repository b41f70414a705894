"""«Handlingsplan»: the actions of a plan, filtered, sorted, grouped, fifty at a time."""

from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import needs
from accounts.requests import KompassRequest
from evaluations.models import PublishedScore
from followup import listing
from followup.forms.filters import ActionFilter
from followup.models import Action, Plan, PlanState
from followup.views.finding import chosen_plan, plans_of, sees_copy_only


class Row(NamedTuple):
    """An action as the table shows it."""

    action: Action
    statuses: tuple[str, ...]


class Heading(NamedTuple):
    """A group: its words, how many it holds in the whole list, the rows of this page."""

    words: str
    total: int
    rows: list[Row]


@require_safe
@needs("read_plan")
def plan(request: KompassRequest, municipality: str) -> HttpResponse:
    """The newest plan, or another one by ?utvardering=; somebody who only reads gets the adopted copy."""
    plans = plans_of(request)
    chosen = chosen_plan(request, plans)
    context: dict[str, object] = {"title": _("Action plan"), "slug": municipality, "plan": chosen, "plans": plans}
    may_work = chosen is not None and chosen.state != PlanState.CLOSED
    context["may_create"] = may_work and request.actor.may("create_action")
    context["may_decide"] = request.actor.may("decide")
    if sees_copy_only(request.actor):
        if chosen is not None and chosen.adopted_on:
            return redirect("plan_copy", municipality=municipality)
        return render(request, "followup/actions/list.html", {**context, "plan": None, "waits_for_adoption": True})
    if chosen is not None:
        context |= _table(request, chosen)
    return render(request, "followup/actions/list.html", context)


def _table(request: KompassRequest, chosen: Plan) -> dict[str, object]:
    version_id: int | None = chosen.version_id  # type: ignore[attr-defined]  # annotated by plans_of()
    scores = PublishedScore.objects.filter(published_version_id=version_id, code="").order_by("area_number")
    areas = dict(scores.values_list("area_number", "title"))
    units, owners = listing.choices_of(chosen.pk, request.actor)
    form = ActionFilter(
        request.GET, areas=[(str(n), f"{n}. {title}") for n, title in areas.items()], units=units, owners=owners
    )
    wanted = form.wanted
    rows = listing.of_plan(chosen.pk, version_id, request.actor)
    fitting = listing.filtered(rows, wanted, request.today)
    page = Paginator(listing.ordered(fitting, wanted), listing.ROWS).get_page(request.GET.get("page"))
    headings = [
        Heading(
            _words(group.key, wanted.group, areas),
            group.count,
            [Row(each, listing.statuses_of(each, request.today)) for each in group.rows],
        )
        for group in listing.grouped(fitting, page, wanted)
    ]
    return {
        "form": form,
        "chips": form.chips,
        "page": page,
        "headings": headings,
        "is_grouped": wanted.group != "",
        "has_actions": bool(form.chips) or page.paginator.count > 0,
        "counts": Action.objects.visible_to(request.actor).filter(plan=chosen).counts(request.today),
    }


def _words(key: object, group: str, areas: dict[int, str]) -> str:
    if group == "area":
        return f"{key}. {areas.get(int(str(key)), '')}" if key else _("Without area")
    if key:
        return str(key)
    return _("Without unit") if group == "unit" else _("Without owner")
