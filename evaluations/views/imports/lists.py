"""All imports: SKR's, a case's or a municipality's own, and how far those that were sent together have come."""

from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import needs
from accounts.requests import KompassRequest
from accounts.views.administration import tabs
from evaluations.addresses import address
from evaluations.importing.proposal import problem_text
from evaluations.models import ImportState, ReportImport
from evaluations.views.imports.finding import case_of, imports_of
from evaluations.views.imports.forms import ImportFilter

ROWS = 50
FEW = 5  # rows that need no filter
WAITING = (ImportState.UPLOADED, ImportState.READING)


@require_safe
@needs("read_imports")
def imports(request: KompassRequest) -> HttpResponse:
    """Imports, newest first, with what became of each; ?omgang= shows those of one sending, and how far they are."""
    rows = imports_of(request).defer("offered", "replacing").order_by("-number")
    batch = _batch(request)
    if batch is not None:
        rows = rows.filter(batch=batch)
    job = _progress(request, rows, batch) if batch is not None else None
    if request.htmx and request.GET.get("lage"):
        return _answer_progress(request, job)
    form = ImportFilter(request.GET)
    if form.is_valid():
        rows = rows.matching(form.cleaned_data["text"])
        if form.cleaned_data["state"]:
            rows = rows.filter(state=form.cleaned_data["state"])
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    reasons = {row.pk: problem_text(row.problem) for row in page if row.state == ImportState.FAILED}
    is_filtered = any(request.GET.get(name) for name in (*form.fields, "omgang"))
    slug = request.resolver_match.kwargs.get("municipality", "") if request.resolver_match else ""
    context = {
        "title": _("Older reports") if slug else _("Imports"),
        "form": form,
        "page": page,
        "rows": [(row, reasons.get(row.pk, "")) for row in page],
        "is_filtered": is_filtered,
        "may_filter": page.paginator.count > FEW or (is_filtered and batch is None),
        "is_own": bool(slug),
        "case": case_of(request),
        "job": job,
        "batch": batch,
        "may_upload": request.actor.may("upload_report"),
        "administration": tabs(request, slug) if slug else [],
    }
    return render(request, "evaluations/imports/list.html", context)


def _batch(request: KompassRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("omgang", ""))
    except ValueError:
        return None


def _progress(request: KompassRequest, rows: QuerySet[ReportImport], batch: UUID) -> dict[str, object]:
    """How many of the files that were sent together are read; one query."""
    states = list(rows.values_list("state", flat=True))
    waiting = sum(state in WAITING for state in states)
    facts = {"read": len(states) - waiting, "total": len(states)}
    title = _("The reports are being read") if waiting else _("All %(total)s files are read") % facts
    return {
        "state": "running" if waiting else "finished",
        "title": title,
        "done": facts["read"],
        "total": facts["total"],
        "note": "" if waiting else _("Choose a file in the list to review what was read."),
        "url": f"{address(request, 'imports')}?omgang={batch}&lage=1",
    }


def _answer_progress(request: KompassRequest, job: dict[str, object] | None) -> HttpResponse:
    """The progress alone; the page anew once all are read."""
    if job is None or job["state"] == "finished":
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    return render(request, "evaluations/imports/list.html#progress", {"job": job})
