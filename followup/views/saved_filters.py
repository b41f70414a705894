"""Keeping a view of the plan under a name, and throwing it away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.errors import NotPermitted, RuleViolation
from accounts.permissions import needs
from accounts.requests import KompassRequest
from followup import saved_filters
from followup.forms.saved_filter import FilterForm
from followup.listing import kept_query
from followup.models import SavedFilter
from followup.views.finding import crumbs, sees_copy_only
from followup.views.plan_views.asked import CASE, VIEWS

VIEW = "vy"


@require_http_methods(["GET", "HEAD", "POST"])
@needs("save_filter")
def save(request: KompassRequest, municipality: str) -> HttpResponse:
    """Ask for a name for the view ?vy= with the rest of the query; POST keeps it and goes back to the view."""
    if sees_copy_only(request.actor):
        return redirect("plan", municipality=municipality)
    view = request.GET.get(VIEW, "table")
    view = view if view in VIEWS else "table"
    kept, shown = kept_query(request.GET), kept_query(request.GET, CASE)
    back = f"{reverse(VIEWS[view].name, args=[municipality])}?{shown}"
    form = FilterForm(request.POST if request.method == "POST" else None, request.actor)
    if request.method == "POST" and form.is_valid() and _kept(request, form, view, kept):
        messages.success(request, _("The filter is saved. You find it under “Saved filters”."))
        return redirect(back)
    context = {
        "title": _("Save the filter"),
        "form": form,
        "back_url": back,
        "view": VIEWS[view].label,
        "breadcrumbs": crumbs(request, None, _("Save the filter")),
    }
    return render(request, "followup/plan_filters/new.html", context, status=422 if form.errors else 200)


def _kept(request: KompassRequest, form: FilterForm, view: str, query: str) -> bool:
    told = {"name": form.cleaned_data["name"], "is_shared": form.cleaned_data.get("is_shared", False)}
    try:
        saved_filters.save_filter(request.actor, **told, view=view, query=query, now=request.now)
    except NotPermitted:
        raise
    except RuleViolation as refusal:
        form.add_error("name", str(refusal))
        return False
    return True


@require_POST
@needs("save_filter")
def remove(request: KompassRequest, municipality: str, key: UUID) -> HttpResponse:
    """Throw a saved filter away."""
    saved = get_object_or_404(SavedFilter.objects.visible_to(request.actor), key=key)
    saved_filters.remove_filter(saved, request.actor)
    messages.success(request, _("The filter “%(name)s” is removed.") % {"name": saved.name})
    return redirect("plan", municipality=municipality)
