"""Choosing which rows that a newer file leaves out are removed from the evaluation."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.permissions import needs
from accounts.requests import KompassRequest
from evaluations.addresses import address
from evaluations.importing.accepting.removing import choose_removals
from evaluations.views.imports.answers import attempt
from evaluations.views.imports.finding import import_of


@require_POST
@needs("review_import")
def removals(request: KompassRequest, report: int) -> HttpResponse:
    """Save which rows that the newer file does not mention are to go."""
    report_import = import_of(request, report)
    chosen: list[int] = []

    def change() -> None:
        keys = request.POST.getlist("remove")
        chosen.append(choose_removals(request.actor, report_import, keys, now=request.now))

    refusal = attempt(request, report_import, change, "nyare-fil")
    if refusal is not None:
        return refusal
    told = ngettext(
        "%(count)s row that the new file does not mention will be removed.",
        "%(count)s rows that the new file does not mention will be removed.",
        chosen[0],
    )
    messages.success(request, told % {"count": chosen[0]} if chosen[0] else _("Everything else stays."))
    return HttpResponseRedirect(f"{address(request, 'import', report_import.number)}#nyare-fil")
