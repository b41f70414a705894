"""A municipality's result, with what it has decided and does about each improvement opportunity."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import needs
from accounts.requests import KompassRequest
from evaluations.models import Evaluation, ImportState, PublishedVersion, ReportImport
from evaluations.publication.choosing import Chosen, choose
from evaluations.views.results import found, municipal_page
from followup.expectation import expectation_of
from followup.improvements import states_of
from followup.models import Plan
from followup.overview import sees_work


@require_safe
@needs("read_result")
def municipality_results(request: KompassRequest, municipality: str) -> HttpResponse:
    """The municipality's newest result, its own among them, or what happens until there is one."""
    chosen = choose(PublishedVersion.objects.visible_to(request.actor), municipality)
    if chosen is None:
        return render(request, "evaluations/results/none.html", {"title": _("Result")})
    return _page(request, municipality, chosen)


@require_safe
@needs("read_result")
def municipality_result(
    request: KompassRequest, municipality: str, year: int, number: int | None = None
) -> HttpResponse:
    """The municipality's result of a year, or a version of it."""
    return _page(request, municipality, found(request, municipality, year=year, number=number))


def _page(request: KompassRequest, slug: str, chosen: Chosen) -> HttpResponse:
    more: dict[str, object] = _of_own(request, slug, chosen.version) if chosen.version.is_own else {}
    if sees_work(request.actor):
        more |= {
            "beside_improvement": "followup/overview/_improvement.html",
            "improvement_states": states_of(chosen.version, request.actor, today=request.today),
            "may_decide": request.actor.may("decide"),
            "slug": slug,
            **_expected(request, slug, chosen),
        }
    return municipal_page(request, slug, chosen, more)


def _expected(request: KompassRequest, slug: str, chosen: Chosen) -> dict[str, object]:
    """What the open actions may win of the newest version, area by area. Two queries."""
    plan = Plan.objects.visible_to(request.actor).filter(evaluation_id=chosen.version.evaluation_id).first()
    if plan is None or not chosen.is_newest:
        return {}
    return {
        "beside_area": "followup/expected/_area.html",
        "below_summary": "followup/expected/_line.html",
        "expectation": expectation_of(plan, chosen.version.pk),
        "expected_url": f"{reverse('expected_score', args=[slug])}?utvardering={chosen.version.case_number}",
    }


def _of_own(request: KompassRequest, slug: str, version: PublishedVersion) -> dict[str, object]:
    """What became of an own evaluation, and for the coordinator its import. Two queries."""
    evaluation = Evaluation.objects.visible_to(request.actor).get(pk=version.evaluation_id)
    found: dict[str, object] = {"own": evaluation}
    if request.actor.may("read_imports"):
        rows = ReportImport.objects.visible_to(request.actor).filter(evaluation=evaluation, state=ImportState.ACCEPTED)
        number = rows.values_list("number", flat=True).first()
        found["own_import_url"] = reverse("own_import", args=[slug, number]) if number else ""
    return found
