"""The views of the plan in a browser: moved by pointer and keyboard, taken back, and accessible where it is narrow."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import Municipality, User
from accounts.tenancy import Scope
from followup.models import Action, ActionStatus, Plan
from tests import factories
from tests.browser.axe import assert_accessible
from tests.browser.conftest import OpenPage
from tests.browser.test_actions import session_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

VIEWS = (
    "tavla/",
    "tidslinje/?group=unit",
    "kalender/?manad=2027-04",
    "matris/",
    "?group=status&col=owner&col=light&priority=high",
    "filter/?vy=board&status=late",
)


@pytest.fixture
def plan(arboga: Municipality, ulla: User, astrid: User) -> Plan:
    """A plan with actions to move, one of them with a milestone, and a saved filter."""
    version = factories.published_case(arboga, ulla)
    made = factories.plan(version.evaluation)
    unit = factories.unit(arboga, "Kommunledningskontoret")
    first = factories.action(made, 1, title="Mät svarstiderna i växeln", unit=unit, priority="high", tags=["Service"])
    factories.milestone(first, "Välj mått", due=factories.followup.EARLIER)
    factories.action(made, 2, title="Öppna en budgetdialog", owner_text="Ekonomichefen", is_blocked=True, light="red")
    factories.action(made, 3, title="Ange en ansvarig för varje mål", due=None, effort="low", expected_effect="low")
    factories.action(made, 4, title="Publicera öppna data", status=ActionStatus.DONE, unit=unit)
    factories.saved_filter(arboga, astrid)
    return made


def drag(page: Page, thing: Locator, place: Locator) -> None:
    """Press on the thing's upper edge, move it over the place, let go."""
    start, end = thing.bounding_box(), place.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + start["width"] - 12, start["y"] + 6)
    page.mouse.down()
    page.mouse.move(start["x"] + 20, start["y"] + 40)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + 60, steps=3)
    page.mouse.up()


def test_astrid_moves_actions_by_pointer_and_keyboard_and_takes_it_back(
    open_page: OpenPage, plan: Plan, arboga: Municipality, astrid: User, client_of: Any
) -> None:
    def stands(number: int) -> Action:
        with factories.in_scope(Scope(municipality=arboga.pk)):
            found: Action = Action.objects.get(number=number)
            return found

    page = open_page("/arboga/handlingsplan/tavla/", cookies=session_of(client_of(astrid)))
    base = page.url.removesuffix("tavla/")
    drag(page, page.locator("#atgard-1"), page.locator("[data-column=in_progress]"))
    expect(page.locator("[data-column=in_progress] #atgard-1")).to_be_visible()
    expect(page.locator("#live")).to_have_text("Å-1 är flyttad till ”Pågår”.")
    expect(page.locator("#atgard-1-flytta")).to_be_focused()
    drag(page, page.locator("#atgard-2"), page.locator("[data-column=effect_shown]"))
    expect(page.locator(".said[data-color=danger]")).to_contain_text("Det går inte nu")
    expect(page.locator("[data-column=not_started] #atgard-2")).to_be_visible()
    expect(page.locator("#atgard-2-flytta")).to_be_focused()
    page.locator("#atgard-3-flytta").press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-column=in_progress] #atgard-3")).to_be_visible()
    page.get_by_role("button", name="Ångra Å-3").click()
    page.wait_for_url("**/tavla/#atgard-3")
    expect(page.locator("[data-column=not_started] #atgard-3")).to_be_visible()
    drag(page, page.locator("#atgard-3"), page.locator("[data-column=paused]"))
    page.wait_for_url("**/3/pausa/?tillbaka=*")

    page.goto(f"{base}matris/")
    drag(page, page.locator("#atgard-1"), page.locator("td[data-first]"))
    expect(page.locator("td[data-first] #atgard-1")).to_be_visible()
    expect(page.locator("#atgard-1-andra")).to_be_focused()
    page.locator("#atgard-2-andra").press("Enter")
    page.locator("#matris-effort").select_option("high")
    page.locator("#matris-expected_effect").select_option("medium")
    page.locator("#matris-expected_effect").press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#atgard-2-andra")).to_be_focused()
    expect(page.locator("[data-effort=high][data-effect=medium] #atgard-2")).to_be_visible()
    assert [(stands(n).status, stands(n).effort, stands(n).expected_effect) for n in (1, 2, 3)] == [
        ("in_progress", "low", "high"),
        ("not_started", "high", "medium"),
        ("not_started", "low", "low"),
    ]

    page.set_viewport_size({"width": 320, "height": 900})
    for view in VIEWS:
        page.goto(base + view)
        assert_accessible(page)
