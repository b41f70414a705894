"""The page of one import: waiting while it is read, then the proposal, then what became of it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import needs
from accounts.requests import KompassRequest
from evaluations.addresses import address
from evaluations.importing.accepting.restoring import has_before, is_replaced
from evaluations.importing.proposal import problem_text
from evaluations.importing.reading_progress import told
from evaluations.models import EvaluationState, ImportState, ReportImport
from evaluations.views.imports.answers import proposal_context
from evaluations.views.imports.finding import import_of

WAITING = (ImportState.UPLOADED, ImportState.READING)


@require_safe
@needs("read_imports")
def detail(request: KompassRequest, report: int) -> HttpResponse:
    """One import as it stands; asked again by htmx while the file is read, it answers with the progress alone.

    A request of htmx with a named target asks for the page, to take a part of it.
    """
    report_import = import_of(request, report)
    if report_import.state not in WAITING and request.htmx and not request.htmx.target:
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    context = _context(request, report_import)
    template = "evaluations/imports/detail.html"
    if report_import.state in WAITING:
        return render(request, f"{template}#waiting" if request.htmx else template, context)
    if report_import.state == ImportState.PROPOSED:
        context |= proposal_context(request, report_import)
        template = "evaluations/imports/proposal.html"
    if report_import.state == ImportState.ACCEPTED:
        context["is_replaced"] = is_replaced(report_import)
        evaluation = report_import.evaluation
        context["is_published"] = evaluation is not None and evaluation.state == EvaluationState.PUBLISHED
        context["puts_back"] = has_before(report_import)
    return render(request, template, context)


def _context(request: KompassRequest, report_import: ReportImport) -> dict[str, object]:
    name = report_import.municipality.name if report_import.municipality else report_import.municipality_name
    title = f"{name} {report_import.year or ''}".strip() if name else report_import.file_name
    page, pages = (told(report_import) if report_import.state in WAITING else None) or (None, None)
    reading = _("The report is being read")
    if page is not None:
        reading = _("The report is being read: page %(page)s of %(pages)s") % {"page": page, "pages": pages}
    return {
        "title": title,
        "import": report_import,
        "breadcrumbs": [
            {"label": _("Older reports") if report_import.is_own else _("Imports"), "url": address(request, "imports")},
            {"label": _("Import %(number)s") % {"number": report_import.number}, "url": ""},
        ],
        "problem": problem_text(report_import.problem) if report_import.state == ImportState.FAILED else "",
        "job": {
            "state": "running",
            "title": reading,
            "done": page,
            "total": pages,
            "note": report_import.file_name,
            "url": address(request, "import", report_import.number),
        },
    }
