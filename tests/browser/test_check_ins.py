"""A check-in in a browser: Bo answers three by keyboard, Astrid sees who is missing and answers for one."""

from datetime import date

import pytest
from django.test import Client
from playwright.sync_api import expect

from accounts.models import Municipality, User
from followup.models import Plan
from tests import factories
from tests.browser.axe import assert_accessible
from tests.browser.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGE = "/arboga/avstamningar/2027-04-30/"
TITLES = ("Mät svarstiderna i växeln", "Samla målen på ett ställe", "Pröva medborgardialoger i två kommundelar")


@pytest.fixture
def plan(arboga: Municipality, ulla: User, bo: User, astrid: User) -> Plan:
    """Three actions of Bo's and one of a role without an account, in the open check-in."""
    version = factories.published_case(arboga, ulla)
    first, _second = factories.improvements(version)
    made = factories.plan(version.evaluation)
    unit, owner = factories.unit(arboga, "Kommunledningskontoret"), factories.member_of(bo, arboga)
    actions = [
        factories.action(
            made, number, title=title, owner=owner, unit=unit, findings=(first,), due=date(2027, 6, number)
        )
        for number, title in enumerate(TITLES, start=1)
    ]
    actions.append(factories.action(made, 4, title="Räkna om budgeten", owner_text="Ekonomichefen", unit=unit))
    factories.check_in(made, asks=tuple(actions))
    return made


def session_of(client: Client) -> dict[str, str]:
    return {"sessionid": client.cookies["sessionid"].value}


def test_a_check_in_from_the_first_answer_to_the_last(
    open_page: OpenPage, client_of: object, plan: Plan, bo: User, astrid: User
) -> None:
    his = open_page("/arboga/mina-atgarder/", cookies=session_of(client_of(bo)))  # type: ignore[operator]
    his.get_by_role("link", name="Svara", exact=True).click()
    assert_accessible(his)
    his.locator("#id_a1-light_0").focus()
    for number, arrows in ((1, 0), (2, 1), (3, 2)):
        expect(his.locator(f"#id_a{number}-light_0")).to_be_focused()
        his.keyboard.press("Space")
        for _press in range(arrows):
            his.keyboard.press("ArrowDown")
        his.keyboard.press("Tab")
        his.keyboard.type(f"Läget för åtgärd {number}.")
        his.keyboard.press("Control+Enter")
    expect(his.get_by_text("Alla är besvarade.")).to_be_visible()
    assert [mark.inner_text() for mark in his.locator(".answer [type=radio]:checked + span").all()] == [
        "I fas",
        "Risk",
        "Avviker",
    ]
    assert_accessible(his)

    hers = open_page("/arboga/", cookies=session_of(client_of(astrid)))  # type: ignore[operator]
    hers.get_by_role("link", name="1 svar på avstämningen saknas").click()
    assert_accessible(hers)
    hers.get_by_role("link", name="Svara åt Ekonomichefen").click()
    hers.get_by_label("Risk").check()
    hers.get_by_label("Två rader om läget").fill("Siffrorna kommer i maj.")
    hers.get_by_role("button", name="Spara alla").click()
    expect(hers.get_by_text("1 svar är sparat.")).to_be_visible()
    hers.get_by_role("link", name="Se hela avstämningen").click()
    expect(hers.get_by_text("i ansvarigs ställe")).to_be_visible()

    narrow = open_page(PAGE, width=320, theme="dark", cookies=session_of(client_of(astrid)))  # type: ignore[operator]
    for path in (
        PAGE,
        f"{PAGE}svara/?for=1",
        "/arboga/enheter/kommunledningskontoret/",
        "/arboga/administration/avstamningar/",
    ):
        narrow.goto(f"{narrow.url.split('/arboga')[0]}{path}")
        assert_accessible(narrow)
