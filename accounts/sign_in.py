"""Signing in by allauth: closed sign-up, mails through the outbox, a second factor where it is demanded."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest

from accounts.memberships import Places
from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        return False


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Names the issuer in authenticator apps."""


def user_display(user: User) -> str:
    """How allauth's own texts name a person."""
    return user.email


def satisfies_second_factor(request: Any, places: Places) -> bool:
    """Whether the session was opened as the person's roles demand; demonstration accounts are exempt in development."""
    if not places.demand_second_factor:
        return True
    if settings.DEMONSTRATION and request.user.is_demonstration:
        return True
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))
