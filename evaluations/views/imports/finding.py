"""How a view finds its imports: below SKR's prefix, a case's or a municipality's."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404

from accounts.requests import KompassRequest
from evaluations.models import Evaluation, ReportImport
from evaluations.models.report_import import ReportImportQuerySet


def imports_of(request: KompassRequest) -> ReportImportQuerySet:
    """The imports that the actor sees here; below a case's prefix those of the case."""
    rows = ReportImport.objects.visible_to(request.actor).select_related("municipality", "edition", "evaluation")
    given = request.resolver_match.kwargs if request.resolver_match else {}
    found: ReportImportQuerySet = rows.filter(evaluation__number=given["number"]) if "number" in given else rows
    return found


def case_of(request: KompassRequest) -> Evaluation | None:
    """The case whose prefix the page stands below; None below the other prefixes. Raises Http404."""
    given = request.resolver_match.kwargs if request.resolver_match else {}
    if "number" not in given:
        return None
    found: Evaluation = get_object_or_404(Evaluation.objects.visible_to(request.actor), number=given["number"])
    return found


def import_of(request: KompassRequest, report: int) -> ReportImport:
    """The import with this number among those the actor sees here. Raises Http404."""
    found: ReportImport = get_object_or_404(imports_of(request), number=report)
    return found


def anywhere(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view below any of the prefixes: without their parameters, and not found where there is no such case."""

    @wraps(view)
    def answer(
        request: KompassRequest, municipality: str = "", number: str = "", **arguments: object
    ) -> HttpResponseBase:
        if number:
            get_object_or_404(Evaluation.objects.visible_to(request.actor), number=number)
        return view(request, **arguments)

    return answer
