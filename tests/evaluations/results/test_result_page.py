"""The public page of one result."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import Municipality, User
from evaluations.models import EvaluationState, PublishedVersion
from tests import factories
from tests.evaluations.results.published import corrected, published, ready_case
from tests.statements import count_statements


@pytest.fixture
def version(arboga: Municipality, sara: User, now: datetime) -> PublishedVersion:
    return published(arboga, "KK-2027-101", sara, now)


def test_anybody_reads_the_whole_result(client: Client, version: PublishedVersion) -> None:
    page = client.get("/resultat/arboga/2027/").text
    assert "Karin Tegelby, SKR" in page
    assert "Kommunkompassen 2021" in page
    assert "1. Samspel mellan förtroendevalda och medborgare" in page
    assert "Kommunen har <strong>mål</strong>." in page
    assert "improvement 1" in page
    assert "strength 2" in page
    assert page.count('class="result-area"') == 8
    assert 'class="radar"' in page
    assert " style=" not in page


def test_the_newest_result_stands_at_the_municipalitys_address(client: Client, version: PublishedVersion) -> None:
    assert client.get("/resultat/arboga/").context["version"] == version


def test_a_heading_of_two_sub_areas_is_told_once(client: Client, version: PublishedVersion) -> None:
    page = client.get("/resultat/arboga/2027/")
    first, second = page.context["result"].areas[0].subareas[:2]
    assert [text.body for text in first.texts] == ["Två i ett."]
    assert second.told_under == first
    assert page.text.count("Två i ett.") == 1
    assert 'href="#delomrade-1-1"' in page.text


def test_the_text_unfolds_and_the_general_one_stands_under_the_area(client: Client, version: PublishedVersion) -> None:
    area = client.get("/resultat/arboga/2027/").context["result"].areas[0]
    assert [text.title for text in area.general] == ["Allmänt"]


@pytest.mark.parametrize(
    "address",
    [
        "/resultat/boden/",
        "/resultat/boden/2027/",
        "/resultat/arboga/2026/",
        "/resultat/arboga/0/",
        "/resultat/arboga/99999999999999999999/",
        "/resultat/arboga/2027/version/2/",
        "/resultat/arboga/2027/version/0/",
        "/resultat/finns-inte/",
        "/resultat/finns-inte/2027/",
        "/resultat/arboga/2027/?utvardering=KK-2027-999",
        "/resultat/arboga/2027/data.xml",
        "/resultat/boden/2027/data.json",
    ],
)
def test_what_is_not_there_answers_404(client: Client, version: PublishedVersion, address: str) -> None:
    assert client.get(address).status_code == 404


def test_what_is_not_published_is_not_seen(client: Client, boden: Municipality) -> None:
    ready_case(boden, "KK-2027-102")
    assert client.get("/resultat/boden/").status_code == 404


def test_a_municipalitys_own_result_is_not_public(
    client: Client, client_of: Callable[..., Client], boden: Municipality, cecilia: User, astrid: User
) -> None:
    own = factories.evaluation(boden, "EGEN-1", state=EvaluationState.PUBLISHED, is_own=True, year=2026)
    factories.published_version(own, cecilia)
    assert client.get("/resultat/boden/2026/").status_code == 404
    assert client_of(cecilia).get("/resultat/boden/2026/").status_code == 404
    assert client_of(astrid).get("/boden/resultat/2026/").status_code == 404
    assert client_of(cecilia).get("/boden/resultat/2026/").status_code == 200


def test_an_older_version_says_so_with_the_reason(
    client: Client, version: PublishedVersion, sara: User, now: datetime
) -> None:
    corrected(version, sara, now + timedelta(days=9), "Fel årtal i område 3.")
    newest = client.get("/resultat/arboga/2027/")
    assert newest.context["version"].number == 2
    older = client.get("/resultat/arboga/2027/version/1/")
    assert older.context["version"] == version
    assert "Fel årtal i område 3." in older.text
    assert older.context["newest_url"] == "/resultat/arboga/2027/"
    assert client.get("/resultat/arboga/2027/version/2/").context["is_newest"]


def test_two_evaluations_of_a_year(
    client: Client, version: PublishedVersion, arboga: Municipality, sara: User, now: datetime
) -> None:
    later = published(arboga, "KK-2027-103", sara, now + timedelta(days=1))
    page = client.get("/resultat/arboga/2027/")
    assert page.context["version"] == later
    assert [url for _other, url in page.context["others"]] == ["/resultat/arboga/2027/?utvardering=KK-2027-101"]
    assert client.get("/resultat/arboga/2027/?utvardering=KK-2027-101").context["version"] == version


def test_areas_only(client: Client, arboga: Municipality, sara: User, now: datetime) -> None:
    published(arboga, "KK-2012-001", sara, now, year=2012, edition="2010")
    page = client.get("/resultat/arboga/2012/")
    assert page.context["result"].points.achieved == 400
    assert 'class="subareas"' not in page.text


@pytest.mark.parametrize("address", ["/resultat/arboga/2027/", "/resultat/", "/resultat/arboga/2027/data.json"])
def test_statements_do_not_grow(
    client: Client, arboga: Municipality, boden: Municipality, sara: User, now: datetime, address: str
) -> None:
    published(arboga, "KK-2027-104", sara, now, findings=1)
    with count_statements() as few:
        client.get(address)
    corrected_case = published(boden, "KK-2027-105", sara, now, findings=100)
    published(arboga, "KK-2027-106", sara, now + timedelta(days=1), findings=100)
    with count_statements() as many:
        client.get(address)
    assert corrected_case.number == 1
    assert len(many.of_page) == len(few.of_page) <= 10, f"{few}\n{many}"


def test_a_visitors_page_may_be_kept(
    client: Client, client_of: Callable[..., Client], version: PublishedVersion, astrid: User
) -> None:
    answer = client.get("/resultat/arboga/2027/")
    assert answer["Cache-Control"] == "public, max-age=300"
    assert "Cookie" in answer["Vary"]
    again: Any = client.get("/resultat/arboga/2027/", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    assert client_of(astrid).get("/resultat/arboga/2027/")["Cache-Control"] == "no-store"


def test_nothing_is_written_here(client: Client, version: PublishedVersion) -> None:
    assert client.post("/resultat/arboga/2027/").status_code == 405
