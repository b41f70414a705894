"""«Avstämningar»: the list, and one check-in rolled up by area and unit."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import Municipality, User
from accounts.tenancy import Scope
from followup.models import Action, CheckIn, CheckInAnswer, Light, Plan
from tests import factories
from tests.statements import count_statements

pytestmark = pytest.mark.usefixtures("clock")

Clients = Callable[..., Client]
LIST = "/arboga/avstamningar/"
PAGE = "/arboga/avstamningar/2027-04-30/"


def answer(
    check_in: CheckIn, action: Action, by: User, light: Light, note: str = "Två rader.", *, other: bool = False
) -> None:
    """Somebody answered about an action."""
    report = factories.status_report(action, by, note, light=light)
    with factories.in_scope(Scope(municipality=action.municipality_id)):
        rows = CheckInAnswer.objects.filter(check_in=check_in, action=action)
        rows.update(report=report, is_for_other=other)


@pytest.fixture
def asked(plan: Plan, version: Any, bo: User, astrid: User, membership_of: Any, arboga: Municipality) -> Any:
    """Four actions in the open check-in: Bo's answered red after green, his other missing, two without an account."""
    first, second = factories.improvements(version)
    unit = factories.unit(arboga, "Socialförvaltningen")
    mine = membership_of(bo)
    actions = [
        factories.action(plan, 1, title="Mät svarstiderna", owner=mine, findings=(first,), unit=unit),
        factories.action(plan, 2, title="Samla målen", owner=mine, due=date(2027, 3, 1)),
        factories.action(plan, 3, title="Bjud in", owner_text="Ekonomichefen", findings=(second,)),
        factories.action(plan, 4, title="Ingen har den", owner_text=""),
    ]
    before = factories.check_in(plan, on=date(2026, 12, 31), asks=tuple(actions[:3]), closed=True)
    found = factories.check_in(plan, asks=tuple(actions))
    answer(before, actions[0], bo, Light.GREEN)
    answer(before, actions[2], bo, Light.RED)
    answer(found, actions[0], bo, Light.RED, "Underlaget dröjer.")
    answer(found, actions[2], astrid, Light.YELLOW, "Budgeten räcker.", other=True)
    return found


def rows(response: Any) -> dict[str, list[str]]:
    return {heading.words: [told.action.label for told in heading.rows] for heading in response.context["headings"]}


@pytest.mark.usefixtures("asked")
def test_the_list_shows_how_many_have_answered(client_of: Clients, astrid: User) -> None:
    page = client_of(astrid).get(LIST)
    assert [(row.on, row.is_open, row.answered, row.asked) for row in page.context["page"]] == [
        (date(2027, 4, 30), True, 2, 4),
        (date(2026, 12, 31), False, 2, 3),
    ]
    assert "Nästa avstämning: 30 april 2027" in page.text.replace("\xa0", " ")
    assert "Öppna avstämningen" not in page.text


@pytest.mark.usefixtures("asked")
def test_the_coordinator_sees_who_is_missing_and_answers_for_them(client_of: Clients, astrid: User) -> None:
    page = client_of(astrid).get(PAGE)
    assert [(each.name, each.missing, each.number) for each in page.context["people"]] == [("Bo Ek", 1, 2), ("", 1, 4)]
    assert 'href="/arboga/avstamningar/2027-04-30/svara/?for=2"' in page.text
    assert "Påminn nu" in page.text
    assert (page.context["answered"], page.context["asked"]) == (2, 4)


def test_a_coordinator_who_is_missing_answers_as_herself(
    client_of: Clients, astrid: User, plan: Plan, membership_of: Any
) -> None:
    factories.check_in(plan, asks=(factories.action(plan, 1, owner=membership_of(astrid)),))
    page = client_of(astrid).get(PAGE).text
    assert "svara/?for=" not in page
    assert page.count('href="/arboga/avstamningar/2027-04-30/svara/"') == 2


@pytest.mark.usefixtures("asked")
def test_the_answers_stand_by_area_or_by_unit(client_of: Clients, lena: User) -> None:
    client = client_of(lena)
    assert rows(client.get(PAGE)) == {
        "1. Samspel mellan förtroendevalda och medborgare": ["Å-1", "Å-3"],
        "Utan område": ["Å-2", "Å-4"],
    }
    assert rows(client.get(PAGE, {"by": "unit"})) == {
        "Socialförvaltningen": ["Å-1"],
        "Utan enhet": ["Å-2", "Å-3", "Å-4"],
    }


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"light": "red"}, ["Å-1"]),
        ({"show": "missing"}, ["Å-2", "Å-4"]),
        ({"show": "late"}, ["Å-2"]),
        ({"show": "changed"}, ["Å-1", "Å-3"]),
        ({"light": "yellow", "show": "late"}, []),
        ({"light": "blue", "show": "all", "page": "x"}, ["Å-1", "Å-2", "Å-3", "Å-4"]),
    ],
)
def test_they_are_filtered(client_of: Clients, lena: User, query: dict[str, str], found: list[str]) -> None:
    page = client_of(lena).get(PAGE, query)
    assert sorted(label for labels in rows(page).values() for label in labels) == found


