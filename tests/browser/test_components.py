"""The components in a browser: accessible at every width, in both themes, by keyboard and without JavaScript."""

import re

import pytest
from playwright.sync_api import Route, expect

from .axe import assert_accessible, overflow

pytestmark = pytest.mark.browser

GALLERY = "/om/komponenter/"
ERRORS = ["400", "403", "404", "409", "413", "429", "500", "503"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_components_are_accessible(open_page, width, theme):
    assert_accessible(open_page(GALLERY, width=width, theme=theme))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_plain_and_error_pages_are_accessible(open_page, width, theme):
    page = open_page(f"{GALLERY}?show=plain", width=width, theme=theme)
    assert_accessible(page)
    for status in ERRORS:
        page.goto(page.url.partition("?")[0] + f"?show={status}")
        assert_accessible(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_what_unfolds_is_accessible(open_page, width, theme):
    page = open_page(GALLERY, width=width, theme=theme)
    page.evaluate("document.querySelectorAll('details:not(.menu)').forEach((each) => { each.open = true; })")
    assert_accessible(page)
    for menu in page.locator(".menu").all():
        menu.locator("summary").press("Enter")
        assert overflow(page) == []
        menu.locator("summary").press("Escape")
    page.keyboard.press("Escape")
    page.locator("[data-dialog=exempel]").click()
    expect(page.get_by_role("dialog", name="Flytta slutdatum")).to_be_visible()
    assert_accessible(page)


def test_twice_the_text_size_and_loose_spacing_fit(open_page):
    page = open_page(GALLERY, width=640)
    page.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(`* { letter-spacing: .12em !important; line-height: 1.5 !important;
            word-spacing: .16em !important } html { font-size: 200% }`);
          document.adoptedStyleSheets = [sheet];
        }"""
    )
    assert overflow(page) == []


def test_skip_link_comes_first_and_leads_to_the_content(open_page):
    page = open_page(f"{GALLERY}?show=plain")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_menu_closes_with_escape_and_gives_the_focus_back(open_page):
    page = open_page(GALLERY)
    menu = page.locator(".top-bar__end .menu")
    menu.locator("summary").press("Enter")
    expect(menu.get_by_role("link", name="Mitt konto")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(menu.get_by_role("link", name="Mitt konto")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


def test_navigation_is_folded_where_it_is_narrow(open_page):
    page = open_page(GALLERY, width=320)
    link = page.locator(".main-navigation").get_by_role("link", name="Lägesrapporter")
    expect(link).to_be_hidden()
    page.locator(".main-navigation summary").click()
    expect(link).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(link).to_be_visible()


def test_form_pressed_twice_is_sent_once(open_page):
    page = open_page(GALLERY)
    sent: list[str] = []

    def answer(route: Route) -> None:
        if route.request.method == "POST":
            sent.append(route.request.url)
            route.fulfill(status=204)  # the page stays, as it does while a slow server thinks
        else:
            route.continue_()

    page.route("**/*", answer)
    button = page.locator("#formular form button")
    button.dblclick()
    expect(button).to_have_attribute("aria-busy", "true")
    expect(page.locator("#live")).not_to_be_empty()
    assert len(sent) == 1


def test_error_summary_has_the_focus_and_leads_to_the_control(open_page):
    page = open_page(GALLERY)
    expect(page.locator(".error-summary")).to_be_focused()
    page.locator(".error-summary").get_by_role("link", name=re.compile("^Ställningstagande")).click()
    expect(page.locator("#id_wrong-decision_0")).to_be_focused()


def test_part_of_a_page_is_replaced_without_losing_the_focus(open_page):
    page = open_page(GALLERY)
    link = page.locator(".progress[hx-get] a")
    link.focus()
    page.locator(".progress[hx-get]").evaluate("(element) => { element.dataset.old = ''; }")
    expect(page.locator(".progress[data-old]")).to_have_count(0, timeout=10_000)
    expect(link).to_be_focused()


def test_everything_is_there_without_javascript(open_page):
    page = open_page(GALLERY, width=320, javascript=False)
    expect(page.locator(".main-navigation").get_by_role("link", name="Lägesrapporter")).to_be_visible()
    expect(page.locator("[data-behaviour=copy]")).to_be_hidden()
    expect(page.get_by_role("link", name="Flytta slutdatum")).to_have_attribute("href", "?samma-fraga")
    expect(page.locator("#formular form button")).to_be_enabled()


def test_figures_stand_in_columns(open_page):
    page = open_page(GALLERY)
    widths = page.evaluate(
        """async () => {
          await document.fonts.ready;
          return ["1111", "0000", "8888"].map((text) => {
            const span = document.createElement("span");
            span.className = "tabular";
            span.textContent = text;
            document.body.append(span);
            return span.getBoundingClientRect().width;
          });
        }"""
    )
    assert len(set(widths)) == 1
    assert page.evaluate("document.fonts.check('18px \"Source Sans 3\"')")
