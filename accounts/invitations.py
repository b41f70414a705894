"""Invitations: made, mailed by the worker with a token that stands nowhere else, accepted or declined once."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as now_said
from django.utils.translation import gettext_lazy as _

from accounts import belonging, journal, mails, outbox
from accounts.errors import RuleViolation
from accounts.models import Invitation, Membership, Municipality, Role, User
from accounts.models.invitation import VALID_FOR
from accounts.roles import Actor, require
from accounts.signals import owner_texts_claimed, owner_texts_sought

TOKEN_BYTES = 32
MAIL = "mail.invitation"


class InvitationNotValid(RuleViolation):
    """Wrong, used, declined, withdrawn and too old are told apart by nobody."""

    code = "invitation_not_valid"
    message = _("The invitation is no longer valid. Ask the person who invited you for a new one.")
    status = 404


class InvitationOfAnother(RuleViolation):
    """An invitation is bound to its e-mail address."""

    code = "invitation_of_another"
    message = _("The invitation is for another e-mail address than the one you are signed in with.")
    status = 403


class AlreadyMember(RuleViolation):
    """Who has the role needs no invitation to it."""

    code = "already_member"
    message = _("Somebody with that e-mail address already has the role here.")


class AlreadyInvited(RuleViolation):
    """One open invitation for each address and role."""

    code = "already_invited"
    message = _("That e-mail address already has an open invitation to the role. Send it again if it was lost.")


class InvitationAnswered(RuleViolation):
    """What was accepted, declined or withdrawn is not sent again."""

    code = "invitation_answered"
    message = _("The invitation has been answered or withdrawn. Make a new one.")


class CoordinatorActive(RuleViolation):
    """SKR invites a coordinator only where there is none: the municipality decides about its own people."""

    code = "coordinator_active"
    message = _("The municipality has an active coordinator, who invites the others.")


class AccountExists(RuleViolation):
    """The address has an account: its owner signs in instead."""

    code = "account_exists"
    message = _("There is already an account with that e-mail address. Sign in to accept the invitation.")


def hash_of(token: str) -> str:
    """What the table holds of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_invitations(by: Actor) -> QuerySet[Invitation]:
    """Those of the place that wait for an answer, also when they have run out, newest first."""
    rows = Invitation.objects.filter(accepted_at=None, declined_at=None, withdrawn_at=None)
    if by.scope.municipality:
        rows = rows.filter(municipality_id=by.scope.municipality)
    else:
        rows = rows.filter(municipality=None)
    return rows.select_related("unit").order_by("-invited_at", "-id")


def invite(
    by: Actor, *, email: str, display_name: str, role: str, now: datetime, title: str = "", unit_id: int | None = None
) -> Invitation:
    """Invite somebody to a role where the actor acts, and promise the mail. Refuses who has it or is invited to it."""
    belonging.require_here(by, "invite")
    if role not in belonging.roles_of(by):
        raise belonging.RoleNotHere
    email = email.strip().lower()
    held = Membership.objects.visible_to(by).filter(user__email=email, role=role)
    if held.filter(end=None).exists():
        raise AlreadyMember
    unit = belonging.unit_of(unit_id)
    return _make(by, by.scope.municipality, email, display_name, role, now, title=title, unit=unit)


def invite_first_coordinator(
    by: Actor, municipality: Municipality, *, email: str, display_name: str, now: datetime, today: date
) -> Invitation:
    """SKR's invitation of a municipality's coordinator; refused where one is active."""
    require(by, "invite_first_coordinator")
    _refuse_where_active(municipality.pk, today)
    return _make(by, municipality.pk, email.strip().lower(), display_name, Role.COORDINATOR, now)


def _refuse_where_active(municipality_id: int, today: date) -> None:
    if Municipality.objects.with_coordinator(on=today).get(pk=municipality_id).has_coordinator:
        raise CoordinatorActive


