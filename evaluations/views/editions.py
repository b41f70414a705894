"""The criteria: editions with areas and sub-areas, and how one answers to another."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from accounts.permissions import needs
from accounts.requests import KompassRequest
from evaluations.models import Area, Edition, Subarea, SubareaMapping


@needs("read_editions")
def editions(request: KompassRequest) -> HttpResponse:
    """All editions, newest first, with how many areas and sub-areas they have."""
    rows = Edition.objects.visible_to(request.actor).with_sizes().order_by("-key")
    return render(request, "evaluations/editions/list.html", {"title": _("Criteria"), "editions": rows})


@needs("read_editions")
def edition(request: KompassRequest, key: str) -> HttpResponse:
    """One edition: areas, sub-areas, highest points, other names, and what they answer to in earlier editions."""
    found = get_object_or_404(Edition.objects.visible_to(request.actor), key=key)
    areas = list(Area.objects.filter(edition=found).order_by("number"))
    subareas = Subarea.objects.filter(edition=found).select_related("area").order_by("area__number", "number")
    by_area = {number: list(rows) for number, rows in groupby(subareas, key=lambda subarea: subarea.area.number)}
    mappings = list(
        SubareaMapping.objects.filter(later__edition=found)
        .select_related("earlier__edition", "later")
        .order_by("-earlier__edition__key", "later__area__number", "later__number", "earlier__code")
    )
    earlier = {name: list(rows) for name, rows in groupby(mappings, key=lambda mapping: mapping.earlier.edition.name)}
    context = {
        "title": found.name,
        "edition": found,
        "areas": [{"area": area, "subareas": by_area.get(area.number, [])} for area in areas],
        "total": sum(area.max_points for area in areas),
        "earlier": earlier,
    }
    return render(request, "evaluations/editions/detail.html", context)
