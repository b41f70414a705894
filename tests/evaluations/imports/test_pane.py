"""The report beside the proposal: its pages, their marks, and the way between a value and its line."""

from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from evaluations.importing.reviewing.places import Sheets
from evaluations.models import ProposedFinding, ReportImport, ReportPage
from tests import factories
from tests.statements import count_statements

PICTURE = f"00/{8:048}"


@pytest.fixture
def first(items: Callable[..., list[ProposedFinding]]) -> ProposedFinding:
    """The first strength of area 1."""
    return items()[0]


@pytest.fixture
def drawn(proposed: ReportImport, first: ProposedFinding) -> ReportImport:
    """The same import as if it were a PDF of three pages; the first strength stands on page 2."""
    default_storage.delete(PICTURE)
    default_storage.save(PICTURE, ContentFile(b"\x89PNG picture"))
    with factories.in_scope(factories.ADMIN):
        ReportPage.objects.filter(report_import=proposed).delete()
        ReportPage.objects.bulk_create(
            ReportPage(report_import=proposed, number=n, picture=PICTURE, width=800, height=1100) for n in (1, 2, 3)
        )
        ProposedFinding.objects.filter(pk=first.pk).update(page=2, line=30, box=[0.1, 0.2, 0.5, 0.25], is_sure=False)
    return proposed


def sheet_of(report_import: ReportImport, finding: ProposedFinding) -> int:
    """The sheet that holds the line of the finding."""
    with factories.in_scope(factories.ADMIN):
        pages = ReportPage.objects.filter(report_import=report_import)
        return next(int(page.number) for page in pages if any(line["line"] == finding.line for line in page.lines))


def test_each_value_leads_to_its_line(proposed: ReportImport, desk: Client, first: ProposedFinding) -> None:
    page = desk.get("/skr/importer/1/").content.decode()
    sheet = sheet_of(proposed, first)
    link = f'href="?sida={sheet}&rad={first.line}#rapporten" data-sheet="{sheet}" data-key="r{first.line}"'
    assert link in page.replace("&amp;", "&")


def test_the_line_is_marked_by_the_server_and_leads_back(
    proposed: ReportImport, desk: Client, first: ProposedFinding
) -> None:
    page = desk.get(f"/skr/importer/1/?sida={sheet_of(proposed, first)}&rad={first.line}").content.decode()
    line = page.partition(f'<li id="rad-{first.line}"')[2].partition("</li>")[0]
    assert "data-marked" in line
    assert f'href="#punkt-{first.pk}"' in line
    assert page.count("data-marked") == 1


@pytest.mark.parametrize("query", ["?sida=99", "?sida=x&rad=-1", "?sida=0", "?rad=99999999999999999999", "?zoom=9"])
def test_an_address_out_of_range_shows_the_first_page(proposed: ReportImport, desk: Client, query: str) -> None:
    answer = desk.get(f"/skr/importer/1/{query}")
    assert answer.status_code == 200
    assert '<div class="pane" id="rapporten" tabindex="-1" data-sheet="1"' in answer.content.decode()


def test_a_picture_is_marked_where_values_were_read(drawn: ReportImport, desk: Client, first: ProposedFinding) -> None:
    page = desk.get("/skr/importer/1/?sida=2&rad=30&zoom=2").content.decode()
    assert 'src="/skr/importer/1/sidor/2/bild/" width="800" height="1100"' in page
    mark = page.partition('<svg class="pane__marks"')[2].partition("</svg>")[0]
    assert f'href="#punkt-{first.pk}"' in mark
    assert 'data-key="p2-100-200" data-unsure data-marked><rect x="96" y="196" width="408" height="58">' in mark
    assert 'data-zoom="2"' in page


def test_a_page_alone_for_htmx(drawn: ReportImport, desk: Client) -> None:
    part = desk.get("/skr/importer/1/sidor/2/", headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<div class="pane" id="rapporten" tabindex="-1" data-sheet="2"')
    assert '<html lang="sv">' not in part
    assert desk.get("/skr/importer/1/sidor/2/")["Location"] == "/skr/importer/1/?sida=2#rapporten"
    assert desk.get("/skr/importer/1/sidor/4/").status_code == 404


def test_the_picture_is_served_as_a_picture_and_nothing_else(drawn: ReportImport, desk: Client) -> None:
    answer = desk.get("/skr/importer/1/sidor/2/bild/")
    assert answer.content == b"\x89PNG picture"
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_sheet_of_text_has_no_picture(proposed: ReportImport, desk: Client) -> None:
    assert desk.get("/skr/importer/1/sidor/1/bild/").status_code == 404


def test_a_picture_that_the_disk_lost_is_not_found(drawn: ReportImport, desk: Client) -> None:
    default_storage.delete(PICTURE)
    assert desk.get("/skr/importer/1/sidor/2/bild/").status_code == 404


@pytest.mark.parametrize("url", ["/skr/importer/1/sidor/2/", "/skr/importer/1/sidor/2/bild/"])
def test_who_sees_pages(url: str, drawn: ReportImport, stranger: Client, evaluator: Client) -> None:
    assert stranger.get(url).status_code == 404
    assert evaluator.get(url).status_code == 403


def test_a_page_costs_the_same_for_many_pages(drawn: ReportImport, desk: Client) -> None:
    htmx = {"HX-Request": "true"}
    with count_statements() as few:
        desk.get("/skr/importer/1/sidor/2/", headers=htmx)
    with factories.in_scope(factories.ADMIN):
        ReportPage.objects.bulk_create(
            ReportPage(report_import=drawn, number=n, picture=PICTURE, lines=[{"line": n, "text": "x", "box": None}])
            for n in range(4, 200)
        )
    with count_statements() as many:
        desk.get("/skr/importer/1/sidor/2/", headers=htmx)
    assert len(few.of_page) == len(many.of_page) <= 10, str(many)


def test_an_import_without_kept_pages_has_no_pane(proposed: ReportImport, desk: Client, first: ProposedFinding) -> None:
    with factories.in_scope(factories.ADMIN):
        ReportPage.objects.filter(report_import=proposed).delete()
    page = desk.get("/skr/importer/1/").content.decode()
    assert 'id="rapporten"' not in page
    assert "shown-at" not in page
    assert f"rad {first.line}" in page


@pytest.mark.parametrize(
    ("page", "line", "sheet"),
    [(2, 5, 2), (9, 5, None), (None, 1, 1), (None, 60, 1), (None, 61, 2), (None, None, None), (None, 0, None)],
)
def test_the_sheet_of_a_place(page: int | None, line: int | None, sheet: int | None) -> None:
    assert Sheets((1, 2), (1, 61)).of(page, line) == sheet
