"""«Förväntad poäng»: the sentence, the assumption to try and to save, each area."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client

from accounts.models import Event, Municipality, MunicipalitySettings, ReaderSees, User
from accounts.tenancy import Scope
from followup.models import Action, ActionStatus, Plan, PlanState
from tests.factories import followup as made
from tests.factories import in_scope
from tests.statements import count_statements

pytestmark = pytest.mark.usefixtures("clock")

Clients = Callable[..., Client]
Make = Callable[..., Action]
URL = "/arboga/handlingsplan/forvantad-poang/"
STANDS = {"low": "5", "medium": "10", "high": "20", "most": "50"}
LOADED = {f"was-{name}": value for name, value in STANDS.items()}


def _plan(of: Municipality) -> Plan:
    with in_scope(Scope(municipality=of.pk)):
        return Plan.objects.get()


def test_the_sentence_comes_first(client_of: Clients, astrid: User, make: Make) -> None:
    make(1, "high", (1,))
    page = client_of(astrid).get(URL)
    lead = page.text.partition('page-header__lead">')[2].partition("</p>")[0]
    assert lead.strip() == (
        "Om alla öppna åtgärder når effekt skulle resultatet bli omkring 393 av 700, mot 385 i dag."
        " Ett räkneexempel, ingen prognos från SKR."
    )
    assert "låg förväntad effekt 5 %, med medelhög 10 % och med hög 20 %" in page.text
    assert "Låt invånarna påverka budgeten." in page.text


def test_without_a_gain_it_says_so(client_of: Clients, astrid: User, plan: Plan) -> None:
    assert "De öppna åtgärderna ändrar inte förväntad poäng: 385 av 700, som i dag." in client_of(astrid).get(URL).text


def test_it_says_what_is_not_counted_with_links(client_of: Clients, lena: User, make: Make) -> None:
    make(1, "")
    make(2, "high", status=ActionStatus.DONE)
    page = client_of(lena).get(URL)
    assert "?utvardering=KK-2026-001&amp;status=open&amp;effect=none" in page.text
    assert "1 genomförd åtgärd väntar på att effekten ska visas" in page.text
    assert "Ej tillämpligt" in page.text


@pytest.mark.parametrize("person", ["astrid", "lena", "bo"])
def test_anybody_tries_another_assumption_and_nothing_is_saved(
    client_of: Clients, arboga: Municipality, make: Make, people: SimpleNamespace, person: str
) -> None:
    make(1, "high", (1,))
    page = client_of(getattr(people, person)).get(URL, {"high": "50"})
    assert page.context["expectation"].expected == 385 + 20
    assert page.context["is_tried"]
    assert ("Spara antagandet" in page.text) == (person == "astrid")
    assert _plan(arboga).assumed_high == 20


@pytest.mark.parametrize("asked", [{"low": "30"}, {"most": "x"}, {"low": ""}, {"high": "\x00"}, {"most": "1" * 400}])
def test_odd_percent_are_refused_in_words_and_the_own_hold(
    client_of: Clients, astrid: User, plan: Plan, asked: dict[str, str]
) -> None:
    page = client_of(astrid).get(URL, asked)
    assert (page.status_code, page.context["expectation"].assumption.high) == (422, 20)
    assert page.context["form"].errors


def test_the_coordinator_saves_what_was_tried(
    client_of: Clients, arboga: Municipality, astrid: User, plan: Plan
) -> None:
    client = client_of(astrid)
    hidden = dict(client.get(URL, {"low": "8"}).context["to_save"])
    assert hidden == STANDS | {"low": "8"} | LOADED
    answer = client.post(URL, hidden)
    assert answer["Location"] == f"{URL}?utvardering=KK-2026-001"
    assert _plan(arboga).assumed_low == 8
    assert "Antagandet är sparat" in client.get(answer["Location"]).text
    with in_scope(Scope(municipality=arboga.pk)):
        assert Event.objects.filter(verb="plan.assumption_changed").count() == 1


def test_two_coordinators_are_asked_which_stands(client_of: Clients, astrid: User, plan: Plan) -> None:
    client = client_of(astrid)
    client.post(URL, STANDS | {"low": "8"} | LOADED)
    answer = client.post(URL, STANDS | {"low": "3"} | LOADED)
    assert (answer.status_code, "Låg effekt" in answer.text) == (409, True)


def test_percent_out_of_order_are_not_saved(client_of: Clients, arboga: Municipality, astrid: User, plan: Plan) -> None:
    answer = client_of(astrid).post(URL, STANDS | {"low": "30"} | LOADED)
    assert answer.status_code == 422
    assert "Procenttalen måste stiga" in answer.text
    assert _plan(arboga).assumed_low == 5


def test_a_closed_plan_is_not_saved_and_says_why(client_of: Clients, astrid: User, result: SimpleNamespace) -> None:
    made.plan(result.version.evaluation, state=PlanState.CLOSED)
    client = client_of(astrid)
    assert client.get(URL, {"low": "8"}).context["to_save"] == []
    answer = client.post(URL, STANDS | {"low": "8"} | LOADED)
    assert (answer.status_code, "avslutad" in answer.text) == (422, True)


@pytest.mark.parametrize(("person", "status"), [("lena", 403), ("bo", 403), ("birgit", 404), ("cecilia", 404)])
def test_others_do_not_save(client_of: Clients, plan: Plan, people: SimpleNamespace, person: str, status: int) -> None:
    assert client_of(getattr(people, person)).post(URL, STANDS | {"low": "8"} | LOADED).status_code == status


def test_who_sees_the_adopted_copy_alone_does_not_see_it(
    client_of: Clients, arboga: Municipality, birgit: User, make: Make
) -> None:
    make(1, "high")
    assert client_of(birgit).get(URL).status_code == 404
    with in_scope(Scope(municipality=arboga.pk)):
        MunicipalitySettings.objects.create(municipality=arboga, reader_sees=ReaderSees.ALL)
    page = client_of(birgit).get(URL)
    assert (page.status_code, "Spara antagandet" in page.text) == (200, False)


def test_before_a_plan_it_says_what_is_needed(client_of: Clients, astrid: User, result: SimpleNamespace) -> None:
    page = client_of(astrid).get(URL)
    assert (page.status_code, "Ingen handlingsplan ännu" in page.text) == (200, True)


def test_an_unknown_case_is_not_found(client_of: Clients, astrid: User, plan: Plan) -> None:
    assert client_of(astrid).get(URL, {"utvardering": "KK-1999-001"}).status_code == 404


@pytest.mark.usefixtures("plan")
def test_other_methods_are_refused(client_of: Clients, astrid: User) -> None:
    assert client_of(astrid).delete(URL).status_code == 405


def test_statements_do_not_grow(client_of: Clients, astrid: User, make: Make) -> None:
    client = client_of(astrid)
    make(1, "low")
    with count_statements() as few:
        client.get(URL)
    for number in range(2, 202):
        make(number, "high", (number % 3,))
    with count_statements() as many:
        client.get(URL)
    assert len(few.of_page) == len(many.of_page) <= 10, f"{few}\n{many}"
