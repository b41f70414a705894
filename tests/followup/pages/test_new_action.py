"""A new action: made once, from improvement opportunities or of its own."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import Municipality, User
from accounts.tenancy import Scope
from evaluations.models import PublishedVersion
from followup.models import Action, ActionFinding, Decision, Plan, PlanState
from tests import factories
from tests.statements import count_statements

pytestmark = pytest.mark.usefixtures("clock")

Clients = Callable[..., Client]
PAGE = "/arboga/handlingsplan/ny/"
SENT = {"title": "Mät svarstiderna", "due": "2027-06-30", "owner_text": "Ekonomichefen", "once_key": "a-key"}


def made(arboga: Municipality) -> list[Action]:
    with factories.in_scope(Scope(municipality=arboga.pk)):
        return list(Action.objects.order_by("number"))


def test_an_action_is_made_once_however_often_it_is_pressed(
    client_of: Clients, plan: Plan, arboga: Municipality, astrid: User, version: PublishedVersion
) -> None:
    first, _second = factories.improvements(version)
    client = client_of(astrid)
    for _press in range(2):
        answer = client.post(PAGE, {**SENT, "findings": [first.pk]})
        assert (answer.status_code, answer.url) == (302, "/arboga/handlingsplan/1/")
    (action,) = made(arboga)
    assert (action.title, action.due, action.owner_text) == ("Mät svarstiderna", date(2027, 6, 30), "Ekonomichefen")
    with factories.in_scope(Scope(municipality=arboga.pk)):
        assert ActionFinding.objects.get(action=action).finding_id == first.pk
        assert Decision.objects.current().get(finding=first).kind == "act"


def test_the_same_key_with_another_title_is_refused(
    client_of: Clients, plan: Plan, arboga: Municipality, astrid: User
) -> None:
    client = client_of(astrid)
    client.post(PAGE, SENT)
    assert client.post(PAGE, {**SENT, "title": "En annan"}).status_code == 422
    assert len(made(arboga)) == 1


def test_the_improvement_opportunity_one_came_from_is_ticked(
    client_of: Clients, plan: Plan, astrid: User, version: PublishedVersion
) -> None:
    first, _second = factories.improvements(version)
    page = client_of(astrid).get(f"{PAGE}?fynd={first.key}")
    assert page.context["form"].initial["findings"] == [first.pk]
    assert "Följ upp målen oftare." in page.text


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"title": ""}, {"title"}),
        ({"due": "30/6"}, {"due"}),
        ({"start": "2027-07-01"}, {"due"}),
        ({"owner_id": "999999"}, {"owner_id"}),
        ({"findings": ["999999"]}, {"findings"}),
        ({"title": "x" * 201}, {"title"}),
    ],
)
def test_a_fault_is_shown_beside_its_field(
    client_of: Clients, plan: Plan, arboga: Municipality, astrid: User, change: Any, fields: set[str]
) -> None:
    page = client_of(astrid).post(PAGE, SENT | change)
    assert (page.status_code, set(page.context["form"].errors)) == (422, fields)
    assert made(arboga) == []


def test_people_and_units_of_another_town_are_no_choices(
    client_of: Clients, plan: Plan, boden: Municipality, cecilia: User, astrid: User, bo: User, lena: User
) -> None:
    factories.unit(boden, "Bodens enhet")
    page = client_of(astrid).get(PAGE).text
    assert "Cecilia Alm" not in page
    assert "Bodens enhet" not in page
    assert "Bo Ek" in page
    assert "Lena Berg" not in page


@pytest.mark.parametrize("state", [None, PlanState.CLOSED])
def test_without_an_open_plan_there_is_nowhere_to_make_it(
    client_of: Clients, version: PublishedVersion, arboga: Municipality, astrid: User, state: PlanState | None
) -> None:
    if state:
        factories.plan(version.evaluation, state=state)
    answer = client_of(astrid).post(PAGE, SENT)
    assert (answer.status_code, answer.url) == (302, "/arboga/handlingsplan/")
    assert made(arboga) == []


def test_only_the_samordnare_makes_actions(client_of: Clients, plan: Plan, people: Any) -> None:
    for person in (people.lena, people.bo, people.birgit):
        assert client_of(person).get(PAGE).status_code == 403
        assert client_of(person).post(PAGE, SENT).status_code == 403
    assert client_of(people.cecilia).post(PAGE, SENT).status_code == 404


def test_many_people_take_no_more_statements(
    client_of: Clients, plan: Plan, arboga: Municipality, astrid: User
) -> None:
    client = client_of(astrid)
    counts = []
    for number in (1, 30):
        for each in range(number):
            person = factories.person(f"p{number}-{each}@arboga.example")
            factories.membership(person, "action_owner", arboga)
        client.get(PAGE)
        with count_statements() as statements:
            assert client.get(PAGE).status_code == 200
        counts.append(len(statements.of_page))
    assert counts[0] == counts[1] <= 10, statements
