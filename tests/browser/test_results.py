"""Results and cases in a browser: accessible at every width and in both themes, readable without JavaScript."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from accounts.models import Municipality, User
from accounts.roles import Part
from evaluations.models import Evaluation, PublishedVersion
from tests import factories
from tests.browser.axe import assert_accessible, overflow
from tests.browser.conftest import OpenPage
from tests.evaluations.results.published import corrected, published, ready_case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIZES = [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")]


@pytest.fixture
def version(arboga: Municipality, sara: User, now: datetime) -> PublishedVersion:
    return published(arboga, "KK-2027-101", sara, now)


@pytest.fixture
def case(boden: Municipality, ulla: User) -> Evaluation:
    """A ready case that Ulla is asked to approve."""
    made = ready_case(boden, "KK-2027-102")
    factories.assignment(made, ulla, Part.APPROVER, name="Ulla Nord", organisation="SKR")
    return made


def session_of(client: Client) -> dict[str, str]:
    return {"sessionid": client.cookies["sessionid"].value}


@pytest.mark.parametrize(("width", "theme"), SIZES)
def test_a_result_is_accessible(
    open_page: OpenPage, version: PublishedVersion, sara: User, now: datetime, width: int, theme: str
) -> None:
    page = open_page("/resultat/arboga/2027/", width=width, theme=theme)
    assert_accessible(page)
    page.evaluate("document.querySelectorAll('main details').forEach((each) => { each.open = true; })")
    assert_accessible(page)
    corrected(version, sara, now, "Fel årtal i område 3.")
    for address in ("/resultat/arboga/2027/version/1/", "/resultat/", "/resultat/?q=finns-inte"):
        page.goto(page.url.partition("/resultat")[0] + address)
        assert_accessible(page)


@pytest.mark.parametrize(("width", "theme"), SIZES)
def test_a_case_is_accessible(
    open_page: OpenPage, case: Evaluation, ulla: User, client_of: Any, width: int, theme: str
) -> None:
    page = open_page("/utvarderingar/KK-2027-102/", width=width, theme=theme, cookies=session_of(client_of(ulla)))
    assert_accessible(page)
    for address in ("", "KK-2027-102/publicera/", "KK-2027-102/skicka-tillbaka/"):
        page.goto(page.url.partition("/utvarderingar")[0] + f"/utvarderingar/{address}")
        assert_accessible(page)


@pytest.mark.parametrize(("width", "theme"), SIZES)
def test_a_municipalitys_overview_is_accessible(
    open_page: OpenPage, version: PublishedVersion, astrid: User, client_of: Any, width: int, theme: str
) -> None:
    page = open_page("/arboga/", width=width, theme=theme, cookies=session_of(client_of(astrid)))
    assert_accessible(page)
    page.goto(page.url + "resultat/")
    assert_accessible(page)


def test_a_result_is_read_without_javascript(open_page: OpenPage, version: PublishedVersion) -> None:
    page = open_page("/resultat/arboga/2027/", javascript=False)
    page.locator("summary", has_text="Allmänt").click()
    assert page.get_by_text("Kommunen har mål.").is_visible()


def test_the_approver_publishes(open_page: OpenPage, case: Evaluation, ulla: User, client_of: Any) -> None:
    page = open_page("/utvarderingar/KK-2027-102/", cookies=session_of(client_of(ulla)))
    page.locator(".page-header__action a").click()
    page.locator("form.form button.ds-button").click()
    page.wait_for_url("**/utvarderingar/KK-2027-102/")
    page.locator(".page-header__action a").click()
    assert page.url.endswith("/resultat/boden/2027/")
    assert overflow(page) == []
