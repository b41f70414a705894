"""Forty-one decisions in a browser: the presses and seconds each takes, by keyboard, by hand, without JavaScript."""

import time
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from accounts.identifiers import uuid7
from accounts.models import Municipality, User
from accounts.tenancy import Scope
from evaluations.models import Area, DraftFinding, FindingKind, PublishedVersion
from evaluations.publication import publish
from followup.models import Action, Decision, DecisionKind, PlanState
from tests import factories
from tests.browser.axe import assert_accessible
from tests.browser.conftest import OpenPage
from tests.evaluations.results.published import ready_case
from tests.factories import ADMIN, as_actor, in_scope
from tests.factories.followup import action, decision, improvements, plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIZES = [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")]
PAGE = "/arboga/stallningstaganden/"
SUBJECTS = ("målen i verksamhetsplanen", "svarstiderna", "upphandlingen", "medarbetarsamtalen", "internkontrollen")
ADVICE = (
    "Kan kommunen följa upp {} oftare och redovisa resultatet för nämnderna?",
    "Överväg att samla {} på ett ställe, så att invånarna kan följa dem.",
    "Utveckla arbetet med {}.",
)


@pytest.fixture
def version(arboga: Municipality, sara: User, now: datetime) -> PublishedVersion:
    """A published result with forty-one improvement opportunities in the eight areas."""
    case = ready_case(arboga, "KK-2027-101", findings=0)
    with in_scope(ADMIN):
        areas = list(Area.objects.filter(edition=case.edition).order_by("number"))
        DraftFinding.objects.bulk_create(
            DraftFinding(
                evaluation=case,
                municipality=arboga,
                key=uuid7(),
                area=areas[place % len(areas)],
                kind=FindingKind.IMPROVEMENT,
                position=place + 1,
                text=ADVICE[place % 3].format(SUBJECTS[place % 5]),
            )
            for place in range(41)
        )
    with as_actor(sara, "KK-2027-101") as actor:
        return publish(case, actor, now=now, today=factories.TODAY, version=case.version)


def session_of(client: Client) -> dict[str, str]:
    return {"sessionid": client.cookies["sessionid"].value}


def _by_keyboard(page: Page, place: int) -> int:
    """Decide as a person with a keyboard does; say how many presses and texts it took."""
    press = page.keyboard.press
    if place % 8 in (0, 1, 2, 4, 6):  # acted on, with owner and due date
        press("1")
        page.get_by_label("Ansvarig").fill("Bo Ek")
        page.get_by_label("31 december").first.check()
        page.keyboard.press("Enter")
        return 4
    if place % 8 == 3:
        press("2")
        page.get_by_label("31 augusti").last.check()
        press("Enter")
        return 3
    if place % 8 == 5:
        press("3")
        page.get_by_label("Varför åtgärdas den inte?").fill("Regionen ansvarar.")
        page.get_by_role("button", name="Spara och gå till nästa").click()
        return 3
    press("4")
    page.get_by_label("Vad har gjorts?").fill("Ny rutin beslutad.")
    page.get_by_label("När gjordes det?").fill("2026-02-01")
    page.get_by_role("button", name="Spara och gå till nästa").click()
    return 4


def test_forty_one_decisions_take_few_presses_and_seconds(
    open_page: OpenPage, version: PublishedVersion, astrid: User, bo: User, client_of: Any, capsys: Any
) -> None:
    page = open_page(PAGE, cookies=session_of(client_of(astrid)))
    page.locator("#val").focus()
    presses = []
    start = time.monotonic()
    for place in range(41):
        expect(page.locator("main .page-header__lead")).to_contain_text(f"{41 - place} av 41" if place < 41 else "Alla")
        if place:
            expect(page.locator("#val")).to_be_focused()
        presses.append(_by_keyboard(page, place))
    expect(page.locator("main .page-header__lead")).to_have_text(
        "Alla 41 förbättringsmöjligheter har ett ställningstagande."
    )
    seconds = time.monotonic() - start
    with capsys.disabled():
        print(f"\n41 decisions: {sum(presses) / 41:.1f} presses and {seconds / 41:.2f} s of waiting each")  # noqa: T201
    with in_scope(Scope(municipality=version.municipality_id)):
        assert Decision.objects.current().count() == 41
        assert Action.objects.filter(owner__user=bo, due__isnull=False).count() == 26
    assert max(presses) <= 5
    assert seconds / 41 < 5


def test_keys_choose_save_and_step(
    open_page: OpenPage, version: PublishedVersion, astrid: User, client_of: Any
) -> None:
    page = open_page(PAGE, cookies=session_of(client_of(astrid)))
    page.locator("#val").focus()
    first = page.locator(".decision__quote blockquote").inner_text()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#val-rubrik")).to_contain_text("2 av 41")
    expect(page.locator("#val")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".decision__quote blockquote")).to_have_text(first)
    for key, label in (("2", "Avvakta"), ("3", "Åtgärdas inte"), ("4", "Redan genomfört"), ("1", "Åtgärdas")):
        page.locator("#val").focus()
        page.keyboard.press(key)
        expect(page.locator("[name=kind]:checked + span")).to_contain_text(label)
    page.get_by_label("Åtgärdens rubrik").fill("Mät 3 gånger")  # digits in a field are digits
    expect(page.locator("[name=kind]:checked + span")).to_contain_text("Åtgärdas")
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("Mät 3 gånger")


