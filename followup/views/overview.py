"""The first page of a municipality: where the work stands and what comes next, by who asks."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Role
from accounts.permissions import needs
from accounts.requests import KompassRequest
from evaluations.models import Evaluation, EvaluationState, PublishedVersion
from evaluations.publication.choosing import Chosen, choose
from evaluations.reporting.result import result_of
from followup.overview import adopted_plan, latest, own_actions, sees_work, standing_of
from followup.overview_words import in_words, sentence_of, to_do

OVER = (EvaluationState.PUBLISHED, EvaluationState.CANCELLED)
OWN_ROWS = 5


@require_safe
@needs("read_result")
def municipality_start(request: KompassRequest, municipality: str) -> HttpResponse:
    """What stands out, what is to be done, the areas, and what has just happened."""
    chosen = choose(PublishedVersion.objects.visible_to(request.actor), municipality)
    under_way = []
    if request.actor.may("read_case_head"):
        rows = Evaluation.objects.visible_to(request.actor).exclude(state__in=OVER)
        under_way = list(rows.order_by("-year", "-number"))
    here = next(place for place in request.places.municipalities if place.slug == municipality)
    context = {
        "title": _("Overview"),
        "municipality": here,
        "slug": municipality,
        "version": chosen.version if chosen else None,
        "earlier": chosen.others if chosen else [],
        "under_way": under_way,
        **(_work(request, municipality, chosen) if chosen else {}),
    }
    return render(request, "followup/overview/detail.html", context)


def _work(request: KompassRequest, slug: str, chosen: Chosen) -> dict[str, Any]:  # Any: a template's context
    """The result, and what the person may see of the work with it."""
    by, today = request.actor, request.today
    result = result_of(chosen.version.content)
    standing = standing_of(chosen.version, result, by, today=today) if sees_work(by) else None
    plan = standing.plan if standing else None
    adopted = None if standing else adopted_plan(by)
    owns = Role.ACTION_OWNER in by.hats
    own = list(own_actions(plan, by)[: OWN_ROWS + 1]) if plan and owns else []
    return {
        "result": result,
        "standing": standing,
        "adopted": adopted,
        "sentence": sentence_of(standing, result) if standing else "",
        "to_do": to_do(standing, slug) if standing else [],
        "may_decide": by.may("decide"),
        "owns": owns,
        "own": [(action, action.shown_state(today)) for action in own[:OWN_ROWS]],
        "has_more_own": len(own) > OWN_ROWS,
        "today": today,
        "latest": [in_words(each, slug) for each in latest(plan)] if plan else [],
        "may_read_journal": by.may("read_journal_of_municipality"),
    }
