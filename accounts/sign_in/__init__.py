"""Signing in by allauth: closed sign-up, mails through the outbox, a second factor where it is demanded."""

from accounts.sign_in.adapters import AccountAdapter, MFAAdapter, user_display
from accounts.sign_in.second_factor import satisfies_second_factor

__all__ = ["AccountAdapter", "MFAAdapter", "satisfies_second_factor", "user_display"]
