"""Adopting a plan, reading what was adopted, closing it."""

from datetime import date

import pytest

from accounts.tenancy import Scope
from followup.models import Plan, PlanCopy, PlanState
from tests import factories
from tests.conftest import count_statements
from tests.factories import in_scope
from tests.factories.followup import action, decision, improvements, plan, published_case

ADOPT, CLOSE, COPY = (f"/arboga/handlingsplan/{word}/" for word in ("anta", "avsluta", "antagen"))
GIVEN = {"body": "Kommunstyrelsen", "adopted_on": "2027-03-10", "reference": "KS 2027/15 § 42"}


@pytest.fixture(autouse=True)
def _clock(clock):
    """The page's today is the tests'."""


@pytest.fixture
def client(client_of, astrid, draft):
    return client_of(astrid)


def rows(town, model, *names):
    with in_scope(Scope(municipality=town.pk)):
        return list(model.objects.order_by("id").values_list(*names))


def test_adopting_keeps_a_copy_and_shows_it(client, arboga, draft, findings):
    action(draft, 3, title="Mät svarstiderna", owner_text="Ekonomichefen", findings=findings[:1])
    answer = client.post(ADOPT, {**GIVEN, "once_key": "k1"}, follow=True)
    body = answer.content.decode().replace("\xa0", " ")
    assert rows(arboga, PlanCopy, "number", "body", "adopted_on", "reference") == [
        (1, "Kommunstyrelsen", date(2027, 3, 10), "KS 2027/15 § 42")
    ]
    assert "Antagen av Kommunstyrelsen den 10 mars 2027." in body
    assert "Å-3 Mät svarstiderna" in body
    assert "Ekonomichefen" in body


def test_pressed_twice_keeps_one_copy(client, arboga):
    for _each in range(2):
        assert client.post(ADOPT, {**GIVEN, "once_key": "k1"}).status_code == 302
    assert len(rows(arboga, PlanCopy, "id")) == 1


def test_a_copy_does_not_follow_the_plan(client, draft, findings):
    client.post(ADOPT, GIVEN)
    action(draft, 4, title="Gjord efteråt", findings=findings[:1])
    assert "Gjord efteråt" not in client.get(COPY).content.decode()
    client.post(ADOPT, GIVEN)
    assert "Gjord efteråt" in client.get(COPY).content.decode()
    older = client.get(f"{COPY}1/").content.decode()
    assert "Gjord efteråt" not in older
    assert "planen har antagits på nytt" in older
    assert client.get(f"{COPY}3/").status_code == 404


def test_what_is_missing_is_asked_for(client, arboga):
    body = client.post(ADOPT, {**GIVEN, "adopted_on": "2027-03-16"}).content.decode()
    assert "Datumet då handlingsplanen antogs kan inte ligga efter i dag." in body
    assert "error-summary" in client.post(ADOPT, {}).content.decode()
    assert rows(arboga, PlanCopy, "id") == []


def test_closing_asks_first_and_closes_once(client, arboga, draft):
    assert client.get(CLOSE).status_code == 302  # a draft is adopted first
    client.post(ADOPT, GIVEN)
    assert "Avsluta planen" in client.get(CLOSE).content.decode()
    for _each in range(2):
        assert client.post(CLOSE).url == "/arboga/handlingsplan/?utvardering=KK-2026-001"
    assert rows(arboga, Plan, "state", "closed_on") == [("closed", date(2027, 3, 15))]
    assert client.get(ADOPT).status_code == 302


@pytest.mark.parametrize("name", ["lena", "bo", "birgit"])
def test_only_the_coordinator_adopts_and_closes(name, request, client_of, draft):
    other = client_of(request.getfixturevalue(name))
    assert [other.get(ADOPT).status_code, other.post(CLOSE).status_code] == [403, 403]


@pytest.mark.parametrize("name", ["lena", "bo", "birgit"])
def test_everybody_of_the_town_reads_what_was_adopted(name, request, client, client_of, draft):
    other = client_of(request.getfixturevalue(name))
    assert "Handlingsplanen är inte antagen ännu" in other.get(COPY).content.decode()
    client.post(ADOPT, GIVEN)
    assert "Antagen av Kommunstyrelsen" in other.get(COPY).content.decode()


def test_another_towns_plan_is_not_found(client, boden, ulla):
    foreign = plan(published_case(boden, ulla, "KK-2026-002").evaluation, state=PlanState.ADOPTED)
    for address in (ADOPT, CLOSE, COPY):
        assert client.get(f"{address}?utvardering={foreign.evaluation.number}").status_code == 404
    assert client.get("/boden/handlingsplan/antagen/").status_code == 404


def test_the_copy_asks_as_much_for_many_as_for_few(client, draft, version, findings, astrid, arboga, ulla):
    client.post(ADOPT, GIVEN)
    with count_statements() as few:
        client.get(COPY)
    made = published_case(arboga, ulla, "KK-2027-005", year=2027, words=tuple(f"Nummer {n}." for n in range(100)))
    work = plan(made.evaluation)
    unit = factories.unit(arboga)
    for number, finding in enumerate(improvements(made), start=1):
        decision(work, finding, made, astrid)
        action(work, number, findings=(finding,), unit=unit)
    with count_statements() as adopting:
        client.post(ADOPT, GIVEN)
    with count_statements() as many:
        client.get(COPY)
    assert len(few.of_page) == len(many.of_page) <= 10, many
    assert len(adopting.of_page) <= 30, adopting
