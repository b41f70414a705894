"""What becomes of an import: accepted, undone, abandoned, offered to SKR; and the file it came from."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import files
from accounts.identifiers import row_id
from accounts.permissions import needs
from accounts.requests import KompassRequest
from evaluations.addresses import address
from evaluations.importing import accepting
from evaluations.importing.accepting.restoring import has_before
from evaluations.importing.offering import NothingToOffer, offer_to_skr
from evaluations.models import Evaluation
from evaluations.views.imports.answers import attempt, back_to, crumbs
from evaluations.views.imports.finding import import_of


@require_POST
@needs("accept_import")
def accept(request: KompassRequest, report: int) -> HttpResponse:
    """Make the proposal an evaluation and ask the approver; a municipality's own is seen by its members at once."""
    report_import = import_of(request, report)
    made: list[Evaluation] = []

    def change() -> None:
        if report_import.is_own:
            made.append(accepting.accept_own_import(request.actor, report_import, now=request.now))
            return
        approver_id = row_id(request.POST.get("approver", ""))
        made.append(
            accepting.accept_import(request.actor, report_import, approver_id, now=request.now, today=request.today)
        )

    refusal = attempt(request, report_import, change, "godkann")
    if refusal is not None:
        return refusal
    if report_import.is_own:
        said = _("The report is imported as evaluation %(number)s. Everybody who may see your results sees it now.")
    else:
        said = _("The import is accepted as evaluation %(number)s, which now waits for approval.")
    messages.success(request, said % {"number": made[0].number})
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
        is_whole = report_import.is_own or has_before(report_import)
        of_skr = _("The import is undone and its evaluation cancelled.")
        messages.success(request, _("The import is undone.") if is_whole else of_skr)
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


@require_http_methods(["GET", "HEAD", "POST"])
@needs("offer_to_skr")
def offer(request: KompassRequest, report: int) -> HttpResponse:
    """Say what offering an own evaluation to SKR means, and offer it."""
    report_import = import_of(request, report)
    evaluation = report_import.evaluation
    if evaluation is None or not report_import.is_own:
        messages.error(request, str(NothingToOffer()))
        return back_to(request, report_import, "main")
    if request.method == "POST":

        def change() -> None:
            if offer_to_skr(request.actor, evaluation, now=request.now):
                messages.success(request, _("The evaluation is offered to SKR, which reviews it before it publishes."))
            else:
                messages.info(request, _("SKR has been offered the evaluation before. Nothing was changed."))

        return attempt(request, report_import, change, "main") or back_to(request, report_import, "main")
    context = {
        "title": _("Offer SKR the evaluation %(year)s") % {"year": evaluation.year},
        "import": report_import,
        "evaluation": evaluation,
        "breadcrumbs": crumbs(request, report_import, _("Offer SKR")),
    }
    return render(request, "evaluations/imports/offer.html", context)


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
