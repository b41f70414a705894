"""The tests' own ground: who they are to the database, and what is loaded."""

import pytest
from django.db import connection

from accounts.models import Municipality
from accounts.tenancy import Scope
from tests import database, factories


@pytest.mark.django_db
def test_tests_run_as_the_app_role():
    with connection.cursor() as cursor:
        cursor.execute(
            "select current_user, rolsuper, rolbypassrls, rolcreatedb from pg_roles where rolname = current_user"
        )
        assert cursor.fetchone() == ("kompass_app", False, False, False)


@pytest.mark.django_db
def test_what_ships_is_loaded():
    with factories.in_scope(Scope()):
        assert Municipality.objects.count() == 290


def _leave_a_row():
    factories.person("somebody@example.se")


@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_is_the_app_role_as_well():
    _leave_a_row()
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        assert cursor.fetchone() == ("kompass_app",)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_left_of_it_but_what_ships():
    from accounts.models import User

    assert User.objects.count() == 0
    with factories.in_scope(Scope()):
        assert Municipality.objects.count() == 290
    with database.as_owner(), connection.cursor() as cursor:
        cursor.execute("select current_user")
        assert cursor.fetchone() == ("kompass_owner",)
