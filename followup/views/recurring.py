"""Which improvement opportunity of an older evaluation one says again."""

from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.errors import NotPermitted, RuleViolation
from accounts.permissions import needs
from accounts.requests import KompassRequest
from evaluations.models import Finding, FindingKind, PublishedFinding, PublishedVersion
from followup.planning import EarlierUnknown, link_recurring, plan_of, unlink_recurring
from followup.views.decision_page import DecisionPage, read_page
from followup.views.decisions import CHOICE
from followup.views.opportunities import Opportunity

SHOWN = 100


class Candidate(NamedTuple):
    """An improvement opportunity of an older evaluation."""

    key: UUID
    finding_id: int
    year: int
    area: int
    text: str


@require_http_methods(["GET", "HEAD", "POST"])
@needs("link_recurring")
def finding_recurring(request: KompassRequest, municipality: str, finding: UUID) -> HttpResponse:
    """Older evaluations' improvement opportunities, those of the same area first; choosing links and unlinks."""
    page = read_page(request, municipality)
    if page is None:
        raise Http404
    page.choose(str(finding))
    item = page.chosen
    if item is None or item.removed_in:
        raise Http404
    if request.method == "POST":
        return _press(request, page, item)
    text = request.GET.get("text", "").replace("\x00", "").strip()[:60]
    found = _candidates(request, page, text)
    title = _("Also pointed out earlier?")
    context = {
        "title": title,
        "slug": municipality,
        "page": page,
        "item": item,
        "text": text,
        "groups": [
            (_("The same area"), [each for each in found if each.area == item.area]),
            (_("Other areas"), [each for each in found if each.area != item.area]),
        ],
        "may_search": bool(found or text),
        "has_more": len(found) == SHOWN,
        "breadcrumbs": [
            {"label": _("Action plan"), "url": reverse("plan", args=[municipality])},
            {"label": _("Decisions"), "url": item.url},
            {"label": title},
        ],
    }
    return render(request, "followup/decisions/recurring.html", context)


def _candidates(request: KompassRequest, page: DecisionPage, text: str) -> list[Candidate]:
    """What the newest version of each older evaluation says, the newest evaluation first; one query."""
    versions = PublishedVersion.objects.visible_to(request.actor).newest().filter(year__lt=page.version.year)
    rows = PublishedFinding.objects.filter(published_version__in=versions, kind=FindingKind.IMPROVEMENT)
    if text:
        rows = rows.filter(text__icontains=text)
    named = ("finding__key", "finding_id", "published_version__year", "area_number", "text")
    ordered = rows.order_by("-published_version__year", "area_number", "position", "id")
    return [Candidate(*row) for row in ordered.values_list(*named)[:SHOWN]]


def _press(request: KompassRequest, page: DecisionPage, item: Opportunity) -> HttpResponse:
    own = Finding.objects.filter(municipality_id=request.actor.scope.municipality)
    try:
        key = UUID(request.POST.get("earlier", ""))
    except ValueError:
        messages.error(request, str(EarlierUnknown.message))
        return redirect(item.url + CHOICE)
    earlier = get_object_or_404(own, key=key)
    finding = own.get(pk=item.finding_id)
    try:
        plan = page.plan or plan_of(page.version.evaluation, request.actor, request.now)
        if request.POST.get("do") == "unlink":
            unlink_recurring(plan, finding, earlier, request.actor, now=request.now)
            messages.success(request, _("The improvement opportunity is no longer marked as recurring from it."))
        else:
            link_recurring(plan, finding, earlier, request.actor, now=request.now)
            messages.success(request, _("The improvement opportunity is marked as recurring."))
    except NotPermitted:
        raise
    except RuleViolation as refusal:
        messages.error(request, str(refusal))
    return redirect(item.url + CHOICE)
