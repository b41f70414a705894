"""Whether a session was opened with more than a password; told by the session alone, without a query."""

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from accounts.memberships import Places
from accounts.models import User

DESTINATION = "second_factor_destination"  # the page a person was heading for when set-up came between


def satisfies_second_factor(request: HttpRequest, places: Places) -> bool:
    """Whether the session was opened as the person's roles demand; demonstration accounts are exempt in development."""
    user = request.user
    if not places.demand_second_factor:
        return True
    if not isinstance(user, User):
        return False
    return is_exempt(user) or has_used_second_factor(request, user)


def is_exempt(user: User) -> bool:
    """Invented people need no second factor where demonstration is on."""
    return settings.DEMONSTRATION and user.is_demonstration


def has_used_second_factor(request: HttpRequest, user: User) -> bool:
    """Whether an app, a passkey or a recovery code was used, or set up, in this very session."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, user))


def remember_second_factor(request: HttpRequest, user: User, kind: Authenticator.Type) -> None:
    """Count a factor that was just set up as used, under a new session key since the session may do more now."""
    request.session.cycle_key()
    record_authentication(request, user, method="mfa", type=str(kind))
