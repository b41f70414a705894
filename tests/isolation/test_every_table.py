"""The declarations of the models against what PostgreSQL holds, and each walk turned red by a planted leak."""

from collections.abc import Iterator

import pytest
from django.db import connection, models, transaction
from django.test.utils import isolate_apps

from accounts.models import Municipality, Unit
from accounts.tenancy import MunicipalModel
from tests import database
from tests.isolation import catalogue


@pytest.mark.django_db
@pytest.mark.parametrize(
    "problems",
    [
        catalogue.table_problems,
        catalogue.view_problems,
        catalogue.function_problems,
        catalogue.grant_problems,
        catalogue.reference_problems,
    ],
)
def test_every_table_view_function_grant_and_reference(problems):
    assert problems() == []


@pytest.mark.django_db
def test_every_listed_definer_is_there():
    with connection.cursor() as cursor:
        cursor.execute("select proname from pg_proc where prosecdef and pronamespace = 'public'::regnamespace")
        assert {name for (name,) in cursor.fetchall()} == set(catalogue.DEFINERS)


@pytest.fixture
def plant(transactional_db) -> Iterator:
    """Run SQL as the owner or the superuser and take it back at the end of the test."""

    def run(*statements: str) -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    with database.as_superuser(), transaction.atomic():
        yield run
        transaction.set_rollback(True)


def _as_owner(*statements: str) -> tuple[str, ...]:
    return ("set local role kompass_owner", *statements, "reset role")


def test_a_table_without_policy_is_reported(plant):
    with isolate_apps("followup"):

        class Leaking(MunicipalModel):
            class Meta:
                app_label = "followup"
                db_table = "followup_leaking"

    plant(*_as_owner("create table followup_leaking (id bigint, municipality_id bigint)"))

    assert catalogue.table_problems([Leaking])[:2] == [
        "followup_leaking has no forced row security.",
        "followup_leaking has no policy owner_all.",
    ]
    assert catalogue.table_problems() == ["followup_leaking is no model's table."]


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("alter table accounts_unit no force row level security", "accounts_unit has no forced row security."),
        ("alter table accounts_unit disable row level security", "accounts_unit has no forced row security."),
        ("drop policy owner_all on accounts_unit", "accounts_unit has no policy owner_all."),
        (
            "alter policy app_select on accounts_unit using (true)",
            "accounts_unit.app_select lets every row through.",
        ),
        (
            "create policy everybody on accounts_unit for select to public using (name <> '')",
            "accounts_unit.everybody is for public.",
        ),
        (
            "create policy house on accounts_unit for select to kompass_app"
            " using (current_setting('kompass.house', true) = 'admin')",
            "accounts_unit.house leans on house, which municipal must not.",
        ),
        (
            "create policy rewrite on evaluations_publishedversion for update to kompass_app"
            " using (current_setting('kompass.house', true) = 'admin')",
            "evaluations_publishedversion.rewrite opens update to rows of the class result.",
        ),
    ],
)
def test_an_open_fence_is_reported(plant, statement, problem):
    plant(*_as_owner(statement))

    assert problem in catalogue.table_problems()


def test_a_table_of_a_stranger_is_reported(plant):
    plant("alter table accounts_unit owner to postgres")

    assert "accounts_unit belongs to postgres." in catalogue.table_problems([Unit])


def test_a_view_of_the_superuser_is_reported(plant):
    plant(
        "create view everything as select * from accounts_unit",
        "create view mine with (security_invoker=true) as select * from accounts_unit",
        "create materialized view frozen as select * from accounts_unit",
    )

    assert catalogue.view_problems() == [
        "everything is a view of postgres that passes row security.",
        "frozen is a materialized view of postgres that passes row security.",
    ]


def test_a_function_that_runs_as_its_owner_is_reported(plant):
    plant(
        *_as_owner(
            "create function all_units() returns bigint language sql security definer"
            " as $$ select count(*) from accounts_unit $$"
        )
    )

    assert catalogue.function_problems() == [
        "all_units runs as kompass_owner and is not listed.",
        "all_units runs as kompass_owner with the caller's search path.",
        "all_units may be run by everybody.",
    ]


def test_a_right_too_many_is_reported(plant):
    plant(
        *_as_owner("grant truncate on accounts_unit to kompass_app", "grant select on accounts_unit to public"),
        "create role stranger",
        "grant stranger to kompass_app",
        "grant create on schema public to kompass_app",
        "alter role kompass_app bypassrls",
    )

    assert catalogue.grant_problems() == [
        "everybody may SELECT on accounts_unit.",
        "kompass_app may TRUNCATE on accounts_unit.",
        "kompass_app is a member of stranger.",
        "kompass_app may create in the schema.",
        "kompass_app is above row security.",
    ]


def test_a_reference_without_the_municipality_is_reported(plant):
    with isolate_apps("followup"):

        class Loose(MunicipalModel):
            municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
            unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

            class Meta:
                app_label = "followup"
                db_table = "followup_loose"

    assert catalogue.reference_problems([Loose]) == ["followup_loose.unit_id may point at another municipality's row."]

    plant(*_as_owner("alter table accounts_unit drop constraint unit_head_is_ours"))
    assert catalogue.reference_problems([Unit]) == ["accounts_unit.head_id may point at another municipality's row."]
