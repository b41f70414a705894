"""A report from upload to acceptance in a browser: by keyboard, without JavaScript, wide and narrow, light and dark."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts import outbox
from accounts.models import Municipality, User
from tests.browser.axe import assert_accessible, overflow, violations
from tests.browser.conftest import OpenPage

expect.set_options(timeout=15_000)  # milliseconds; a form is fetched while other work goes on

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


def reviewed(open_page: OpenPage, cookies: dict[str, str], width: int = 1280, theme: str = "light") -> Page:
    """The page of a proposal that has just been read."""
    page = open_page("/skr/importer/ny/", width=width, theme=theme, cookies=cookies)
    upload(page)
    outbox.run_due()
    page.reload()
    expect(page.locator("#omrade-1")).to_be_visible()
    return page


def texts(page: Page, area: int, kind: str = "strength") -> list[str]:
    """The words of a list as they stand on the page."""
    return page.locator(f"#omrade-{area}-{kind} .item:not([data-dropped]) .item__text").all_inner_texts()


def focused_item(page: Page) -> Locator:
    return page.locator(".item:focus-within")


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

    page.keyboard.press("n")
    expect(page.locator("[name=choice]").first).to_be_focused()
    page.get_by_label("Översikten: 58 poäng").press("Space")
    page.get_by_role("button", name="Välj", exact=True).press("Enter")
    expect(page.get_by_role("button", name="Ändra valet")).to_be_visible()

    page.get_by_role("link", name="Ändra uppgifterna").press("Enter")
    assert_accessible(page)
    page.get_by_label("Kommun", exact=True).select_option("Arboga kommun")
    page.get_by_role("button", name="Spara").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Arboga kommun 2025")

    before = texts(page, 1)
    page.keyboard.press("j")
    expect(focused_item(page)).to_contain_text(before[0])
    page.keyboard.press("e")
    words = page.locator("#omrade-1-strength textarea")
    expect(words).to_be_focused()
    assert violations(page, "#omrade-1-strength") == []
    words.fill("Första delen Andra delen")
    words.evaluate("field => field.setSelectionRange(12, 12)")
    words.press("Control+Enter")
    expect(page.locator("#omrade-1-strength .item__text").nth(1)).to_have_text("Andra delen")
    expect(focused_item(page)).to_contain_text("Första delen")
    page.keyboard.press("m")
    expect(page.locator("#omrade-1-strength .item__text").first).to_have_text("Första delen Andra delen")
    page.keyboard.press("u")
    expect(page.locator("#omrade-1-strength .item__text").first).to_have_text("Första delen")

    page.locator("#omrade-1-strength [data-edit]").nth(1).focus()
    page.keyboard.press("d")
    dropped = page.locator("#omrade-1-strength .item").nth(1)
    expect(dropped.get_by_role("button")).to_be_focused()
    expect(dropped).to_contain_text("Struken")
    page.keyboard.press("k")
    page.keyboard.press("t")
    where = page.locator("#omrade-1-strength [name=destination]")
    expect(where).to_be_focused()
    where.select_option("3/improvement")
    page.locator("#omrade-1-strength [name=action][value=move]").press("Enter")
    expect(page.locator("#omrade-3-improvement .item__text").last).to_have_text("Första delen")
    expect(page.locator("#omrade-1-strength")).not_to_contain_text("Första delen")

    page.get_by_label("Vem ska godkänna publiceringen").select_option("Ulla Nord")
    page.get_by_role("button", name="Godkänn förslaget").press("Enter")
    expect(page.get_by_role("link", name="Till utvärdering KK-2025-001")).to_be_visible()
    assert_accessible(page)
    page.goto(page.url.partition("/skr")[0] + "/skr/utvarderingar/")
    assert_accessible(page)


def test_the_report_and_the_proposal_follow_each_other(open_page: OpenPage, cookies: dict[str, str]) -> None:
    page = reviewed(open_page, cookies)
    item = page.locator("#omrade-6-strength .item").first
    link = item.locator(".shown-at")
    line = page.locator(f"#rad-{link.get_attribute('data-line')}")
    item.locator("[data-edit]").focus()
    expect(line).to_have_attribute("data-marked", "")
    expect(line).to_be_in_viewport()
    assert page.locator("#rapporten [data-marked]").count() == 1
    assert_accessible(page)
    line.get_by_role("link").press("Enter")
    expect(item.locator("[data-edit]")).to_be_focused()
    page.locator("#rapporten [rel=prev]").press("Enter")
    expect(line).to_have_count(0)
    page.locator("#sida").fill("1")
    page.locator("#sida").press("Enter")
    expect(page.locator("#rapporten[data-sheet='1']")).to_be_visible()


def test_without_javascript_the_mark_is_the_servers(
    open_page: OpenPage, cookies: dict[str, str], live_server: Any
) -> None:
    page = open_page("/skr/importer/ny/", width=320, javascript=False, cookies=cookies)
    upload(page)
    outbox.run_due()
    page.reload()
    link = page.locator("#omrade-6-strength .shown-at").first
    number = link.get_attribute("data-line")
    link.click()
    assert f"rad={number}" in page.url
    marked = page.locator("#rapporten [data-marked]")
    expect(marked).to_have_attribute("id", f"rad-{number}")
    assert overflow(page) == []
    assert_accessible(open_page(page.url.removeprefix(live_server.url), width=320, cookies=cookies))  # axe is a script


def test_what_is_written_saves_itself_and_survives_a_closed_page(open_page: OpenPage, cookies: dict[str, str]) -> None:
    page = reviewed(open_page, cookies)
    item = page.locator("#omrade-2-strength .item").first
    item.locator("[data-edit]").press("Enter")
    words = item.locator("textarea")
    words.fill("Sparat av sig självt")
    expect(item.locator("[data-saved]")).to_be_visible()
    expect(item.locator("[name=was-text]")).to_have_value("Sparat av sig självt")
    page.route("**/punkter/**", lambda route: route.abort() if route.request.method == "POST" else route.fallback())
    words.fill("Skrivet utan nät")
    page.reload()
    page.unroute("**/punkter/**")
    expect(page.locator("#omrade-2-strength .item__text").first).to_have_text("Sparat av sig självt")
    page.locator(".review__drafts button").press("Enter")
    expect(page.locator("#omrade-2-strength textarea")).to_have_value("Skrivet utan nät")
    page.locator("#omrade-2-strength [name=action][value=reword]").press("Enter")
    expect(page.locator("#omrade-2-strength .item__text").first).to_have_text("Skrivet utan nät")
    page.reload()
    expect(page.locator("#omrade-1")).to_be_visible()
    expect(page.locator(".review__drafts button")).to_have_count(0)


KEPT = "() => Object.keys(window.localStorage).filter((key) => key.startsWith('kompass-draft:')).length"


def test_texts_kept_in_the_browser_are_their_writers_and_go_with_them(
    open_page: OpenPage, cookies: dict[str, str]
) -> None:
    page = reviewed(open_page, cookies)
    page.route("**/punkter/**", lambda route: route.abort() if route.request.method == "POST" else route.fallback())
    page.locator("#omrade-2-strength [data-edit]").first.press("Enter")
    page.locator("#omrade-2-strength textarea").fill("Skrivet utan nät")
    assert page.evaluate(KEPT) == 1
    page.evaluate("window.localStorage.setItem('kompass-draft:another:/skr/importer/1/punkter/1/', '{}')")
    page.reload()
    expect(page.locator(".review__drafts button")).to_be_visible()
    assert page.evaluate(KEPT) == 1  # another person's copy went when this one came
    page.locator(".menu:has(form[action='/konto/logga-ut/']) summary").click()
    page.get_by_role("button", name="Logga ut").click()
    page.wait_for_load_state()
    assert page.evaluate(KEPT) == 0


def test_two_who_write_at_once_see_both_texts(open_page: OpenPage, cookies: dict[str, str]) -> None:
    first = reviewed(open_page, cookies)
    second = open_page(urlsplit(first.url).path, cookies=cookies)
    for page in (first, second):
        page.locator("#omrade-2-strength [data-edit]").first.press("Enter")
        expect(page.locator("#omrade-2-strength textarea")).to_be_focused()
    first.locator("#omrade-2-strength textarea").fill("Den enas ord")
    expect(first.locator("#omrade-2-strength [data-saved]")).to_be_visible()
    second.locator("#omrade-2-strength textarea").fill("Den andras ord")
    expect(second.locator("#omrade-2-strength [data-refused]")).to_be_visible()
    second.locator("#omrade-2-strength [name=action][value=reword]").press("Enter")
    expect(second.get_by_role("heading", level=1)).to_have_text("Två personer har ändrat samma sak")
    assert_accessible(second)


def test_points_save_themselves(open_page: OpenPage, cookies: dict[str, str]) -> None:
    page = reviewed(open_page, cookies)
    field = page.locator("#omrade-2 .points-table tbody tr").nth(1).locator("input:not([type=hidden])").first
    field.fill("7,5")
    field.press("Tab")
    expect(page.locator("#omrade-2-sparat[data-saved]")).to_be_visible()
    page.reload()
    expect(field).to_have_value("7,5")


def test_keys_can_be_turned_off(open_page: OpenPage, cookies: dict[str, str]) -> None:
    page = reviewed(open_page, cookies)
    page.keyboard.press("?")
    expect(page.locator("#tangenter")).to_be_visible()
    assert_accessible(page)
    page.locator("#tangenter-pa").press("Space")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(focused_item(page)).to_have_count(0)
    page.reload()
    page.keyboard.press("?")
    expect(page.locator("#tangenter")).to_be_hidden()


def test_two_editors_without_javascript(open_page: OpenPage, cookies: dict[str, str]) -> None:
    first = open_page("/skr/importer/ny/", width=320, javascript=False, cookies=cookies)
    upload(first)
    outbox.run_due()
    first.reload()
    first.locator("#omrade-2 .item [data-edit]").first.click()
    second = open_page(urlsplit(first.url).path, cookies=cookies)
    for page, words in ((first, "Den enas ord"), (second, "Den andras ord")):
        page.get_by_label("Text", exact=True).fill(words)
        page.get_by_role("button", name="Spara").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("Två personer har ändrat samma sak")
    assert_accessible(second)
    second.get_by_label(re.compile("Din text")).check()
    second.get_by_role("button", name="Spara valet").click()
    expect(second.locator("#omrade-2 .item__text").first).to_have_text("Den andras ord")
