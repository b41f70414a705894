"""The worker reads an uploaded file into a proposal."""

import math
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from accounts import files, outbox
from accounts.models import Job
from accounts.outbox import Running
from accounts.roles import Actor
from evaluations.importing import proposal, reading_progress
from evaluations.importing.draft import AreaDraft, Evaluator, ExampleDraft, ItemDraft, Reading, ReportDraft, Source, Why
from evaluations.importing.fence import Picture, Sheet, WasRead
from evaluations.importing.fence.messages import SheetLine
from evaluations.importing.proposal import reading
from evaluations.importing.proposal.pages import PNG_BEGINNING
from evaluations.importing.reading.refusals import TooSlow
from evaluations.models import (
    ProposedArea,
    ProposedContradiction,
    ProposedFinding,
    ProposedSubarea,
    ProposedText,
    ReportImport,
    ReportPage,
)
from tests import factories
from tests.evaluations.importing.pdf_files import LINES, many_pages

ROWS = (ProposedArea, ProposedSubarea, ProposedFinding, ProposedText, ProposedContradiction)


def counted(report_import: ReportImport) -> list[int]:
    return [model.objects.filter(report_import=report_import).count() for model in ROWS]


@pytest.mark.fenced
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
        pytest.param(b"\x00\x01\x02\xff\xfe\x80" * 100, "not_text", "Filen är inte text", marks=pytest.mark.fenced),
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


NOTHING = Reading(None, None, sure=False, why=Why.MISSING)
PNG = PNG_BEGINNING + b"a picture"


def a_draft(**facts: object) -> ReportDraft:
    """A draft that says nothing but these facts."""
    empty = dict.fromkeys(
        ("municipality", "municipality_code", "year", "evaluated", "report_date", "evaluation_number", "previous_year",
         "total", "edition_key"), NOTHING,
    )  # fmt: skip
    return ReportDraft(**{**empty, "evaluators": Reading(()), **facts})  # type: ignore[arg-type]


def an_area(number: int = 1, **parts: object) -> AreaDraft:
    """An area without points, with these parts."""
    return AreaDraft(number, Reading("Demokrati"), NOTHING, NOTHING, NOTHING, NOTHING, **parts)  # type: ignore[arg-type]


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[..., WasRead]], None]:
    """Let the worker read by this function instead of in the fence."""
    return lambda function: monkeypatch.setattr(reading, "read_in_fence", function)


def kept() -> set[str]:
    """The names of all files that lie in the storage."""
    folders = default_storage.listdir("")[0]
    return {f"{folder}/{name}" for folder in folders for name in default_storage.listdir(folder)[1]}


def test_a_text_is_kept_as_sheets_of_lines(proposed: ReportImport) -> None:
    with factories.in_scope(factories.ADMIN):
        pages = list(ReportPage.objects.filter(report_import=proposed).order_by("number"))
        places = set(ProposedFinding.objects.filter(report_import=proposed).values_list("line", flat=True))
    assert len(pages) > 3
    assert {page.picture for page in pages} == {""}
    assert all(set(line) == {"line", "text", "box"} for page in pages for line in page.lines)
    assert places <= {line["line"] for page in pages for line in page.lines}


@pytest.mark.fenced
def test_a_pdf_is_kept_as_pictures_with_lines(upload: Callable[..., ReportImport]) -> None:
    before = kept()
    made = upload(many_pages(3), "rapport.pdf")
    with factories.in_scope(factories.ADMIN):
        pages = list(ReportPage.objects.filter(report_import=made).order_by("number"))
    assert [(page.number, page.width, page.height) for page in pages] == [(n, 910, 1287) for n in (1, 2, 3)]
    assert all(files.read(page.picture).startswith(PNG_BEGINNING) for page in pages)
    assert pages[0].lines[0]["text"] in LINES
    assert len(pages[0].lines[0]["box"]) == 4
    assert len(kept() - before) == 4


FAR = Source(1, "x", page=70_000)
NOWHERE = Source(1, "x", page=1, box=(math.nan, 0.0, 1.0, 1.0))


@pytest.mark.parametrize(
    "read",
    [
        WasRead(a_draft(areas=(an_area(number=70_000),)), ()),
        WasRead(a_draft(areas=(an_area(), an_area())), ()),
        WasRead(a_draft(areas=(an_area(strengths=(ItemDraft("x", source=FAR),)),)), ()),
        WasRead(a_draft(year=Reading(2025, NOWHERE)), ()),
        WasRead(a_draft(areas=(AreaDraft(1, Reading("x"), NOTHING, Reading(Decimal("NaN")), NOTHING, NOTHING),)), ()),
        WasRead(a_draft(), (Sheet(1, (SheetLine(1, "x", (math.inf, 0.0, 1.0, 1.0)),)),)),
    ],
    ids=["no such area", "an area twice", "no such page", "no such place", "no points", "no such box"],
)
def test_an_answer_that_no_reader_gives_is_refused_at_once(
    upload: Callable[..., ReportImport], reads: Callable[..., None], read: WasRead
) -> None:
    before = kept()

    def nonsense(
        data: bytes, name: str, *_rest: object, on_picture: Callable[[Picture], None], **_more: object
    ) -> WasRead:
        on_picture(Picture(1, PNG, 10, 10))
        return read

    reads(nonsense)
    made = upload(b"text")
    assert (made.state, made.problem, made.year) == ("failed", "crashed", None)
    with factories.in_scope(factories.ADMIN):
        assert (counted(made), ReportPage.objects.count()) == ([0] * 5, 0)
    assert len(kept() - before) == 1


