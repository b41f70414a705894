"""An action plan from its first decision to a check-in: decide, plan, adopt, work, block, move, finish, show effect."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Municipality, User
from tests import factories
from tests.browser.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PLAN = "/arboga/handlingsplan/"
ACTION = "Mät svarstiderna"


@pytest.fixture
def at(open_page: OpenPage, client_of: Any) -> Any:
    """A person's own window at an address."""

    def sign_in(person: User, path: str) -> Page:
        return open_page(path, cookies={"sessionid": client_of(person).cookies["sessionid"].value})

    return sign_in


def go(page: Page, path: str) -> None:
    answer = page.goto(page.url.split("/arboga/")[0] + path)
    assert answer is not None
    assert answer.status == 200, path


def save(page: Page) -> None:
    """Press the form's first button and see that what comes is no form that must be put right."""
    with page.expect_navigation():
        page.locator("main .form__buttons button.ds-button").first.click()
    expect(page.locator(".error-summary")).to_have_count(0)


def press(page: Page, verb: str, **fields: str) -> None:
    """One verb of the action, on its own page."""
    go(page, f"{PLAN}1/{verb}/")
    for name, value in fields.items():
        field = page.locator(f"main [name={name}]").first
        if field.get_attribute("type") == "radio":
            page.locator(f"main [name={name}][value={value}]").check()
        else:
            field.fill(value)
    save(page)


def test_a_plan_from_its_first_decision_to_a_check_in(
    at: Any, arboga: Municipality, ulla: User, astrid: User, bo: User, lena: User
) -> None:
    factories.published_case(arboga, ulla)

    hers = at(astrid, "/arboga/stallningstaganden/")
    hers.locator("[name=kind][value=act]").check()
    hers.locator("[name=title]").fill(ACTION)
    hers.locator("[name=owner]").fill("Bo Ek")
    hers.locator("[name=due_choice][value=other]").check()
    hers.locator("[name=due]").fill("2030-05-31")
    save(hers)
    hers.locator("[name=kind][value=decline]").check()
    hers.locator("[name=reason]").fill("Det gör regionen.")
    save(hers)
    go(hers, f"{PLAN}anta/")
    hers.locator("[name=body]").fill("Kommunstyrelsen")
    hers.locator("[name=reference]").fill("KS 2027/3")
    save(hers)
    expect(hers.locator("main")).to_contain_text("KS 2027/3")

    his = at(bo, "/arboga/mina-atgarder/")
    expect(his.locator("main")).to_contain_text(ACTION)
    press(his, "starta")
    press(his, "hindrad", note="Lokalen är inte klar.", unblocker="Fastighetschefen")
    seen = at(lena, "/arboga/")
    expect(seen.locator("main")).to_contain_text("Fastighetschefen")
    press(his, "hinder-lost")
    press(his, "slutdatum", due="2030-09-30", reason="Upphandlingen överklagades.")
    expect(his.locator("main")).to_contain_text("30 september 2030")

    go(hers, "/arboga/avstamningar/")
    hers.get_by_role("button", name=re.compile("Öppna avstämningen")).click()
    hers.wait_for_url(re.compile(r"/avstamningar/\d{4}-\d\d-\d\d/$"))
    check_in = hers.url[hers.url.index("/arboga/") :]
    go(his, f"{check_in}svara/")
    his.get_by_label("Risk").check()
    his.get_by_label("Två rader om läget").fill("Vi börjar mäta i oktober.")
    his.get_by_role("button", name="Spara alla").click()
    expect(his.locator("main")).to_contain_text("Alla är besvarade.")

    press(his, "klar", effect_seen_how="Svarstiden i dagar.", effect_look_on="2030-12-01")
    press(his, "effekt", text="Från tio dagar till fyra.", url="https://arboga.example/matning")
    expect(his.locator("main")).to_contain_text("Effekt visad")

    go(seen, check_in)
    expect(seen.locator("main")).to_contain_text("Vi börjar mäta i oktober.")
    go(seen, f"{PLAN}antagen/1/andringar/")
    expect(seen.locator("main")).to_contain_text("2030-09-30")
    expect(seen.locator("main")).to_contain_text("Effekt visad")
