"""The plan, an action and one's own actions in a browser: accessible at every width, worked without JavaScript."""

import os
from typing import Any

import pytest
from django.test import Client

from accounts.models import Membership, Municipality, User
from accounts.tenancy import Scope
from followup.models import ActionStatus, Light, Plan
from tests import factories
from tests.browser.axe import assert_accessible
from tests.browser.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIZES = [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")]
PICTURES = os.environ.get("KOMPASS_PICTURES", "")


def session_of(client: Client) -> dict[str, str]:
    return {"sessionid": client.cookies["sessionid"].value}


@pytest.fixture
def plan(arboga: Municipality, ulla: User, bo: User, astrid: User) -> Plan:
    """A plan with an action in each state that matters."""
    words = (
        "Gör målen för barn- och utbildningsnämndens verksamheter mätbara och följ upp dem oftare.",
        "Låt invånarna påverka budgeten.",
    )
    version = factories.published_case(arboga, ulla, words=words)
    made = factories.plan(version.evaluation)
    first, second = factories.improvements(version)
    with factories.in_scope(Scope(municipality=arboga.pk)):
        owner = Membership.objects.get(user=bo)
    unit = factories.unit(arboga, "Kommunledningskontoret")
    late = factories.action(
        made,
        1,
        title="Ta fram mätbara mål för barn- och utbildningsnämnden",
        description="Varje mål får ett mått, ett utgångsläge och ett målvärde.\nMåtten följs upp varje tertial.",
        intended_result="Nämnden kan se om målen nås.",
        status=ActionStatus.IN_PROGRESS,
        owner=owner,
        findings=(first, second),
        unit=unit,
        due=factories.followup.EARLIER.replace(year=2026),
        light=Light.YELLOW,
        percent=40,
    )
    factories.milestone(late, "Ta fram ett förslag till mått", done_on=factories.followup.EARLIER)
    factories.milestone(late, "Besluta i nämnden", position=2, due=factories.followup.LATER)
    factories.status_report(late, bo, "Förslaget är klart.\nNämnden vill vänta på budgeten.", light=Light.YELLOW)
    factories.comment(late, astrid, "Kan ni ta det i maj?", name="Astrid Lund")
    factories.attached_link(late, bo, "Förslaget till mått")
    factories.action(made, 2, title="Öppna en budgetdialog", is_blocked=True, owner_text="Ekonomichefen", unit=unit)
    factories.action(made, 3, title="Ange en ansvarig för varje mål", due=None)
    factories.action(made, 4, title="Mät svarstiderna i växeln", status=ActionStatus.DONE, owner=owner)
    factories.action(made, 5, title="Se över delegationsordningen", status=ActionStatus.PAUSED, owner=owner)
    factories.action(made, 6, title="Publicera öppna data", status=ActionStatus.EFFECT_SHOWN, unit=unit)
    return made


ADDRESSES = (
    "handlingsplan/",
    "handlingsplan/?group=area&status=open",
    "handlingsplan/?text=finns-inte",
    "handlingsplan/ny/",
    "handlingsplan/1/",
    "handlingsplan/1/rapportera/",
    "handlingsplan/1/klar/",
    "handlingsplan/1/ansvarig/",
    "handlingsplan/1/redigera/",
    "handlingsplan/1/indikatorer/ny/",
    "handlingsplan/1/lank/",
    "handlingsplan/1/fil/",
    "handlingsplan/1/forbattringsmojligheter/",
    "handlingsplan/4/effekt/",
    "mina-atgarder/",
)


@pytest.mark.parametrize(("width", "theme"), SIZES)
def test_the_pages_are_accessible(
    open_page: OpenPage, plan: Plan, astrid: User, client_of: Any, width: int, theme: str
) -> None:
    page = open_page("/arboga/handlingsplan/", width=width, theme=theme, cookies=session_of(client_of(astrid)))
    start = page.url.removesuffix("handlingsplan/")
    for number, address in enumerate(ADDRESSES):
        page.goto(start + address)
        if PICTURES:
            page.screenshot(path=f"{PICTURES}/{number:02}-{width}-{theme}.png", full_page=True)
        assert_accessible(page)


@pytest.mark.parametrize(("width", "theme"), SIZES)
def test_reporting_in_place_is_accessible(
    open_page: OpenPage, plan: Plan, bo: User, client_of: Any, width: int, theme: str
) -> None:
    page = open_page("/arboga/mina-atgarder/", width=width, theme=theme, cookies=session_of(client_of(bo)))
    page.locator("#rapportera-1").click()
    page.locator("#plats-1 form").wait_for()
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/mine-{width}-{theme}.png", full_page=True)
    assert_accessible(page)


def test_bo_reports_in_place_within_twenty_seconds(open_page: OpenPage, plan: Plan, bo: User, client_of: Any) -> None:
    page = open_page("/arboga/mina-atgarder/", cookies=session_of(client_of(bo)))
    page.locator("#rapportera-1").click()
    form = page.locator("#plats-1 form")
    form.locator("input[value=green]").check()
    form.locator("textarea").fill("Nu går det bra igen.")
    form.locator("button.ds-button").click()
    page.wait_for_url("**/mina-atgarder/#atgard-1")
    assert page.locator("#atgard-1").inner_text().count("I fas") == 1
    page.goto(page.url.partition("mina-")[0] + "handlingsplan/1/")
    assert page.get_by_text("Nu går det bra igen.").is_visible()


def test_a_milestone_is_ticked_in_place_and_the_focus_stays(
    open_page: OpenPage, plan: Plan, bo: User, client_of: Any
) -> None:
    page = open_page("/arboga/handlingsplan/1/", cookies=session_of(client_of(bo)))
    open_step = page.locator(".milestones button[value=tick]")
    name = open_step.get_attribute("id")
    open_step.click()
    page.locator(f"#{name}[value=reopen]").wait_for()
    assert page.evaluate("document.activeElement.id") == name


def test_all_of_it_works_without_javascript(open_page: OpenPage, plan: Plan, astrid: User, client_of: Any) -> None:
    page = open_page("/arboga/handlingsplan/1/", cookies=session_of(client_of(astrid)), javascript=False)
    page.locator(".milestones button[value=tick]").click()
    assert page.locator(".milestones button[value=tick]").count() == 0
    page.locator("#rapportera").click()
    page.locator("input[value=red]").check()
    page.locator("textarea").fill("Vi hinner inte.")
    page.locator("main form button.ds-button").click()
    assert page.get_by_text("Vi hinner inte.").is_visible()
    page.locator(".action__undo button").click()
    assert page.locator(".timeline .muted").first.is_visible()
