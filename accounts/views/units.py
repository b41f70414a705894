"""The municipality's units."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import units as rules
from accounts.editing import LOADED, FieldsClash, edit_from
from accounts.errors import NotPermitted, RuleViolation
from accounts.idempotency import once, sent_form
from accounts.models import Membership, Unit
from accounts.permissions import needs
from accounts.requests import KompassRequest
from accounts.swedish import SwedishKey
from accounts.views.administration import tabs
from accounts.views.conflicts import conflict_page
from accounts.views.people_forms import UnitForm


@require_http_methods(["GET", "HEAD", "POST"])
@needs("read_units")
def units(request: KompassRequest, municipality: str) -> HttpResponse:
    """All units; a POST makes one."""
    may_manage = request.actor.may("manage_units")
    if request.method == "POST" and not may_manage:
        raise NotPermitted
    form = UnitForm(request.POST if request.method == "POST" else None, people=_people(request)) if may_manage else None
    if form is not None and form.is_valid() and _create(request, form):
        return HttpResponseRedirect(request.path)
    rows = Unit.objects.visible_to(request.actor).select_related("head").order_by(SwedishKey("name"))
    context = {
        "title": _("Units"),
        "administration": tabs(request, municipality),
        "units": [(row, reverse("unit", args=[municipality, row.pk]) if may_manage else "") for row in rows],
        "form": form,
        "page_has_errors": bool(form and form.errors),
    }
    return render(request, "accounts/units/list.html", context, status=422 if form and form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("manage_units")
def unit(request: KompassRequest, municipality: str, pk: int) -> HttpResponse:
    """Rename a unit, change its kind or its head."""
    found = Unit.objects.visible_to(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    back_url = reverse("units", args=[municipality])
    initial = {"name": found.name, "kind": found.kind, "head": found.head_id or ""}
    form = UnitForm(request.POST if request.method == "POST" else None, people=_people(request), initial=initial)
    if form.is_valid():
        try:
            _edit(request, pk, form)
        except FieldsClash as clash:
            return conflict_page(request, clash, back_url)
        except RuleViolation as refusal:
            form.add_error("name" if isinstance(refusal, rules.OF_NAME) else None, str(refusal))
        else:
            messages.success(request, _("The unit is saved."))
            return HttpResponseRedirect(back_url)
    context = {
        "title": found.name,
        "form": form,
        "loaded": [(f"{LOADED}name", found.name)],
        "back_url": back_url,
        "breadcrumbs": [{"label": _("Units"), "url": back_url}, {"label": found.name, "url": ""}],
    }
    return render(request, "accounts/units/edit.html", context, status=422 if form.errors else 200)


def _people(request: KompassRequest) -> list[Membership]:
    """The municipality's people of today, each once."""
    rows = Membership.objects.visible_to(request.actor).valid(on=request.today)
    by_person: dict[int, Membership] = {}
    for row in rows.order_by(SwedishKey("display_name"), "id"):
        by_person.setdefault(row.user_id, row)
    return list(by_person.values())


def _create(request: KompassRequest, form: UnitForm) -> bool:
    chosen = form.cleaned_data
    try:
        with once(request.actor.user_id, chosen["once_key"], sent_form(request), request.now) as call:
            if call.is_first:
                made = rules.create_unit(
                    request.actor,
                    name=chosen["name"],
                    kind=chosen["kind"],
                    head_id=_key(chosen["head"]),
                    now=request.now,
                    today=request.today,
                )
                call.result = str(made.pk)
    except RuleViolation as refusal:
        form.add_error("name" if isinstance(refusal, rules.OF_NAME) else None, str(refusal))
        return False
    messages.success(request, _("The unit %(name)s is made.") % {"name": chosen["name"]})
    return True


def _edit(request: KompassRequest, pk: int, form: UnitForm) -> None:
    chosen: dict[str, Any] = form.cleaned_data
    rules.edit_unit(
        request.actor,
        pk,
        edit_from(request.POST, ("name",)),
        kind=chosen["kind"],
        head_id=_key(chosen["head"]),
        now=request.now,
        today=request.today,
    )


def _key(chosen: str) -> int | None:
    return int(chosen) if chosen else None
