"""SKR's evaluations."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import needs
from accounts.requests import KompassRequest
from evaluations.models import Evaluation
from evaluations.views.imports.forms import EvaluationFilter

ROWS = 50


@require_safe
@needs("read_case_head")
def evaluations(request: KompassRequest) -> HttpResponse:
    """All of SKR's evaluations, newest year first."""
    rows = (
        Evaluation.objects.visible_to(request.actor)
        .select_related("municipality", "edition")
        .order_by("-year", "-number")
    )
    form = EvaluationFilter(request.GET)
    if form.is_valid():
        rows = rows.matching(form.cleaned_data["text"])
        rows = rows.filter(state=form.cleaned_data["state"]) if form.cleaned_data["state"] else rows
        rows = rows.filter(year=form.cleaned_data["year"]) if form.cleaned_data["year"] else rows
    context = {
        "title": _("Evaluations"),
        "form": form,
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "may_import": request.actor.may("upload_report"),
    }
    return render(request, "evaluations/cases/list_of_skr.html", context)
