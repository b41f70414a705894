# ruff: noqa: E501 - a statement a line reads better than a statement folded
"""What the database refuses to everybody, and how long a scope lasts."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts.models import Membership, Role
from accounts.tenancy import Scope, ScopeNotOpenError, change_scope, current, open_scope
from tests import database, factories
from tests.isolation.rows import scope_of

STAYS = [
    ("update evaluations_edition set name = 'X' where key = '2021'", "A published edition never changes."),
    ("delete from evaluations_edition where key = '2021'", "A published edition never changes."),
    ("truncate evaluations_edition cascade", "permission denied"),
    ("update evaluations_area set title = 'X' where edition_id = (select id from evaluations_edition where key = '2021')",
     "A published edition never changes."),
    ("delete from evaluations_subarea where edition_id = (select id from evaluations_edition where key = '2021')",
     "A published edition never changes."),
    ("insert into evaluations_subarea (edition_id, area_id, lineage, number, code, title, aliases, max_points)"
     " select edition_id, id, gen_random_uuid(), 99, '9.9', 'X', '{}', 1 from evaluations_area where edition_id ="
     " (select id from evaluations_edition where key = '2021') limit 1", "A published edition never changes."),
]  # fmt: skip


def test_a_published_edition_refuses_every_change_to_its_administrator(world, subtests):
    for statement, refusal in STAYS:
        with subtests.test(statement[:40]):
            with (
                pytest.raises(DatabaseError) as error,
                factories.in_scope(scope_of("admin", world)),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)

            assert refusal in str(error.value)


PUBLISHED = ("finding", "publishedversion", "publishedscore", "publishedtext", "publishedfinding")


STAND_STILL = {
    **{f"evaluations_{table}": "What is published stays what it was." for table in PUBLISHED},
    "accounts_event": "The journal only grows.",
    "evaluations_edition": "A published edition never changes.",
}


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_the_owner_too(transactional_db, request, subtests):
    assert request.getfixturevalue("world").published

    with database.as_owner(), connection.cursor() as cursor:
        for table, sentence in STAND_STILL.items():
            for statement in (f"update {table} set id = id", f"delete from {table}", f"truncate {table} cascade"):
                refused = pytest.raises(DatabaseError, match=sentence.replace(".", r"\."))
                with subtests.test(statement), refused, transaction.atomic():
                    cursor.execute(statement)


def test_the_facts_of_an_event_are_erased_by_gallring_only_and_never_rewritten(world):
    with factories.in_scope(scope_of("arboga", world)), connection.cursor() as cursor:
        cursor.execute("delete from accounts_eventfacts")
        assert cursor.rowcount == 0
        cursor.execute("update accounts_eventfacts set facts = '{}'")
        assert cursor.rowcount == 0


@pytest.mark.parametrize(
    ("table", "column", "parent"),
    [
        ("accounts_unit", "head_id", "accounts_membership"),
        ("accounts_membership", "unit_id", "accounts_unit"),
    ],
)
def test_a_reference_to_another_municipality_is_refused(table, column, parent, world):
    """Foreign-key checks pass row security: only the composite key refuses them."""
    foreign = factories.unit(world.boden, "Bodens förvaltning")
    with factories.in_scope(Scope(municipality=world.boden.pk)), connection.cursor() as cursor:
        cursor.execute(f"select id from {parent} where municipality_id = %s", [foreign.municipality_id])
        (key,) = cursor.fetchone()

    with pytest.raises(IntegrityError, match="is_ours"), factories.in_scope(scope_of("arboga", world)):
        _run(f"update {table} set {column} = {key} where municipality_id = {world.arboga.pk}")


def test_a_score_of_another_municipality_is_refused_even_to_the_administrator(world):
    with pytest.raises(IntegrityError, match="score_is_of_the_case"), factories.in_scope(factories.ADMIN):
        _run(f"update evaluations_score set municipality_id = {world.boden.pk} where evaluation_id = {world.case.pk}")


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_person_ends_the_membership_under_which_they_act(world, today):
    """The row stays readable by its user, so that UPDATE is not refused for making it invisible."""
    with factories.as_actor(world.birgit, "arboga"), connection.cursor() as cursor:
        cursor.execute(
            'update accounts_membership set "end" = %s, version = version + 1 where user_id = %s',
            [today, world.birgit.pk],
        )
        assert cursor.rowcount == 1


def test_nobody_at_skr_gives_themselves_a_municipal_role(world):
    with pytest.raises(DatabaseError, match="row-level security"), factories.in_scope(scope_of("admin", world)):
        Membership.objects.create(
            user=world.sara, role=Role.COORDINATOR, municipality=world.arboga, display_name="Sara", start="2027-01-01"
        )


def _settings() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select current_setting('kompass.user', true), current_setting('kompass.municipality', true),"
            " current_setting('kompass.evaluation', true), current_setting('kompass.house', true)"
        )
        return cursor.fetchone()


def test_an_inner_scope_leaves_the_outer_one_as_it_was(world):
    outer, inner = scope_of("arboga", world), scope_of("admin", world)
    with factories.in_scope(outer):
        before = _settings()
        with open_scope(inner):
            assert _settings() == (str(world.sara.pk), "", "", "admin")
            assert current() == inner
        assert (_settings(), current()) == (before, outer)
        with pytest.raises(ZeroDivisionError), open_scope(inner):
            raise ZeroDivisionError
        assert (_settings(), current()) == (before, outer)


@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_scope_outlives_its_transaction(transactional_db):
    with open_scope(Scope(user=1, municipality=2)):
        assert _settings()[:2] == ("1", "2")

    assert [value or "" for value in _settings()] == ["", "", "", ""]


def test_a_second_request_on_the_same_connection_sees_its_own_scope_only(world, client_of):
    client_of(world.astrid).get("/arboga/administration/handelser/")
    client_of(world.erik).get("/")

    assert _settings() == (str(world.erik.pk), "", "", "")


def test_outside_a_scope_managers_are_loud(db):
    with pytest.raises(ScopeNotOpenError, match="No scope is open"):
        Membership.objects.count()
    with pytest.raises(ScopeNotOpenError, match="change_scope belongs inside open_scope"):
        change_scope(Scope())
    with pytest.raises(ValueError, match="at most one of municipality, evaluation and house"):
        Scope(municipality=1, house="admin")


@pytest.mark.django_db
def test_the_app_role_gets_no_scope_of_the_owner():
    refusal = pytest.raises(ScopeNotOpenError, match="needs the role kompass_owner, not kompass_app")
    with refusal, open_scope(Scope(owner=True)):
        raise AssertionError("never reached")
