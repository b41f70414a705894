"""Personal tokens of the API: made by a person with a second factor, shown once, kept as a hash, revoked."""

import hashlib
import secrets
from datetime import date, datetime, timedelta
from typing import ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.errors import NotPermitted, RuleViolation
from accounts.models import ApiToken, User
from accounts.roles import Actor

PREFIX = "kompass_"  # so that a scanner of source code knows what it found
LONGEST = timedelta(days=365)
MOST = 20


class TooManyTokens(RuleViolation):
    """Nobody needs that many; one is revoked first."""

    code: ClassVar[str] = "too_many_tokens"
    message = _("You have twenty tokens in use. Revoke one that is no longer needed first.")


class TokenEndsTooLate(RuleViolation):
    """A token ends within a year, and not before tomorrow."""

    code: ClassVar[str] = "token_ends_too_late"
    message = _("A token is valid from one day to one year.")


def make_token(
    by: Actor, *, name: str, expires_on: date, home: int | None, now: datetime, today: date
) -> tuple[ApiToken, str]:
    """Make a token that acts as the person; its text is answered here and never again. `home` is the journal's stream.

    The edge lets in only sessions that were opened with a second factor, since the token stands for one.
    """
    if by.user_id is None:
        raise NotPermitted
    if not today < expires_on <= today + LONGEST:
        raise TokenEndsTooLate
    if in_use(by, today).count() >= MOST:
        raise TooManyTokens
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user_id=by.user_id, name=name, token_hash=_hash(secret), created_at=now, expires_on=expires_on
    )
    journal.record(by, "token.made", token, now=now, municipality=home, subject=name, valid_until=str(expires_on))
    return token, secret


def revoke_token(by: Actor, token: ApiToken, *, home: int | None, now: datetime) -> ApiToken:
    """End one's own token at once. Pressed again, nothing changes."""
    if token.user_id != by.user_id:
        raise NotPermitted
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
        journal.record(by, "token.revoked", token, now=now, municipality=home, subject=token.name)
    token.refresh_from_db()
    return token


def in_use(by: Actor, today: date) -> QuerySet[ApiToken]:
    """The person's own tokens that still open doors, the newest first."""
    return of_person(by).filter(revoked_at=None, expires_on__gte=today).order_by("-created_at", "-id")


def of_person(by: Actor) -> QuerySet[ApiToken]:
    """All of the person's own tokens; a visitor has none."""
    return ApiToken.objects.filter(user_id=by.user_id or 0)


def user_of(secret: str, today: date) -> User | None:
    """The active person whose token this is, else nobody. Notes its last use once a day."""
    rows = ApiToken.objects.filter(token_hash=_hash(secret), revoked_at=None, expires_on__gte=today)
    token = rows.select_related("user").first()
    if token is None or not token.user.is_active:
        return None
    if token.last_used_on != today:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=today)
    return token.user


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
