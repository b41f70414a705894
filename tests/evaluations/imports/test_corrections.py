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


# What a chosen reading means


def contradiction_of(kind: str, area_number: int = 0, **facts: object) -> str:
    """The address of a contradiction that is added to the proposal."""
    with factories.in_scope(factories.ADMIN):
        report_import = ReportImport.objects.get()
        row = ProposedContradiction.objects.create(
            report_import=report_import, area_number=area_number, kind=kind, facts=facts
        )
    return f"/skr/importer/1/motsagelser/{row.pk}/"


def test_of_two_dates_the_other_is_left_empty(proposed: ReportImport, desk: Client) -> None:
    url = contradiction_of("dates", evaluated="2025-05", report_date="2024-09-12")
    desk.post(url, {"choice": "evaluated"})
    assert (head().evaluated_on, head().evaluated_precision, head().reported_on) == (date(2025, 5, 1), "month", None)
    desk.post(url, {"choice": "report_date"})
    assert (head().evaluated_on, head().reported_on) == (None, date(2024, 9, 12))


@pytest.mark.parametrize(("choice", "is_noted"), [("stated", True), ("computed", False)])
def test_a_total_that_is_only_stated_is_noted_at_the_approval(
    proposed: ReportImport, desk: Client, choice: str, is_noted: bool
) -> None:
    desk.post(contradiction_of("total", stated=517, computed=508), {"choice": choice})
    approval = desk.get("/skr/importer/1/").content.decode().partition('id="godkann"')[2]
    assert ("517" in approval) is is_noted
    assert area(1).achieved == 67


def test_a_percentage_that_is_only_stated_is_noted_at_the_approval(proposed: ReportImport, desk: Client) -> None:
    before = subarea("1.1").achieved
    desk.post(contradiction_of("percent", 1, subarea="1.1", stated=64, computed=65), {"choice": "stated"})
    approval = desk.get("/skr/importer/1/").content.decode().partition('id="godkann"')[2]
    assert "64" in approval
    assert subarea("1.1").achieved == before


# Saved while somebody writes

HTMX = {"HX-Request": "true"}


def test_points_save_themselves_and_only_what_changed_is_looked_at(proposed: ReportImport, desk: Client) -> None:
    with factories.in_scope(factories.ADMIN):
        ProposedSubarea.objects.filter(code__in=["1.1", "1.2"]).update(is_sure=False, why="by_likeness")
    first, second = subarea("1.1"), subarea("1.2")
    sent = {
        "autosave": "1",
        f"was-s{first.pk}-achieved": "13",
        f"s{first.pk}-achieved": "11,5",
        f"was-s{second.pk}-achieved": "8",
        f"s{second.pk}-achieved": "8",
    }
    answer = desk.post("/skr/importer/1/omraden/1/poang/", sent, headers=HTMX)
    part = answer.content.decode()
    assert (answer["HX-Reswap"], subarea("1.1").achieved) == ("none", Decimal("11.5"))
    assert (subarea("1.1").is_sure, subarea("1.2").is_sure) == (True, False)
    assert f'id="was-o1-s{first.pk}-achieved" name="was-s{first.pk}-achieved" value="11,5"' in part
    assert f"was-o1-s{second.pk}" not in part
    assert 'id="verktyg" hx-swap-oob="true"' in part


@pytest.mark.parametrize(("was", "figure", "status"), [("67", "tretton", 422), ("50", "51", 409)])
def test_a_refused_autosave_is_told_beside_the_field(
    proposed: ReportImport, desk: Client, was: str, figure: str, status: int
) -> None:
    sent = {"autosave": "1", "was-area-achieved": was, "area-achieved": figure}
    answer = desk.post("/skr/importer/1/omraden/1/poang/", sent, headers=HTMX)
    assert (answer.status_code, answer["HX-Reswap"]) == (status, "none")
    assert '<p class="saved" id="omrade-1-sparat" hx-swap-oob="true" data-refused>' in answer.content.decode()
    assert area(1).achieved == 67


def test_one_value_is_marked_as_looked_at(proposed: ReportImport, desk: Client, events: Events) -> None:
    with factories.in_scope(factories.ADMIN):
        ProposedSubarea.objects.filter(code__in=["1.1", "1.2"]).update(is_sure=False, why="by_likeness")
    url = "/skr/importer/1/omraden/1/stammer/"
    for _press in range(2):
        desk.post(url, {"value": f"proposedsubarea/{subarea('1.1').pk}"})
    assert (subarea("1.1").is_sure, subarea("1.2").is_sure) == (True, False)
    assert events()[2:] == [("import.corrected", "value_confirmed")]
    for value in ("proposedsubarea/999", "user/1", "x/y"):
        desk.post(url, {"value": value})
    assert not subarea("1.2").is_sure
