"""A municipality's plan for SKR to read, where the municipality shares it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import sharing as levels
from accounts.models import Municipality
from accounts.permissions import needs
from accounts.requests import KompassRequest
from followup.sharing import read_shared_plan


@require_safe
@needs("read_shared_plan")
def shared_plan(request: KompassRequest, slug: str) -> HttpResponse:
    """The newest plan; what is not shared and what is unknown are one answer."""
    municipality = Municipality.objects.visible_to(request.actor).filter(slug=slug).first()
    if municipality is None or not levels.shares_all(municipality):
        context = {"title": _("No shared plan here"), "towns_url": reverse("skr_municipalities")}
        return render(request, "followup/shared/nothing.html", context, status=404)
    shared = read_shared_plan(request.actor, municipality, now=request.now, today=request.today)
    whole: dict[str, Any] = {
        "title": _("Action plan of %(name)s") % {"name": municipality.name},
        "municipality": municipality,
        "shared": shared,
        "breadcrumbs": [
            {"label": _("Municipalities"), "url": reverse("skr_municipalities")},
            {"label": municipality.name, "url": ""},
        ],
    }
    return render(request, "followup/shared/plan.html", whole)
