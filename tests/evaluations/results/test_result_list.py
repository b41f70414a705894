"""The list of published results."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import Municipality, User
from accounts.municipalities import load_invented
from accounts.tenancy import Scope
from evaluations.models import EvaluationState
from tests import database, factories
from tests.evaluations.results.published import corrected, published


def names(client: Client, query: str = "") -> list[tuple[str, int]]:
    page = client.get(f"/resultat/{query}").context["page"]
    return [(version.municipality.short_name, version.year) for version in page]


@pytest.fixture
def results(arboga: Municipality, boden: Municipality, sara: User, now: datetime) -> None:
    """Åmål, Ängelholm, Örebro and Arboga twice, published in that order."""
    for place, name in enumerate(("Åmål", "Ängelholm", "Örebro", "Arboga")):
        municipality = factories.municipality(name)
        published(municipality, f"KK-2027-20{place}", sara, now + timedelta(hours=place))
    published(arboga, "KK-2016-001", sara, now + timedelta(hours=9), year=2016, edition="2016")


def test_municipalities_stand_in_swedish_order(client: Client, results: None) -> None:
    assert names(client) == [("Arboga", 2027), ("Arboga", 2016), ("Åmål", 2027), ("Ängelholm", 2027), ("Örebro", 2027)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=äng", [("Ängelholm", 2027)]),
        ("?q=arboga&year=2016", [("Arboga", 2016)]),
        ("?edition=2016", [("Arboga", 2016)]),
        ("?year=2027&sort=-municipality&q=skåne", [("Ängelholm", 2027)]),
        ("?q=%00&year=x&edition=%00&page=77&sort=points", [("Arboga", 2027), ("Arboga", 2016)]),
        ("?q=finns%20inte", []),
        ("?q=%25", []),
        ("?sort=-published", [("Arboga", 2016), ("Arboga", 2027)]),
    ],
)
def test_search(client: Client, results: None, query: str, found: list[tuple[str, int]]) -> None:
    assert names(client, query)[:2] == found


def test_no_list_sorts_by_points(client: Client, results: None) -> None:
    assert "sort=points" not in client.get("/resultat/").text


def test_only_the_newest_version_is_listed(client: Client, arboga: Municipality, sara: User, now: datetime) -> None:
    first = published(arboga, "KK-2027-301", sara, now)
    corrected(first, sara, now + timedelta(days=1), "Rättelse.")
    page = client.get("/resultat/").context["page"]
    assert [(version.case_number, version.number) for version in page] == [("KK-2027-301", 2)]


def test_nothing_published_yet(client: Client, db: None) -> None:
    answer = client.get("/resultat/")
    assert answer.status_code == 200
    assert 'class="empty-state"' in answer.text


@pytest.mark.django_db(transaction=True)
def test_invented_municipalities_are_marked_and_stand_only_where_demonstration_is_on(
    client: Client, sara: User, settings: Any
) -> None:
    with database.as_owner(), factories.in_scope(Scope(owner=True)):
        ekhult = load_invented()[0]
    case = factories.evaluation(ekhult, "KK-2025-001", state=EvaluationState.PUBLISHED, year=2025)
    factories.published_version(case, sara)
    assert client.get("/resultat/").text.count("demonstration-mark") == 1
    assert "demonstration-mark" in client.get("/resultat/demo-ekhult/").text
    settings.DEMONSTRATION = False
    assert "Ekhult" not in client.get("/resultat/").text
    assert client.get("/resultat/demo-ekhult/").status_code == 404
