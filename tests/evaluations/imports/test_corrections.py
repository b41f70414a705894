"""Points, contradictions, head facts and texts under review."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from accounts.models import Municipality
from evaluations.models import (
    Edition,
    ProposedArea,
    ProposedContradiction,
    ProposedSubarea,
    ProposedText,
    ReportImport,
)
from tests import factories

Events = Callable[[], list[tuple[str, str]]]


def area(number: int) -> ProposedArea:
    with factories.in_scope(factories.ADMIN):
        found: ProposedArea = ProposedArea.objects.get(area_number=number)
        return found


def subarea(code: str) -> ProposedSubarea:
    with factories.in_scope(factories.ADMIN):
        found: ProposedSubarea = ProposedSubarea.objects.get(code=code)
        return found


def head() -> ReportImport:
    with factories.in_scope(factories.ADMIN):
        found: ReportImport = ReportImport.objects.get()
        return found


# Points


def test_points_of_a_table_are_saved_together(proposed: ReportImport, desk: Client, events: Events) -> None:
    row = subarea("1.1")
    of_row = {f"s{row.pk}-achieved": "12,5", f"s{row.pk}-maximum": "20"}
    sent = {"area-achieved": "66,5", "was-area-achieved": "67", **of_row}
    assert desk.post("/skr/importer/1/omraden/1/poang/", sent)["Location"] == "/skr/importer/1/#omrade-1"
    assert (area(1).achieved, subarea("1.1").achieved) == (Decimal("66.5"), Decimal("12.5"))
    assert [step for _verb, step in events()[2:]] == ["points_corrected", "points_corrected"]
    desk.post("/skr/importer/1/omraden/1/poang/", sent | {"was-area-achieved": "66,5"})
    assert len(events()) == 4


@pytest.mark.parametrize("figure", ["tretton", "-1", "NaN", "Infinity", "1e9", "1,2345", "10000"])
def test_what_is_no_points(proposed: ReportImport, desk: Client, figure: str) -> None:
    answer = desk.post("/skr/importer/1/omraden/1/poang/", {"area-achieved": figure}, follow=True)
    assert [str(message) for message in answer.context["messages"]] == [
        "Poäng skrivs som ett tal från 0 till 9999 med högst tre decimaler. Inget sparades."
    ]
    assert area(1).achieved == 67


def test_two_editors_of_points(proposed: ReportImport, desk: Client) -> None:
    desk.post("/skr/importer/1/omraden/1/poang/", {"was-area-achieved": "67", "area-achieved": "60"})
    row = subarea("1.2")
    sent = {
        "was-area-achieved": "67",
        "area-achieved": "61",
        f"was-s{row.pk}-achieved": "8",
        f"s{row.pk}-achieved": "9",
    }
    answer = desk.post("/skr/importer/1/omraden/1/poang/", sent)
    assert answer.status_code == 409
    assert (area(1).achieved, subarea("1.2").achieved) == (60, 8)
    assert f'name="s{row.pk}-achieved" value="9"' in answer.content.decode()  # carried along
    settled = {**sent, "was-area-achieved": "60", "area-achieved-choice": "theirs"}
    desk.post("/skr/importer/1/omraden/1/poang/", settled)
    assert (area(1).achieved, subarea("1.2").achieved) == (60, 9)


def test_two_editors_of_different_fields_both_win(proposed: ReportImport, desk: Client) -> None:
    row = subarea("1.2")
    desk.post("/skr/importer/1/omraden/1/poang/", {"was-area-achieved": "67", "area-achieved": "60"})
    sent = {
        "was-area-achieved": "67",
        "area-achieved": "67",
        f"was-s{row.pk}-achieved": "8",
        f"s{row.pk}-achieved": "9",
    }
    assert desk.post("/skr/importer/1/omraden/1/poang/", sent).status_code == 302
    assert (area(1).achieved, subarea("1.2").achieved) == (60, 9)


def test_an_area_is_marked_as_looked_at(proposed: ReportImport, desk: Client, events: Events) -> None:
    with factories.in_scope(factories.ADMIN):
        ProposedSubarea.objects.filter(code="1.1").update(is_sure=False, why="by_likeness")
    assert "1 osäkert värde" in desk.get("/skr/importer/1/").content.decode()
    for _press in range(2):
        desk.post("/skr/importer/1/omraden/1/stammer/")
    assert subarea("1.1").is_sure
    assert events()[2:] == [("import.corrected", "area_confirmed")]


# Contradictions


def choice_url() -> str:
    with factories.in_scope(factories.ADMIN):
        return f"/skr/importer/1/motsagelser/{ProposedContradiction.objects.get().pk}/"


@pytest.mark.parametrize(("choice", "points"), [("in_section", 60), ("in_overview", 58)])
def test_the_chosen_reading_becomes_the_value(
    proposed: ReportImport, desk: Client, events: Events, choice: str, points: int
) -> None:
    for _press in range(2):
        desk.post(choice_url(), {"choice": choice})
    assert area(4).achieved == points
    assert events()[2:] == [("import.corrected", "reading_chosen")]


@pytest.mark.parametrize("choice", ["", "third"])
def test_no_third_reading(proposed: ReportImport, desk: Client, events: Events, choice: str) -> None:
    answer = desk.post(choice_url(), {"choice": choice}, follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["Välj en av de två uppgifterna."]
    assert len(events()) == 2


# Head facts

HEAD = "/skr/importer/1/uppgifter/"


@pytest.fixture
def needed(proposed: ReportImport, arboga: Municipality) -> dict[str, str]:
    """What the form does not do without, as it was read; the municipality is chosen."""
    return {"municipality": str(arboga.pk), "edition": str(proposed.edition_id), "year": "2025"}


def test_head_facts_are_corrected(proposed: ReportImport, desk: Client, arboga: Municipality, events: Events) -> None:
    page = desk.get(HEAD)
    assert page.content.decode().count("kommun</option>") > 280
    sent = {
        "municipality": str(arboga.pk),
        "edition": str(proposed.edition_id),
        "year": "2024",
        "evaluated": "2024-11-30",
        "reported": "",
        "ordinal": "3",
        "previous_year": "2020",
        "evaluators": "Eva Ek, SKR\r\nOla Ström",
    }
    assert desk.post(HEAD, sent)["Location"] == "/skr/importer/1/#uppgifter"
    now = head()
    assert (now.municipality_id, now.year, now.ordinal, now.previous_year) == (arboga.pk, 2024, 3, 2020)
    assert (now.evaluated_on, now.evaluated_precision) == (date(2024, 11, 30), "day")
    assert (now.reported_on, now.reported_precision) == (None, "")
    assert now.evaluators == [{"name": "Eva Ek", "organisation": "SKR"}, {"name": "Ola Ström", "organisation": ""}]
    assert events()[-1] == ("import.corrected", "head_set")
    desk.post(HEAD, sent)
    assert len(events()) == 3


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("evaluated", "våren 2024"),
        ("evaluated", "2024-13"),
        ("evaluated", "2024-02-31-1"),
        ("evaluated", "0000"),
        ("year", "1066"),
        ("year", "tjugo"),
        ("municipality", "999999"),
        ("municipality", ""),
        ("edition", "x"),
        ("evaluators", "x" * 201),
    ],
)
def test_head_facts_of_the_wrong_shape_are_kept_on_the_page(
    proposed: ReportImport, desk: Client, needed: dict[str, str], field: str, value: str
) -> None:
    answer = desk.post(HEAD, {**needed, field: value, "previous_year": "2019"})
    assert answer.status_code == 422
    assert 'value="2019"' in answer.content.decode()
    assert head().version == 1


def test_another_edition_matches_anew(proposed: ReportImport, desk: Client, needed: dict[str, str]) -> None:
    with factories.in_scope(factories.ADMIN):
        other = Edition.objects.get(key="2020")
    desk.post(HEAD, {**needed, "edition": str(other.pk)})
    with factories.in_scope(factories.ADMIN):
        rows = ProposedSubarea.objects.exclude(subarea=None).select_related("subarea")
        assert {row.subarea.edition_id for row in rows} == {other.pk}


def test_two_editors_of_the_head(proposed: ReportImport, desk: Client, needed: dict[str, str]) -> None:
    desk.post(HEAD, {**needed, "year": "2024", "was-year": "2025"})
    answer = desk.post(HEAD, {**needed, "year": "2023", "was-year": "2025", "ordinal": "5", "was-ordinal": "2"})
    assert answer.status_code == 409
    assert (head().year, head().ordinal) == (2024, 2)
    assert "Sara Holm" in answer.content.decode()


# Texts


def a_text() -> ProposedText:
    with factories.in_scope(factories.ADMIN):
        found: ProposedText = ProposedText.objects.filter(area_number=4).order_by("position")[1]
        return found


def test_a_text_is_reworded(proposed: ReportImport, desk: Client, events: Events) -> None:
    text = a_text()
    url = f"/skr/importer/1/texter/{text.pk}/"
    assert text.body[:40] in desk.get(url).content.decode()
    sent = {
        "title": text.title,
        "body": "Ny text.\r\n\r\nTvå stycken.",
        "subarea_codes": "4.1, 4.2",
        "was-body": text.body,
    }
    assert desk.post(url, sent)["Location"] == f"/skr/importer/1/#text-{text.pk}"
    assert (a_text().body, a_text().subarea_codes) == ("Ny text.\n\nTvå stycken.", ["4.1", "4.2"])
    assert events()[-1] == ("import.corrected", "text_reworded")


@pytest.mark.parametrize("sent", [{"title": ""}, {"title": "x" * 251}, {"title": "x", "subarea_codes": "fyra"}])
def test_a_text_of_the_wrong_shape(proposed: ReportImport, desk: Client, sent: dict[str, str]) -> None:
    before = a_text()
    answer = desk.post(f"/skr/importer/1/texter/{before.pk}/", {"body": "Inte förlorad", **sent})
    assert (answer.status_code, "Inte förlorad" in answer.content.decode()) == (422, True)
    assert a_text().body == before.body


def test_two_editors_of_a_text(proposed: ReportImport, desk: Client) -> None:
    text = a_text()
    url = f"/skr/importer/1/texter/{text.pk}/"
    loaded = {"was-title": text.title, "was-body": text.body}
    desk.post(url, {**loaded, "title": text.title, "body": "Den enas"})
    answer = desk.post(url, {**loaded, "title": "Ny rubrik", "body": "Den andras"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert all(words in page for words in ("Den enas", "Den andras", "Ny rubrik"))
    settled = {"was-title": text.title, "was-body": "Den enas", "title": "Ny rubrik", "body": "Den andras"}
    desk.post(url, {**settled, "body-choice": "theirs"})
    assert (a_text().title, a_text().body) == ("Ny rubrik", "Den enas")
