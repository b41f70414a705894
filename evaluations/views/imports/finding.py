"""How a view finds its import."""

from django.shortcuts import get_object_or_404

from accounts.requests import KompassRequest
from evaluations.models import ReportImport


def import_of(request: KompassRequest, report: int) -> ReportImport:
    """The import with this number among those the actor sees. Raises Http404."""
    rows = ReportImport.objects.visible_to(request.actor).select_related("municipality", "edition", "evaluation")
    found: ReportImport = get_object_or_404(rows, number=report)
    return found
