"""People, invitations, sharing and SKR's pages in a browser: accessible at every width, in both themes, by keyboard."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts import invitations, outbox
from accounts.models import Municipality, Role, Sharing, SharingLevel, User
from accounts.tenancy import Scope
from followup.models import ActionStatus
from tests import factories
from tests.browser.axe import assert_accessible, overflow
from tests.browser.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIZES = [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")]
ADMINISTRATION = "/arboga/administration"
PASSWORD = "fyra lugna hästar 7"


def session_of(client: Client) -> dict[str, str]:
    return {"sessionid": client.cookies["sessionid"].value}


@pytest.fixture
def look() -> Callable[[Any, str], None]:
    """Keep a picture where a folder is named for them."""
    folder = os.environ.get("KOMPASS_PICTURES", "")

    def keep(page: Any, name: str) -> None:
        if folder:
            page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)

    return keep


def invite(by_person: User, place: str, **fields: Any) -> str:
    """Invite, let the worker send, and give the address in the mail."""
    with factories.as_actor(by_person, place) as by:
        invitations.invite(by, now=timezone.now(), **fields)
    outbox.run_due()
    return "/konto/inbjudan/" + str(mail.outbox[-1].body).partition("/konto/inbjudan/")[2].split()[0]


@pytest.fixture
def town(arboga: Municipality, astrid: User, lena: User, bo: User, ulla: User, sara: User) -> Municipality:
    """Arboga with a unit, people, an open invitation and a shared plan that Sara has read."""
    factories.unit(arboga)
    version = factories.published_case(arboga, ulla)
    first, _second = factories.improvements(version)
    plan = factories.plan(version.evaluation)
    factories.decision(plan, first, version, astrid)
    factories.action(plan, 1, status=ActionStatus.IN_PROGRESS, findings=(first,))
    factories.action(plan, 2, title="Flytta arkivet", status=ActionStatus.DONE)
    with factories.in_scope(Scope(municipality=arboga.pk)):
        Sharing.objects.create(municipality=arboga, level=SharingLevel.ALL)
    return arboga


@pytest.mark.parametrize(("width", "theme"), SIZES)
def test_administration_is_accessible(
    open_page: OpenPage, town: Municipality, astrid: User, bo: User, client_of: Any, look: Any, width: int, theme: str
) -> None:
    invite(astrid, "arboga", email="malin.strom@arboga.example", display_name="Malin Ström", role=Role.ACTION_OWNER)
    person = factories.member_of(bo, town).pk
    cookies = session_of(client_of(astrid))
    for name, path in (
        ("people", "/personer/"),
        ("nobody", "/personer/?q=finns-inte"),
        ("invite", "/personer/bjud-in/"),
        ("person", f"/personer/{person}/"),
        ("units", "/enheter/"),
        ("settings", "/installningar/"),
        ("sharing", "/delning/"),
        ("events", "/handelser/"),
    ):
        page = open_page(ADMINISTRATION + path, width=width, theme=theme, cookies=cookies)
        page.evaluate("document.querySelectorAll('main details').forEach((each) => { each.open = true; })")
        look(page, f"{name}-{width}-{theme}")
        assert_accessible(page)
        assert overflow(page) == []


@pytest.mark.parametrize(("width", "theme"), SIZES)
def test_skrs_pages_are_accessible(
    open_page: OpenPage, town: Municipality, sara: User, client_of: Any, look: Any, width: int, theme: str
) -> None:
    cookies = session_of(client_of(sara))
    for name, path in (
        ("towns", "/skr/kommuner/?q=väst"),
        ("plan", "/skr/kommuner/arboga/handlingsplan/"),
        ("no-plan", "/skr/kommuner/boden/handlingsplan/"),
        ("first", "/skr/kommuner/boden/samordnare/"),
        ("skr-people", "/skr/personer/"),
    ):
        page = open_page(path, width=width, theme=theme, cookies=cookies)
        look(page, f"{name}-{width}-{theme}")
        assert_accessible(page)
        assert overflow(page) == []


@pytest.mark.parametrize(("width", "theme"), SIZES)
def test_an_invited_person_makes_an_account_and_comes_in(
    open_page: OpenPage, town: Municipality, astrid: User, look: Any, width: int, theme: str
) -> None:
    address = invite(astrid, "arboga", email="malin@arboga.example", display_name="Malin Ström", role=Role.ACTION_OWNER)
    page = open_page(address, width=width, theme=theme, javascript=width > 320)
    look(page, f"invited-{width}-{theme}")
    if width > 320:
        assert_accessible(page)
    page.locator("#id_password").fill("kort")
    page.locator("#id_password").press("Enter")
    page.locator(".error-summary").wait_for()
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password").press("Enter")
    page.locator("input[name=step][value=accept]").wait_for(state="attached")
    look(page, f"accept-{width}-{theme}")
    page.locator("form:has(input[value=accept]) button").click()
    page.wait_for_url("**/arboga/")
    page.goto(page.url.replace("/arboga/", address))
    look(page, f"used-{width}-{theme}")
    assert page.locator("h1").count() == 1
