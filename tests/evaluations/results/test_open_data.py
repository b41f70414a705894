"""One result as open data."""

import csv
import io
import json
from datetime import datetime
from uuid import UUID

import pytest
from django.test import Client

from accounts.models import Municipality, User
from evaluations.models import PublishedVersion
from evaluations.views.open_data import _harmless
from tests.evaluations.results.published import published


@pytest.fixture
def version(arboga: Municipality, sara: User, now: datetime) -> PublishedVersion:
    return published(arboga, "KK-2027-101", sara, now, findings=1)


def test_json_has_exactly_these_keys(client: Client, version: PublishedVersion) -> None:
    answer = client.get("/resultat/arboga/2027/data.json")
    assert answer["Content-Type"] == "application/json"
    data = json.loads(answer.content)
    assert set(data) == {"schema_version", "municipality", "evaluation", "edition", "version", "total", "areas"}
    assert set(data["evaluation"]) == {
        *("key", "number", "year", "evaluated_on", "evaluated_precision"),
        *("reported_on", "reported_precision", "ordinal", "previous_year"),
    }
    assert set(data["version"]) == {"number", "published_at", "reason", "sha256"}
    area = data["areas"][0]
    assert set(area) == {
        *("number", "title", "achieved", "maximum", "shown"),
        *("subareas", "texts", "strengths", "improvements", "examples"),
    }
    assert set(area["subareas"][0]) == {"code", "title", "achieved", "maximum", "shown"}
    assert UUID(area["improvements"][0]["key"]).version == 7
    assert data["total"] == {"achieved": 400, "maximum": 800}


def test_no_person_is_named(client: Client, version: PublishedVersion) -> None:
    for form in ("json", "csv"):
        assert "Tegelby" not in client.get(f"/resultat/arboga/2027/data.{form}").text


def test_csv_has_a_row_for_each_value(client: Client, version: PublishedVersion) -> None:
    answer = client.get("/resultat/arboga/2027/data.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="kommunkompassen-arboga-2027.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")), delimiter=";"))
    kinds = [row["kind"] for row in rows]
    assert {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)} == {
        "total": 1,
        "area": 8,
        "subarea": 36,
        "strength": 1,
        "improvement": 1,
        "example": 1,
        "text": 2,
    }
    assert (rows[0]["municipality"], rows[0]["achieved"], rows[0]["maximum"]) == ("Arboga kommun", "400", "800")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert _harmless(text) == f"'{text}"
