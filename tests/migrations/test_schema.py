"""What the migrations made, as a whole."""

import io

import pytest
from django.core.management import call_command
from django.db import connection

from tests import database

pytestmark = pytest.mark.django_db


def _column(sql: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [value for (value,) in cursor.fetchall()]


def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, stdout=io.StringIO())


def test_no_constraint_waits_for_the_commit():
    assert (
        _column("select conname from pg_constraint where condeferrable and connamespace = 'public'::regnamespace") == []
    )


def test_every_constraint_is_validated():
    assert _column("select conname from pg_constraint where not convalidated") == []


@pytest.mark.django_db(transaction=True)
def test_migrations_go_back_and_forth_without_a_difference():
    """All that the fences of two apps made is taken back by their undoing, and comes again the same."""
    silent = {"verbosity": 0, "stdout": io.StringIO()}

    def catalogue() -> list[str]:
        return _column(
            "select concat_ws(' ', schemaname, tablename, policyname, cmd, roles, qual, with_check) from pg_policies"
            " union all select pg_get_constraintdef(oid) || conname from pg_constraint"
            " where connamespace = 'public'::regnamespace"
            " union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal"
            " union all select proname || proacl::text from pg_proc where pronamespace = 'public'::regnamespace"
            " and proowner = 'kompass_owner'::regrole and proacl is not null order by 1"
        )

    with database.as_owner():
        before = catalogue()
        database.truncate()
        try:
            call_command("migrate", "evaluations", "0001_initial", **silent)
            between = catalogue()
            assert len(between) < len(before)
            call_command("migrate", "accounts", "0001_initial", **silent)
            assert len(catalogue()) < len(between)
        finally:
            call_command("migrate", **silent)
        assert catalogue() == before
