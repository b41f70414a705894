"""«Tavla»: which card stands where, what a move presses, and what is refused."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import Event, Municipality, User
from accounts.tenancy import Scope
from followup.models import Action, ActionStatus, Plan
from tests import factories
from tests.statements import count_statements

pytestmark = pytest.mark.usefixtures("clock")

Clients = Callable[..., Client]
PAGE = "/arboga/handlingsplan/tavla/"
MOVE = "/arboga/handlingsplan/1/flytta/"
HTMX = {"HX-Request": "true"}


def columns(client: Client, query: str = "") -> dict[str, list[str]]:
    found = client.get(f"{PAGE}{query}").context["columns"]
    return {column.status: [card.action.label for card in column.cards] for column in found if column.cards}


def test_each_card_stands_in_the_column_of_its_status(
    client_of: Clients, action: Action, plan: Plan, astrid: User
) -> None:
    factories.action(plan, 2, is_blocked=True, due=date(2027, 3, 1), status=ActionStatus.IN_PROGRESS)
    factories.action(plan, 3, status=ActionStatus.DONE)
    factories.action(plan, 4, status=ActionStatus.CANCELLED)
    client = client_of(astrid)
    assert columns(client) == {"not_started": ["Å-1"], "in_progress": ["Å-2"], "done": ["Å-3"]}
    page = client.get(PAGE)
    assert page.context["columns"][1].cards[0].marks == ["late", "blocked"]
    assert page.context["cancelled"] == 1
    assert columns(client, "?status=late") == {"in_progress": ["Å-2"]}


def test_a_move_presses_the_verb_and_comes_back_to_the_card(
    client_of: Clients, action: Action, stands: Any, arboga: Municipality, bo: User
) -> None:
    answer = client_of(bo).post(f"{MOVE}?owner=me", {"till": "in_progress"})
    assert (answer.status_code, answer.url) == (302, f"{PAGE}?owner=me#atgard-1")
    assert stands(action).status == ActionStatus.IN_PROGRESS
    with factories.in_scope(Scope(municipality=arboga.pk)):
        assert [event.verb for event in Event.objects.filter(subject_kind="action")] == ["action.started"]


def test_a_script_gets_the_board_alone_with_what_was_done_and_the_way_back(
    client_of: Clients, action: Action, bo: User
) -> None:
    answer = client_of(bo).post(MOVE, {"till": "in_progress"}, headers=HTMX)
    assert answer.text.lstrip().startswith('<div class="board" id="tavla"')
    assert 'data-announce="Å-1 är flyttad till ”Pågår”."' in answer.text
    assert answer.context["undo"].label == "Å-1"


def test_what_the_verb_asks_for_is_asked_on_its_page_which_leads_back(
    client_of: Clients, action: Action, stands: Any, bo: User
) -> None:
    client = client_of(bo)
    answer = client.post(f"{MOVE}?status=open", {"till": "paused"})
    assert answer.url == "/arboga/handlingsplan/1/pausa/?tillbaka=%2Farboga%2Fhandlingsplan%2Ftavla%2F%3Fstatus%3Dopen"
    assert (
        client.post(MOVE, {"till": "done"}, headers=HTMX)
        .headers["HX-Redirect"]
        .startswith("/arboga/handlingsplan/1/klar/?tillbaka=")
    )
    assert stands(action).status == ActionStatus.NOT_STARTED
    page = client.get(answer.url)
    assert f'name="tillbaka" value="{PAGE}?status=open"' in page.text
    told = {"reason": "Väntar på beslut.", "resume_on": "2027-09-01", "tillbaka": f"{PAGE}?status=open"}
    assert client.post("/arboga/handlingsplan/1/pausa/", told).url == f"{PAGE}?status=open#atgard-1"
    assert stands(action).status == ActionStatus.PAUSED


def test_the_move_is_undone_from_the_board(client_of: Clients, action: Action, stands: Any, bo: User) -> None:
    client = client_of(bo)
    client.post(MOVE, {"till": "in_progress"})
    assert client.post(client.get(PAGE).context["undo"].url).url == f"{PAGE}#atgard-1"
    assert stands(action).status == ActionStatus.NOT_STARTED


def test_a_move_twice_changes_nothing(client_of: Clients, action: Action, stands: Any, bo: User) -> None:
    client = client_of(bo)
    for _press in range(2):
        client.post(MOVE, {"till": "in_progress"})
    assert stands(action).version == 2


def test_a_stranger_gets_404_and_who_may_not_403(
    client_of: Clients, action: Action, plan: Plan, cecilia: User, lena: User, bo: User
) -> None:
    factories.action(plan, 2, title="Någon annans")
    assert client_of(cecilia).post(MOVE, {"till": "in_progress"}).status_code == 404
    assert client_of(lena).post(MOVE, {"till": "in_progress"}).status_code == 403
    assert client_of(bo).post("/arboga/handlingsplan/2/flytta/", {"till": "in_progress"}).status_code == 403


def test_only_moves_that_the_person_may_make_are_offered(
    client_of: Clients, action: Action, plan: Plan, bo: User, lena: User
) -> None:
    factories.action(plan, 2, title="Någon annans")
    cards = client_of(bo).get(PAGE).context["columns"][0].cards
    offered = {card.action.label: [move.status for move in card.moves] for card in cards}
    assert offered == {"Å-1": ["in_progress", "paused", "done"], "Å-2": []}
    assert not client_of(lena).get(PAGE).context["can_move"]


@pytest.mark.parametrize("to", ["effect_shown", "cancelled", "late", "\x00", ""])
def test_an_impossible_move_is_refused_with_what_is_possible(
    client_of: Clients, action: Action, stands: Any, bo: User, to: str
) -> None:
    answer = client_of(bo).post(MOVE, {"till": to}, headers=HTMX)
    assert answer.status_code == 409
    assert answer.context["is_refusal"]
    assert answer.context["said"].startswith("Å-1: ")
    assert stands(action).status == ActionStatus.NOT_STARTED


def test_the_way_back_leads_nowhere_else(client_of: Clients, action: Action, bo: User) -> None:
    client = client_of(bo)
    for stray in ("https://example.org/", "//example.org/arboga/", "/boden/handlingsplan/", "/arboga/\\example.org"):
        answer = client.post("/arboga/handlingsplan/1/starta/", {"tillbaka": stray})
        assert answer.url == "/arboga/handlingsplan/1/"


def test_it_is_read_by_get_and_moved_by_post(client_of: Clients, action: Action, astrid: User) -> None:
    client = client_of(astrid)
    assert (client.post(PAGE).status_code, client.get(MOVE).status_code) == (405, 405)


def test_a_column_of_two_and_of_two_hundred_take_the_same_statements(
    client_of: Clients, plan: Plan, astrid: User
) -> None:
    client = client_of(astrid)
    counts = []
    for numbers in (range(1, 3), range(3, 201)):
        for number in numbers:
            factories.action(plan, number)
        with count_statements() as statements:
            page = client.get(f"{PAGE}?status=open")
        counts.append(len(statements.of_page))
    assert counts[0] == counts[1] <= 10, statements
    column = page.context["columns"][0]
    assert (len(column.cards), column.total, column.hidden) == (20, 200, 180)
    assert len(client.get(column.more_url).context["columns"][0].cards) == 200