def test_pictures_of_a_reading_that_fails_are_deleted(
    upload: Callable[..., ReportImport], reads: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*file: object, on_picture: Callable[[Picture], None], **options: object) -> WasRead:
        on_picture(Picture(1, PNG, 10, 10))
        raise TooSlow

    before = kept()
    reads(stop)
    failed = upload(b"%PDF-", "rapport.pdf")
    assert (failed.state, failed.problem, len(kept() - before)) == ("failed", "too_slow", 1)

    def read(*file: object, on_picture: Callable[[Picture], None], **options: object) -> WasRead:
        on_picture(Picture(1, PNG, 10, 10))
        return WasRead(a_draft(), ())

    reads(read)
    monkeypatch.setattr(reading, "_write", lambda *arguments: 1 / 0)
    waiting = upload(b"%PDF-2", "rapport.pdf")
    assert (waiting.state, len(kept() - before)) == ("reading", 2)


def test_what_is_no_picture_is_passed_over(upload: Callable[..., ReportImport], reads: Callable[..., None]) -> None:
    def read(*file: object, on_picture: Callable[[Picture], None], **options: object) -> WasRead:
        for picture in (
            Picture(1, b"<svg onload=alert(1)>", 10, 10), Picture(2, PNG, 0, 10),
            Picture(3, PNG + b"x" * 1_000_000, 9, 9), Picture(-4, PNG, 10, 10),
            Picture(5, PNG, 10, 99_999), Picture(6, PNG, 10, 12), Picture(6, PNG, 10, 13),
        ):  # fmt: skip
            on_picture(picture)
        return WasRead(a_draft(), (Sheet(6, (SheetLine(1, "rad\x00"),)), Sheet(-1, ())))

    reads(read)
    made = upload(b"%PDF-", "rapport.pdf")
    with factories.in_scope(factories.ADMIN):
        [page] = ReportPage.objects.filter(report_import=made)
    assert (page.number, page.height, page.lines) == (6, 12, [{"line": 1, "text": "rad", "box": None}])


def test_progress_is_seen_past_the_transaction_that_reads(
    upload: Callable[..., ReportImport], reads: Callable[..., None]
) -> None:
    seen: list[tuple[int, int] | None] = []

    def read(*file: object, on_page: Callable[[int, int], None], **options: object) -> WasRead:
        report_import = ReportImport.objects.get()
        seen.append(reading_progress.told(report_import))
        for page in range(1, 41):
            on_page(page, 40)
            if page in (1, 40):
                seen.append(reading_progress.told(report_import))
        return WasRead(a_draft(), ())

    reads(read)
    made = upload(b"%PDF-", "rapport.pdf")
    assert seen == [None, (1, 40), (40, 40)]
    assert reading_progress.told(made) is None


def test_progress_is_noted_four_times_a_second_at_most(proposed: ReportImport, monkeypatch: pytest.MonkeyPatch) -> None:
    noted: list[object] = []
    monkeypatch.setattr(reading_progress.cache, "set", lambda key, value, timeout: noted.append(value))
    tell = reading_progress.teller(proposed)
    for page in range(1, 401):
        tell(page, 400)
    assert noted[0] == (1, 400)
    assert noted[-1] == (400, 400)
    assert len(noted) < 10


def test_named_models_become_good_examples_of_their_area(
    upload: Callable[..., ReportImport], reads: Callable[..., None]
) -> None:
    told = (
        ExampleDraft("Boden", "2582", "Bodens kommun har en modell att lära av.", ("1.2", "1.3")),
        ExampleDraft("Arboga", "1984", "Arboga är den som granskas."),
        ExampleDraft("Ingenstans", "0000", "Finns inte i registret."),
    )
    draft = a_draft(
        municipality=Reading("Arboga kommun"),
        municipality_code=Reading("1984"),
        areas=(an_area(examples=told, rubrics=("Dialog", "Insyn")),),
    )
    for code in ("1984", "2582"):
        name = {"1984": "Arboga", "2582": "Boden"}[code]
        assert factories.municipality(name).code == code
    reads(lambda *arguments, **options: WasRead(draft, ()))
    made = upload(b"text")
    with factories.in_scope(factories.ADMIN):
        [example] = ProposedFinding.objects.filter(report_import=made).select_related("named")
        assert (example.kind, example.named.code, example.subarea_code, example.is_sure, example.why) == (
            *("example", "2582", "1.2", False, "from_text"),
        )
        assert ProposedArea.objects.get(report_import=made).rubrics == ["Dialog", "Insyn"]


def test_values_that_no_report_can_mean_are_not_known(
    upload: Callable[..., ReportImport], reads: Callable[..., None]
) -> None:
    area = AreaDraft(
        1, Reading("x" * 999), Reading("\x00"), Reading(Decimal("1e30")), Reading(-4), Reading(Decimal("12.34567")),
        strengths=(ItemDraft("en \x00 nolla"),),
    )  # fmt: skip
    draft = a_draft(
        municipality=Reading("y" * 999),
        year=Reading(99_999),
        evaluated=Reading("2020-13-45"),
        report_date=Reading("soon"),
        evaluation_number=Reading(1_000_000),
        previous_year=Reading(-1),
        evaluators=Reading(tuple(Evaluator("\x00N" * 200, None) for _ in range(100))),
        areas=(area,),
    )
    reads(lambda *arguments, **options: WasRead(draft, ()))
    made = upload(b"text")
    assert (made.state, made.year, made.evaluated_on, made.reported_on, made.ordinal, made.previous_year) == (
        *("proposed", None, None, None, None, None),
    )
    assert len(made.evaluators) == 30
    with factories.in_scope(factories.ADMIN):
        row = ProposedArea.objects.get(report_import=made)
        assert (row.achieved, row.maximum, row.in_section) == (None, None, Decimal("12.346"))
        assert ProposedFinding.objects.get(report_import=made).text == "en  nolla"
