"""My tokens for the API: made here and shown once, listed, revoked."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.api_tokens import in_use, make_token, of_person, revoke_token
from accounts.errors import RuleViolation
from accounts.forms import TokenForm
from accounts.idempotency import once, sent_form
from accounts.models import User
from accounts.permissions import signed_in
from accounts.requests import KompassRequest
from accounts.sign_in.second_factor import has_used_second_factor, is_exempt


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def tokens(request: KompassRequest) -> HttpResponseBase:
    """The person's tokens; a POST makes one and shows it this once. Asks for a second factor first."""
    assert isinstance(request.user, User)
    if not (is_exempt(request.user) or has_used_second_factor(request, request.user)):
        return redirect_to_login(request.get_full_path(), reverse("second_factor_needed"))
    form = TokenForm(request.POST if request.method == "POST" else None)
    secret = ""
    if form.is_valid():
        try:
            secret = _make(request, form)
        except RuleViolation as refusal:
            form.add_error(None, str(refusal))
        else:
            form = TokenForm()
    context = {"title": _("My tokens"), "form": form, "secret": secret, "tokens": in_use(request.actor, request.today)}
    answer = render(request, "accounts/api_tokens.html", context, status=422 if form.errors else 200)
    answer["Cache-Control"] = "no-store"
    return answer


def _make(request: KompassRequest, form: TokenForm) -> str:
    """The secret of the token that the form made; empty where it was already sent, since it is shown once."""
    fields = form.cleaned_data
    secret = ""
    with once(request.actor.user_id, fields["once_key"], sent_form(request), request.now) as call:
        if call.is_first:
            token, secret = make_token(
                request.actor,
                name=fields["name"],
                expires_on=request.today + timedelta(days=fields["days"]),
                home=_home(request),
                now=request.now,
                today=request.today,
            )
            call.result = str(token.pk)
    if not secret:
        messages.info(
            request, _("The token has already been made. Its text was shown once; make another if you need it.")
        )
    return secret


@require_POST
@signed_in
def revoke(request: KompassRequest, token: int) -> HttpResponse:
    """End one of the person's own tokens."""
    found = get_object_or_404(of_person(request.actor), pk=token)
    revoke_token(request.actor, found, home=_home(request), now=request.now)
    messages.success(request, _("The token “%(name)s” no longer works.") % {"name": found.name})
    return redirect("api_tokens")


def _home(request: KompassRequest) -> int | None:
    """The stream that tells of a person's own doings."""
    return next((membership.municipality_id for membership in request.places.memberships), None)