def _make(
    by: Actor, municipality_id: int | None, email: str, display_name: str, role: str, now: datetime, **fields: Any
) -> Invitation:
    with transaction.atomic():
        waiting = Invitation.objects.filter(
            municipality_id=municipality_id, email=email, role=role, accepted_at=None, declined_at=None
        )
        if waiting.filter(withdrawn_at=None, expires_at__gt=now).exists():
            raise AlreadyInvited
        made: Invitation = Invitation.objects.create(
            municipality_id=municipality_id,
            email=email,
            display_name=display_name.strip(),
            role=role,
            token_hash=_unknown_hash(),
            invited_by_id=by.user_id,
            invited_by_name=by.display_name,
            is_from_skr=bool(by.scope.house),
            invited_at=now,
            expires_at=now + VALID_FOR,
            **fields,
        )
        _record(by, "invitation.sent", made, now, role=role)
        _promise_mail(by, made, now)
    return made


def resend_invitation(by: Actor, invitation_id: int, *, now: datetime, today: date) -> Invitation:
    """Send a new link for seven more days; the old one stops at once. Again within a minute sends one mail."""
    belonging.require_here(by, "invite")
    with transaction.atomic():
        invitation = _find(by, invitation_id)
        if not _is_unanswered(invitation):
            raise InvitationAnswered
        if by.scope.house and invitation.municipality_id is not None:
            _refuse_where_active(invitation.municipality_id, today)
        invitation.token_hash = _unknown_hash()
        invitation.expires_at = now + VALID_FOR
        invitation.save(update_fields=["token_hash", "expires_at"])
        _record(by, "invitation.sent_again", invitation, now)
        _promise_mail(by, invitation, now)
    return invitation


def withdraw_invitation(by: Actor, invitation_id: int, *, now: datetime) -> Invitation:
    """Make the link worthless. Again changes nothing."""
    belonging.require_here(by, "invite")
    with transaction.atomic():
        invitation = _find(by, invitation_id)
        if _is_unanswered(invitation):
            invitation.withdrawn_at = now
            invitation.save(update_fields=["withdrawn_at"])
            _record(by, "invitation.withdrawn", invitation, now)
    return invitation


def _find(by: Actor, invitation_id: int) -> Invitation:
    """Lock an invitation of the place; SKR reaches those it sent."""
    rows = Invitation.objects.select_for_update(of=("self",))
    if by.scope.municipality:
        rows = rows.filter(municipality_id=by.scope.municipality)
    else:
        rows = rows.filter(is_from_skr=True)
    found: Invitation = rows.get(pk=invitation_id)
    return found


def _is_unanswered(invitation: Invitation) -> bool:
    return invitation.accepted_at is None and invitation.declined_at is None and invitation.withdrawn_at is None


def found_by(token_hash: str, now: datetime) -> Invitation | None:
    """The open invitation with this hash; needs a scope that names it."""
    rows = Invitation.objects.filter(token_hash=token_hash).select_related("municipality", "unit")
    invitation: Invitation | None = rows.first()
    return invitation if invitation is not None and invitation.is_open(now) else None


def make_account(by: Actor, token_hash: str, password: str, *, now: datetime) -> User:
    """Make the account of the invited address: the only way to get one. Raises ValidationError for a weak password."""
    invitation = _held(token_hash, now)
    validate_password(password, User(email=invitation.email))
    try:
        with transaction.atomic():
            user = User.objects.create_user(invitation.email, password, language=translation.get_language() or "sv")
    except IntegrityError as error:
        raise AccountExists from error
    _record(by, "account.made", invitation, now)
    return user


def accept_invitation(
    by: Actor, token_hash: str, user: User, *, now: datetime, today: date, texts: Iterable[str] = ()
) -> Membership:
    """Become a member, once; the `texts` of actions that mean this person become theirs.

    Refuses another address than the invited one, and every invitation that is not open.
    """
    with transaction.atomic():
        invitation = _held(token_hash, now)
        if user.email != invitation.email:
            raise InvitationOfAnother
        membership = _membership_of(invitation, user, today)
        invitation.accepted_at = now
        invitation.save(update_fields=["accepted_at"])
        by = Actor(scope=by.scope, user_id=user.pk, display_name=membership.display_name)
        _record(by, "invitation.accepted", invitation, now, role=invitation.role)
        offered = set(matching_owner_texts(invitation))
        claimed = [text for text in texts if text in offered]
        if claimed:
            owner_texts_claimed.send(
                sender=Membership, membership=membership, texts=claimed, by=by, now=now, today=today
            )
    return membership


