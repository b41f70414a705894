"""«Matris»: what stands in which place, who moves it there, and what is refused."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import Event, Municipality, User
from accounts.tenancy import Scope
from evaluations.models import PublishedVersion
from followup.models import Action, ActionStatus, Plan, PlanState
from tests import factories
from tests.statements import count_statements

pytestmark = pytest.mark.usefixtures("clock")

Clients = Callable[..., Client]
PAGE = "/arboga/handlingsplan/matris/"
ASSESS = "/arboga/handlingsplan/1/bedom/"
EASY = {"effort": "low", "expected_effect": "high", "was-effort": "", "was-expected_effect": ""}


def places(client: Client, query: str = "") -> dict[str, list[str]]:
    matrix = client.get(f"{PAGE}{query}").context["matrix"]
    cells = [cell for row in matrix.rows for cell in row.cells]
    found = {f"{cell.effort}-{cell.effect}": [chip.label for chip in cell.chips] for cell in cells if cell.chips}
    return {**found, "tray": [chip.label for chip in matrix.tray.chips]}


def test_open_actions_stand_where_effort_meets_effect(
    client_of: Clients, action: Action, plan: Plan, astrid: User
) -> None:
    factories.action(plan, 2, effort="low", expected_effect="high")
    factories.action(plan, 3, effort="high")
    factories.action(plan, 4, effort="low", expected_effect="high", status=ActionStatus.DONE)
    assert places(client_of(astrid)) == {"low-high": ["Å-2"], "tray": ["Å-1", "Å-3"]}
    assert places(client_of(astrid), "?status=done") == {"low-high": ["Å-4"], "tray": []}


def test_an_action_is_assessed_and_the_page_says_so(
    client_of: Clients, action: Action, stands: Any, arboga: Municipality, bo: User
) -> None:
    answer = client_of(bo).post(f"{ASSESS}?status=open", EASY)
    assert (answer.status_code, answer.url) == (302, f"{PAGE}?status=open#atgard-1")
    now = stands(action)
    assert (now.effort, now.expected_effect, now.version) == ("low", "high", 2)
    with factories.in_scope(Scope(municipality=arboga.pk)):
        assert [event.verb for event in Event.objects.filter(subject_kind="action")] == ["action.edited"]


def test_a_script_gets_the_matrix_alone_with_what_was_done_and_the_way_back(
    client_of: Clients, action: Action, bo: User
) -> None:
    answer = client_of(bo).post(f"{ASSESS}?status=open", EASY, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<div class="matrix" id="matris"')
    assert 'data-announce="Å-1: arbetsinsats låg, förväntad effekt hög."' in answer.text
    undo = f"/arboga/handlingsplan/1/angra/?tillbaka={PAGE}%3Fstatus%3Dopen".replace(
        "/arboga/handlingsplan/matris/", "%2Farboga%2Fhandlingsplan%2Fmatris%2F"
    )
    assert answer.context["matrix"].undo_url == undo


def test_the_move_is_taken_back_from_the_page(client_of: Clients, action: Action, stands: Any, bo: User) -> None:
    client = client_of(bo)
    client.post(ASSESS, EASY)
    undone = client.post(client.get(PAGE).context["matrix"].undo_url)
    assert undone.url == f"{PAGE}#atgard-1"
    assert stands(action).effort == ""


def test_the_same_place_twice_changes_nothing(client_of: Clients, action: Action, stands: Any, bo: User) -> None:
    client = client_of(bo)
    client.post(ASSESS, EASY)
    client.post(ASSESS, EASY)
    assert stands(action).version == 2


def test_a_stranger_gets_404_and_who_may_not_403(
    client_of: Clients, action: Action, plan: Plan, cecilia: User, lena: User, bo: User
) -> None:
    assert client_of(cecilia).post(ASSESS, EASY).status_code == 404
    assert client_of(lena).post(ASSESS, EASY).status_code == 403
    factories.action(plan, 2, title="Någon annans")
    assert client_of(bo).post("/arboga/handlingsplan/2/bedom/", EASY).status_code == 403


def test_only_what_a_person_may_move_can_be_moved(client_of: Clients, action: Action, plan: Plan, bo: User) -> None:
    factories.action(plan, 2, title="Någon annans")
    tray = client_of(bo).get(PAGE).context["matrix"].tray
    assert [(chip.label, bool(chip.post_url)) for chip in tray.chips] == [("Å-1", True), ("Å-2", False)]


def test_a_closed_plan_refuses_in_its_own_words(client_of: Clients, version: PublishedVersion, astrid: User) -> None:
    closed = factories.plan(version.evaluation, state=PlanState.CLOSED)
    factories.action(closed, 1)
    client = client_of(astrid)
    assert not client.get(PAGE).context["matrix"].can_move
    refused = client.post(ASSESS, EASY, headers={"HX-Request": "true"})
    assert refused.status_code == 409
    assert "Handlingsplanen är avslutad." in refused.text


def test_two_people_who_assess_differently_choose(client_of: Clients, action: Action, astrid: User, bo: User) -> None:
    client_of(astrid).post(ASSESS, EASY)
    answer = client_of(bo).post(ASSESS, {**EASY, "effort": "high"})
    assert answer.status_code == 409
    assert [clash.name for clash in answer.context["clashes"]] == ["effort"]


def test_without_a_script_the_form_opens_by_its_address(client_of: Clients, action: Action, bo: User) -> None:
    page = client_of(bo).get(f"{PAGE}?bedom=1")
    assert page.context["matrix"].chosen.label == "Å-1"
    assert f'action="{ASSESS}?"' in page.text


def test_a_level_that_nobody_offers_is_refused(client_of: Clients, action: Action, stands: Any, bo: User) -> None:
    refused = client_of(bo).post(ASSESS, {**EASY, "effort": "huge"})
    assert refused.status_code == 409
    assert stands(action).effort == ""


def test_a_full_place_says_how_many_more_it_holds(client_of: Clients, plan: Plan, astrid: User) -> None:
    for number in range(1, 16):
        factories.action(plan, number, effort="low", expected_effect="low")
    client = client_of(astrid)
    cell = client.get(f"{PAGE}?status=open").context["matrix"].rows[2].cells[0]
    assert (len(cell.chips), cell.hidden, cell.more_url) == (12, 3, f"{PAGE}?status=open&fler=low-low")
    assert client.get(cell.more_url).context["matrix"].rows[2].cells[0].hidden == 0


def test_it_is_read_by_get_and_moved_by_post(client_of: Clients, action: Action, astrid: User) -> None:
    client = client_of(astrid)
    assert (client.post(PAGE).status_code, client.get(ASSESS).status_code) == (405, 405)


def test_two_chips_and_two_hundred_take_the_same_statements(client_of: Clients, plan: Plan, astrid: User) -> None:
    client = client_of(astrid)
    counts = []
    for numbers in (range(1, 3), range(3, 201)):
        for number in numbers:
            factories.action(plan, number, effort="low", expected_effect="high")
        with count_statements() as statements:
            assert client.get(f"{PAGE}?status=open").status_code == 200
        counts.append(len(statements.of_page))
    assert counts[0] == counts[1] <= 10, statements
