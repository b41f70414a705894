"""The whole round in a browser: from an uploaded report to a plan that moves, as each who takes part in it.

On the way every page is asked for faults: axe, what the browser complains about, and English on a Swedish page.
"""

import re
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Message
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import Page, expect

from accounts import outbox
from accounts.models import User
from kompass_site.management.commands.check_translations import PLACEHOLDER, read, used_in
from tests import database
from tests.browser.axe import assert_accessible
from tests.browser.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REPORT = Path(settings.BASE_DIR) / "evaluations/data/demonstration/ekhult-2025.txt"
PLACE = "/demo-ekhult"
# Words that no Swedish sentence has, for texts that nobody marked for translation.
ENGLISH_WORDS = re.compile(r"\b(the|of|with|you|your|are|has been|this|from|when|which)\b", re.IGNORECASE)


def _texts(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


@pytest.fixture(scope="module")
def english() -> list[re.Pattern[str]]:
    """Every text of the source that reads otherwise in Swedish, as a pattern of a whole line."""
    swedish = {
        text
        for message in read(settings.LOCALE_PATHS[0] / "sv" / "LC_MESSAGES" / "django.po")
        for text in ([message.string] if isinstance(message.string, str) else message.string)
    }
    found = {text for message in used_in(settings.BASE_DIR) if message.id for text in _texts(message)} - swedish
    long = [text for text in found if len(PLACEHOLDER.sub("", text).strip()) > 3]
    return [re.compile(".+".join(re.escape(part) for part in PLACEHOLDER.split(text))) for text in long]


class Walker:
    """A person at a browser: goes to pages, and looks at each one."""

    def __init__(self, page: Page, english: list[re.Pattern[str]], faults: list[str]) -> None:
        self.page, self.english, self.faults = page, english, faults
        self.base = page.url.partition("/skr")[0].partition("/utvarderingar")[0].partition(PLACE)[0]
        page.on("console", lambda said: faults.append(f"{page.url}: {said.text}") if said.type == "error" else None)

    def goes(self, path: str) -> Page:
        """To an address."""
        answer = self.page.goto(self.base + path)
        assert answer is not None
        assert answer.status == 200, path
        return self.looks()

    def looks(self) -> Page:
        """At the page as it is now."""
        assert_accessible(self.page)
        lines = {line.strip() for line in self.page.locator("body").inner_text().splitlines()}
        strange = [line for line in lines if any(each.fullmatch(line) for each in self.english)]
        strange += [line for line in lines if ENGLISH_WORDS.search(line)]
        where = self.page.url.removeprefix(self.base)
        self.faults += [f"{where}: {line}" for line in dict.fromkeys(strange)]
        return self.page

    def saves(self) -> Page:
        """The form of the page, and looks at what comes."""
        self.page.locator("main .form__buttons button.ds-button").first.click()
        self.page.wait_for_load_state()
        return self.looks()


@pytest.fixture
def faults() -> list[str]:
    """English lines and complaints of the browser, gathered on the way."""
    return []


@pytest.fixture
def comes(
    transactional_db: None,
    open_page: OpenPage,
    client_of: Any,
    english: list[re.Pattern[str]],
    faults: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Any:
    """A demonstration person signs in and opens an address."""
    monkeypatch.setattr(outbox, "ring", lambda: None)  # no broker: the test runs the jobs
    with database.as_owner():
        call_command("load_demonstration", verbosity=0)

    def sign_in(email: str, path: str, width: int = 1280, theme: str = "light") -> Walker:
        client = client_of(User.objects.get(email=email))
        cookies = {"sessionid": client.cookies["sessionid"].value}
        walker = Walker(open_page(path, width=width, theme=theme, cookies=cookies), english, faults)
        walker.looks()
        return walker

    return sign_in


def test_from_an_uploaded_report_to_a_plan_that_moves(comes: Any, faults: list[str]) -> None:
    _skr_accepts(comes("maud@skr.demo.invalid", "/skr/importer/ny/"))
    _approver_publishes(comes("isak@skr.demo.invalid", "/utvarderingar/"))
    outbox.run_due()
    number = _coordinator_plans(comes("karin@ekhult.demo.invalid", f"{PLACE}/"))
    _owner_reports(comes("jonas@ekhult.demo.invalid", f"{PLACE}/mina-atgarder/"), number)
    _management_reads(comes("anders@ekhult.demo.invalid", f"{PLACE}/", width=320), number)
    _reader_reads(comes("gunnel@ekhult.demo.invalid", f"{PLACE}/", theme="dark"), number)
    assert faults == []


def _skr_accepts(maud: Walker) -> None:
    page = maud.page
    page.locator("input[type=file]").set_input_files(REPORT)
    page.locator("main form button.ds-button").first.click()
    page.wait_for_load_state()
    maud.looks()
    outbox.run_due()
    page.reload()
    maud.looks()
    page.get_by_label("Översikten: 58 poäng").check()
    page.get_by_role("button", name="Välj", exact=True).click()
    expect(page.get_by_role("button", name="Ändra valet")).to_be_visible()
    page.get_by_label("Vem ska godkänna publiceringen").select_option("Isak Norrhed")
    page.get_by_role("button", name="Godkänn förslaget").click()
    expect(page.get_by_role("link", name=re.compile("KK-2025-001"))).to_be_visible()
    maud.looks()
    for path in ("/skr/importer/", "/skr/utvarderingar/", "/skr/kommuner/", "/skr/personer/", "/skr/handelser/"):
        maud.goes(path)


def _approver_publishes(isak: Walker) -> None:
    page = isak.goes("/utvarderingar/KK-2025-001/")
    page.locator(".page-header__action a").click()
    page.wait_for_url("**/publicera/")
    isak.looks()
    isak.saves()
    isak.goes("/resultat/demo-ekhult/2025/")


def _coordinator_plans(karin: Walker) -> int:
    """Forty-one are undecided; four are decided, one of them with an action of Jonas's. Returns its number."""
    page = karin.page
    expect(page.locator(".page-header__lead")).to_contain_text("41 av 41")
    page.locator(".page-header__action a").click()
    page.wait_for_url("**/stallningstaganden/**")
    karin.looks()
    title = page.locator("[name=title]").input_value()
    page.locator("[name=kind][value=act]").check()
    page.locator("[name=owner]").fill("Jonas Lindevall")
    karin.saves()
    page.locator("[name=kind][value=wait]").check()
    page.locator("[name=wait_choice]").first.check()
    karin.saves()
    page.locator("[name=kind][value=decline]").check()
    page.locator("[name=reason]").fill("Regionen ansvarar för det.")
    karin.saves()
    page.locator("[name=kind][value=already_done]").check()
    page.locator("[name=done_what]").fill("Rutinen gäller sedan i våras.")
    page.locator("[name=done_on]").fill("2026-05-02")
    karin.saves()

    page = karin.goes(f"{PLACE}/handlingsplan/")
    page.locator("main").get_by_role("link", name=title).first.click()
    page.wait_for_url(re.compile(r"/handlingsplan/\d+/"))
    number = int(page.url.rstrip("/").rpartition("/")[2])
    karin.looks()
    for verb in ("redigera", "slutdatum", "ansvarig", "hindrad", "pausa", "avbryt", "forbattringsmojligheter", "lank"):
        karin.goes(f"{PLACE}/handlingsplan/{number}/{verb}/")
    karin.goes(f"{PLACE}/handlingsplan/ny/")
    karin.goes(f"{PLACE}/handlingsplan/anta/")
    page.locator("[name=body]").fill("Kommunstyrelsen")
    page.locator("[name=reference]").fill("KS 2026/41")
    if not page.locator("[name=adopted_on]").input_value():
        page.locator("[name=adopted_on]").fill("2026-11-01")
    karin.saves()
    page = karin.goes(f"{PLACE}/")
    expect(page.locator(".page-header__lead")).to_contain_text("37 av 41")
    page = karin.goes(f"{PLACE}/resultat/2025/")
    expect(page.locator(".improvement-state__actions").first).to_contain_text(f"Å-{number}")
    for path in ("personer", "personer/bjud-in", "enheter", "installningar", "delning", "handelser"):
        karin.goes(f"{PLACE}/administration/{path}/")
    return number


def _owner_reports(jonas: Walker, number: int) -> None:
    page = jonas.page
    expect(page.locator("main")).to_contain_text(f"Å-{number}")
    jonas.goes(f"{PLACE}/handlingsplan/{number}/rapportera/")
    page.locator("[name=light][value=yellow]").check()
    page.locator("[name=note]").fill("Halva gruppen är på plats. Resten kommer i januari.")
    page.locator("[name=percent]").fill("50")
    jonas.saves()
    jonas.goes(f"{PLACE}/handlingsplan/{number}/klar/")
    page.locator("[name=effect_seen_how]").fill("Vi frågar på nästa dialogmöte.")
    page.locator("[name=effect_look_on]").fill("2030-04-30")
    jonas.saves()
    page = jonas.goes(f"{PLACE}/handlingsplan/{number}/")
    expect(page.locator("main")).to_contain_text("Genomförd")
    jonas.goes(f"{PLACE}/handlingsplan/{number}/effekt/")


def _management_reads(anders: Walker, number: int) -> None:
    expect(anders.page.locator("main")).to_contain_text("Halva gruppen är på plats.")
    for path in ("resultat/2025/", "stallningstaganden/", "handlingsplan/", f"handlingsplan/{number}/"):
        anders.goes(f"{PLACE}/{path}")
    expect(anders.page.locator(".page-header__action a")).to_have_count(0)


def _reader_reads(gunnel: Walker, number: int) -> None:
    expect(gunnel.page.locator("main")).not_to_contain_text("Halva gruppen är på plats.")
    gunnel.page.locator(".page-header__action a").click()
    gunnel.page.wait_for_url("**/antagen/**")
    expect(gunnel.looks().locator("main")).to_contain_text("KS 2026/41")
    gunnel.goes(f"{PLACE}/resultat/2025/")
