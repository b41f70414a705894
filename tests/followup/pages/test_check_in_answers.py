"""The page on which an owner answers a check-in: row by row in place, or all at once without JavaScript."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import Municipality, User
from accounts.tenancy import Scope
from followup.models import CheckIn, Plan, StatusReport
from tests import factories
from tests.followup.pages.test_check_ins import answer

pytestmark = pytest.mark.usefixtures("clock")

Clients = Callable[..., Client]
PAGE = "/arboga/avstamningar/2027-04-30/svara/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def check_in(plan: Plan, bo: User, astrid: User, membership_of: Any) -> CheckIn:
    """Asks Bo about Å-1, Å-2 and Å-3, Astrid about Å-4 and a role without an account about Å-5."""
    mine = membership_of(bo)
    actions = [factories.action(plan, number, owner=mine) for number in (1, 2, 3)]
    actions.append(factories.action(plan, 4, owner=membership_of(astrid)))
    actions.append(factories.action(plan, 5, owner_text="Ekonomichefen"))
    return factories.check_in(plan, asks=tuple(actions))


@pytest.fixture
def said(arboga: Municipality) -> Callable[[], dict[str, tuple[str, str]]]:
    """Each report: of which action, its light and its note."""

    def find() -> dict[str, tuple[str, str]]:
        with factories.in_scope(Scope(municipality=arboga.pk)):
            rows = StatusReport.objects.select_related("action").order_by("id")
            return {row.action.label: (row.light, row.note) for row in rows}

    return find


def fields(number: int, light: str = "green", note: str = "Det går bra.", **more: str) -> dict[str, str]:
    told = {"light": light, "note": note, "percent": "", "forecast": "", **more}
    return {f"a{number}-{name}": value for name, value in told.items()}


def labels(page: Any) -> list[str]:
    return [row.told.action.label for row in page.context["page"]]


@pytest.mark.usefixtures("check_in")
def test_all_own_actions_stand_on_one_page(client_of: Clients, bo: User) -> None:
    page = client_of(bo).get(PAGE)
    assert labels(page) == ["Å-1", "Å-2", "Å-3"]
    assert "<b>3</b> av 3 kvar att besvara" in page.text


@pytest.mark.usefixtures("check_in")
def test_those_that_were_filled_are_saved_at_once(client_of: Clients, bo: User, said: Any) -> None:
    client = client_of(bo)
    sent = fields(1) | fields(2, "", "") | fields(3, "yellow", "Två rader.", percent="40", forecast="2027-06-01")
    page = client.post(PAGE, sent, follow=True)
    assert page.redirect_chain == [(PAGE, 302)]
    assert "2 svar är sparade." in page.text
    assert said() == {"Å-1": ("green", "Det går bra."), "Å-3": ("yellow", "Två rader.")}
    assert labels(page) == ["Å-2", "Å-1", "Å-3"]


@pytest.mark.usefixtures("check_in")
def test_rows_of_another_page_are_left_as_they_are(client_of: Clients, bo: User, said: Any) -> None:
    client = client_of(bo)
    client.post(PAGE, fields(1))
    answered = client.post(PAGE, fields(2, light="red"))
    assert answered.status_code == 302
    assert said() == {"Å-1": ("green", "Det går bra."), "Å-2": ("red", "Det går bra.")}


@pytest.mark.usefixtures("check_in")
def test_one_wrong_row_loses_nothing_of_the_others(client_of: Clients, bo: User, said: Any) -> None:
    page = client_of(bo).post(PAGE, fields(1) | fields(2, "red", "") | fields(3, "", "Utan färg."))
    assert page.status_code == 422
    assert said() == {"Å-1": ("green", "Det går bra.")}
    assert labels(page) == ["Å-2", "Å-3", "Å-1"]
    assert "Utan färg." in page.text
    assert 'href="#id_a2-note"' in page.text
    assert 'href="#id_a3-light_0"' in page.text
    assert "<title>Fel:" in page.text


@pytest.mark.usefixtures("check_in")
def test_a_row_is_saved_in_place(client_of: Clients, bo: User, said: Any) -> None:
    client = client_of(bo)
    part = client.post(PAGE, fields(1) | fields(2, "red", "Halvfärdig") | {"save": "1"}, headers=HTMX)
    assert part.status_code == 200
    assert said() == {"Å-1": ("green", "Det går bra.")}
    assert 'id="atgard-1"' in part.text
    assert 'id="atgard-2"' not in part.text
    assert "data-saved" in part.text
    assert 'id="kvar" hx-swap-oob="true"' in part.text
    assert "<html" not in part.text


@pytest.mark.usefixtures("check_in")
def test_a_wrong_row_comes_back_as_it_was_typed(client_of: Clients, bo: User, said: Any) -> None:
    part = client_of(bo).post(PAGE, fields(2, "red", "x" * 501) | {"save": "2"}, headers=HTMX)
    assert part.status_code == 422
    assert "x" * 501 in part.text
    assert "data-saved" not in part.text
    assert said() == {}


@pytest.mark.usefixtures("check_in")
def test_a_row_pressed_twice_is_reported_once(client_of: Clients, bo: User, arboga: Municipality) -> None:
    client = client_of(bo)
    for _press in range(2):
        client.post(PAGE, fields(1, once_key="en-nyckel") | {"save": "1"}, headers=HTMX)
    with factories.in_scope(Scope(municipality=arboga.pk)):
        assert StatusReport.objects.count() == 1


def test_what_was_answered_is_shown_and_not_answered_again_unchanged(
    client_of: Clients, check_in: CheckIn, bo: User, arboga: Municipality
) -> None:
    client = client_of(bo)
    client.post(PAGE, fields(1, note="Rad ett.\r\nRad två."))
    page = client.get(PAGE)
    assert "Rad ett.\r\nRad två." in page.text
    assert "Besvarad" in page.text
    client.post(PAGE, fields(1, note="Rad ett.\r\nRad två.") | fields(2))
    client.post(PAGE, fields(1, "red", note="Rad ett.\r\nRad två."))
    with factories.in_scope(Scope(municipality=arboga.pk)):
        reports = StatusReport.objects.order_by("id").values_list("action__number", "light")
        assert list(reports) == [(1, "green"), (2, "green"), (1, "red")]


@pytest.mark.usefixtures("check_in")
def test_a_coordinator_answers_for_another_and_it_shows(client_of: Clients, astrid: User, said: Any) -> None:
    client = client_of(astrid)
    page = client.get(f"{PAGE}?for=2")
    assert labels(page) == ["Å-1", "Å-2", "Å-3"]
    assert "Du svarar i stället för Bo Ek." in page.text
    saved = client.post(f"{PAGE}?for=2", fields(1), follow=True)
    assert saved.redirect_chain == [(f"{PAGE}?for=2", 302)]
    assert "i ansvarigs ställe" in saved.text
    assert labels(client.get(f"{PAGE}?for=5")) == ["Å-5"]
    assert labels(client.get(PAGE)) == ["Å-4"]


@pytest.mark.usefixtures("check_in")
@pytest.mark.parametrize("handle", ["9", "x", "1 or 1", "²"])
def test_an_unknown_person_is_not_found(client_of: Clients, astrid: User, handle: str) -> None:
    assert client_of(astrid).get(PAGE, {"for": handle}).status_code == 404


@pytest.mark.usefixtures("check_in")
def test_others_may_not(client_of: Clients, people: Any) -> None:
    assert client_of(people.bo).get(f"{PAGE}?for=4").status_code == 403
    assert client_of(people.bo).post(f"{PAGE}?for=4", fields(4)).status_code == 403
    assert client_of(people.lena).get(PAGE).status_code == 403
    assert client_of(people.birgit).get(PAGE).status_code == 403
    assert client_of(people.cecilia).get(PAGE).status_code == 404
    assert client_of(people.bo).put(PAGE).status_code == 405


@pytest.mark.usefixtures("check_in")
def test_anothers_row_sent_along_is_not_read(client_of: Clients, bo: User, said: Any) -> None:
    client_of(bo).post(PAGE, fields(4) | fields(1))
    assert list(said()) == ["Å-1"]
    assert client_of(bo).post(PAGE, fields(4) | {"save": "4"}, headers=HTMX).status_code == 404


def test_closed_meanwhile_keeps_what_was_typed(
    client_of: Clients, check_in: CheckIn, bo: User, arboga: Municipality, now: Any, said: Any
) -> None:
    with factories.in_scope(Scope(municipality=arboga.pk)):
        CheckIn.objects.filter(pk=check_in.pk).update(closed_at=now)
    page = client_of(bo).post(PAGE, fields(1, note="Hann inte."))
    assert page.status_code == 409
    assert "Hann inte." in page.text
    assert "Avstämningen är avslutad." in page.text
    assert said() == {}
    assert client_of(bo).get(PAGE, follow=True).redirect_chain == [("/arboga/avstamningar/2027-04-30/", 302)]


def test_nothing_to_answer_says_so(client_of: Clients, plan: Plan, bo: User) -> None:
    factories.check_in(plan)
    assert "Du har inget att svara på" in client_of(bo).get(PAGE).text


def test_last_times_light_stands_beside(client_of: Clients, check_in: CheckIn, plan: Plan, bo: User) -> None:
    first = plan.actions
    with factories.in_scope(Scope(municipality=plan.municipality_id)):
        action = first.get(number=1)
    before = factories.check_in(plan, on=date(2026, 12, 31), asks=(action,), closed=True)
    answer(before, action, bo, "red")
    assert "Förra gången:" in client_of(bo).get(PAGE).text


@pytest.mark.usefixtures("check_in")
def test_own_pages_lead_here(client_of: Clients, bo: User, astrid: User) -> None:
    for address in ("/arboga/", "/arboga/mina-atgarder/"):
        page = client_of(bo).get(address).text
        assert "Avstämning 30 april 2027: 0 av 3 besvarade." in page.replace("\xa0", " ")
        assert f'href="{PAGE}"' in page
    overview = client_of(astrid).get("/arboga/")
    assert "Nästa avstämning: 30 april 2027." in overview.context["sentence"]
    assert [(row.count, row.url) for row in overview.context["to_do"] if row.code == "check_in"] == [
        (5, "/arboga/avstamningar/2027-04-30/?show=missing#saknas")
    ]
