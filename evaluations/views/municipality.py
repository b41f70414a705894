"""The first page of a municipality: where one stands and what comes next."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import needs
from accounts.requests import KompassRequest
from evaluations.models import Evaluation, EvaluationState, PublishedVersion
from evaluations.publication.choosing import choose
from evaluations.reporting.result import result_of

OVER = (EvaluationState.PUBLISHED, EvaluationState.CANCELLED)


@require_safe
@needs("read_result")
def municipality_start(request: KompassRequest, municipality: str) -> HttpResponse:
    """The newest result in brief, evaluations under way for those who may know of them, and the next step."""
    chosen = choose(PublishedVersion.objects.visible_to(request.actor), municipality)
    under_way = []
    if request.actor.may("read_case_head"):
        rows = Evaluation.objects.visible_to(request.actor).exclude(state__in=OVER)
        under_way = list(rows.order_by("-year", "-number"))
    here = next(place for place in request.places.municipalities if place.slug == municipality)
    context = {
        "title": _("Overview"),
        "municipality": here,
        "version": chosen.version if chosen else None,
        "result": result_of(chosen.version.content) if chosen else None,
        "earlier": chosen.others if chosen else [],
        "under_way": under_way,
    }
    return render(request, "evaluations/municipality/start.html", context)
