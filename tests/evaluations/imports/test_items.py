"""Strengths and improvement opportunities under review."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from accounts.editing import Edit, FieldsClash
from accounts.errors import NotPermitted
from accounts.models import User
from accounts.roles import Actor
from evaluations.importing import accepting, reviewing
from evaluations.models import ProposedFinding, ReportImport
from tests import factories

Items = Callable[..., list[ProposedFinding]]


def texts(rows: list[ProposedFinding]) -> list[str]:
    return [row.text for row in rows if not row.is_dropped]


def press(desk: Client, item: ProposedFinding, action: str, text: str | None = None, **more: str) -> int:
    sent = {"action": action, "was-text": item.text, "text": item.text if text is None else text, **more}
    return desk.post(f"/skr/importer/1/punkter/{item.pk}/", sent).status_code


def test_reword(items: Items, desk: Client, events: Callable[[], list[tuple[str, str]]]) -> None:
    first = items()[0]
    assert press(desk, first, "reword", "Ett nytt  ord\r\n") == 302
    assert items()[0].text == "Ett nytt ord"
    assert events()[-1] == ("import.corrected", "item_reworded")
    press(desk, first, "reword", "Ett nytt ord")
    assert len(events()) == 3  # pressed again: nothing more is written


def test_split_at_the_line_break(items: Items, desk: Client) -> None:
    before = texts(items())
    press(desk, items()[1], "split", "Första delen\r\nAndra delen\r\n")
    assert texts(items()) == [before[0], "Första delen", "Andra delen", *before[2:]]


def test_split_without_a_line_break_says_how(items: Items, desk: Client) -> None:
    before = texts(items())
    answer = desk.post(f"/skr/importer/1/punkter/{items()[0].pk}/", {"action": "split", "text": "en rad"}, follow=True)
    assert [str(message) for message in answer.context["messages"]] == [
        "Markera var texten ska delas: gör en radbrytning och tryck sedan på Dela."
    ]
    assert texts(items()) == before


def test_merge_with_the_next_and_restore_it(items: Items, desk: Client) -> None:
    before = texts(items())
    press(desk, items()[0], "merge")
    assert texts(items()) == [f"{before[0]} {before[1]}", *before[2:]]
    press(desk, items()[1], "restore")
    assert texts(items()) == [f"{before[0]} {before[1]}", *before[1:]]


def test_the_last_one_has_nothing_to_merge_with(
    items: Items, as_sara: Actor, proposed: ReportImport, now: datetime
) -> None:
    with pytest.raises(reviewing.NothingToMerge):
        reviewing.merge_with_next(as_sara, proposed, items()[-1].pk, Edit({}, {}), now=now)


def test_move_within_the_list(items: Items, desk: Client) -> None:
    a, b, *rest = texts(items())
    press(desk, items()[0], "down")
    assert texts(items()) == [b, a, *rest]
    press(desk, items()[0], "up")  # it is the first already
    assert texts(items()) == [b, a, *rest]


def test_move_to_another_list(items: Items, desk: Client) -> None:
    moved = items()[0]
    press(desk, moved, "move", destination="8/improvement")
    assert moved.text not in texts(items())
    assert texts(items(8, "improvement"))[-1] == moved.text


@pytest.mark.parametrize("destination", ["", "9/strength", "1/praise", "x/strength", "²/strength"])
def test_move_to_nowhere(items: Items, desk: Client, destination: str) -> None:
    before = texts(items())
    assert press(desk, items()[0], "move", destination=destination) == 302
    assert texts(items()) == before


def test_drop_and_restore_pressed_twice(
    items: Items, desk: Client, events: Callable[[], list[tuple[str, str]]]
) -> None:
    before = texts(items())
    for action in ("drop", "drop"):
        press(desk, items()[0], action)
    assert texts(items()) == before[1:]
    for action in ("restore", "restore"):
        press(desk, items()[0], action)
    assert texts(items()) == before
    assert [step for _verb, step in events()[2:]] == ["item_dropped", "item_restored"]


def test_add_pressed_twice_adds_one(items: Items, desk: Client) -> None:
    before = texts(items())
    for _press in range(2):
        desk.post("/skr/importer/1/omraden/1/punkter/", {"kind": "strength", "text": "En till\x00 "})
    assert texts(items()) == [*before, "En till"]


def test_an_empty_one_is_not_added(items: Items, desk: Client) -> None:
    before = texts(items())
    desk.post("/skr/importer/1/omraden/1/punkter/", {"kind": "strength", "text": "  "})
    assert texts(items()) == before


def test_two_editors_of_one_item_see_both_texts(items: Items, desk: Client) -> None:
    first = items()[0]
    press(desk, first, "reword", "Den andras text")
    url = f"/skr/importer/1/punkter/{first.pk}/"
    mine = {"action": "reword", "was-text": first.text, "text": "Min text"}
    answer = desk.post(url, mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert all(text in page for text in ("Den andras text", "Min text", first.text, "Sara Holm"))
    assert items()[0].text == "Den andras text"
    settled = {"action": "reword", "was-text": "Den andras text", "text": "Min text", "text-choice": "yours"}
    assert desk.post(url, settled).status_code == 302
    assert items()[0].text == "Min text"


def test_another_may_drop_what_one_reworded(items: Items, desk: Client) -> None:
    first = items()[0]
    press(desk, first, "reword", "Ny text")
    assert desk.post(f"/skr/importer/1/punkter/{first.pk}/", {"action": "drop"}).status_code == 302
    assert (items()[0].text, items()[0].is_dropped) == ("Ny text", True)


def test_htmx_gets_the_section_anew(items: Items, desk: Client) -> None:
    url = f"/skr/importer/1/punkter/{items()[0].pk}/"
    part = desk.post(url, {"action": "drop"}, headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<section class="review__section" id="omrade-1"')
    assert 'id="verktyg" hx-swap-oob="true"' in part
    assert "<html" not in part
    form = desk.get(url, headers={"HX-Request": "true"}).content.decode()
    assert form.strip().startswith("<form")


def test_a_conflict_takes_the_whole_page_for_htmx(items: Items, desk: Client) -> None:
    first = items()[0]
    press(desk, first, "reword", "Den andras")
    answer = desk.post(
        f"/skr/importer/1/punkter/{first.pk}/",
        {"action": "reword", "was-text": first.text, "text": "Min"},
        headers={"HX-Request": "true"},
    )
    assert (answer.status_code, answer["HX-Retarget"]) == (409, "#main")


def test_the_form_works_without_javascript(items: Items, desk: Client) -> None:
    page = desk.get(f"/skr/importer/1/punkter/{items()[0].pk}/").content.decode()
    assert "<html" in page
    assert page.count('name="action"') == 7


def test_who_may(
    items: Items, proposed: ReportImport, stranger: Client, evaluator: Client, ulla: User, now: datetime
) -> None:
    item = items()[0]
    url = f"/skr/importer/1/punkter/{item.pk}/"
    assert stranger.post(url, {"action": "drop"}).status_code == 404
    assert evaluator.post(url, {"action": "drop"}).status_code == 403
    with factories.as_actor(ulla, "skr") as by, pytest.raises(NotPermitted):
        reviewing.drop_item(by, proposed, item.pk, now=now)


def test_an_import_out_of_review_is_closed(items: Items, as_sara: Actor, proposed: ReportImport, now: datetime) -> None:
    accepting.abandon_import(as_sara, proposed, now=now)
    with pytest.raises(reviewing.ImportClosed):
        reviewing.drop_item(as_sara, proposed, items()[0].pk, now=now)


def test_an_item_of_another_import_is_unknown(items: Items, upload: Callable[..., ReportImport], desk: Client) -> None:
    upload(b"En annan rapport", "annan.txt")
    assert desk.get(f"/skr/importer/2/punkter/{items()[0].pk}/").status_code == 404


def test_clash_names_the_field(items: Items, as_sara: Actor, proposed: ReportImport, now: datetime) -> None:
    item = items()[0]
    with pytest.raises(FieldsClash) as clash:
        reviewing.reword_item(as_sara, proposed, item.pk, Edit({"text": "x"}, {"text": "y"}), now=now)
    assert [(each.was, each.theirs, each.yours) for each in clash.value.clashes] == [("x", item.text, "y")]
