"""What becomes of an import: accepted, undone, abandoned; and the file it came from."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import files
from accounts.identifiers import row_id
from accounts.permissions import needs
from accounts.requests import KompassRequest
from evaluations.addresses import address
from evaluations.importing import accepting
from evaluations.views.imports.corrections import attempt, back_to
from evaluations.views.imports.finding import import_of


@require_POST
@needs("accept_import")
def accept(request: KompassRequest, report: int) -> HttpResponse:
    """Make the proposal an evaluation and ask the approver."""
    report_import = import_of(request, report)
    made = []

    def change() -> None:
        approver_id = row_id(request.POST.get("approver", ""))
        made.append(
            accepting.accept_import(request.actor, report_import, approver_id, now=request.now, today=request.today)
        )

    refusal = attempt(request, report_import, change, "godkann")
    if refusal is not None:
        return refusal
    messages.success(
        request,
        _("The import is accepted as evaluation %(number)s, which now waits for approval.")
        % {"number": made[0].number},
    )
    return HttpResponseRedirect(address(request, "import", report_import.number))


@require_POST
@needs("undo_import")
def undo(request: KompassRequest, report: int) -> HttpResponse:
    """Undo an accepted import."""
    report_import = import_of(request, report)

    def change() -> None:
        accepting.undo_import(request.actor, report_import, now=request.now, today=request.today)

    refusal = attempt(request, report_import, change, "main")
    if refusal is None:
        messages.success(request, _("The import is undone and its evaluation cancelled."))
    return refusal or back_to(request, report_import, "main")


@require_POST
@needs("abandon_import")
def abandon(request: KompassRequest, report: int) -> HttpResponse:
    """Give a proposal up."""
    report_import = import_of(request, report)

    def change() -> None:
        accepting.abandon_import(request.actor, report_import, now=request.now)

    refusal = attempt(request, report_import, change, "main")
    if refusal is None:
        messages.success(request, _("The import is abandoned. The file may be uploaded again."))
    return refusal or back_to(request, report_import, "main")


@require_safe
@needs("read_imports")
def original(request: KompassRequest, report: int) -> HttpResponse:
    """The uploaded file as it came: as an attachment that nothing opens or runs."""
    report_import = import_of(request, report)
    response = HttpResponse(files.read(report_import.stored_name), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition_header(True, report_import.file_name) or "attachment"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
