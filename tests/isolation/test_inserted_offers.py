"""The one row of SKR's that a municipality may insert: an offer of its own evaluation, whole and unread."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import Municipality
from accounts.tenancy import Scope
from evaluations.models import Evaluation, EvaluationState
from tests import factories

OFFER = {
    "municipality_id": "{boden}",
    "offered_from_id": "{own}",
    "evaluation_id": "null",
    "uploaded_by_id": "{cecilia}",
    "state": "'uploaded'",
    "is_own": "false",
    "number": "0",
    "offer_key": "gen_random_uuid()",
    "offered": "'{{}}'",
    "replacing": "'{{}}'",
    "batch": "null",
}
FILE = {
    "uploaded_at": "now()",
    "file_name": "'a.txt'",
    "stored_name": "'aa/bb'",
    "size": "1",
    "sha256": "''",
    "declared_type": "''",
    "detected_type": "''",
    "problem": "''",
    "municipality_name": "''",
    "evaluated_precision": "''",
    "reported_precision": "''",
    "evaluators": "'[]'",
    "sources": "'{{}}'",
    "version": "1",
}


@pytest.fixture
def rows(people: SimpleNamespace, arboga: Municipality, boden: Municipality, boden_case: Evaluation) -> dict[str, int]:
    """Keys: two towns, Boden's own evaluations, its case at SKR, Arboga's own evaluation, two people."""
    published = EvaluationState.PUBLISHED
    made = {
        "own": factories.evaluation(boden, "Egen-2025", state=published, year=2025, is_own=True),
        "cancelled": factories.evaluation(boden, "Egen-2024", state=EvaluationState.CANCELLED, year=2024, is_own=True),
        "foreign": factories.evaluation(arboga, "Egen-2025", state=published, year=2025, is_own=True),
        "case": boden_case,
        "arboga": arboga,
        "boden": boden,
        "cecilia": people.cecilia,
        "astrid": people.astrid,
    }
    return {name: row.pk for name, row in made.items()}


def _inserts(scope: Scope, rows: dict[str, int], **other: str) -> bool:
    values = {name: value.format(**rows) for name, value in (FILE | OFFER | other).items()}
    sql = f"insert into evaluations_reportimport ({', '.join(values)}) values ({', '.join(values.values())})"
    try:
        with factories.in_scope(scope), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
            transaction.set_rollback(True)
    except DatabaseError:
        return False
    return True


def test_a_municipality_inserts_an_offer_of_its_own_evaluation(rows: dict[str, int]) -> None:
    assert _inserts(Scope(user=rows["cecilia"], municipality=rows["boden"]), rows)


@pytest.mark.parametrize(
    "other",
    [
        {"municipality_id": "{arboga}", "offered_from_id": "{foreign}"},
        {"municipality_id": "{arboga}"},
        {"municipality_id": "null"},
        {"offered_from_id": "{foreign}"},
        {"offered_from_id": "{case}"},
        {"offered_from_id": "{cancelled}"},
        {"offered_from_id": "null"},
        {"evaluation_id": "{case}"},
        {"evaluation_id": "{own}", "state": "'accepted'"},
        {"state": "'proposed'"},
        {"state": "'undone'"},
        {"number": "77"},
        {"offer_key": "null"},
        {"offered": "null"},
        {"replacing": """'{{"remove": ["x"]}}'"""},
        {"batch": "gen_random_uuid()"},
    ],
    ids=lambda other: " ".join(f"{name}={value}" for name, value in other.items()),
)
def test_it_inserts_nothing_else(rows: dict[str, int], other: dict[str, str]) -> None:
    assert not _inserts(Scope(user=rows["cecilia"], municipality=rows["boden"]), rows, **other)


@pytest.mark.parametrize("scope", ["none", "user", "arboga", "evaluator"])
def test_nobody_else_inserts_it(rows: dict[str, int], scope: str) -> None:
    scopes: dict[str, Callable[[], Scope]] = {
        "none": Scope,
        "user": lambda: Scope(user=rows["cecilia"]),
        "arboga": lambda: Scope(user=rows["astrid"], municipality=rows["arboga"]),
        "evaluator": lambda: Scope(user=rows["cecilia"], house="evaluator"),
    }
    assert not _inserts(scopes[scope](), rows)
