"""A municipality's plan for SKR to read, where the municipality shares it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import sharing
from accounts.models import Municipality, SharingLevel
from accounts.permissions import needs
from accounts.requests import KompassRequest
from followup.figures import read_figures
from followup.sharing import read_shared_plan


@require_safe
@needs("read_shared_plan")
def shared_plan(request: KompassRequest, slug: str) -> HttpResponse:
    """The newest plan; what is not shared and what is unknown are one answer."""
    municipality = Municipality.objects.visible_to(request.actor).filter(slug=slug).first()
    level = sharing.shared_with_skr(municipality) if municipality is not None else SharingLevel.NONE
    if municipality is not None and level == SharingLevel.FIGURES:
        return _figures(request, municipality)
    if municipality is None or level != SharingLevel.ALL:
        context = {"title": _("No shared plan here"), "towns_url": reverse("skr_municipalities")}
        return render(request, "followup/shared/nothing.html", context, status=404)
    shared = read_shared_plan(request.actor, municipality, now=request.now, today=request.today)
    whole: dict[str, Any] = {
        "title": _("Action plan of %(name)s") % {"name": municipality.name},
        "municipality": municipality,
        "shared": shared,
        "breadcrumbs": _trail(municipality),
    }
    return render(request, "followup/shared/plan.html", whole)


def _figures(request: KompassRequest, municipality: Municipality) -> HttpResponse:
    """The counts of last night, where the municipality shares figures only."""
    context = {
        "title": _("Figures of %(name)s") % {"name": municipality.name},
        "municipality": municipality,
        "figures": read_figures(request.actor, municipality, now=request.now),
        "breadcrumbs": _trail(municipality),
    }
    return render(request, "followup/shared/figures.html", context)


def _trail(municipality: Municipality) -> list[dict[str, str]]:
    return [
        {"label": _("Municipalities"), "url": reverse("skr_municipalities")},
        {"label": municipality.name, "url": ""},
    ]
