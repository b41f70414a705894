"""SKR's list of the municipalities: newest result, coordinator, sharing."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, Subquery
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.models import Municipality, Sharing, SharingLevel
from accounts.permissions import needs
from accounts.requests import KompassRequest
from evaluations.models import PublishedVersion

ROWS = 50


class MunicipalityFilter(forms.Form):
    """Which municipalities to show."""

    q = forms.CharField(
        label=gettext_lazy("Name, code or county"), max_length=60, required=False, widget=forms.SearchInput
    )
    coordinator = forms.ChoiceField(
        label=gettext_lazy("Coordinator"),
        required=False,
        choices=[("", gettext_lazy("All")), ("yes", gettext_lazy("active")), ("no", gettext_lazy("none active"))],
    )
    sharing = forms.ChoiceField(
        label=gettext_lazy("Shares"), required=False, choices=[("", gettext_lazy("All")), *SharingLevel.choices]
    )
    result = forms.ChoiceField(
        label=gettext_lazy("Result"),
        required=False,
        choices=[("", gettext_lazy("All")), ("yes", gettext_lazy("published")), ("no", gettext_lazy("none"))],
    )


@require_safe
@needs("read_municipalities")
def municipalities(request: KompassRequest) -> HttpResponse:
    """All municipalities by name, filtered."""
    form = MunicipalityFilter(request.GET)
    rows = _rows(request)
    rows = _filtered(rows, form.cleaned_data) if form.is_valid() else rows.none()
    context = {
        "title": _("Municipalities"),
        "form": form,
        "page": Paginator(rows.in_swedish_order(), ROWS).get_page(request.GET.get("page")),
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "may_invite": request.actor.may("invite_first_coordinator"),
        "may_read_plans": request.actor.may("read_shared_plan"),
        "labels": dict(SharingLevel.choices),
    }
    return render(request, "followup/shared/municipalities.html", context)


def _rows(request: KompassRequest) -> Any:  # Any: the queryset's own methods
    """Each municipality with its newest public result, its sharing and whether a coordinator is active."""
    results = PublishedVersion.objects.visible_to(request.actor).newest().filter(municipality=OuterRef("pk"))
    newest = results.order_by("-year", "-number")
    shared = Sharing.objects.filter(municipality=OuterRef("pk")).values("level")[:1]
    return (
        Municipality.objects.visible_to(request.actor)
        .with_coordinator(on=request.today)
        .annotate(
            year=Subquery(newest.values("year")[:1]),
            achieved=Subquery(newest.values("achieved")[:1]),
            maximum=Subquery(newest.values("maximum")[:1]),
            level=Subquery(shared),
            shares_all=Exists(Sharing.objects.filter(municipality=OuterRef("pk"), level=SharingLevel.ALL)),
        )
    )


def _filtered(rows: Any, chosen: dict[str, str]) -> Any:
    if words := chosen["q"]:
        fits = Q(name__icontains=words) | Q(code__startswith=words) | Q(county_name__icontains=words)
        rows = rows.filter(fits)
    if chosen["coordinator"]:
        rows = rows.filter(has_coordinator=chosen["coordinator"] == "yes")
    if chosen["sharing"] == SharingLevel.NONE:
        rows = rows.filter(Q(level=None) | Q(level=SharingLevel.NONE))
    elif chosen["sharing"]:
        rows = rows.filter(level=chosen["sharing"])
    if chosen["result"]:
        rows = rows.filter(year__isnull=chosen["result"] == "no")
    return rows
