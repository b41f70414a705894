"""Migrations go back and forth: what stood in the rows stands there after, and no fence differs.

One journey, since each way through all migrations takes long.
"""

import io

import pytest
from django.core.management import call_command
from django.db import connection

from accounts.models import Municipality, User
from evaluations.models import EvaluationState, ProposedArea, ProposedSubarea, ProposedText
from tests import database, factories

PLACES = {"area": ("page 12", 12, None), "subarea": ("line 340", None, 340), "text": ("", None, None)}


def _rows(columns: str) -> dict[str, tuple[object, ...]]:
    found = {}
    with connection.cursor() as cursor:
        for name in PLACES:
            cursor.execute(f"select {columns} from evaluations_proposed{name}")
            found[name] = cursor.fetchone()
    return found


def _catalogue() -> list[str]:
    """The policies, constraints, triggers and rights, a line each."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select concat_ws(' ', schemaname, tablename, policyname, cmd, roles, qual, with_check) from pg_policies"
            " union all select pg_get_constraintdef(oid) || conname from pg_constraint"
            " where connamespace = 'public'::regnamespace"
            " union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal"
            " union all select proname || proacl::text from pg_proc where pronamespace = 'public'::regnamespace"
            " and proowner = 'kompass_owner'::regrole and proacl is not null order by 1"
        )
        return [line for (line,) in cursor.fetchall()]


def _migrate(*to: str) -> None:
    call_command("migrate", *to, verbosity=0, stdout=io.StringIO())


@pytest.mark.django_db(transaction=True)
def test_rows_survive_the_way_back_and_forth_and_all_that_the_fences_made_comes_again(
    transactional_db: None, sara: User, arboga: Municipality
) -> None:
    case = factories.evaluation(arboga, "KK-2025-001", state=EvaluationState.READY)
    made = factories.report_import(sara, of=arboga, evaluation=case, state="accepted")
    factories.draft_finding(case)
    with factories.in_scope(factories.ADMIN):
        ProposedArea.objects.create(report_import=made, area_number=1, title="Demokrati", page=12)
        ProposedSubarea.objects.create(report_import=made, area_number=1, position=1, title="Dialog", line=340)
        ProposedText.objects.create(report_import=made, area_number=1, position=1, title="Allmänt", body="Text.")
    with database.as_owner():
        before = _catalogue()
        try:
            _migrate("evaluations", "0003")
            assert _rows("place") == {name: (place,) for name, (place, _page, _line) in PLACES.items()}
            _migrate("evaluations")
            assert _rows("page, line") == {name: (page, line) for name, (_place, page, line) in PLACES.items()}
            with connection.cursor() as cursor:
                cursor.execute("select number, state, replacing::text, offered_from_id from evaluations_reportimport")
                assert cursor.fetchall() == [(made.number, "accepted", "{}", None)]
            database.truncate()
            _migrate("evaluations", "0001_initial")
            between = _catalogue()
            assert len(between) < len(before)
            _migrate("accounts", "0001_initial")
            assert len(_catalogue()) < len(between)
        finally:
            _migrate()
        assert _catalogue() == before
