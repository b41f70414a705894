"""A report of an edition that is not there yet: SKR makes a draft of it, others ask for it."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions import needs
from accounts.requests import KompassRequest
from evaluations.addresses import address
from evaluations.importing import editions
from evaluations.models import Edition
from evaluations.views.imports.answers import attempt
from evaluations.views.imports.finding import import_of


@require_POST
@needs("draft_edition")
def draft_edition(request: KompassRequest, report: int) -> HttpResponse:
    """Make a draft edition of the proposal's overview, and show it."""
    report_import = import_of(request, report)
    made: list[Edition] = []

    def change() -> None:
        key, name = (request.POST.get(field, "").replace("\x00", "") for field in ("key", "name"))
        made.append(editions.draft_edition_from(request.actor, report_import, key, name, now=request.now))

    refusal = attempt(request, report_import, change, "utgava")
    if refusal is not None:
        return refusal
    messages.success(
        request,
        _("%(edition)s is a draft. Look it through; another administrator publishes it.") % {"edition": made[0]},
    )
    return redirect("edition", key=made[0].key)


@require_POST
@needs("review_import")
def ask_for_edition(request: KompassRequest, report: int) -> HttpResponse:
    """Ask SKR's administrators for the edition."""
    report_import = import_of(request, report)

    def change() -> None:
        editions.ask_for_edition(request.actor, report_import, now=request.now)

    refusal = attempt(request, report_import, change, "utgava")
    if refusal is not None:
        return refusal
    messages.success(request, _("SKR's administrators are told by mail. The import is kept here meanwhile."))
    return HttpResponseRedirect(f"{address(request, 'import', report_import.number)}#utgava")
