"""The journal on a page: SKR's stream, a case's, a municipality's."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.event_words import in_words, verbs_worded
from accounts.forms import JournalFilter
from accounts.models import Event
from accounts.permissions import needs
from accounts.requests import KompassRequest
from accounts.views.administration import tabs

ROWS = 50


@needs("read_journal_of_skr")
def of_skr(request: KompassRequest) -> HttpResponse:
    """What happened at SKR, newest first."""
    return _page(request, _("What has been done and attempted in SKR's part of Kompass."))


@needs("read_journal_of_municipality")
def of_municipality(request: KompassRequest, municipality: str) -> HttpResponse:
    """What happened in the municipality, newest first."""
    lead = _("What has been done and attempted in the municipality's part of Kompass.")
    return _page(request, lead, tabs(request, municipality))


@needs("read_journal_of_case")
def of_case(request: KompassRequest, number: str) -> HttpResponse:
    """What happened in the case, newest first."""
    return _page(request, _("What has been done in the evaluation %(number)s.") % {"number": number})


def _page(request: KompassRequest, lead: str, administration: Sequence[object] = ()) -> HttpResponse:
    events = Event.objects.visible_to(request.actor).select_related("facts").order_by("-id")
    form = JournalFilter(request.GET)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    if query:
        events = events.filter(
            Q(verb__in=verbs_worded(query))
            | Q(subject_id__icontains=query)
            | Q(facts__facts__subject__icontains=query)
            | Q(facts__facts__by__icontains=query)
        )
    if form.is_valid() and form.cleaned_data["refused"]:
        events = events.filter(refused=True)
    page = Paginator(events, ROWS).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "title": _("Events"),
        "lead": lead,
        "administration": administration,
        "page": page,
        "events": [in_words(event) for event in page],
        "form": form,
    }
    return render(request, "accounts/journal.html", context)
