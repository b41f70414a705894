"""A municipality's overview and its results."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from accounts.models import Municipality, User
from evaluations.models import Evaluation, EvaluationState
from tests import factories
from tests.evaluations.results.published import published
from tests.statements import count_statements

Clients = Callable[..., Client]


def test_the_overview_says_where_one_stands(
    client_of: Clients, arboga: Municipality, astrid: User, sara: User, now: datetime
) -> None:
    published(arboga, "KK-2027-101", sara, now)
    page = client_of(astrid).get("/arboga/")
    assert page.context["result"].points.achieved == 400
    assert 'href="/arboga/resultat/2027/#omrade-8"' in page.text


@pytest.mark.parametrize("person", ["astrid", "lena", "bo", "birgit"])
def test_all_four_roles_read_the_result(
    client_of: Clients, request: pytest.FixtureRequest, arboga: Municipality, sara: User, now: datetime, person: str
) -> None:
    published(arboga, "KK-2027-101", sara, now)
    client = client_of(request.getfixturevalue(person))
    for address in ("/arboga/", "/arboga/resultat/", "/arboga/resultat/2027/", "/arboga/resultat/2027/version/1/"):
        assert client.get(address).status_code == 200


def test_before_the_first_result_the_pages_say_what_happens(client_of: Clients, astrid: User) -> None:
    client = client_of(astrid)
    for address in ("/arboga/", "/arboga/resultat/"):
        assert 'class="empty-state"' in client.get(address).text
    assert client.get("/arboga/resultat/2027/").status_code == 404


def test_who_may_know_of_a_case_sees_that_it_is_under_way(
    client_of: Clients, arboga_case: Evaluation, astrid: User, birgit: User
) -> None:
    assert client_of(astrid).get("/arboga/").context["under_way"] == [arboga_case]
    assert client_of(birgit).get("/arboga/").context["under_way"] == []


def test_a_stranger_gets_404(
    client_of: Clients, arboga: Municipality, astrid: User, cecilia: User, sara: User, now: datetime
) -> None:
    published(arboga, "KK-2027-101", sara, now)
    for address in ("/arboga/", "/arboga/resultat/", "/arboga/resultat/2027/"):
        assert client_of(cecilia).get(address).status_code == 404
        assert client_of(sara).get(address).status_code == 404


def test_an_own_result_is_marked_and_stays_in_the_municipality(
    client_of: Clients, boden: Municipality, cecilia: User
) -> None:
    own = factories.evaluation(boden, "EGEN-1", state=EvaluationState.PUBLISHED, is_own=True, year=2026)
    version = factories.published_version(own, cecilia)
    page = client_of(cecilia).get("/boden/resultat/")
    assert page.context["version"] == version
    assert "data.json" not in page.text


@pytest.mark.parametrize("address", ["/arboga/", "/arboga/resultat/", "/arboga/resultat/2027/"])
def test_statements_do_not_grow(
    client_of: Clients, arboga: Municipality, astrid: User, sara: User, now: datetime, address: str
) -> None:
    client = client_of(astrid)
    published(arboga, "KK-2027-101", sara, now, findings=1)
    with count_statements() as few:
        client.get(address)
    published(arboga, "KK-2027-102", sara, now, findings=100)
    with count_statements() as many:
        client.get(address)
    assert len(few.of_page) == len(many.of_page) <= 10, f"{few}\n{many}"
