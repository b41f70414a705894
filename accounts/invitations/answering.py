"""Answering an invitation: an account where there is none, then yes or no, once."""

from collections.abc import Iterable
from datetime import date, datetime

from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction
from django.utils import translation

from accounts.invitations.mailing import record
from accounts.invitations.refusals import AccountExists, InvitationNotValid, InvitationOfAnother
from accounts.models import Invitation, Membership, Role, User
from accounts.roles import Actor
from accounts.signals import owner_texts_claimed, owner_texts_sought


def found_by(token_hash: str, now: datetime) -> Invitation | None:
    """The open invitation with this hash; needs a scope that names it."""
    rows = Invitation.objects.filter(token_hash=token_hash).select_related("municipality")
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
    record(by, "account.made", invitation, now)
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
        record(by, "invitation.accepted", invitation, now, role=invitation.role)
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
        record(by, "invitation.declined", invitation, now)


def matching_owner_texts(invitation: Invitation) -> list[str]:
    """The texts under «Ansvarig» that may mean the invited person, as followup knows them."""
    if invitation.municipality_id is None or invitation.role not in (Role.COORDINATOR, Role.ACTION_OWNER):
        return []
    answers = owner_texts_sought.send(
        sender=Invitation, name=invitation.display_name, title=invitation.title, municipality=invitation.municipality_id
    )
    return sorted({text for _receiver, texts in answers for text in texts or ()})


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
