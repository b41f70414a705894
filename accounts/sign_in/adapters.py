"""What allauth asks of Kompass: who may, in which words, and that no mail leaves a request."""

import base64
import hashlib
from typing import Any, ClassVar

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.sign_in import security_events

WRONG_CODE = _("The code is not right or has run out. Wait for the next one in your app and try again.")
WRONG_SIGN_IN = _("The e-mail address or the password is not right.")
TOO_MANY = _("There were too many tries. Wait five minutes and try again.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts are made by invitation only; mails are promised and sent by the worker."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": WRONG_SIGN_IN,
        "account_inactive": WRONG_SIGN_IN,
        "incorrect_password": _("The password is not right."),
        "enter_current_password": _("The password is not right. Write the one you sign in with today."),
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "incorrect_code": WRONG_CODE,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        return False

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Deactivated is anonymous: the answer to a passkey of such a person is that of a wrong one."""
        clear_login(request)
        messages.error(request, str(_("The passkey could not be used.")))
        return redirect("account_login")

    def reauthenticate(self, user: User, password: str) -> bool:
        """Whether the password is that of the person signed in; counted among the tries to sign in."""
        found = self.authenticate(context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Whoever signed in within the last minutes has just shown who they are."""
        request = context.request
        records = get_authentication_records(request, request.user)
        age = timezone.now().timestamp() - records[-1]["at"] if records else None
        return age is None or age > app_settings.REAUTHENTICATION_TIMEOUT

    def send_notification_mail(
        self, template_prefix: str, user: User, *args: Any, **kwargs: Any
    ) -> None:  # Any: allauth's
        """Tell of a changed password; what happens to second factors is told by the views that do it."""
        if template_prefix in ("account/email/password_changed", "account/email/password_reset"):
            security_events.record(context.request, user, security_events.PASSWORD_CHANGED)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:  # Any: allauth's
        """Refuse: no request waits for a mail server, and none of allauth's own mails is in use."""
        raise NotImplementedError(f"{template_prefix}: mails are promised in accounts.mails.")


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Names Kompass in authenticator apps and keeps their secrets encrypted."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
    }

    def get_totp_issuer(self) -> str:
        """The name that stands in the app."""
        return "Kompass"

    def _get_site_name(self) -> str:
        """The name that stands in the browser's question about a passkey."""
        return "Kompass"

    def encrypt(self, text: str) -> str:
        """So that a copy of the database holds no working second factor."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The counterpart of `encrypt`, also under the keys of SECRET_KEY_FALLBACKS."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    keys = [force_str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"second factor {key}".encode()).digest())) for key in keys]
    )


def user_display(user: User) -> str:
    """How allauth's own texts name a person."""
    return user.email
