"""The page of one import: waiting while it is read, then the proposal, then what became of it."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import needs
from accounts.requests import KompassRequest
from evaluations.addresses import address
from evaluations.importing.proposal import problem_text
from evaluations.models import ImportState, ReportImport
from evaluations.views.imports.finding import import_of
from evaluations.views.imports.proposal_page import proposal_page

WAITING = (ImportState.UPLOADED, ImportState.READING)


@require_safe
@needs("read_imports")
def detail(request: KompassRequest, report: int) -> HttpResponse:
    """One import as it stands; asked again by htmx while the file is read, it answers with the progress alone."""
    report_import = import_of(request, report)
    if report_import.state not in WAITING and request.htmx:
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    context = _context(request, report_import)
    template = "evaluations/imports/detail.html"
    if report_import.state in WAITING:
        return render(request, f"{template}#waiting" if request.htmx else template, context)
    if report_import.state == ImportState.PROPOSED:
        context["page"] = proposal_page(request.actor, report_import, request.today)
        template = "evaluations/imports/proposal.html"
    return render(request, template, context)


def answer_with_section(
    request: KompassRequest,
    report_import: ReportImport,
    area_number: int,
    anchor: str,
    announcement: str,
    item_in_focus: int = 0,
) -> HttpResponse:
    """After a correction: the area's section anew for htmx, else back to the same place on the page."""
    if not request.htmx:
        return HttpResponseRedirect(f"{address(request, 'import', report_import.number)}#{anchor}")
    fresh = import_of(request, report_import.number)
    context = _context(request, fresh)
    page = proposal_page(request.actor, fresh, request.today)
    context |= {
        "page": page,
        "section": page.section(area_number),
        "is_part": True,
        "announcement": announcement,
        "item_in_focus": item_in_focus,
    }
    return render(request, "evaluations/imports/proposal.html#answer", context)


def _context(request: KompassRequest, report_import: ReportImport) -> dict[str, object]:
    name = report_import.municipality.name if report_import.municipality else report_import.municipality_name
    title = f"{name} {report_import.year or ''}".strip() if name else report_import.file_name
    return {
        "title": title,
        "import": report_import,
        "breadcrumbs": [
            {"label": _("Imports"), "url": address(request, "imports")},
            {"label": _("Import %(number)s") % {"number": report_import.number}, "url": ""},
        ],
        "problem": problem_text(report_import.problem) if report_import.state == ImportState.FAILED else "",
        "job": {
            "state": "running",
            "title": _("The report is being read"),
            "done": None,
            "note": report_import.file_name,
            "url": address(request, "import", report_import.number),
        },
    }