@pytest.mark.usefixtures("asked")
def test_what_has_changed_since_the_last_time_is_said(client_of: Clients, lena: User) -> None:
    page = client_of(lena).get(PAGE)
    changed = [(told.action.label, told.before, told.light, told.is_worse) for told in page.context["changed"]]
    assert changed == [("Å-1", "green", "red", True), ("Å-3", "red", "yellow", False)]
    assert "2 åtgärder har en annan lägesfärg än förra gången, 1 av dem en sämre." in page.text
    assert "i ansvarigs ställe" in page.text


@pytest.mark.usefixtures("asked")
def test_management_and_owners_read_and_do_not_press(client_of: Clients, lena: User, bo: User) -> None:
    for person in (lena, bo):
        page = client_of(person).get(PAGE)
        assert "Underlaget dröjer." in page.text
        for button in ("Påminn nu", "Svara åt", "Avsluta avstämningen"):
            assert button not in page.text
    assert "Svara om 1 åtgärd" in client_of(bo).get(PAGE).text


@pytest.mark.usefixtures("asked")
def test_readers_and_strangers_may_not(client_of: Clients, people: Any) -> None:
    for address in (LIST, PAGE):
        assert client_of(people.birgit).get(address).status_code == 403
        assert client_of(people.cecilia).get(address).status_code == 404
    assert LIST not in client_of(people.birgit).get("/arboga/").text
    for verb in ("paminn", "avsluta"):
        assert client_of(people.lena).post(f"{PAGE}{verb}/").status_code == 403
        assert client_of(people.astrid).get(f"{PAGE}{verb}/").status_code == 405
    assert client_of(people.lena).post(f"{LIST}oppna/").status_code == 403


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("day", ["2027-04-29", "20270430", "2027-W17-5", "30-april", "2027-02-30"])
def test_a_day_without_a_check_in_is_not_found(client_of: Clients, astrid: User, day: str) -> None:
    assert client_of(astrid).get(f"{LIST}{day}/").status_code == 404


def test_opened_reminded_and_closed_by_hand(client_of: Clients, action: Action, astrid: User) -> None:
    client = client_of(astrid)
    assert "Öppna avstämningen 30 april 2027 nu" in client.get(LIST).text.replace("\xa0", " ")
    opened = client.post(f"{LIST}oppna/", follow=True)
    assert opened.redirect_chain == [(PAGE, 302)]
    assert "Avstämningen är öppen" in opened.text
    reminded = client.post(f"{PAGE}paminn/", follow=True)
    assert "Påminn nu" not in reminded.text
    assert "Påminda 15 mars 2027" in reminded.text.replace("\xa0", " ")
    assert "1 svar saknas." in reminded.text
    assert "Avsluta ändå" in reminded.text
    closed = client.post(f"{PAGE}avsluta/", follow=True)
    assert "Avslutad" in closed.text
    assert "Avsluta avstämningen" not in closed.text
    again = client.post(f"{PAGE}paminn/", follow=True)
    assert "Avstämningen är avslutad." in again.text


def test_without_actions_opening_says_why_not(client_of: Clients, plan: Plan, astrid: User) -> None:
    assert "Det finns ingen öppen åtgärd" in client_of(astrid).post(f"{LIST}oppna/", follow=True).text


@pytest.mark.parametrize("address", [LIST, PAGE, f"{PAGE}?by=unit", f"{PAGE}svara/"])
def test_two_actions_and_two_hundred_take_the_same_statements(
    client_of: Clients, plan: Plan, bo: User, astrid: User, membership_of: Any, address: str
) -> None:
    mine, counts = membership_of(bo), []
    asked = factories.check_in(plan, asks=())
    client = client_of(bo)
    for numbers in (range(1, 3), range(3, 201)):
        for number in numbers:
            made = factories.action(plan, number, owner=mine)
            with factories.in_scope(Scope(municipality=plan.municipality_id)):
                CheckInAnswer.objects.create(municipality_id=plan.municipality_id, check_in=asked, action=made)
            if number % 2:
                answer(asked, made, bo, Light.GREEN)
        client.get(address)
        with count_statements() as statements:
            assert client.get(address).status_code == 200
        counts.append(len(statements.of_page))
    assert counts[0] == counts[1] <= 10, statements
