"""«Ta ställning till flera på en gång» as a page."""

import pytest

from accounts.tenancy import Scope
from followup.models import Action, BulkChange, Decision, DecisionKind, PlanState
from tests.conftest import count_statements
from tests.factories import in_scope
from tests.factories.followup import decision, improvements, plan, published_case

PAGE = "/arboga/stallningstaganden/flera/"


@pytest.fixture(autouse=True)
def _clock(clock):
    """The page's today is the tests'."""


@pytest.fixture
def client(client_of, astrid):
    return client_of(astrid)


def rows(town, model, *names):
    with in_scope(Scope(municipality=town.pk)):
        return list(model.objects.order_by("id").values_list(*names))


def press(client, findings, **given):
    sent = {"fynd": [str(each.key) for each in findings], "sett": "", "kind": "decline", "reason": "Regionen gör det."}
    return client.post(PAGE, sent | given)


def test_those_that_are_ticked_are_decided_at_once_and_undone(client, arboga, findings):
    body = client.get(PAGE).text
    assert "Följ upp målen oftare." in body
    assert "40 poäng att vinna" in body
    answer = press(client, findings)
    [(key,)] = rows(arboga, BulkChange, "key")
    assert (answer.status_code, answer.url) == (302, f"{PAGE}{key}/")
    assert rows(arboga, Decision, "kind", "is_current") == [("decline", True)] * 2
    body = client.get(answer.url).text
    assert "2 ändrade." in body
    assert "<dt>Ställningstagande</dt><dd>Åtgärdas inte</dd>" in body
    assert "<dt>Skäl</dt><dd>Regionen gör det.</dd>" in body
    assert client.post(f"{answer.url}angra/").status_code == 302
    assert rows(arboga, Decision, "is_current") == [(False,), (False,)]
    assert "2 ångrade." in client.get(answer.url).text
    assert "; ångrad" in client.get(f"/arboga/stallningstaganden/{findings[0].key}/").text


def test_an_action_for_each_or_one_for_all(client, arboga, findings):
    act = {"kind": "act", "reason": "", "owner": "Bo Ek", "due_choice": "2027-08-31"}
    press(client, findings[:1], **act, makes="each")
    press(client, findings[1:], **act, makes="one", title="Öppna en dialog")
    assert rows(arboga, Action, "title", "owner_text") == [
        ("Följ upp målen oftare", "Bo Ek"),
        ("Öppna en dialog", "Bo Ek"),
    ]


def test_pressed_twice_decides_once(client, arboga, findings):
    first, second = (press(client, findings, kind="act", reason="", makes="each", once_key="k1") for _each in range(2))
    assert first.url == second.url
    assert len(rows(arboga, Action, "id")) == 2


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"fynd": []}, "Välj minst en rad."),
        ({"fynd": ["nonsens"]}, "Välj minst en rad."),
        ({"kind": ""}, "Välj ett av de fyra."),
        ({"reason": ""}, "Skriv varför den inte åtgärdas."),
        ({"kind": "wait"}, "Ange datumet ni avvaktar till."),
        ({"kind": "act", "makes": "one"}, "Ge åtgärden en rubrik."),
    ],
)
def test_what_is_missing_is_asked_for_and_the_ticks_stay(given, sentence, client, arboga, findings):
    answer = press(client, findings[:1], **given)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert rows(arboga, Decision, "id") == []
    if "fynd" not in given:
        assert f'value="{findings[0].key}" checked' in answer.text


def test_the_list_is_sorted_and_filtered(client, draft, findings, version, astrid):
    decision(draft, findings[0], version, astrid, kind=DecisionKind.DECLINE, reason="Nej.")
    body = client.get(f"{PAGE}?visa=ej-beslutade&ordning=poang").text
    assert "Följ upp målen oftare." not in body
    assert "Låt invånarna påverka budgeten." in body
    assert "Efter poäng att vinna" in body


def test_a_closed_plan_leads_to_the_decisions(client, version, findings):
    plan(version.evaluation, state=PlanState.CLOSED)
    assert client.get(PAGE).url == "/arboga/stallningstaganden/"
    assert press(client, findings).url == "/arboga/stallningstaganden/"


def test_strangers_are_not_found_and_others_may_not(client_of, client, cecilia, lena, bo, birgit, findings):
    url = press(client, findings).url
    assert client_of(cecilia).get(PAGE).status_code == 404
    assert client_of(cecilia).get(url).status_code == 404
    for person in (lena, bo, birgit):
        assert client_of(person).get(PAGE).status_code == 403
        assert press(client_of(person), findings).status_code == 403
        assert client_of(person).post(f"{url}angra/").status_code == 403


def test_the_page_asks_as_much_for_many_as_for_few(client, arboga, ulla):
    few = published_case(arboga, ulla, "KK-2024-001", year=2024)
    published_case(arboga, ulla, words=tuple(f"Förbättra nummer {each}." for each in range(200)))
    plan(few.evaluation)
    client.get(PAGE)
    counted = []
    for query in ("?utvardering=KK-2024-001", ""):
        with count_statements() as statements:
            assert client.get(PAGE + query).status_code == 200
        counted.append(len(statements.of_page))
    assert max(counted) <= 10
    assert len(improvements(few)) == 2
