"""Figures that a municipality shares: counted at night in its own scope, read by SKR's administrator only."""

from typing import Any

import pytest

from accounts import outbox
from accounts.models import Event, Job, Municipality, Sharing, SharingLevel, User
from accounts.tenancy import Scope
from followup import figures
from followup.models import ActionStatus, Plan, SharedFigure
from tests import factories
from tests.statements import count_statements

URL = "/skr/kommuner/arboga/handlingsplan/"
pytestmark = pytest.mark.usefixtures("clock")


def share(at: Municipality, level: SharingLevel) -> None:
    with factories.in_scope(Scope(municipality=at.pk)):
        Sharing.objects.update_or_create(municipality=at, defaults={"level": level})


def a_night(now: Any, today: Any) -> None:
    figures.promise_count(now, today)
    outbox.run_due(lambda: now)


@pytest.fixture
def plan(arboga: Municipality, astrid: User, ulla: User) -> Plan:
    version = factories.published_case(arboga, ulla)
    first, _second = factories.improvements(version)
    made = factories.plan(version.evaluation)
    factories.decision(made, first, version, astrid)
    factories.action(made, 1, title="Hemlig rubrik", status=ActionStatus.IN_PROGRESS, findings=(first,))
    return made


def rows_seen(scope: Scope) -> int:
    with factories.in_scope(scope):
        return SharedFigure.objects.count()


def test_skr_reads_last_nights_counts_and_nothing_else(
    plan: Plan, arboga: Municipality, sara: User, astrid: User, client_of: Any, now: Any, today: Any
) -> None:
    share(arboga, SharingLevel.FIGURES)
    client = client_of(sara)
    assert "kommer i morgon" in client.get(URL).text
    a_night(now, today)
    with count_statements() as statements:
        page = client.get(URL)
    found = page.context["figures"]
    assert (found.decided, found.total, found.on) == (1, 2, today)
    assert found.areas[0].statuses == [("in_progress", 1)]
    assert "Hemlig" not in page.text
    assert len(statements.of_page) <= 10
    with factories.in_scope(Scope(municipality=arboga.pk)):
        assert Event.objects.filter(verb="plan.read_by_skr").count() == 2


def test_a_second_night_run_writes_the_same_rows(plan: Plan, arboga: Municipality, now: Any, today: Any) -> None:
    share(arboga, SharingLevel.FIGURES)
    a_night(now, today)
    before = rows_seen(Scope(municipality=arboga.pk))
    Job.objects.filter(kind=figures.COUNT).update(done_at=None)
    outbox.run_due(lambda: now)
    assert rows_seen(Scope(municipality=arboga.pk)) == before > 0


def test_nothing_is_counted_or_seen_where_nothing_is_shared(
    plan: Plan, arboga: Municipality, boden: Municipality, sara: User, client_of: Any, now: Any, today: Any
) -> None:
    a_night(now, today)
    assert rows_seen(Scope(municipality=arboga.pk)) == 0
    share(arboga, SharingLevel.FIGURES)
    a_night(now.replace(day=now.day + 1), today.replace(day=today.day + 1))
    assert rows_seen(factories.ADMIN) > 0
    assert rows_seen(factories.EVALUATOR) == rows_seen(Scope(municipality=boden.pk)) == 0
    share(arboga, SharingLevel.NONE)
    assert rows_seen(factories.ADMIN) == 0
    assert client_of(sara).get(URL).status_code == 404
