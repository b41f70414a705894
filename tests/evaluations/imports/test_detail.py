"""The page of an import under review."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from evaluations.models import ProposedFinding, ReportImport
from tests import factories
from tests.statements import count_statements


def test_it_shows_what_was_read_and_what_is_left(proposed: ReportImport, ulla: User, desk: Client) -> None:
    page = desk.get("/skr/importer/1/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "Område 4: Områdets poäng är inte desamma i avsnittet som i översikten." in text
    assert "508 av 800" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Elin Sandmark, SKR" in text
    assert text.count('class="review__section" id="omrade-') == 8
    assert "Rapporten säger emot sig själv. Välj först" in text
    assert 'name="approver"' not in text


def test_the_approval_opens_when_nothing_is_left(reviewed: ReportImport, ulla: User, desk: Client) -> None:
    text = desk.get("/skr/importer/1/").content.decode()
    assert 'name="approver"' in text
    assert "Ulla Nord" in text
    assert "Sara Holm</option>" not in text


def test_same_statements_for_few_and_for_200_items(proposed: ReportImport, desk: Client) -> None:
    with count_statements() as few:
        desk.get("/skr/importer/1/")
    with factories.in_scope(factories.ADMIN):
        ProposedFinding.objects.bulk_create(
            ProposedFinding(report_import=proposed, area_number=1, kind="strength", position=n, text=f"Styrka {n}")
            for n in range(100, 300)
        )
    with count_statements() as many:
        assert "Styrka 299" in desk.get("/skr/importer/1/").content.decode()
    assert len(few.of_page) == len(many.of_page)
    assert len(many.of_page) <= 10, str(many)


def test_an_area_without_items_is_pointed_out(proposed: ReportImport, desk: Client) -> None:
    assert "varken styrkor eller förbättringsmöjligheter" not in desk.get("/skr/importer/1/").content.decode().lower()
    with factories.in_scope(factories.ADMIN):
        ProposedFinding.objects.filter(report_import=proposed, area_number__in=[3, 5]).update(is_dropped=True)
    text = desk.get("/skr/importer/1/").content.decode()
    assert text.count("Varken styrkor eller förbättringsmöjligheter hittades i området.") == 2
    assert "Områdena 3, 5 har varken styrkor eller förbättringsmöjligheter." in text


def test_a_text_that_is_no_report_is_told_so(upload: Callable[..., ReportImport], desk: Client) -> None:
    upload("Protokoll från ett möte.\n\nInga poäng.\n".encode(), "protokoll.txt")
    assert "Inga områden med poäng hittades" in desk.get("/skr/importer/1/").content.decode()


def test_hostile_texts_are_shown_as_text(upload: Callable[..., ReportImport], desk: Client, ekhult: bytes) -> None:
    hostile = ekhult.replace(b"Kortfattat demokratiprogram", b'<script>alert(1)</script>"><img src=x onerror=a>')
    upload(hostile, '"><script>x.txt')
    text = desk.get("/skr/importer/1/").content.decode()
    assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert" not in text
    assert "<img src=x" not in text


@pytest.mark.parametrize("url", ["/skr/importer/1/", "/skr/importer/1/fil/", "/skr/importer/1/uppgifter/"])
def test_who_may(url: str, proposed: ReportImport, stranger: Client, evaluator: Client) -> None:
    assert stranger.get(url).status_code == 404
    assert evaluator.get(url).status_code == 403


@pytest.mark.parametrize("url", ["/skr/importer/2/", "/skr/importer/99999999999999/", "/skr/importer/1/punkter/9/"])
def test_what_is_not_there(url: str, proposed: ReportImport, desk: Client) -> None:
    assert desk.get(url).status_code == 404


def test_the_original_file_is_an_attachment_that_runs_nothing(
    proposed: ReportImport, desk: Client, ekhult: bytes
) -> None:
    answer = desk.get("/skr/importer/1/fil/")
    assert answer.content == ekhult
    assert answer["Content-Disposition"] == 'attachment; filename="ekhult-2025.txt"'
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/octet-stream"
