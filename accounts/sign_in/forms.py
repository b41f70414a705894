"""Allauth's forms in Kompass's words: labels without placeholders, and what a browser may fill in."""

import json
import struct
from typing import TYPE_CHECKING, Any

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import mails
from accounts.models import User
from accounts.sign_in.backend import find_person

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

type Words = str | _StrPromise

EMAIL, PASSWORD = _("E-mail address"), _("Password")
OLD, NEW, AGAIN = _("Password today"), _("New password"), _("New password once more")
PASSWORD_HELP = _("At least twelve characters, such as a few words. Not your e-mail address, nor a common password.")
CODE_HELP = _("Six digits from your authenticator app. The code changes every half minute.")


def _say(field: forms.Field, label: Words, help_text: Words = "", **attributes: str) -> None:
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)


def _say_passwords(form: forms.Form) -> None:
    _say(form.fields["password1"], NEW, PASSWORD_HELP)
    _say(form.fields["password2"], AGAIN)


def _say_code(form: forms.Form) -> None:
    help_text = _("Six digits from your authenticator app, or one of your recovery codes.")
    _say(form.fields["code"], _("Code"), help_text, inputmode="numeric", spellcheck="false")


class SignInForm(account.LoginForm):  # type: ignore[misc]  # allauth has no types
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's own signature
        super().__init__(*args, **kwargs)
        _say(self.fields["login"], EMAIL, autocomplete="username", inputmode="email", spellcheck="false")
        _say(self.fields["password"], PASSWORD)


class ForgottenPasswordForm(account.ResetPasswordForm):  # type: ignore[misc]
    """An address; the answer and the time it takes are the same whether it is known or not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["email"], EMAIL, autocomplete="username", inputmode="email", spellcheck="false")

    def clean_email(self) -> str:
        """The address as it was written; whose it is, is nobody's business."""
        return str(self.cleaned_data["email"])

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Promise the mail, or nothing."""
        email = str(self.cleaned_data["email"])
        user, now = find_person(email), timezone.now()
        if user is None:
            mails.promise_to_nobody("mail.password_reset", now)
        else:
            mails.promise("mail.password_reset", user, now)
        return email


class NewPasswordForm(account.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password by the link of a mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_passwords(self)


class ChangePasswordForm(account.ChangePasswordForm):  # type: ignore[misc]
    """Today's password and a new one."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        forms.Form.__init__(self, *args, **kwargs)  # allauth's own writes to its address book when the page is opened
        self.user = user
        self.fields["password1"].user = user
        _say(self.fields["oldpassword"], OLD)
        _say_passwords(self)


class PasswordAgainForm(account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before the sign-in itself is changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["password"], PASSWORD)


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """The code of an app, or one of the recovery codes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_code(self)


class CodeAgainForm(ReauthenticateForm):  # type: ignore[misc]
    """The same, before the sign-in itself is changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_code(self)


class AuthenticatorAppForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app that was just set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], _("Code from the app"), CODE_HELP, inputmode="numeric", spellcheck="false")


# What the library says to a credential that no browser made.
MALFORMED = (AttributeError, IndexError, KeyError, TypeError, ValueError, struct.error)


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A name for the passkey; what the browser made of it comes by JavaScript."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        del self.fields["passwordless"]
        _say(self.fields["name"], _("Name of the passkey"), _("So that you know it again, such as «Work computer»."))
        self.fields["name"].required = True
        self.fields["name"].max_length = 60
        self.initial["name"] = ""

    def clean(self) -> dict[str, Any]:
        """Whether the browser made it for this page; nothing but a refusal comes of nonsense."""
        try:
            return dict(super().clean())
        except MALFORMED:
            raise get_adapter().validation_error("incorrect_code") from None


class _Credential:
    """A credential that may be nonsense."""

    def clean_credential(self) -> Any:  # Any: allauth's Authenticator
        """Whose passkey it is; nothing but a refusal comes of nonsense."""
        try:
            return super().clean_credential()  # type: ignore[misc]  # allauth's form stands behind
        except MALFORMED:
            raise get_adapter().validation_error("incorrect_code") from None


class PasskeySignInForm(_Credential, LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey in place of e-mail and password."""


class PasskeyStepForm(_Credential, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as the second step."""


class PasskeyAgainForm(_Credential, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey before the sign-in itself is changed."""


def as_json(options: Any) -> str:  # Any: fido2's mappings, which serialise as WebAuthn's own JSON
    """The options of a passkey for the page's data attribute."""
    return json.dumps(options, default=dict)
