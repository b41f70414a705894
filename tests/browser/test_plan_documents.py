"""Astrid takes the plan out and sees what has changed since it was adopted."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from accounts.models import Municipality, User
from followup.models import Plan
from tests import factories
from tests.browser.axe import assert_accessible
from tests.browser.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADOPTED = {"body": "Kommunstyrelsen", "adopted_on": "2020-01-02", "reference": "KS 2020/15"}


@pytest.fixture
def client(client_of: Any, astrid: User) -> Client:
    signed_in: Client = client_of(astrid)
    return signed_in


@pytest.fixture
def plan(arboga: Municipality, ulla: User, client: Client) -> Plan:
    """Adopted with one action; another was made since."""
    version = factories.published_case(arboga, ulla)
    made = factories.plan(version.evaluation)
    first, _second = factories.improvements(version)
    factories.action(made, 1, findings=(first,), owner_text="Ekonomichefen", due=date(2027, 3, 1))
    assert client.post("/arboga/handlingsplan/anta/", ADOPTED).status_code == 302
    factories.action(made, 2, title="Gjord efteråt", owner_text="Ekonomichefen")
    return made


def taken_out(page: Page, words: str) -> tuple[str, bytes]:
    """The name and the first bytes of what the menu's link gives."""
    page.locator(".page-header summary").click()
    with page.expect_download() as download:
        page.get_by_role("link", name=words).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()[:4]


def test_the_plan_is_taken_out_and_its_changes_are_read(open_page: OpenPage, plan: Plan, client: Client) -> None:
    session = {"sessionid": client.cookies["sessionid"].value}
    page = open_page("/arboga/handlingsplan/", cookies=session)
    assert taken_out(page, "Planen som PDF") == ("handlingsplan-arboga-2026.pdf", b"%PDF")
    page.reload()
    assert taken_out(page, "Listan som Excel") == ("handlingsplan-arboga-2026.xlsx", b"PK\x03\x04")
    page.get_by_role("link", name="1 ändring sedan planen antogs").click()
    expect(page.get_by_role("heading", name="Å-2 Gjord efteråt")).to_be_visible()
    assert_accessible(page)
    for width, theme in ((320, "light"), (1280, "dark")):
        page = open_page("/arboga/handlingsplan/utskrift/", width=width, theme=theme, cookies=session)
        assert_accessible(page)
    page.goto(page.url.replace("utskrift/", "antagen/"))
    assert_accessible(page)
