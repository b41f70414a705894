"""Inviting: to a role in the municipality, to SKR, or as a municipality's first coordinator."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from accounts import belonging, mails
from accounts.invitations.mailing import promise_mail, record
from accounts.invitations.refusals import (
    AlreadyInvited,
    AlreadyMember,
    CoordinatorActive,
    InvitationAnswered,
    InvitesOneself,
)
from accounts.invitations.tokens import unknown_hash
from accounts.models import Invitation, Membership, Municipality, Role, User
from accounts.models.invitation import VALID_FOR
from accounts.roles import Actor, require


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
    """SKR's invitation of a municipality's coordinator; refused where one is active, and to oneself."""
    require(by, "invite_first_coordinator")
    email = email.strip().lower()
    if by.user_id and User.objects.filter(pk=by.user_id, email=email).exists():
        raise InvitesOneself
    _refuse_where_active(municipality.pk, today)
    return _make(by, municipality.pk, email, display_name, Role.COORDINATOR, now)


def resend_invitation(by: Actor, invitation_id: int, *, now: datetime, today: date) -> Invitation:
    """Send a new link for seven more days; the old one stops at once. Within a minute of a mail nothing changes."""
    belonging.require_here(by, "invite")
    with transaction.atomic():
        invitation = _find(by, invitation_id)
        if not _is_unanswered(invitation):
            raise InvitationAnswered
        if by.scope.house and invitation.municipality_id is not None:
            _refuse_where_active(invitation.municipality_id, today)
        if now - (invitation.expires_at - VALID_FOR) < mails.SLOT:  # its mail is on the way: a new link would get none
            return invitation
        invitation.token_hash = unknown_hash()
        invitation.expires_at = now + VALID_FOR
        invitation.save(update_fields=["token_hash", "expires_at"])
        record(by, "invitation.sent_again", invitation, now)
        promise_mail(by, invitation, now)
    return invitation


def withdraw_invitation(by: Actor, invitation_id: int, *, now: datetime) -> Invitation:
    """Make the link worthless. Again changes nothing."""
    belonging.require_here(by, "invite")
    with transaction.atomic():
        invitation = _find(by, invitation_id)
        if _is_unanswered(invitation):
            invitation.withdrawn_at = now
            invitation.save(update_fields=["withdrawn_at"])
            record(by, "invitation.withdrawn", invitation, now)
    return invitation


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
            token_hash=unknown_hash(),
            invited_by_id=by.user_id,
            invited_by_name=by.display_name,
            is_from_skr=bool(by.scope.house),
            invited_at=now,
            expires_at=now + VALID_FOR,
            **fields,
        )
        record(by, "invitation.sent", made, now, role=role)
        promise_mail(by, made, now)
    return made


def _refuse_where_active(municipality_id: int, today: date) -> None:
    if Municipality.objects.with_coordinator(on=today).get(pk=municipality_id).has_coordinator:
        raise CoordinatorActive


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
