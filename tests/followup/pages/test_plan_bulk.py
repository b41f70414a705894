"""«Ändra flera åtgärder»: choose, tick, press once, read what became of each, undo."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from accounts.tenancy import Scope
from followup.models import Action, ActionStatus, BulkChange, Plan, PlanState
from tests import factories
from tests.factories import in_scope
from tests.statements import count_statements

pytestmark = pytest.mark.usefixtures("clock")

PAGE = "/arboga/handlingsplan/andra-flera/"
HIGH = {"atgard": ["1", "2"], "change": ["priority"], "priority": "high"}


@pytest.fixture
def actions(plan: Plan) -> list[Action]:
    return [factories.action(plan, 1), factories.action(plan, 2, title="Öppna en budgetdialog")]


@pytest.fixture
def client(client_of: Any, astrid: User) -> Client:
    return client_of(astrid)


def rows(town: Any, model: Any, *names: str) -> list[Any]:
    with in_scope(Scope(municipality=town.pk)):
        return list(model.objects.order_by("id").values_list(*names))


def press(client: Client, **given: Any) -> Any:
    return client.post(PAGE, HIGH | given)


def test_the_page_shows_what_is_chosen_and_asks_what_to_change(client: Client, actions: Any) -> None:
    body = client.get(f"{PAGE}?atgard=1&atgard=2&tillbaka=/arboga/handlingsplan/%3Fstatus%3Dopen").text
    assert "2 åtgärder är valda." in body
    assert "Å-2 Öppna en budgetdialog" in body
    assert '<input type="hidden" name="sett" value="1:1 2:1">' in body
    assert 'href="/arboga/handlingsplan/?status=open"' in body


def test_pressing_changes_them_and_tells_what_became_of_each(client: Client, arboga: Any, actions: Any) -> None:
    answer = press(client, atgard=["1", "2", "999"], sett="1:1 2:1", tillbaka="/arboga/handlingsplan/?status=open")
    [(key,)] = rows(arboga, BulkChange, "key")
    assert (answer.status_code, answer.url.partition("?")[0]) == (302, f"{PAGE}{key}/")
    assert rows(arboga, Action, "priority") == [("high",), ("high",)]
    body = client.get(answer.url).text
    assert "2 ändrade." in body
    assert "1 gick inte att ändra." in body
    assert "Åtgärden finns inte." in body
    assert "<dt>Ny prioritet</dt><dd>hög</dd>" in body
    assert 'href="/arboga/handlingsplan/?status=open"' in body
    assert "tillsammans med 1 annan" in client.get("/arboga/handlingsplan/1/").text


def test_undoing_puts_them_back(client: Client, arboga: Any, actions: Any) -> None:
    url = press(client).url.partition("?")[0]
    assert "Ångra" in client.get(url).text
    assert client.post(f"{url}angra/").status_code == 302
    assert rows(arboga, Action, "priority") == [("",), ("",)]
    body = client.get(url).text
    assert "2 ångrade." in body
    assert "angra/" not in body


def test_pressed_twice_presses_once(client: Client, arboga: Any, actions: Any) -> None:
    first, second = (press(client, once_key="k1") for _each in range(2))
    assert first.url == second.url
    assert rows(arboga, Action, "version") == [(2,), (2,)]


def test_everything_can_be_changed_at_once(client: Client, arboga: Any, version: Any, actions: Any) -> None:
    finding = factories.improvements(version)[0]
    unit = factories.unit(arboga)
    answer = press(
        client,
        change=["owner", "due", "unit", "priority", "effort", "expected_effect", "finding", "status"],
        owner="Bo Ek",
        due="2027-12-31",
        due_reason="Upphandlingen tar längre tid.",
        unit=str(unit.pk),
        effort="low",
        expected_effect="high",
        finding=str(finding.pk),
        status_verb="start_action",
    )
    assert answer.status_code == 302, answer.text
    named = ("owner_text", "due", "unit_id", "priority", "effort", "expected_effect", "status", "links__finding_id")
    row = ("Bo Ek", date(2027, 12, 31), unit.pk, "high", "low", "high", ActionStatus.IN_PROGRESS, finding.pk)
    assert rows(arboga, Action, *named) == [row, row]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"change": []}, "Kryssa för minst en sak att ändra."),
        ({"change": ["due"]}, "Ange det nya slutdatumet."),
        ({"change": ["due"], "due": "2027-12-31"}, "Skriv varför slutdatumet flyttas."),
        ({"change": ["status"]}, "Välj vad som görs."),
        ({"change": ["status"], "status_verb": "cancel_action"}, "Skriv ett skäl, så att andra förstår varför."),
        ({"change": ["finding"]}, "Välj en förbättringsmöjlighet."),
        ({"change": ["tags"]}, "Skriv minst en etikett att lägga till eller ta bort."),
        ({"change": ["priority"], "priority": "highest"}, "highest"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_lost(
    given: Any, sentence: str, client: Client, arboga: Any, actions: Any
) -> None:
    answer = press(client, **{"owner": "Ekonomichefen", **given})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Ekonomichefen"' in answer.text
    assert rows(arboga, Action, "version") == [(1,), (1,)]


def test_what_is_folded_holds_nothing_up(client: Client, arboga: Any, actions: Any) -> None:
    assert press(client, due="i morgon", unit="999").status_code == 302


def test_nothing_chosen_leads_back(client: Client, plan: Plan) -> None:
    answer = client.get(f"{PAGE}?atgard=%00&atgard=-1&atgard=99999999999")
    assert (answer.status_code, answer.url) == (302, "/arboga/handlingsplan/")
    assert "Välj minst en rad." in client.get(answer.url).text


@pytest.mark.parametrize(
    "path", ["https://ond.example/", "//ond.example/", "/boden/handlingsplan/", "/arboga/\r\nX: y", "/arboga\\ond", ""]
)
def test_the_way_back_stays_in_the_municipality(path: str, client: Client, actions: Any) -> None:
    answer = client.get(PAGE, {"atgard": "1", "tillbaka": path})
    assert answer.context["back_url"] == "/arboga/handlingsplan/"


def test_a_closed_plan_leads_back(client: Client, arboga: Any, plan: Plan, actions: Any, today: date) -> None:
    with in_scope(Scope(municipality=arboga.pk)):
        Plan.objects.filter(pk=plan.pk).update(state=PlanState.CLOSED, closed_on=today)
    assert client.get(f"{PAGE}?atgard=1").status_code == 302
    assert press(client).status_code == 302
    assert rows(arboga, Action, "version") == [(1,), (1,)]


def test_strangers_and_foreign_numbers_are_not_found(
    client: Client, client_of: Any, cecilia: User, boden: Any, ulla: User, actions: Any
) -> None:
    foreign = factories.plan(factories.published_case(boden, ulla, "KK-2026-002").evaluation)
    factories.action(foreign, 7)
    for number in (7, 999):
        assert client.get(f"{PAGE}?atgard={number}").status_code == 404
        assert press(client, atgard=str(number)).status_code == 404
    url = press(client).url
    assert client_of(cecilia).get(f"{PAGE}?atgard=1").status_code == 404
    assert client_of(cecilia).get(url).status_code == 404
    assert client_of(cecilia).get(url.replace("/arboga/", "/boden/", 1)).status_code == 404


def test_others_than_the_coordinator_may_not(
    client: Client, client_of: Any, lena: User, bo: User, birgit: User, actions: Any
) -> None:
    url = press(client).url.partition("?")[0]
    for person in (lena, bo, birgit):
        other = client_of(person)
        assert other.get(f"{PAGE}?atgard=1").status_code == 403
        assert press(other).status_code == 403
        assert other.get(url).status_code == 403
        assert other.post(f"{url}angra/").status_code == 403


def test_undoing_and_reading_take_their_own_methods(client: Client, actions: Any) -> None:
    url = press(client).url.partition("?")[0]
    assert client.get(f"{url}angra/").status_code == 405
    assert client.post(url).status_code == 405


def test_the_pages_ask_as_much_for_many_as_for_few(client: Client, plan: Plan) -> None:
    for number in range(1, 201):
        factories.action(plan, number, owner_text="Chefen")
    few, many = ("&".join(f"atgard={number}" for number in range(1, count)) for count in (3, 201))
    counted = []
    for query in (few, few, many):
        with count_statements() as statements:
            assert client.get(f"{PAGE}?{query}").status_code == 200
        counted.append(len(statements.of_page))
    assert counted[1] == counted[2] <= 10
    url = press(client, atgard=[str(number) for number in range(1, 201)]).url
    with count_statements() as statements:
        assert "200 ändrade." in client.get(url).text
    assert len(statements.of_page) <= 10
