"""Uploading reports."""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import needs
from accounts.requests import KompassRequest
from evaluations.addresses import address
from evaluations.importing.uploading import ReportRefused, Upload, upload_report
from evaluations.views.imports.forms import UploadForm


@require_http_methods(["GET", "HEAD", "POST"])
@needs("upload_report")
def new(request: KompassRequest) -> HttpResponse:
    """Choose files; each becomes an import, and a file that cannot be one is named with the reason."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_bound and form.is_valid():
        uploads = _upload_all(request, form)
        if form.is_valid():
            return _onward(request, uploads)
        for upload in uploads:
            _tell(request, upload)
    context = {
        "title": _("Import reports"),
        "form": form,
        "breadcrumbs": [
            {"label": _("Imports"), "url": address(request, "imports")},
            {"label": _("Import reports"), "url": ""},
        ],
    }
    return render(request, "evaluations/imports/new.html", context, status=422 if form.errors else 200)


def _upload_all(request: KompassRequest, form: UploadForm) -> list[Upload]:
    uploads = []
    files: list[UploadedFile[bytes]] = form.cleaned_data["reports"]
    for file in files:
        try:
            uploads.append(upload_report(request.actor, file, now=request.now))
        except ReportRefused as refusal:
            form.add_error("reports", f"{file.name}: {refusal}")
    return uploads


def _tell(request: KompassRequest, upload: Upload) -> None:
    facts = {"number": upload.report_import.number, "file": upload.report_import.file_name}
    if upload.was_known:
        messages.info(request, _("%(file)s was uploaded before and is import %(number)s. Nothing was changed.") % facts)
    else:
        messages.success(request, _("%(file)s is uploaded as import %(number)s and is being read.") % facts)


def _onward(request: KompassRequest, uploads: list[Upload]) -> HttpResponse:
    """To the import where there is one, else to the list."""
    if len(uploads) > 1 or uploads[0].was_known:
        for upload in uploads:
            _tell(request, upload)
    if len(uploads) == 1:
        return HttpResponseRedirect(address(request, "import", uploads[0].report_import.number))
    return HttpResponseRedirect(address(request, "imports"))
