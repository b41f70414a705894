"""From a PDF to a public result: read, looked through by keyboard, accepted, and published by a second person."""

import random
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from accounts import outbox
from accounts.models import Municipality, User
from accounts.register import municipalities
from evaluations.rubric_files import shipped_editions
from tests.browser.axe import assert_accessible
from tests.browser.conftest import OpenPage
from tests.evaluations.importing.generator import Report, invented_area
from tests.evaluations.importing.laying_out import elements_of
from tests.evaluations.importing.pdf_writer import write_pdf
from tests.evaluations.importing.printed import Style
from tests.evaluations.importing.sheets import Sheet

expect.set_options(timeout=15_000)  # milliseconds; a form is fetched while other work goes on

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

YEAR = 2024
IN_SIGHT = (  # whether the element in focus can be seen, and no part of the page moved away under it
    "() => { const box = document.activeElement.getBoundingClientRect();"
    " return box.bottom > 0 && box.top < window.innerHeight && box.width > 0; }"
)


def _report() -> Report:
    """An evaluation of Arboga with one contradiction: the section of area 2 says another sum than the overview."""
    dice = random.Random(4)  # noqa: S311 - words of an invented report
    edition = next(each for each in shipped_editions() if each.key == "2021")
    report = Report(
        edition=edition,
        municipality=next(each for each in municipalities() if each.name == "Arboga kommun"),
        year=YEAR,
        month=4,
        report_date=f"{YEAR}-09-12",
        evaluators=[("Anna Berg", "SKR")],
        number=1,
        previous_year=None,
        areas=[invented_area(dice, area) for area in edition.areas],
    )
    report.areas[1].in_section += 1
    return report


@pytest.fixture
def as_person(open_page: OpenPage, client_of: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Open an address as a person; no broker is rung, the test runs the jobs."""
    monkeypatch.setattr(outbox, "ring", lambda: None)

    def opened(person: User, path: str) -> Page:
        return open_page(path, cookies={"sessionid": client_of(person).cookies["sessionid"].value})

    return opened


def test_a_pdf_becomes_a_public_result(
    as_person: Any, sara: User, ulla: User, arboga: Municipality, tmp_path: Path
) -> None:
    report = _report()
    style = Style()
    pdf = tmp_path / "arboga.pdf"
    pdf.write_bytes(write_pdf(elements_of(report, style), report, style, Sheet()))

    page = as_person(sara, "/skr/importer/")
    page.get_by_role("link", name="Importera rapport").press("Enter")
    page.locator("input[type=file]").set_input_files(pdf)
    page.get_by_role("button", name="Ladda upp och läs").press("Enter")
    expect(page.get_by_text("Rapporten läses")).to_be_visible()
    outbox.run_due()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Arboga kommun {YEAR}")
    _review(page)
    page.get_by_label("Vem ska godkänna publiceringen").select_option("Ulla Nord")
    page.get_by_role("button", name="Godkänn förslaget").press("Enter")
    page.get_by_role("link", name=f"Till utvärdering KK-{YEAR}-001").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Arboga")

    page = as_person(ulla, urlsplit(page.url).path)
    page.get_by_role("link", name="Publicera", exact=True).press("Enter")
    page.get_by_role("button", name="Publicera", exact=True).press("Enter")
    page.get_by_role("link", name="Läs det publicerade resultatet").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Arbogas resultat {YEAR}")
    expect(page.locator("main")).to_contain_text(f"{report.total} av 800 poäng")
    strengths = sum(len(area.strengths) for area in report.areas) - 1  # one was dropped
    expect(page.locator("main")).to_contain_text(f"{strengths} styrkor")
    assert_accessible(page)

    page = as_person(sara, "/skr/importer/1/")
    expect(page.locator("main")).to_contain_text("Resultatet är publicerat.")
    expect(page.get_by_role("button", name="Ångra importen")).to_have_count(0)


def _review(page: Page) -> None:
    """By keys alone: the contradiction is settled, doubts are confirmed, two items are merged and one is dropped."""
    picture = page.locator("#rapporten img")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    page.keyboard.press("n")
    expect(page.locator("[name=choice]").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Översikten:")).to_be_checked()
    page.get_by_role("button", name="Välj", exact=True).press("Enter")
    expect(page.get_by_role("button", name="Ändra valet")).to_be_visible()
    while (left := page.locator("[data-unsure][data-value]").count()) > 0:
        expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)
        page.keyboard.press("n")
        page.keyboard.press("r")
        expect(page.locator(".review__main [data-unsure][data-value]")).to_have_count(left - 1)
        assert page.evaluate(IN_SIGHT)
    expect(page.locator("#left")).to_have_text("Alla värden är genomgångna.")

    items = page.locator("#omrade-1-strength .item:not([data-dropped])")
    before = items.count()
    words = page.locator("#omrade-1-strength .item__text").all_inner_texts()
    page.locator("#omrade-1-strength [data-edit]").first.focus()
    for key, count in (("m", before - 1), ("u", before), ("d", before - 1)):
        page.keyboard.press(key)
        expect(items).to_have_count(count)
        expect(page.locator("#omrade-1-strength .item:focus-within")).to_have_count(1)
        assert page.evaluate(IN_SIGHT), key
    expect(page.locator("#omrade-1-strength .item[data-dropped]")).to_contain_text(words[0])
