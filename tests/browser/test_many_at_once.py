"""One story: decide on five at once and undo it, put one into the matrix by keyboard, link a recurring one."""

from typing import Any

import pytest
from playwright.sync_api import expect

from accounts.models import Municipality, User
from accounts.tenancy import Scope
from followup.models import Decision, FindingEstimate, Recurrence
from tests import factories
from tests.browser.axe import assert_accessible
from tests.browser.conftest import OpenPage
from tests.factories import in_scope

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = (
    "Följ upp målen.",
    "Fråga invånarna.",
    "Öppna kontoret.",
    "Mät svarstiderna.",
    "Samla e-tjänsterna.",
)


def test_many_at_once(open_page: OpenPage, arboga: Municipality, astrid: User, ulla: User, client_of: Any) -> None:
    factories.published_case(arboga, ulla, "KK-2022-001", year=2022, words=("Mät målen.",))
    version = factories.published_case(arboga, ulla, words=WORDS)
    factories.plan(version.evaluation)
    cookies = {"sessionid": client_of(astrid).cookies["sessionid"].value}
    page = open_page("/arboga/stallningstaganden/", cookies=cookies)
    here = Scope(municipality=arboga.pk)

    page.get_by_role("link", name="Ta ställning till flera på en gång").click()
    for words in WORDS:
        page.get_by_label(words).check()
    page.get_by_label("Åtgärdas inte").check()
    page.get_by_label("Varför åtgärdas den inte?").fill("Regionen ansvarar.")
    assert_accessible(page)
    page.get_by_role("button", name="Ta ställning till de ikryssade").click()
    expect(page.locator(".page-header__lead")).to_contain_text("5 ändrade.")
    assert_accessible(page)
    with in_scope(here):
        assert Decision.objects.current().count() == 5
    page.get_by_role("button", name="Ångra").click()
    expect(page.locator(".page-header__lead")).to_contain_text("5 ångrade.")
    with in_scope(here):
        assert Decision.objects.current().count() == 0

    page.goto(page.url.partition("flera")[0] + "matris/")
    assert_accessible(page)
    page.locator("[data-assess]").first.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Arbetsinsats").select_option("low")
    page.get_by_label("Förväntad effekt").select_option("high")
    page.get_by_role("dialog").get_by_role("button", name="Spara").click()
    expect(page.locator("[data-first]")).to_contain_text("Följ upp målen.")
    with in_scope(here):
        assert FindingEstimate.objects.get().expected_effect == "high"

    page.locator("[data-first] .matrix__name").click()
    page.get_by_role("link", name="Påpekades den även tidigare?").click()
    assert_accessible(page)
    page.get_by_role("button", name="Säger samma sak").click()
    expect(page.locator("#val")).to_contain_text("Påpekades även 2022")
    assert_accessible(page)
    with in_scope(here):
        assert Recurrence.objects.count() == 1
