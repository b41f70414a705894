"""One story by keyboard: an indicator is measured, somebody is named with @, the effect is shown by the measurement."""

from datetime import date
from typing import Any

import pytest

from accounts.models import Membership, Municipality, User
from accounts.tenancy import Scope
from followup.models import ActionStatus
from tests import factories
from tests.browser.axe import assert_accessible
from tests.browser.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_bo_measures_names_lena_and_shows_the_effect(
    open_page: OpenPage, client_of: Any, arboga: Municipality, ulla: User, bo: User, lena: User
) -> None:
    plan = factories.plan(factories.published_case(arboga, ulla).evaluation)
    with factories.in_scope(Scope(municipality=arboga.pk)):
        owner = Membership.objects.get(user=bo)
    earlier = date(2026, 1, 15)  # the browser's server goes by the real clock
    action = factories.action(
        plan, 1, status=ActionStatus.DONE, owner=owner, due=earlier, done_on=earlier, started_on=earlier
    )
    indicator = factories.indicator(action)
    session = client_of(bo).cookies["sessionid"].value
    page = open_page("/arboga/handlingsplan/1/", cookies={"sessionid": session})

    page.locator(f"#mat-{indicator.key}").focus()
    page.keyboard.press("Enter")
    value = page.locator(f"#matplats-{indicator.key} input[name=value]")
    value.wait_for()
    assert value.evaluate("field => field === document.activeElement")
    page.keyboard.type("4,5")
    page.keyboard.press("Enter")
    page.locator(".line-chart").wait_for()
    assert "Målvärdet är nått" in page.locator(".indicator").inner_text()

    text = page.locator("#kommentar")
    text.focus()
    page.keyboard.type("Klart, @le")
    page.locator(".mention-list [role=option]").wait_for()
    page.keyboard.press("Enter")
    assert text.input_value() == "Klart, @Lena Berg "
    assert_accessible(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".mention").wait_for()
    assert page.locator(".mention").inner_text() == "@Lena Berg"

    page.locator("#effekt").click()
    form = page.locator("#plats form")
    form.locator("textarea").fill("Svaret kommer på halva tiden.")
    form.locator("select[name=measurement]").select_option(index=1)
    form.locator("button.ds-button").click()
    page.locator(".timeline").get_by_text("visade effekten").wait_for()
    assert_accessible(page)
