"""Strict readers of the environment: a missing or bad value stops the start with one sentence."""

import os
import shlex
import shutil
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

_NAMES = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}


def text(name: str, default: str | None = None) -> str:
    """The variable's text. Raises ImproperlyConfigured where it is missing or empty and has no default."""
    value = os.environ.get(name, "").strip() or default
    if value is None:
        raise ImproperlyConfigured(
            f"The environment variable {name} is missing. docs/operations.md says what it holds."
        )
    return value


def switch(name: str, default: bool) -> bool:
    """A yes or no. Raises ImproperlyConfigured for anything but 1, 0, true, false, yes, no."""
    value = text(name, "yes" if default else "no").lower()
    if value in {"1", "true", "yes"}:
        return True
    if value in {"0", "false", "no"}:
        return False
    raise ImproperlyConfigured(f"The environment variable {name} must be yes or no, not «{value}».")


def number(name: str, default: int, least: int, most: int) -> int:
    """A whole number between least and most. Raises ImproperlyConfigured for anything else."""
    value = text(name, str(default))
    if not value.isdecimal() or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"The environment variable {name} must be a number from {least} to {most}.")
    return int(value)


def names(name: str) -> list[str]:
    """A list separated by commas, with at least one entry."""
    found = [part.strip() for part in text(name).split(",") if part.strip()]
    if not found:
        raise ImproperlyConfigured(f"The environment variable {name} must name at least one value.")
    return found


def command(name: str) -> list[str]:
    """A command line as its words; none where it is empty. Raises ImproperlyConfigured for one that cannot be run."""
    try:
        words = shlex.split(os.environ.get(name, ""))
    except ValueError as error:
        raise ImproperlyConfigured(f"The environment variable {name} is no command line: {error}.") from error
    if words and shutil.which(words[0]) is None:
        raise ImproperlyConfigured(f"The environment variable {name} names a program that is not here: {words[0]}.")
    return words


def database(name: str, default: str | None = None) -> dict[str, Any]:
    """A PostgreSQL address as Django's database settings; what libpq knows beside the five names becomes an option."""
    try:
        parts = conninfo_to_dict(text(name, default))
    except ProgrammingError as error:
        raise ImproperlyConfigured(f"The environment variable {name} is no PostgreSQL address.") from error
    database: dict[str, Any] = {"ENGINE": "kompass_site.postgresql", "OPTIONS": {}}
    for key, value in parts.items():
        if key in _NAMES:
            database[_NAMES[key]] = str(value)
        else:
            database["OPTIONS"][key] = value
    if not database.get("NAME"):
        raise ImproperlyConfigured(f"The environment variable {name} names no database.")
    return database


def mailer(name: str) -> dict[str, Any]:
    """A mail server as smtp://user:password@host:587 (STARTTLS) or smtps://… (TLS from the start)."""
    address = urlsplit(text(name))
    if address.scheme not in {"smtp", "smtps"} or not address.hostname:
        raise ImproperlyConfigured(f"The environment variable {name} must look like smtp://user:password@host:587.")
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": address.hostname,
            "port": address.port or (465 if address.scheme == "smtps" else 587),
            "username": address.username or "",
            "password": address.password or "",
            "use_tls": address.scheme == "smtp" and address.username is not None,
            "use_ssl": address.scheme == "smtps",
            "timeout": 10,
        },
    }
