"""«Tidslinje»: where each action lies along the line, and what lies outside it."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from accounts.models import User
from followup.listing.spans import Span
from followup.models import ActionStatus, Plan
from tests import factories
from tests.statements import count_statements

pytestmark = pytest.mark.usefixtures("clock")

Clients = Callable[..., Client]
PAGE = "/arboga/handlingsplan/tidslinje/"
TODAY = date(2027, 3, 15)


@pytest.mark.parametrize(
    ("scale", "first", "ticks"),
    [
        ("month", date(2027, 2, 1), ["feb", "mar", "apr"]),
        ("quarter", date(2027, 1, 1), ["Kv 1 2027", "Kv 2 2027", "Kv 3 2027"]),
        ("year", date(2027, 1, 1), ["2027", "2028", "2029"]),
        ("nonsense", date(2027, 1, 1), ["Kv 1 2027", "Kv 2 2027", "Kv 3 2027"]),
    ],
)
def test_the_line_begins_with_a_whole_period(scale: str, first: date, ticks: list[str]) -> None:
    span = Span.around(TODAY, date(2027, 2, 10), date(2027, 6, 1), scale)
    assert span.first == first
    assert [tick.label.lower() for tick in span.ticks()][:3] == [tick.lower() for tick in ticks]


def test_days_lie_in_order_and_what_is_far_off_is_cut() -> None:
    span = Span.around(TODAY, date(1990, 1, 1), date(2190, 1, 1), "month")
    assert span.at(date(1990, 1, 1)) == 0
    assert 0 < span.at(date(2027, 1, 1)) < span.at(TODAY) < span.at(date(2030, 1, 1)) < float(span.width)
    assert span.at(date(2190, 1, 1)) == float(span.width)


def test_bars_run_from_start_to_due_date_with_milestones(client_of: Clients, plan: Plan, astrid: User) -> None:
    whole = factories.action(plan, 1, start=date(2027, 4, 1), due=date(2027, 4, 11))
    factories.milestone(whole, due=date(2027, 4, 6))
    factories.milestone(whole, "Struket", due=date(2027, 4, 7), is_dropped=True)
    factories.action(plan, 2, due=date(2027, 3, 1))
    context = client_of(astrid).get(f"{PAGE}?skala=month").context
    late, row = context["headings"][0].rows
    assert (late.action.label, late.marks, late.begins, late.x == late.end) == ("Å-2", ["late"], None, True)
    assert float(row.end) - float(row.x) == float(row.width) == 40
    assert [float(mark.x) - float(row.x) for mark in row.milestones] == [20]
    assert [(month.words, [each.action.label for each in month.rows]) for month in context["months"]] == [
        ("mars 2027", ["Å-2"]),
        ("april 2027", ["Å-1"]),
    ]


def test_rows_stand_in_groups(client_of: Clients, plan: Plan, astrid: User) -> None:
    factories.action(plan, 1, priority="low")
    factories.action(plan, 2, priority="high")
    headings = client_of(astrid).get(f"{PAGE}?group=priority").context["headings"]
    assert [(heading.words, heading.total) for heading in headings] == [("Hög", 1), ("Låg", 1)]


def test_actions_without_a_due_date_stand_below(client_of: Clients, plan: Plan, astrid: User) -> None:
    for number in range(1, 23):
        factories.action(plan, number, due=None)
    page = client_of(astrid).get(PAGE)
    assert (len(page.context["undated"]), page.context["undated_total"]) == (20, 22)
    assert 'href="/arboga/handlingsplan/?status=without_date"' in page.text


def test_what_is_drawn_is_also_said(client_of: Clients, plan: Plan, astrid: User) -> None:
    factories.action(plan, 1, start=date(2027, 4, 1), due=date(2027, 4, 11), status=ActionStatus.IN_PROGRESS)
    assert "2027-04-01 – 2027-04-11" in client_of(astrid).get(PAGE).text


def test_a_stranger_gets_404_and_a_reader_waits(client_of: Clients, plan: Plan, cecilia: User, birgit: User) -> None:
    factories.action(plan, 1, title="Mät svarstiderna")
    assert client_of(cecilia).get(PAGE).status_code == 404
    assert "Mät svarstiderna" not in client_of(birgit).get(PAGE).text


def test_it_is_only_read(client_of: Clients, plan: Plan, astrid: User) -> None:
    assert client_of(astrid).post(PAGE).status_code == 405


def test_two_bars_and_two_hundred_take_the_same_statements(client_of: Clients, plan: Plan, astrid: User) -> None:
    client = client_of(astrid)
    factories.action(plan, 1000, due=None)
    counts = []
    for numbers in (range(1, 3), range(3, 201)):
        for number in numbers:
            factories.milestone(factories.action(plan, number), due=date(2027, 4, 9))
        with count_statements() as statements:
            assert client.get(f"{PAGE}?status=open&group=priority").status_code == 200
        counts.append(len(statements.of_page))
    assert counts[0] == counts[1] <= 10, statements
