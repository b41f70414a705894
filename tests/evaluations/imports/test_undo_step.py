"""The last step on items and texts is taken back by who took it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from accounts.editing import Edit
from accounts.models import Role, User
from accounts.roles import Actor
from evaluations.importing import reviewing
from evaluations.importing.reviewing import Destination, NothingToUndo
from evaluations.models import ProposedFinding, ProposedText, ReportImport
from tests import factories

Items = Callable[..., list[ProposedFinding]]
UNDO = "/skr/importer/1/tillbaka/"


def state(proposed: ReportImport) -> list[tuple[object, ...]]:
    """Everything about the items and texts but their versions."""
    with factories.in_scope(factories.ADMIN):
        items = ProposedFinding.objects.filter(report_import=proposed).order_by("area_number", "kind", "position")
        texts = ProposedText.objects.filter(report_import=proposed).order_by("area_number", "position")
        return [
            *((i.pk, i.area_number, i.kind, i.position, i.text, i.is_dropped, i.is_sure, i.named_id) for i in items),
            *((t.pk, t.area_number, t.position, t.title, t.body, *t.subarea_codes, t.quote, t.line) for t in texts),
        ]


@pytest.mark.parametrize(
    "sent",
    [
        {"action": "split", "text": "Ett\nTvå\nTre"},
        {"action": "merge"},
        {"action": "down"},
        {"action": "drop"},
        {"action": "move", "destination": "3/improvement"},
    ],
    ids=lambda sent: sent["action"],
)
def test_a_step_on_an_item_is_taken_back(
    proposed: ReportImport,
    items: Items,
    desk: Client,
    events: Callable[[], list[tuple[str, str]]],
    sent: dict[str, str],
) -> None:
    before = state(proposed)
    desk.post(f"/skr/importer/1/punkter/{items()[0].pk}/", sent)
    assert state(proposed) != before
    assert 'id="angra-steget"' in desk.get("/skr/importer/1/").content.decode()
    assert desk.post(UNDO)["Location"].startswith("/skr/importer/1/#omrade-")
    assert state(proposed) == before
    assert events()[-1] == ("import.corrected", "step_undone")


@pytest.mark.parametrize("action", ["merge", "split", "place"])
def test_a_step_on_a_text_is_taken_back(proposed: ReportImport, desk: Client, action: str) -> None:
    with factories.in_scope(factories.ADMIN):
        text = ProposedText.objects.filter(report_import=proposed, area_number=4).order_by("position")[0]
    before = state(proposed)
    sent = {"title": text.title, "body": "Ett.\n\nTvå.", "subarea_codes": "", "action": action, "place": "5/"}
    if action != "split":
        sent["body"] = text.body
        sent["subarea_codes"] = " ".join(text.subarea_codes)
    assert desk.post(f"/skr/importer/1/texter/{text.pk}/", sent).status_code == 302
    assert state(proposed) != before
    desk.post(UNDO)
    assert state(proposed) == before


def test_pressed_again_it_refuses(proposed: ReportImport, items: Items, desk: Client) -> None:
    desk.post(f"/skr/importer/1/punkter/{items()[0].pk}/", {"action": "drop"})
    desk.post(UNDO)
    before = state(proposed)
    answer = desk.post(UNDO, follow=True)
    assert len(list(answer.context["messages"])) == 1
    assert state(proposed) == before


def test_htmx_gets_both_areas_of_a_move_and_of_its_undoing(items: Items, desk: Client) -> None:
    htmx = {"HX-Request": "true"}
    sent = {"action": "move", "destination": "3/improvement"}
    moved = desk.post(f"/skr/importer/1/punkter/{items()[0].pk}/", sent, headers=htmx).content.decode()
    assert moved.count('class="review__section" id="omrade-') == 2
    assert 'id="omrade-3" aria-labelledby="omrade-3-rubrik" hx-swap-oob="true"' in moved
    undone = desk.post(UNDO, headers=htmx).content.decode()
    assert undone.count('class="review__section" id="omrade-') == 2


def test_not_on_what_somebody_changed_since(
    as_sara: Actor, proposed: ReportImport, items: Items, now: datetime
) -> None:
    item = items()[0]
    reviewing.drop_item(as_sara, proposed, item.pk, now=now)
    reviewing.reword_item(as_sara, proposed, item.pk, Edit({}, {"text": "Andra ord"}), now=now)
    with pytest.raises(NothingToUndo):
        reviewing.undo_last_step(as_sara, proposed, now=now)


def test_not_after_a_quarter_of_an_hour(as_sara: Actor, proposed: ReportImport, items: Items, now: datetime) -> None:
    reviewing.drop_item(as_sara, proposed, items()[0].pk, now=now)
    later = now + timedelta(minutes=16)
    assert reviewing.can_undo(as_sara, proposed, now)
    assert not reviewing.can_undo(as_sara, proposed, later)
    with pytest.raises(NothingToUndo):
        reviewing.undo_last_step(as_sara, proposed, now=later)


def test_nobody_takes_back_anothers_step(
    proposed: ReportImport, items: Items, sara: User, now: datetime, client_of: Callable[..., Client]
) -> None:
    other = factories.person("elsa@skr.example")
    factories.membership(other, Role.SKR_ADMIN)
    destination = Destination(3, "improvement")
    with factories.as_actor(sara, "skr") as by:
        reviewing.move_item_to(by, proposed, items()[0].pk, destination, now=now)
    before = state(proposed)
    client_of(other).post(UNDO)
    assert state(proposed) == before
