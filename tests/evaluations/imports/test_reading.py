"""The worker reads an uploaded file into a proposal."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

import pytest
from django.test import Client

from accounts import files, outbox
from accounts.models import Job
from accounts.outbox import Running
from accounts.roles import Actor
from evaluations.importing import proposal
from evaluations.models import (
    ProposedArea,
    ProposedContradiction,
    ProposedFinding,
    ProposedSubarea,
    ProposedText,
    ReportImport,
)
from tests import factories

ROWS = (ProposedArea, ProposedSubarea, ProposedFinding, ProposedText, ProposedContradiction)


def counted(report_import: ReportImport) -> list[int]:
    return [model.objects.filter(report_import=report_import).count() for model in ROWS]


def test_what_is_proposed(proposed: ReportImport, events: Callable[[], list[tuple[str, str]]]) -> None:
    with factories.in_scope(factories.ADMIN):
        edition = ReportImport.objects.select_related("edition").get(pk=proposed.pk).edition
        areas = ProposedArea.objects.filter(report_import=proposed).select_related("area")
        assert (proposed.state, proposed.year, edition.key, proposed.ordinal) == ("proposed", 2025, "2021", 2)
        assert sum(area.achieved for area in areas) == Decimal(508)
        assert all(area.area.number == area.area_number for area in areas)
        assert not ProposedSubarea.objects.filter(report_import=proposed, subarea=None).exists()
        assert counted(proposed)[:2] + counted(proposed)[4:] == [8, 36, 1]
        contradiction = ProposedContradiction.objects.get(report_import=proposed)
        assert (contradiction.kind, contradiction.area_number, contradiction.choice) == ("area_points", 4, "")
        assert {row.place.split()[0] for row in areas} == {"line"}
    assert proposed.evaluators == [
        {"name": "Elin Sandmark", "organisation": "SKR"},
        {"name": "Tobias Häggfors", "organisation": "Tallhede kommun"},
    ]
    assert events() == [("import.uploaded", ""), ("import.read", "")]


def test_the_job_run_twice_changes_nothing(proposed: ReportImport, now: datetime) -> None:
    with factories.in_scope(factories.ADMIN):
        before = counted(proposed)
        Job.objects.update(done_at=None, lease_until=None)
    assert outbox.run_due(lambda: now) == 1
    with factories.in_scope(factories.ADMIN):
        assert counted(proposed) == before


def test_it_shows_that_it_is_being_read(sara_import: ReportImport, desk: Client, now: datetime) -> None:
    by = Actor.of_job(factories.ADMIN)
    with factories.in_scope(factories.ADMIN):
        proposal.begin_reading(Running("import.read:1", by, now, {"report_import": sara_import.pk}))
    page = desk.get("/skr/importer/1/")
    assert "Rapporten läses" in page.content.decode()
    part = desk.get("/skr/importer/1/", headers={"HX-Request": "true"})
    assert (part.status_code, "<html" in part.content.decode()) == (200, False)


def test_htmx_reloads_the_page_when_it_is_read(proposed: ReportImport, desk: Client) -> None:
    answer = desk.get("/skr/importer/1/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Refresh"]) == (204, "true")


@pytest.fixture
def sara_import(sara: object) -> ReportImport:
    return factories.report_import(sara, state="uploaded")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"\x00\x01\x02\xff\xfe\x80" * 100, "not_text", "Filen är inte text"),
        (b" \r\n\t ", "empty_file", "Filen är tom."),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    upload: Callable[..., ReportImport], desk: Client, data: bytes, code: str, said: str
) -> None:
    failed = upload(data, "rapport.txt")
    assert (failed.state, failed.problem) == ("failed", code)
    assert said in desk.get("/skr/importer/1/").content.decode()


def test_a_failed_file_may_be_uploaded_again(upload: Callable[..., ReportImport]) -> None:
    first, second = upload(b" \n "), upload(b" \n ")
    assert (first.number, second.number, second.state) == (1, 2, "failed")


def test_utf_16_is_read(upload: Callable[..., ReportImport], ekhult: bytes) -> None:
    assert upload(ekhult.decode().encode("utf-16")).year == 2025


def test_text_that_is_no_report_becomes_an_empty_proposal(upload: Callable[..., ReportImport], desk: Client) -> None:
    made = upload(b"Hej!\n")
    assert (made.state, made.year, made.edition_id) == ("proposed", None, made.edition_id)
    assert desk.get("/skr/importer/1/").status_code == 200


def test_a_lost_file_is_told_of_in_the_end(
    upload: Callable[..., ReportImport], monkeypatch: pytest.MonkeyPatch, now: datetime, desk: Client
) -> None:
    def lost(name: str) -> bytes:
        raise FileNotFoundError(name)

    monkeypatch.setattr(files, "read", lost)
    upload(b"text")
    with factories.in_scope(factories.ADMIN):
        Job.objects.update(attempts=outbox.ATTEMPTS, run_at=now, lease_until=None)
    outbox.run_due(lambda: now)
    page = desk.get("/skr/importer/1/").content.decode()
    assert "Något gick fel när filen lästes." in page
