"""Migrations on a database that holds rows: they go back and forth, and what stood in the rows stands there after."""

import io

import pytest
from django.core.management import call_command
from django.db import connection

from accounts.models import Municipality, User
from evaluations.models import EvaluationState, ProposedArea, ProposedSubarea, ProposedText
from tests import database, factories

SILENT = {"verbosity": 0}
PLACES = {"area": ("page 12", 12, None), "subarea": ("line 340", None, 340), "text": ("", None, None)}


def _rows(columns: str) -> dict[str, tuple[object, ...]]:
    found = {}
    with connection.cursor() as cursor:
        for name in PLACES:
            cursor.execute(f"select {columns} from evaluations_proposed{name}")
            found[name] = cursor.fetchone()
    return found


@pytest.mark.django_db(transaction=True)
def test_places_and_imports_survive_the_way_back_and_forth(
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
        try:
            call_command("migrate", "evaluations", "0003", stdout=io.StringIO(), **SILENT)
            assert _rows("place") == {name: (place,) for name, (place, _page, _line) in PLACES.items()}
        finally:
            call_command("migrate", stdout=io.StringIO(), **SILENT)
        assert _rows("page, line") == {name: (page, line) for name, (_place, page, line) in PLACES.items()}
        with connection.cursor() as cursor:
            cursor.execute("select number, state, replacing::text, offered_from_id from evaluations_reportimport")
            assert cursor.fetchall() == [(made.number, "accepted", "{}", None)]
