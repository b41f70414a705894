"""«Mina åtgärder»: late, this week, later, done lately; reported in place."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import Municipality, User
from followup.models import ActionStatus, Plan, PlanState
from tests import factories
from tests.statements import count_statements

pytestmark = pytest.mark.usefixtures("clock")

Clients = Callable[..., Client]
PAGE = "/arboga/mina-atgarder/"


def found(client: Client) -> dict[str, list[str]]:
    sections = client.get(PAGE).context["sections"]
    return {section.key: [row.action.label for row in section.rows] for section in sections}


def test_they_stand_in_the_order_of_their_haste(
    client_of: Clients, plan: Plan, bo: User, astrid: User, membership_of: Any
) -> None:
    mine, other = membership_of(bo), membership_of(astrid)
    factories.action(plan, 1, owner=mine, due=date(2027, 3, 14))
    factories.action(plan, 2, owner=mine, due=date(2027, 3, 21))
    factories.action(plan, 3, owner=mine, due=date(2027, 3, 22))
    factories.action(plan, 4, owner=mine, due=None)
    factories.action(plan, 5, owner=mine, status=ActionStatus.DONE)
    factories.action(plan, 6, owner=mine, status=ActionStatus.DONE, done_on=date(2027, 1, 1))
    factories.action(plan, 7, owner=mine, status=ActionStatus.CANCELLED)
    factories.action(plan, 8, owner=other, due=date(2027, 3, 1))
    factories.action(plan, 9, owner=other, helpers=(mine,), due=date(2027, 3, 15))
    client = client_of(bo)
    assert found(client) == {"late": ["Å-1"], "week": ["Å-9", "Å-2"], "later": ["Å-3", "Å-4"], "done": ["Å-5"]}
    assert found(client_of(astrid)) == {"late": ["Å-8"], "week": ["Å-9"]}


def test_each_row_is_reported_and_marked_done_in_place(
    client_of: Clients, plan: Plan, bo: User, astrid: User, membership_of: Any
) -> None:
    factories.action(plan, 1, owner=membership_of(bo))
    factories.action(plan, 2, owner=membership_of(astrid), helpers=(membership_of(bo),))
    page = client_of(bo).get(PAGE)
    (section,) = page.context["sections"]
    verbs = {row.action.label: [step.verb for step in row.steps] for row in section.rows}
    assert verbs == {"Å-1": ["report_status", "complete_action"], "Å-2": ["report_status"]}
    assert 'href="/arboga/handlingsplan/1/rapportera/?fran=mina"' in page.text


def test_nothing_yet_explains_what_comes(client_of: Clients, plan: Plan, bo: User) -> None:
    assert 'class="empty-state"' in client_of(bo).get(PAGE).text


def test_a_closed_plan_asks_for_nothing(client_of: Clients, version: Any, bo: User, membership_of: Any) -> None:
    factories.action(factories.plan(version.evaluation, state=PlanState.CLOSED), 1, owner=membership_of(bo))
    assert found(client_of(bo)) == {}


def test_the_page_is_for_those_who_report(client_of: Clients, people: Any) -> None:
    assert client_of(people.lena).get(PAGE).status_code == 403
    assert client_of(people.birgit).get(PAGE).status_code == 403
    assert client_of(people.cecilia).get(PAGE).status_code == 404
    assert PAGE in client_of(people.bo).get("/arboga/").text
    assert PAGE not in client_of(people.lena).get("/arboga/").text


def test_actions_in_another_town_stay_there(
    client_of: Clients, plan: Plan, boden: Municipality, bo: User, ulla: User
) -> None:
    also = factories.membership(bo, "action_owner", boden, name="Bo Ek")
    theirs = factories.plan(factories.published_case(boden, ulla, "KK-2026-002").evaluation)
    factories.action(theirs, 3, owner=also)
    client = client_of(bo)
    assert found(client) == {}
    assert "Å-3" in client.get("/boden/mina-atgarder/").text


def test_two_rows_and_two_hundred_take_the_same_statements(
    client_of: Clients, plan: Plan, bo: User, membership_of: Any
) -> None:
    client, counts = client_of(bo), []
    for numbers in (range(1, 3), range(3, 201)):
        for number in numbers:
            factories.action(plan, number, owner=membership_of(bo))
        client.get(PAGE)
        with count_statements() as statements:
            assert client.get(PAGE).status_code == 200
        counts.append(len(statements.of_page))
    assert counts[0] == counts[1] <= 10, statements


def test_many_come_fifty_a_page_and_are_counted_as_a_whole(
    client_of: Clients, plan: Plan, bo: User, membership_of: Any
) -> None:
    mine = membership_of(bo)
    for number in range(1, 61):
        factories.action(plan, number, owner=mine, due=date(2027, 3, 1) if number <= 55 else date(2027, 6, 1))
    client = client_of(bo)
    first, second = client.get(PAGE), client.get(PAGE, {"page": 2})
    assert [(s.key, s.in_all, len(s.rows)) for s in first.context["sections"]] == [("late", 55, 50)]
    assert [(s.key, s.in_all, len(s.rows)) for s in second.context["sections"]] == [("late", 55, 5), ("later", 5, 5)]
    assert first.context["open"] == 60
