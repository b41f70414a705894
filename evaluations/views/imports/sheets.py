"""The kept pages of a report: one beside the proposal, and its picture."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts import files
from accounts.permissions import needs
from accounts.requests import KompassRequest
from evaluations.addresses import address
from evaluations.models import ImportState, ReportPage
from evaluations.views.imports.finding import import_of
from evaluations.views.imports.pane import Wanted
from evaluations.views.imports.proposal_page import pane_page


@require_safe
@needs("read_imports")
def sheet(request: KompassRequest, report: int, sheet: int) -> HttpResponse:
    """A page of the report for htmx; else the whole page of the proposal with it."""
    report_import = import_of(request, report)
    found = get_object_or_404(ReportPage.objects.only("number"), report_import=report_import, number=sheet)
    if not request.htmx or report_import.state != ImportState.PROPOSED:
        return HttpResponseRedirect(f"{address(request, 'import', report_import.number)}?sida={found.number}#rapporten")
    pane = pane_page(report_import, Wanted.from_query(request.GET, found.number))
    return render(request, "evaluations/imports/_pane.html", {"import": report_import, "pane": pane})


@require_safe
@needs("read_imports")
def picture(request: KompassRequest, report: int, sheet: int) -> HttpResponse:
    """The picture of a page, as it was drawn when the file was read. Raises Http404 where there is none."""
    found = get_object_or_404(
        ReportPage.objects.only("picture"), report_import=import_of(request, report), number=sheet
    )
    if not found.picture:
        raise Http404
    try:
        content = files.read(found.picture)
    except FileNotFoundError:
        raise Http404 from None
    response = HttpResponse(content, content_type="image/png")
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
