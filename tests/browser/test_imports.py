"""A report from upload to acceptance in a browser: by keyboard, without JavaScript, wide and narrow, light and dark."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from accounts import outbox
from accounts.models import Municipality, User
from tests.browser.axe import assert_accessible
from tests.browser.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EKHULT = Path(__file__).parents[2] / "evaluations/data/demonstration/ekhult-2025.txt"


@pytest.fixture
def cookies(sara: User, ulla: User, arboga: Municipality, client_of: Any, monkeypatch: Any) -> dict[str, str]:
    """Sara is signed in; no broker is rung, the test runs the jobs."""
    monkeypatch.setattr(outbox, "ring", lambda: None)
    return {"sessionid": client_of(sara).cookies["sessionid"].value}


def upload(page: Page) -> None:
    page.locator("input[type=file]").set_input_files(EKHULT)
    page.get_by_role("button", name="Ladda upp och läs").press("Enter")
    expect(page.get_by_text("Rapporten läses")).to_be_visible()


@pytest.mark.parametrize(("width", "theme"), [(320, "dark"), (1280, "light")])
def test_a_report_is_reviewed_and_accepted_by_keyboard(
    open_page: OpenPage, cookies: dict[str, str], width: int, theme: str
) -> None:
    page = open_page("/skr/importer/ny/", width=width, theme=theme, cookies=cookies)
    assert_accessible(page)
    upload(page)
    assert_accessible(page)
    outbox.run_due()
    page.reload()
    assert_accessible(page)

    page.get_by_label("Översikten: 58 poäng").press("Space")
    page.get_by_role("button", name="Välj", exact=True).press("Enter")
    expect(page.get_by_role("button", name="Ändra valet")).to_be_visible()

    page.get_by_role("link", name="Ändra uppgifterna").press("Enter")
    assert_accessible(page)
    page.get_by_label("Kommun", exact=True).select_option("Arboga kommun")
    page.get_by_role("button", name="Spara").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Arboga kommun 2025")

    strengths = page.locator("#omrade-1 .items").first
    strengths.get_by_role("link", name=re.compile("^Ändra")).first.press("Enter")
    words = strengths.get_by_label("Text", exact=True)
    expect(words).to_be_focused()
    assert_accessible(page)
    words.fill("Första delen\nAndra delen")
    strengths.get_by_role("button", name="Dela vid radbrytningen").press("Enter")
    expect(strengths.get_by_role("link", name=re.compile(r"^Ändra\W+Första delen"))).to_be_focused()
    strengths.get_by_role("button", name=re.compile(r"^Stryk\W+Andra delen")).press("Enter")
    expect(strengths.get_by_role("button", name=re.compile(r"^Återställ\W+Andra delen"))).to_be_focused()

    page.get_by_label("Vem ska godkänna publiceringen").select_option("Ulla Nord")
    page.get_by_role("button", name="Godkänn förslaget").press("Enter")
    expect(page.get_by_role("link", name="Till utvärdering KK-2025-001")).to_be_visible()
    assert_accessible(page)
    page.goto(page.url.partition("/skr")[0] + "/skr/utvarderingar/")
    assert_accessible(page)


def test_two_editors_without_javascript(open_page: OpenPage, cookies: dict[str, str]) -> None:
    first = open_page("/skr/importer/ny/", width=320, javascript=False, cookies=cookies)
    upload(first)
    outbox.run_due()
    first.reload()
    first.locator("#omrade-2 .item a").first.click()
    second = open_page(urlsplit(first.url).path, cookies=cookies)
    for page, words in ((first, "Den enas ord"), (second, "Den andras ord")):
        page.get_by_label("Text", exact=True).fill(words)
        page.get_by_role("button", name="Spara").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("Två personer har ändrat samma sak")
    assert_accessible(second)
    second.get_by_label(re.compile("Din text")).check()
    second.get_by_role("button", name="Spara valet").click()
    expect(second.locator("#omrade-2 .item__text").first).to_have_text("Den andras ord")
