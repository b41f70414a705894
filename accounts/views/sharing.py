"""What is shared with SKR, and who at SKR has read it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import sharing as rules
from accounts.errors import NotPermitted
from accounts.models import SharingLevel
from accounts.permissions import needs
from accounts.requests import KompassRequest
from accounts.views.administration import tabs
from accounts.views.people_forms import SharingForm

ROWS = 50


@require_http_methods(["GET", "HEAD", "POST"])
@needs("read_sharing")
def sharing(request: KompassRequest, municipality: str) -> HttpResponse:
    """Show the level and SKR's readings; a POST sets the level."""
    may_set = request.actor.may("set_sharing")
    if request.method == "POST" and not may_set:
        raise NotPermitted
    level = rules.level_of(request.actor)
    form = SharingForm(request.POST if request.method == "POST" else None, initial={"level": level.value})
    if form.is_valid():
        rules.set_sharing(request.actor, level=SharingLevel(form.cleaned_data["level"]), now=request.now)
        messages.success(request, _("The choice is saved and holds from now on."))
        return HttpResponseRedirect(request.path)
    context = {
        "title": _("Shared with SKR"),
        "administration": tabs(request, municipality),
        "form": form if may_set else None,
        "level": level.label,
        "page": Paginator(rules.readings(request.actor), ROWS).get_page(request.GET.get("page")),
        "page_has_errors": bool(form.errors),
    }
    return render(request, "accounts/sharing.html", context, status=422 if form.errors else 200)
