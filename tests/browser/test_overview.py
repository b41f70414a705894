"""The overview and result of a half-worked plan: accessible at every width, in both themes, without JavaScript."""

from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from accounts.models import User
from tests import database
from tests.browser.axe import assert_accessible
from tests.browser.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIZES = [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")]


@pytest.fixture
def cookies_of(transactional_db: None, client_of: Any) -> Any:
    """The demonstration is loaded, and one of its people signs in."""
    with database.as_owner():
        call_command("load_demonstration", verbosity=0)

    def sign_in(email: str) -> dict[str, str]:
        return {"sessionid": client_of(User.objects.get(email=email)).cookies["sessionid"].value}

    return sign_in


def test_every_role_at_every_size(open_page: OpenPage, cookies_of: Any) -> None:
    for email in ("karin@ekhult.demo.invalid", "samira@ekhult.demo.invalid", "gunnel@ekhult.demo.invalid"):
        cookies = cookies_of(email)
        for width, theme in SIZES:
            page = open_page("/demo-ekhult/", width=width, theme=theme, cookies=cookies)
            assert_accessible(page)
            page.goto(page.url + "resultat/")
            assert_accessible(page)


def test_what_to_do_leads_to_a_list_without_javascript(open_page: OpenPage, cookies_of: Any) -> None:
    page = open_page("/demo-ekhult/", width=320, javascript=False, cookies=cookies_of("karin@ekhult.demo.invalid"))
    page.locator('.to-do__row[data-code="late"] a').click()
    expect(page.locator("main")).to_contain_text("Starta brukarråd på de tre äldreboendena")
    expect(page.locator("main")).not_to_contain_text("Byt tolv bensinbilar mot elbilar")


def test_ledning_tries_another_assumption_from_the_overview(open_page: OpenPage, cookies_of: Any) -> None:
    page = open_page("/demo-ekhult/", width=320, cookies=cookies_of("anders@ekhult.demo.invalid"))
    assert_accessible(page)
    expect(page.locator("#late ~ .situation-list")).to_contain_text("Fortfarande två boenden utan råd.")
    page.locator(".figures a[href*='forvantad-poang']").click()
    expect(page.locator(".page-header__lead")).to_contain_text("Ett räkneexempel, ingen prognos från SKR.")
    page.locator("#id_high").fill("0")
    page.get_by_role("button", name="Räkna", exact=True).click()
    expect(page.locator(".error-summary")).to_contain_text("Procenttalen måste stiga")
    page.locator("#id_high").fill("40")
    page.get_by_role("button", name="Räkna", exact=True).click()
    expect(page.locator("main")).to_contain_text("Du prövar ett annat antagande")
    assert_accessible(page)


def test_two_municipalities_stay_apart(open_page: OpenPage, cookies_of: Any) -> None:
    page = open_page("/demo-lovnas/", cookies=cookies_of("vera@lovnas.demo.invalid"))
    expect(page.locator("main")).to_contain_text("Inför e-tjänst för grävtillstånd")
    expect(page.locator("main")).not_to_contain_text("Starta brukarråd")
    page.goto(page.url.replace("demo-lovnas", "demo-ekhult"))
    expect(page.locator("main")).not_to_contain_text("Starta brukarråd")  # a reader there: result and adopted plan
