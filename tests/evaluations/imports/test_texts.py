"""Narrative texts under review: split, merged, put under other sub-areas."""

from collections.abc import Callable

import pytest
from django.test import Client

from evaluations.models import ProposedText, ReportImport
from tests import factories

Events = Callable[[], list[tuple[str, str]]]


def texts(area: int = 4) -> list[ProposedText]:
    with factories.in_scope(factories.ADMIN):
        return list(ProposedText.objects.filter(area_number=area).order_by("position"))


def press(desk: Client, text: ProposedText, action: str, **more: str) -> int:
    sent = {"title": text.title, "body": text.body, "subarea_codes": " ".join(text.subarea_codes), "action": action}
    return desk.post(f"/skr/importer/1/texter/{text.pk}/", sent | more).status_code


@pytest.mark.parametrize(("caret", "first"), [("", "Ett."), ("12", "Ett.\n\nTvå."), ("999", "Ett.\n\nTvå.")])
def test_split_at_a_blank_line(proposed: ReportImport, desk: Client, events: Events, caret: str, first: str) -> None:
    before = texts()
    press(desk, before[0], "split", body="Ett.\n\nTvå.\n\nTre.", caret=caret)
    after = texts()
    assert len(after) == len(before) + 1
    assert after[0].body == first
    assert f"{after[0].body}\n\n{after[1].body}" == "Ett.\n\nTvå.\n\nTre."
    assert (after[1].title, after[1].subarea_codes, after[1].quote) == (
        before[0].title, before[0].subarea_codes, before[0].quote,
    )  # fmt: skip
    assert [text.pk for text in after[2:]] == [text.pk for text in before[1:]]
    assert events()[-1] == ("import.corrected", "text_split")


@pytest.mark.parametrize("body", ["Ett stycke.", "Ett.\nTvå.", "Ett.\n\n", ""])
def test_nothing_to_split_at(proposed: ReportImport, desk: Client, body: str) -> None:
    before = texts()
    press(desk, before[0], "split", body=body)
    assert len(texts()) == len(before)
    assert texts()[0].body == before[0].body


def test_merge_keeps_every_word(proposed: ReportImport, desk: Client, events: Events) -> None:
    before = texts()
    press(desk, before[0], "merge")
    after = texts()
    assert [text.pk for text in after] == [before[0].pk, *(text.pk for text in before[2:])]
    assert after[0].body == "\n\n".join(part for part in (before[0].body, before[1].title, before[1].body) if part)
    assert set(after[0].subarea_codes) == {*before[0].subarea_codes, *before[1].subarea_codes}
    assert events()[-1] == ("import.corrected", "texts_merged")


def test_the_last_has_nothing_to_merge_with(proposed: ReportImport, desk: Client) -> None:
    before = texts()
    press(desk, before[-1], "merge")
    assert [text.pk for text in texts()] == [text.pk for text in before]


@pytest.mark.parametrize(("place", "area", "codes"), [("4/4.2", 4, ["4.2"]), ("4/", 4, []), ("5/5.1", 5, ["5.1"])])
def test_put_under_another_subarea(
    proposed: ReportImport, desk: Client, place: str, area: int, codes: list[str]
) -> None:
    text = texts()[0]
    press(desk, text, "place", place=place)
    with factories.in_scope(factories.ADMIN):
        text.refresh_from_db()
    assert (text.area_number, text.subarea_codes) == (area, codes)


def test_no_such_area(proposed: ReportImport, desk: Client) -> None:
    text = texts()[0]
    press(desk, text, "place", place="99/")
    assert texts()[0].pk == text.pk


def test_it_stands_under_its_subarea(proposed: ReportImport, desk: Client) -> None:
    text = next(text for text in texts() if len(text.subarea_codes) == 1)
    page = desk.get("/skr/importer/1/").content.decode()
    before = page.partition(f'id="text-{text.pk}"')[0]
    assert f"<h4>{text.subarea_codes[0]} " in before[-2000:]


def test_an_autosave_is_answered_with_what_counts_as_loaded(proposed: ReportImport, desk: Client) -> None:
    text = texts()[0]
    sent = {"title": text.title, "body": "Nya ord", "subarea_codes": "", "was-body": text.body, "autosave": "1"}
    answer = desk.post(f"/skr/importer/1/texter/{text.pk}/", sent, headers={"HX-Request": "true"})
    part = answer.content.decode()
    assert answer["HX-Reswap"] == "none"
    assert f'id="was-text-{text.pk}-body" name="was-body" value="Nya ord" hx-swap-oob="true"' in part
    assert 'review__section" id="omrade-' not in part
    assert texts()[0].body == "Nya ord"
