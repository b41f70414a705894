"""Good examples: municipalities that a report names as models, from the case to the result's page and open data."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client

from accounts.models import Municipality, User
from evaluations.models import (
    DraftFinding,
    Evaluation,
    EvaluationState,
    FindingKind,
    PublishedFinding,
    PublishedVersion,
)
from evaluations.publication import verify_versions
from evaluations.reporting.result import result_of
from tests import factories
from tests.evaluations.publication.acting import publish_as
from tests.factories import ADMIN, in_scope
from tests.statements import count_statements

SENTENCE = "Boden har en modell för dialog att ta efter."


@pytest.fixture
def published(case: Evaluation, boden: Municipality, sara: User, now: datetime, today: date) -> PublishedVersion:
    """Arboga's result, which names Boden in area 1."""
    example = factories.draft_finding(case, SENTENCE, kind=FindingKind.EXAMPLE)
    with in_scope(ADMIN):
        DraftFinding.objects.filter(pk=example.pk).update(named=boden, subarea_code="1.2")
    return publish_as(sara, case, now, today)


def test_an_example_is_published_with_whom_it_names(published: PublishedVersion, boden: Municipality) -> None:
    with in_scope(ADMIN):
        row = PublishedFinding.objects.get(kind=FindingKind.EXAMPLE)
        assert (row.text, row.named_id, row.subarea_code, row.area_number) == (SENTENCE, boden.pk, "1.2", 1)
        example = published.content["areas"][0]["examples"][0]
        assert example == {
            "key": str(row.finding.key),
            "text": SENTENCE,
            "subarea_code": "1.2",
            "named": {"code": boden.code, "name": boden.name, "short_name": boden.short_name},
        }
        assert published.schema_version == 2
        assert verify_versions() == []


def test_its_page_leads_to_the_named_municipality_where_that_has_a_result(
    published: PublishedVersion, boden: Municipality, sara: User, client: Client
) -> None:
    address = "/resultat/arboga/2027/"
    without = client.get(address).content.decode()
    assert SENTENCE in without
    assert 'href="/resultat/boden/"' not in without
    theirs = factories.evaluation(boden, "KK-2026-009", state=EvaluationState.PUBLISHED, year=2026)
    factories.published_version(theirs, sara)
    client.cookies.clear()
    with count_statements() as statements:
        page = client.get(f"{address}?utvardering=KK-2027-001").content.decode()
    assert 'id="omrade-1-examples"' in page
    assert '<a href="/resultat/boden/">Boden</a>' in page
    assert len(statements.of_page) <= 3


def test_open_data_has_it(published: PublishedVersion, client: Client) -> None:
    data = client.get("/resultat/arboga/2027/data.json").json()
    assert [item["text"] for item in data["areas"][0]["examples"]] == [SENTENCE]
    rows = client.get("/resultat/arboga/2027/data.csv").content.decode().splitlines()
    assert next(row for row in rows if ";example;" in row).split(";")[5:9] == ["example", "1", "1.2", "Bodens kommun"]


def test_nobody_is_asked_to_decide_about_it(
    published: PublishedVersion, astrid: User, client_of: Callable[[User], Client]
) -> None:
    page = client_of(astrid).get("/arboga/stallningstaganden/").content.decode()
    assert "Följ upp målen oftare." in page
    assert SENTENCE not in page


def test_a_content_of_the_first_schema_has_none(arboga_case: Evaluation, sara: User) -> None:
    version = factories.published_version(arboga_case, sara)
    assert [area.examples for area in result_of(version.content).areas] == [[]] * 8
    with in_scope(ADMIN):
        assert verify_versions() == []
