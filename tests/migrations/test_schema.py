"""What the migrations made, as a whole."""

import io

import pytest
from django.core.management import call_command
from django.db import connection

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
