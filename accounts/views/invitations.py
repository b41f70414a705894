"""Inviting people, and the one page that an invited person meets."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django import forms
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import belonging, invitations
from accounts.errors import RuleViolation
from accounts.idempotency import once, sent_form
from accounts.models import Invitation, User
from accounts.permissions import needs, public
from accounts.requests import KompassRequest
from accounts.views.people_forms import InviteForm
from accounts.views.people_places import PeoplePlace


class NewAccountForm(forms.Form):
    """The password of a new account."""

    password = forms.CharField(
        label=gettext_lazy("Choose a password"),
        help_text=gettext_lazy(
            "At least twelve characters, such as a few words. Not your e-mail address, nor a common password."
        ),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs("invite")
def invite(request: KompassRequest, municipality: str) -> HttpResponse:
    """Invite somebody to a role in the municipality."""
    return invite_page(request, PeoplePlace(municipality))


@require_POST
@needs("invite")
def resend(request: KompassRequest, municipality: str, pk: int) -> HttpResponse:
    """Send the invitation again."""
    return resend_and_return(request, PeoplePlace(municipality).url("people"), pk)


@require_POST
@needs("invite")
def withdraw(request: KompassRequest, municipality: str, pk: int) -> HttpResponse:
    """Take the invitation back."""
    return withdraw_and_return(request, PeoplePlace(municipality).url("people"), pk)


def invite_page(request: KompassRequest, place: PeoplePlace) -> HttpResponse:
    """The form, and what it makes: once, however often it is pressed."""
    units, roles = place.units(), belonging.roles_of(request.actor)
    form = InviteForm(request.POST if request.method == "POST" else None, roles=roles, units=units)
    if form.is_valid() and _invite(request, form):
        return HttpResponseRedirect(place.url("people"))
    title = _("Invite a person")
    context = {
        "title": title,
        "form": form,
        "people_url": place.url("people"),
        "breadcrumbs": place.crumbs(title),
    }
    return render(request, "accounts/people/invite.html", context, status=422 if form.errors else 200)


def _invite(request: KompassRequest, form: InviteForm) -> bool:
    chosen = form.cleaned_data
    try:
        with once(request.actor.user_id, chosen["once_key"], sent_form(request), request.now) as call:
            if call.is_first:
                made = invitations.invite(
                    request.actor,
                    email=chosen["email"],
                    display_name=chosen["display_name"],
                    role=chosen["role"],
                    title=chosen["title"],
                    unit_id=int(chosen["unit"]) if chosen.get("unit") else None,
                    now=request.now,
                )
                call.result = str(made.pk)
    except RuleViolation as refusal:
        form.add_error("email" if isinstance(refusal, invitations.OF_ADDRESS) else None, str(refusal))
        return False
    messages.success(request, _("The invitation is sent to %(email)s.") % {"email": chosen["email"]})
    return True


def resend_and_return(request: KompassRequest, url: str, pk: int) -> HttpResponse:
    """Send again, and say so on the page of the list."""
    try:
        again = invitations.resend_invitation(request.actor, pk, now=request.now, today=request.today)
    except Invitation.DoesNotExist as error:
        raise Http404 from error
    except RuleViolation as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("A new link is sent to %(email)s. The old one no longer works.") % {"email": again.email}
        )
    return HttpResponseRedirect(url)


def withdraw_and_return(request: KompassRequest, url: str, pk: int) -> HttpResponse:
    """Withdraw, and say so on the page of the list."""
    try:
        gone = invitations.withdraw_invitation(request.actor, pk, now=request.now)
    except Invitation.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, _("The invitation to %(email)s is withdrawn.") % {"email": gone.email})
    return HttpResponseRedirect(url)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@public
def invitation(request: KompassRequest, token: str) -> HttpResponse:
    """What one is invited to, and the answer: a password for a new account, then yes or no."""
    found = request.invitation
    if found is None:
        return render(
            request, "accounts/invitations/invalid.html", {"title": _("The invitation is not valid")}, status=404
        )
    step = request.POST.get("step", "")
    if step == "decline":
        invitations.decline_invitation(request.actor, found.token_hash, now=request.now)
        return render(request, "accounts/invitations/declined.html", {"title": _("You have declined the invitation")})
    if step == "accept" and isinstance(request.user, User):
        return _accept(request, found, request.user)
    form = NewAccountForm(request.POST if step == "password" else None)
    if form.is_valid() and _make_account(request, found, form):
        return HttpResponseRedirect(request.path)
    return render(
        request,
        "accounts/invitations/answer.html",
        _answer_context(request, found, form),
        status=422 if form.errors else 200,
    )


def _answer_context(request: KompassRequest, found: Invitation, form: NewAccountForm) -> dict[str, Any]:
    account = User.objects.filter(email=found.email).first()
    person = request.user if isinstance(request.user, User) else None
    is_right = person is not None and person.email == found.email
    place = found.municipality.name if found.municipality else "SKR"
    return {
        "title": _("Invitation to %(place)s") % {"place": place},
        "invitation": found,
        "place": place,
        "role": found.get_role_display(),
        "form": form,
        "state": "accept" if is_right else "other" if person else "sign_in" if account else "password",
        "person_email": person.email if person else "",
        "owner_texts": invitations.matching_owner_texts(found) if is_right else [],
        "sign_in_url": f"{reverse('account_login')}?next={request.path}",
    }


def _make_account(request: KompassRequest, found: Invitation, form: NewAccountForm) -> bool:
    try:
        user = invitations.make_account(request.actor, found.token_hash, form.cleaned_data["password"], now=request.now)
    except ValidationError as error:
        form.add_error("password", error)
        return False
    except RuleViolation as refusal:
        form.add_error(None, str(refusal))
        return False
    login(request, user, backend="accounts.sign_in.backend.Backend")
    record_authentication(request, user, method="password", email=user.email)
    return True


def _accept(request: KompassRequest, found: Invitation, person: User) -> HttpResponse:
    texts = request.POST.getlist("owner_text")
    invitations.accept_invitation(
        request.actor, found.token_hash, person, now=request.now, today=request.today, texts=texts
    )
    place = found.municipality.name if found.municipality else "SKR"
    messages.success(request, _("Welcome. You now belong to %(place)s.") % {"place": place})
    if found.municipality is not None:
        return HttpResponseRedirect(reverse("municipality_start", args=[found.municipality.slug]))
    return HttpResponseRedirect(reverse("skr_evaluations"))
