"""The page for two people who changed the same text: both are shown, one is chosen, nothing is lost."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.editing import LOADED, FieldsClash
from accounts.requests import KompassRequest


def conflict_page(request: KompassRequest, clash: FieldsClash, back_url: str) -> HttpResponse:
    """Answer 409 with a form that sends the same again, with a choice for each field in conflict.

    The fields that did not clash are carried along. The text that stands now becomes the loaded one, since it is seen.
    """
    settled = {name for each in clash.clashes for name in (each.name, LOADED + each.name, f"{each.name}-choice")}
    left = settled | {"csrfmiddlewaretoken"}
    carried = [(name, value) for name, values in request.POST.lists() if name not in left for value in values]
    carried += [(LOADED + each.name, each.theirs) for each in clash.clashes]
    clashes = [replace(each, by=each.by or _("Somebody else")) for each in clash.clashes]
    context = {"title": _("Two people changed the same"), "clashes": clashes, "carried": carried, "back_url": back_url}
    response = render(request, "components/conflict_page.html", context, status=409)
    response["HX-Retarget"] = response["HX-Reselect"] = "#main"
    response["HX-Reswap"] = "outerHTML"
    return response
