"""«Kalender»: what stands on which day of a month."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from followup.models import Action, ActionStatus, Plan
from tests import factories
from tests.statements import count_statements

pytestmark = pytest.mark.usefixtures("clock")

Clients = Callable[..., Client]
PAGE = "/arboga/handlingsplan/kalender/"


def days(client: Client, query: str = "?manad=2027-04") -> dict[str, list[tuple[str, str]]]:
    weeks = client.get(f"{PAGE}{query}").context["weeks"]
    return {
        day.day.isoformat(): [(entry.kind, entry.title) for entry in [*day.shown, *day.folded]]
        for week in weeks
        for day in week.days
        if day.shown
    }


@pytest.fixture
def month(plan: Plan) -> Action:
    """An action due in April with a milestone, one that is looked at, one of another month."""
    due = factories.action(plan, 1, title="Mät svarstiderna", due=date(2027, 4, 15))
    factories.milestone(due, "Välj mått", due=date(2027, 4, 2))
    factories.milestone(due, "Struket", due=date(2027, 4, 3), is_dropped=True)
    factories.action(plan, 2, title="Klar", status=ActionStatus.DONE, due=None, effect_look_on=date(2027, 4, 15))
    factories.action(plan, 3, title="Senare", due=date(2027, 5, 1))
    return due


def test_due_dates_milestones_effects_and_check_ins_stand_on_their_days(
    client_of: Clients, month: Action, plan: Plan, astrid: User
) -> None:
    factories.check_in(plan, on=date(2027, 4, 20))
    assert days(client_of(astrid)) == {
        "2027-04-02": [("milestone", "Välj mått")],
        "2027-04-15": [("due", "Mät svarstiderna"), ("effect", "Klar")],
        "2027-04-20": [("check_in", "")],
        "2027-04-30": [("check_in", "")],
    }


def test_the_filter_holds_for_what_hangs_on_the_actions_too(client_of: Clients, month: Action, astrid: User) -> None:
    assert days(client_of(astrid), "?manad=2027-04&status=done") == {
        "2027-04-15": [("effect", "Klar")],
        "2027-04-30": [("check_in", "")],
    }


def test_what_is_late_says_so(client_of: Clients, plan: Plan, astrid: User) -> None:
    late = factories.action(plan, 1, due=date(2027, 3, 1))
    factories.milestone(late, "Sent", due=date(2027, 3, 2))
    factories.milestone(late, "Klart", due=date(2027, 3, 3), done_on=date(2027, 3, 3))
    weeks = client_of(astrid).get(f"{PAGE}?manad=2027-03").context["weeks"]
    found = [(entry.title, entry.is_late, entry.is_over) for day in weeks[0].days for entry in day.shown]
    assert found == [(late.title, True, False), ("Sent", True, False), ("Klart", False, True)]


@pytest.mark.parametrize(
    ("month", "shown", "before", "after"),
    [
        ("2027-04", "april 2027", "?manad=2027-03", "?manad=2027-05"),
        ("2027-01", "januari 2027", "?manad=2026-12", "?manad=2027-02"),
        ("2026-12", "december 2026", "?manad=2026-11", "?manad=2027-01"),
        ("", "mars 2027", "?manad=2027-02", "?manad=2027-04"),
        ("2027-13", "mars 2027", "?manad=2027-02", "?manad=2027-04"),
        ("0000-01", "mars 2027", "?manad=2027-02", "?manad=2027-04"),
        ("٢٠٢٧-٠٤", "april 2027", "?manad=2027-03", "?manad=2027-05"),
        ("2027-4\x00", "mars 2027", "?manad=2027-02", "?manad=2027-04"),
    ],
)
def test_one_steps_from_month_to_month(
    client_of: Clients, month: Any, plan: Plan, astrid: User, shown: str, before: str, after: str
) -> None:
    factories.action(plan, 1)
    context = client_of(astrid).get(PAGE, {"manad": month}).context
    assert context["month"] == shown
    assert context["previous"]["url"] == f"{PAGE}{before}"
    assert context["next"]["url"] == f"{PAGE}{after}"


def test_a_full_day_unfolds(client_of: Clients, plan: Plan, astrid: User) -> None:
    for number in range(1, 8):
        factories.action(plan, number, due=date(2027, 4, 15))
    weeks = client_of(astrid).get(f"{PAGE}?manad=2027-04").context["weeks"]
    assert [(len(day.shown), len(day.folded)) for week in weeks for day in week.days if day.folded] == [(4, 3)]


def test_a_stranger_gets_404_and_a_reader_waits(client_of: Clients, month: Action, cecilia: User, birgit: User) -> None:
    assert client_of(cecilia).get(PAGE).status_code == 404
    assert "Mät svarstiderna" not in client_of(birgit).get(f"{PAGE}?manad=2027-04").text


def test_it_is_only_read(client_of: Clients, month: Action, astrid: User) -> None:
    assert client_of(astrid).post(PAGE).status_code == 405


def test_two_days_and_two_hundred_actions_take_the_same_statements(
    client_of: Clients, plan: Plan, astrid: User
) -> None:
    client = client_of(astrid)
    counts = []
    for numbers in (range(1, 3), range(3, 201)):
        for number in numbers:
            factories.milestone(
                factories.action(plan, number, due=date(2027, 4, 1 + number % 30)), due=date(2027, 4, 9)
            )
        with count_statements() as statements:
            assert client.get(f"{PAGE}?manad=2027-04&status=open").status_code == 200
        counts.append(len(statements.of_page))
    assert counts[0] == counts[1] <= 10, statements
