"""Uploading reports: to SKR, into a case, or as a municipality's own."""

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.errors import RuleViolation
from accounts.identifiers import uuid7
from accounts.permissions import needs
from accounts.requests import KompassRequest
from evaluations.addresses import address
from evaluations.importing.uploading import Upload, upload_report
from evaluations.models import Evaluation
from evaluations.views.imports.finding import case_of
from evaluations.views.imports.forms import UploadForm


@require_http_methods(["GET", "HEAD", "POST"])
@needs("upload_report")
def new(request: KompassRequest) -> HttpResponse:
    """Choose files; each becomes an import, and a file that cannot be one is named with the reason."""
    case = case_of(request)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_bound and form.is_valid():
        batch = uuid7() if len(form.cleaned_data["reports"]) > 1 else None
        uploads = _upload_all(request, form, case, batch)
        if form.is_valid():
            return _onward(request, uploads, batch)
        for upload in uploads:
            _tell(request, upload)
    is_own = request.actor.scope.municipality is not None
    title = _("Import older reports") if is_own else _("Import reports")
    context = {
        "title": title,
        "form": form,
        "case": case,
        "is_own": is_own,
        "breadcrumbs": [
            {"label": _("Older reports") if is_own else _("Imports"), "url": address(request, "imports")},
            {"label": title, "url": ""},
        ],
    }
    return render(request, "evaluations/imports/new.html", context, status=422 if form.errors else 200)


def _upload_all(request: KompassRequest, form: UploadForm, case: Evaluation | None, batch: UUID | None) -> list[Upload]:
    uploads = []
    files: list[UploadedFile[bytes]] = form.cleaned_data["reports"]
    for file in files:
        try:
            uploads.append(upload_report(request.actor, file, now=request.now, case=case, batch=batch))
        except RuleViolation as refusal:
            form.add_error("reports", f"{file.name}: {refusal}")
    return uploads


def _tell(request: KompassRequest, upload: Upload) -> None:
    facts = {"number": upload.report_import.number, "file": upload.report_import.file_name}
    if upload.was_known:
        messages.info(request, _("%(file)s was uploaded before and is import %(number)s. Nothing was changed.") % facts)
    else:
        messages.success(request, _("%(file)s is uploaded as import %(number)s and is being read.") % facts)


def _onward(request: KompassRequest, uploads: list[Upload], batch: UUID | None) -> HttpResponse:
    """To the import where there is one, to the list of those sent together, or to the whole list."""
    new = [upload for upload in uploads if not upload.was_known]
    for upload in uploads:
        if upload.was_known or (batch is not None and len(new) < 2):
            _tell(request, upload)
    if len(uploads) == 1:
        return HttpResponseRedirect(address(request, "import", uploads[0].report_import.number))
    imports = address(request, "imports")
    return HttpResponseRedirect(f"{imports}?omgang={batch}" if len(new) > 1 else imports)
