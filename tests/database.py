"""The database of the tests: made by the owner role, used as the app role, emptied as the owner."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from copy import deepcopy
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase

# Rows that migrations wrote and nothing loads again.
KEPT = frozenset({"django_migrations", "django_content_type", "auth_permission"})


def become_app() -> None:
    """From the next connection on, in every thread, the tests are the role of web and worker."""
    connection.close()
    connection.settings_dict["OPTIONS"]["assume_role"] = settings.APP_ROLE


def become_owner() -> None:
    """From the next connection on the tests are the owner again, who drops the database."""
    connection.close()
    connection.settings_dict["OPTIONS"].pop("assume_role", None)


@contextmanager
def _as_role(**changes: Any) -> Iterator[None]:
    if connection.in_atomic_block:
        raise RuntimeError("Another connection sees nothing of the test's open transaction: use transactional_db.")
    connection.close()
    shared = connection.settings_dict
    connection.settings_dict = deepcopy(shared) | changes
    connection.settings_dict["OPTIONS"].pop("assume_role", None)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict = shared


def as_owner() -> AbstractContextManager[None]:
    """This thread's connection is the owner's meanwhile. Refused inside a transaction: it is another connection."""
    return _as_role()


def as_superuser() -> AbstractContextManager[None]:
    """The same as the superuser of the embedded server; skips where DATABASE_URL names another one."""
    if "kompass-throwaway-" not in str(connection.settings_dict.get("HOST")):
        pytest.skip("needs the superuser of the embedded server")
    return _as_role(USER="postgres")


def elsewhere() -> AbstractContextManager[None]:
    """This thread's connection leads to a server that does not answer."""
    return _as_role(HOST="/nonexistent")


def load_what_ships() -> None:
    """The municipalities and the editions, by the command that every start runs."""
    call_command("load_facts", stdout=_Silence())


class _Silence:
    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None: ...


def truncate() -> None:
    """Delete every row, whatever the triggers refuse; on a connection of the owner."""
    tables = [name for name in connection.introspection.table_names() if name not in KEPT]
    names = ", ".join(connection.ops.quote_name(name) for name in tables)
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute(f"truncate {names} restart identity")
        cursor.execute("reset session_replication_role")


def empty() -> None:
    """Leave what ships and nothing else, with the keys it had before."""
    with as_owner():
        truncate()
        load_what_ships()


def _empty_after_test(test: TransactionTestCase) -> None:
    empty()


def replace_flush() -> None:
    """Django's flush would TRUNCATE as the app role, which may not, against triggers that refuse it."""
    TransactionTestCase._fixture_teardown = _empty_after_test  # type: ignore[attr-defined]