def test_it_works_without_javascript(
    open_page: OpenPage, version: PublishedVersion, astrid: User, client_of: Any
) -> None:
    page = open_page(PAGE, width=320, javascript=False, cookies=session_of(client_of(astrid)))
    page.get_by_label("Åtgärdas inte").check()
    page.get_by_label("Varför åtgärdas den inte?").fill("Regionen ansvarar.")
    page.get_by_role("button", name="Spara och gå till nästa").click()
    expect(page.locator("main")).to_contain_text("40 av 41")
    page.get_by_label("Avvakta till …").check()
    page.get_by_role("button", name="Spara och gå till nästa").click()
    expect(page.locator(".error-summary")).to_contain_text("Ange datumet ni avvaktar till.")


@pytest.mark.parametrize(("width", "theme"), SIZES)
def test_the_pages_are_accessible(
    open_page: OpenPage, version: PublishedVersion, astrid: User, client_of: Any, width: int, theme: str
) -> None:
    work = plan(version.evaluation)
    found = improvements(version)
    decision(work, found[0], version, astrid)
    action(work, 1, findings=(found[0],))
    decision(work, found[1], version, astrid, kind=DecisionKind.DECLINE, reason="Regionen ansvarar.")
    page = open_page(PAGE, width=width, theme=theme, cookies=session_of(client_of(astrid)))
    assert_accessible(page)
    base = page.url.partition("/arboga")[0]
    for place in range(4):
        page.locator("[name=kind]").nth(place).check()
        assert_accessible(page)
    page.get_by_role("button", name="Spara och gå till nästa").click()
    expect(page.locator(".error-summary")).to_be_visible()
    assert_accessible(page)
    for address in (f"{PAGE}{found[0].key}/", "/arboga/handlingsplan/anta/"):
        page.goto(base + address)
        assert_accessible(page)
    page.get_by_label("Antagen av").fill("Kommunstyrelsen")
    page.get_by_role("button", name="Spara som antagen").click()
    expect(page.locator("h1")).to_have_text("Antagen handlingsplan")
    assert_accessible(page)
    page.goto(base + "/arboga/handlingsplan/avsluta/")
    assert_accessible(page)


def test_a_closed_plan_says_so(open_page: OpenPage, version: PublishedVersion, astrid: User, client_of: Any) -> None:
    plan(version.evaluation, state=PlanState.CLOSED)
    page = open_page(PAGE, cookies=session_of(client_of(astrid)))
    expect(page.locator("main")).to_contain_text("Handlingsplanen är avslutad.")
    assert_accessible(page)
