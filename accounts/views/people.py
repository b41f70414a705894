"""People and permissions: the list, a person's role, its change and its end. SKR's pages are made of the same."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import belonging, invitations
from accounts.editing import LOADED, FieldsClash, edit_from
from accounts.errors import RuleViolation
from accounts.models import Membership, Role
from accounts.permissions import needs
from accounts.requests import KompassRequest
from accounts.swedish import SwedishKey
from accounts.views.administration import tabs
from accounts.views.conflicts import conflict_page
from accounts.views.people_forms import DetailsForm, EndForm, PeopleFilter, RoleForm
from accounts.views.people_places import PeoplePlace, find

ROWS = 50


@require_safe
@needs("read_people")
def people(request: KompassRequest, municipality: str) -> HttpResponse:
    """Everybody in the municipality, and who is invited."""
    return list_page(request, PeoplePlace(municipality))


@require_safe
@needs("read_people")
def person(request: KompassRequest, municipality: str, pk: int) -> HttpResponse:
    """One role of one person."""
    return person_page(request, PeoplePlace(municipality), pk)


@require_POST
@needs("change_role")
def details(request: KompassRequest, municipality: str, pk: int) -> HttpResponse:
    """Write name, title, phone and unit."""
    return save_details(request, PeoplePlace(municipality), pk)


@require_POST
@needs("change_role")
def role(request: KompassRequest, municipality: str, pk: int) -> HttpResponse:
    """Exchange the role for another."""
    return save_role(request, PeoplePlace(municipality), pk)


@require_POST
@needs("change_role")
def one_more_role(request: KompassRequest, municipality: str, pk: int) -> HttpResponse:
    """Give one role more."""
    return save_one_more_role(request, PeoplePlace(municipality), pk)


@require_POST
@needs("end_membership")
def end(request: KompassRequest, municipality: str, pk: int) -> HttpResponse:
    """End the role."""
    return save_end(request, PeoplePlace(municipality), pk)


def list_page(request: KompassRequest, place: PeoplePlace) -> HttpResponse:
    """The people of the place by name, filtered, and the open invitations."""
    roles = belonging.roles_of(request.actor)
    form = PeopleFilter(request.GET, roles=roles, units=place.units())
    rows = Membership.objects.visible_to(request.actor).select_related("user", "unit")
    rows = _filtered(rows, form, request) if form.is_valid() else rows.none()
    page = Paginator(rows.order_by(SwedishKey("display_name"), "id"), ROWS).get_page(request.GET.get("page"))
    waiting = list(invitations.open_invitations(request.actor))
    context = {
        "title": _("People and permissions"),
        "administration": tabs(request, place.municipality) if place.municipality else [],
        "form": form,
        "page": page,
        "rows": [(row, place.url("person", pk=row.pk)) for row in page],
        "invitations": [
            {
                "row": row,
                "is_open": row.is_open(request.now),
                "resend_url": place.url("invitation_resend", pk=row.pk),
                "withdraw_url": place.url("invitation_withdraw", pk=row.pk),
            }
            for row in waiting
        ],
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "people_url": place.url("people"),
        "invite_url": place.url("invite") if _may_invite(request) else "",
        "has_units": "unit" in form.fields,
    }
    return render(request, "accounts/people/list.html", context)


def _filtered(rows: Any, form: PeopleFilter, request: KompassRequest) -> Any:  # Any: a queryset of memberships
    chosen = form.cleaned_data
    ended = Q(end__lt=request.today)
    rows = rows.filter(ended) if chosen["state"] == "ended" else rows.exclude(ended)
    if chosen["q"]:
        rows = rows.filter(Q(display_name__icontains=chosen["q"]) | Q(user__email__icontains=chosen["q"]))
    if chosen["role"]:
        rows = rows.filter(role=chosen["role"])
    return rows.filter(unit_id=chosen["unit"]) if chosen.get("unit") else rows


def person_page(
    request: KompassRequest, place: PeoplePlace, pk: int, bound: dict[str, Any] | None = None
) -> HttpResponse:
    """One role with the forms that change it; `bound` holds a form that was sent and refused."""
    membership = find(request, pk)
    if membership is None:
        raise Http404
    of_person = Membership.objects.visible_to(request.actor).filter(user_id=membership.user_id).order_by("id")
    held = {row.role for row in of_person if row.end is None or row.end >= request.today}
    others = [role for role in belonging.roles_of(request.actor) if role not in held]
    has_ended = membership.end is not None and membership.end < request.today
    loaded = {name: getattr(membership, name) for name in belonging.TEXTS}
    forms: dict[str, Any] = {
        "details": DetailsForm(initial={**loaded, "unit": membership.unit_id or ""}, units=place.units()),
        "role": RoleForm(roles=others, prefix="role"),
        "more": RoleForm(roles=others, prefix="more"),
        "end": EndForm(),
        **(bound or {}),
    }
    context = {
        "title": membership.display_name,
        "membership": membership,
        "roles": [(row, place.url("person", pk=row.pk)) for row in of_person],
        "loaded": [(LOADED + name, value) for name, value in loaded.items()],
        "forms": forms,
        "urls": {name: place.url(f"person_{name}", pk=pk) for name in ("details", "role", "more", "end")},
        "others": others,
        "has_ended": has_ended,
        "may_change": not has_ended and _may_invite(request),
        "is_self": membership.user_id == request.actor.user_id,
        "people_url": place.url("people"),
        "breadcrumbs": place.crumbs(membership.display_name),
        "page_has_errors": bool(bound),
    }
    return render(request, "accounts/people/person.html", context, status=422 if bound else 200)


def save_details(request: KompassRequest, place: PeoplePlace, pk: int) -> HttpResponse:
    """Write the texts; two people at one text choose between both."""
    form = DetailsForm(request.POST, units=place.units())
    if form.is_valid():
        edit, unit = edit_from(request.POST, belonging.TEXTS), form.cleaned_data.get("unit")
        try:
            belonging.edit_membership(
                request.actor, pk, edit, unit_id=int(unit) if unit else None, now=request.now, today=request.today
            )
        except FieldsClash as clash:
            return conflict_page(request, _labelled(clash, form), place.url("person", pk=pk))
        except RuleViolation as refusal:
            form.add_error(None, str(refusal))
        except Membership.DoesNotExist as error:
            raise Http404 from error
        else:
            return _saved(request, place, pk, _("The details are saved."))
    return person_page(request, place, pk, {"details": form})


def save_role(request: KompassRequest, place: PeoplePlace, pk: int) -> HttpResponse:
    """Exchange the role."""
    form = RoleForm(request.POST, roles=belonging.roles_of(request.actor), prefix="role")
    if form.is_valid():
        try:
            belonging.change_role(
                request.actor, pk, role=form.cleaned_data["role"], now=request.now, today=request.today
            )
        except RuleViolation as refusal:
            form.add_error("role", str(refusal))
        except Membership.DoesNotExist as error:
            raise Http404 from error
        else:
            return _saved(request, place, pk, _("The role is changed."))
    return person_page(request, place, pk, {"role": form})


def save_one_more_role(request: KompassRequest, place: PeoplePlace, pk: int) -> HttpResponse:
    """Add a role."""
    form = RoleForm(request.POST, roles=belonging.roles_of(request.actor), prefix="more")
    if form.is_valid():
        try:
            made = belonging.add_role(
                request.actor, pk, role=form.cleaned_data["role"], now=request.now, today=request.today
            )
        except RuleViolation as refusal:
            form.add_error("role", str(refusal))
        except Membership.DoesNotExist as error:
            raise Http404 from error
        else:
            return _saved(request, place, made.pk, _("The person has one role more."))
    return person_page(request, place, pk, {"more": form})


def save_end(request: KompassRequest, place: PeoplePlace, pk: int) -> HttpResponse:
    """End the role now or after a last day; whoever ends their own goes on to what they still have."""
    form = EndForm(request.POST)
    if form.is_valid():
        last_day = form.cleaned_data["last_day"] if form.cleaned_data["when"] == "later" else None
        try:
            ended = belonging.end_membership(request.actor, pk, last_day=last_day, now=request.now, today=request.today)
        except RuleViolation as refusal:
            form.add_error(None, str(refusal))
        except Membership.DoesNotExist as error:
            raise Http404 from error
        else:
            said = {"name": ended.display_name, "role": Role(ended.role).label}
            messages.success(request, _("%(name)s's role “%(role)s” is ended.") % said)
            own = ended.user_id == request.actor.user_id and last_day is None
            return HttpResponseRedirect(reverse("start") if own else place.url("people"))
    return person_page(request, place, pk, {"end": form})


def _may_invite(request: KompassRequest) -> bool:
    return request.actor.may("manage_skr_people" if request.actor.scope.house else "invite")


def _saved(request: KompassRequest, place: PeoplePlace, pk: int, words: str) -> HttpResponse:
    messages.success(request, words)
    return HttpResponseRedirect(place.url("person", pk=pk))


def _labelled(clash: FieldsClash, form: DetailsForm) -> FieldsClash:
    """With the labels that the form gives its fields."""
    return FieldsClash(tuple(replace(each, label=str(form.fields[each.name].label)) for each in clash.clashes))
