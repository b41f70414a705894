"""The secret of an invitation: long, in the mail only, its hash in the table."""

import hashlib
import secrets

TOKEN_BYTES = 32


def new_token() -> str:
    """A token nobody can guess."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """What the table holds of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def unknown_hash() -> str:
    """The hash of a token that nobody has, until the mail is made."""
    return hash_of(new_token())
