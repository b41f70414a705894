"""What a person must hear of at once: a new password, a second factor that came or went. Journal and mail in one."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone

from accounts import journal, mails
from accounts.memberships import Places
from accounts.models import User
from accounts.roles import Actor
from accounts.tenancy import Scope


@dataclass(frozen=True, slots=True)
class SecurityEvent:
    """The event's name in the journal and the mail that tells of it."""

    verb: str
    mail: str


PASSWORD_CHANGED = SecurityEvent("sign_in.password_changed", "mail.password_changed")
SECOND_FACTOR_ADDED = SecurityEvent("sign_in.second_factor_added", "mail.second_factor_added")
SECOND_FACTOR_REMOVED = SecurityEvent("sign_in.second_factor_removed", "mail.second_factor_removed")


def record(request: HttpRequest, user: User, event: SecurityEvent, subject: str = "") -> None:
    """Write the event to the person's stream and promise the mail; who resets a password is signed out meanwhile."""
    now = timezone.now()
    actor: Actor = getattr(request, "actor", Actor())
    places: Places = getattr(request, "places", Places(()))
    if actor.user_id != user.pk:
        actor = Actor(scope=Scope(user=user.pk), user_id=user.pk)
    home = next((membership.municipality_id for membership in places.memberships), None)
    journal.record_about(actor, event.verb, "user", str(user.pk), now=now, municipality=home, subject=subject)
    mails.promise(event.mail, user, now)