def decline_invitation(by: Actor, token_hash: str, *, now: datetime) -> None:
    """Say no; the link stops working."""
    with transaction.atomic():
        invitation = _held(token_hash, now)
        invitation.declined_at = now
        invitation.save(update_fields=["declined_at"])
        _record(by, "invitation.declined", invitation, now)


def matching_owner_texts(invitation: Invitation) -> list[str]:
    """The texts under «Ansvarig» that may mean the invited person, as followup knows them."""
    if invitation.municipality_id is None or invitation.role not in (Role.COORDINATOR, Role.ACTION_OWNER):
        return []
    answers = owner_texts_sought.send(
        sender=Invitation, name=invitation.display_name, title=invitation.title, municipality=invitation.municipality_id
    )
    return sorted({text for _receiver, texts in answers for text in texts})


def _held(token_hash: str, now: datetime) -> Invitation:
    """The open invitation, locked. Raises InvitationNotValid."""
    with transaction.atomic():
        locked = Invitation.objects.filter(token_hash=token_hash).select_for_update(of=("self",)).first()
    if locked is None or not locked.is_open(now):
        raise InvitationNotValid
    invitation: Invitation = locked
    return invitation


def _membership_of(invitation: Invitation, user: User, today: date) -> Membership:
    rows = Membership.objects.filter(municipality_id=invitation.municipality_id, user=user, role=invitation.role).valid(
        on=today
    )
    membership: Membership | None = rows.filter(end=None).first() or rows.first()
    if membership is not None:
        if membership.end is not None:  # the row was to end and goes on instead
            membership.end = None
            membership.version += 1
            membership.save(update_fields=["end", "version"])
        return membership
    made: Membership = Membership.objects.create(
        municipality_id=invitation.municipality_id,
        user=user,
        role=invitation.role,
        display_name=invitation.display_name,
        title=invitation.title,
        unit_id=invitation.unit_id,
        start=today,
    )
    return made


def _unknown_hash() -> str:
    """The hash of a token that nobody has, until the mail is made."""
    return hash_of(secrets.token_urlsafe(TOKEN_BYTES))


def _promise_mail(by: Actor, invitation: Invitation, now: datetime) -> None:
    slot = int(now.timestamp() // mails.SLOT.total_seconds())
    outbox.promise(MAIL, f"{MAIL}:{invitation.pk}:{slot}", by.scope, now, invitation=invitation.pk)


def send(running: outbox.Running) -> None:
    """Make the token, keep its hash and send it; what was answered or withdrawn meanwhile is left alone."""
    rows = Invitation.objects.select_related("municipality").select_for_update(of=("self",))
    invitation: Invitation = rows.get(pk=running.arguments["invitation"])
    if not invitation.is_open(running.now):
        return
    token = secrets.token_urlsafe(TOKEN_BYTES)
    invitation.token_hash = hash_of(token)
    invitation.save(update_fields=["token_hash"])
    known = User.objects.filter(email=invitation.email).first()
    with translation.override(known.language if known else settings.LANGUAGE_CODE):
        place = invitation.municipality.name if invitation.municipality else "SKR"
        mails.deliver(
            invitation.email,
            now_said("Invitation to Kompass, %(place)s") % {"place": place},
            "invitation",
            {
                "link": settings.SITE_ADDRESS + reverse("invitation", args=[token]),
                "invitation": invitation,
                "place": place,
                "role": invitation.get_role_display(),
            },
        )


def _record(by: Actor, verb: str, invitation: Invitation, now: datetime, **facts: object) -> None:
    journal.record(
        by, verb, invitation, now=now, municipality=invitation.municipality_id, subject=invitation.email, **facts
    )


outbox.handles(MAIL, mails.mark, send)
