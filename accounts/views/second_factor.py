"""The second step of signing in: an authenticator app, passkeys, recovery codes."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base import views as base
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal.auth import begin_registration
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import signed_in
from accounts.requests import KompassRequest
from accounts.sign_in import security_events
from accounts.sign_in.forms import as_json
from accounts.sign_in.second_factor import DESTINATION, remember_second_factor, satisfies_second_factor


@signed_in
def needed(request: KompassRequest) -> HttpResponse:
    """Why a second step is asked for, and the way to it; whoever has taken it goes on to where they were heading."""
    destination = get_next_redirect_url(request) or request.session.get(DESTINATION) or reverse("start")
    if satisfies_second_factor(request, request.places):
        request.session.pop(DESTINATION, None)
        return redirect(destination)
    request.session[DESTINATION] = destination
    own = Authenticator.objects.filter(user_id=request.user.pk).exclude(type=Authenticator.Type.RECOVERY_CODES)
    kinds = set(own.values_list("type", flat=True))
    again = "mfa_reauthenticate" if Authenticator.Type.TOTP in kinds else "mfa_reauthenticate_webauthn"
    context = {
        "title": _("One more step to sign in"),
        "kinds": kinds,
        "second_step_url": f"{reverse(again)}?{urlencode({'next': reverse('second_factor_needed')})}",
    }
    return render(request, "accounts/second_factor_needed.html", context)


def added(request: HttpRequest, user: User, kind: Authenticator.Type) -> None:
    """A factor was set up: it counts in this session, the journal and a mail tell of it."""
    remember_second_factor(request, user, kind)
    security_events.record(request, user, security_events.SECOND_FACTOR_ADDED, subject=str(kind.label))


class Overview(base.IndexView):  # type: ignore[misc]  # allauth has no types
    """What the person has set up."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"destination": self.request.session.get(DESTINATION)}


class Authenticate(base.AuthenticateView):  # type: ignore[misc]
    """The second step itself."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        user = self.stage.login.user
        kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
        context["kinds"] = kinds
        context["passkey_options"] = as_json(context.pop("js_data")["request_options"])
        return context


class AddApp(totp.ActivateTOTPView):  # type: ignore[misc]
    """An authenticator app, by its picture or its secret, proved by a first code."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        added(self.request, self.request.user, Authenticator.Type.TOTP)
        return response


class RemoveApp(totp.DeactivateTOTPView):  # type: ignore[misc]
    """Asks before the app is forgotten."""

    def get_form_kwargs(self) -> dict[str, Any]:
        """Unbound where nothing was sent, so that the page does not open as one with errors."""
        kwargs: dict[str, Any] = super().get_form_kwargs()
        return kwargs | {"data": self.request.POST if self.request.method == "POST" else None}

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        security_events.record(
            self.request,
            self.request.user,
            security_events.SECOND_FACTOR_REMOVED,
            subject=str(Authenticator.Type.TOTP.label),
        )
        return response


class AddPasskey(webauthn.AddWebAuthnView):  # type: ignore[misc]
    """A passkey, made by the browser; one that asks for finger, face or PIN, so that it replaces the password too."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        del context["js_data"]
        context["form"] = kwargs.get("form") or self.get_form()
        context["passkey_options"] = as_json(begin_registration(self.request.user, passwordless=True))
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        added(self.request, self.request.user, Authenticator.Type.WEBAUTHN)
        return response


class RemovePasskey(webauthn.RemoveWebAuthnView):  # type: ignore[misc]
    """Asks before a passkey is forgotten."""

    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        security_events.record(
            self.request,
            self.request.user,
            security_events.SECOND_FACTOR_REMOVED,
            subject=str(Authenticator.Type.WEBAUTHN.label),
        )
        return response


class PasskeyAgain(webauthn.ReauthenticateWebAuthnView):  # type: ignore[misc]
    """A passkey once more, before the sign-in itself is changed."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["form"] = kwargs.get("form") or self.get_form()
        context["passkey_options"] = as_json(context.pop("js_data")["request_options"])
        return context


class RecoveryCodes(recovery_codes.ViewRecoveryCodesView):  # type: ignore[misc]
    """The codes that are left, to keep in a safe place."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"destination": self.request.session.get(DESTINATION)}
