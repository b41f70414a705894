"""Invitations: made, mailed by the worker with a token that stands nowhere else, accepted or declined once."""

from accounts.invitations.answering import (
    accept_invitation,
    decline_invitation,
    found_by,
    make_account,
    matching_owner_texts,
)
from accounts.invitations.inviting import (
    invite,
    invite_first_coordinator,
    open_invitations,
    resend_invitation,
    withdraw_invitation,
)
from accounts.invitations.mailing import register
from accounts.invitations.refusals import OF_ADDRESS
from accounts.invitations.tokens import hash_of

__all__ = [
    "OF_ADDRESS",
    "accept_invitation",
    "decline_invitation",
    "found_by",
    "hash_of",
    "invite",
    "invite_first_coordinator",
    "make_account",
    "matching_owner_texts",
    "open_invitations",
    "register",
    "resend_invitation",
    "withdraw_invitation",
]
