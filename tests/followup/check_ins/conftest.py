"""A plan in Arboga with actions of Bo's and Karin's, and mornings that come one after another."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from accounts import outbox
from accounts.editing import Edit
from accounts.models import Membership, Municipality, Role, User
from accounts.roles import Actor
from accounts.tenancy import Scope
from followup import check_ins, progress
from followup.check_ins import tending
from followup.models import Action, CheckIn, CheckInAnswer, Plan
from tests import factories

LOCAL = ZoneInfo("Europe/Stockholm")
CREATED = datetime(2026, 1, 1, tzinfo=LOCAL)


def at(day: date, hour: int = 6, minute: int = 30) -> datetime:
    """A local time of a day."""
    return datetime.combine(day, time(hour, minute), LOCAL)


def a_morning(day: date, *towns: Municipality) -> None:
    """The round of these towns in the morning, and the mails that it promised."""
    now = at(day)
    for town in towns:
        scope = Scope(municipality=town.pk)
        with factories.in_scope(scope):
            tending.tend(outbox.Running("", Actor.of_job(scope), now, {}))
    outbox.run_due(lambda: now)


def a_round_of_all(now: datetime) -> None:
    """What Beat asks for, and all that the worker does of it."""
    tending.promise_tending(now, now.date())
    outbox.run_due(lambda: now)


def schedule(at: Municipality, by: User, now: datetime, **chosen: str) -> None:
    """The coordinator chooses the days."""
    actor = factories.actor_of(by, at.slug)
    with factories.in_scope(actor):
        check_ins.schedule_check_ins(actor, Edit({}, chosen), now=now)


@pytest.fixture
def karin(arboga: Municipality) -> User:
    """Another action owner in Arboga."""
    made = factories.person("karin@arboga.example")
    factories.membership(made, Role.ACTION_OWNER, arboga, name="Karin Nord")
    return made


@pytest.fixture
def member(arboga: Municipality) -> Callable[[User], Membership]:
    """A person's membership in Arboga."""
    return lambda person: factories.member_of(person, arboga)


@pytest.fixture
def plan(arboga: Municipality, ulla: User, astrid: User) -> Plan:
    return factories.plan(factories.published_case(arboga, ulla).evaluation)


@pytest.fixture
def make(plan: Plan, member: Any) -> Callable[..., Action]:
    """An action of this number, owned by a person, made long ago."""

    def build(number: int, owner: User | None = None, *, created_at: datetime = CREATED, **fields: Any) -> Action:
        made = factories.action(plan, number, owner=member(owner) if owner else None, **fields)
        with factories.in_scope(Scope(municipality=made.municipality_id)):
            Action.objects.filter(pk=made.pk).update(created_at=created_at)
            made.refresh_from_db()
        return made

    return build


@pytest.fixture
def town(plan: Plan, make: Any, bo: User, karin: User) -> SimpleNamespace:
    """Two actions of Bo's, one of Karin's, one of a role without an account."""
    return SimpleNamespace(
        plan=plan,
        first=make(1, bo),
        second=make(2, bo),
        third=make(3, karin),
        fourth=make(4, owner_text="Ekonomichefen"),
    )


@pytest.fixture
def report(arboga: Municipality) -> Callable[..., Any]:
    """A person reports on an action."""

    def press(action: Action, by: User, now: datetime, light: str = "green", note: str = "Det går bra.") -> Any:
        with factories.as_actor(by, arboga.slug) as actor:
            return progress.report_status(
                action, actor, note=note, light=light, now=now, today=now.astimezone(LOCAL).date()
            )

    return press


@pytest.fixture
def held(arboga: Municipality) -> Callable[[], list[CheckIn]]:
    """The check-ins of Arboga by their days."""

    def find() -> list[CheckIn]:
        with factories.in_scope(Scope(municipality=arboga.pk)):
            return list(CheckIn.objects.order_by("on"))

    return find


@pytest.fixture
def answers(arboga: Municipality) -> Callable[[], dict[str, str]]:
    """Of the open check-in: each action's label and the note that answers, empty while nobody has."""

    def find() -> dict[str, str]:
        with factories.in_scope(Scope(municipality=arboga.pk)):
            rows = CheckInAnswer.objects.filter(check_in__closed_at=None).select_related("action", "report")
            return {row.action.label: row.report.note if row.report else "" for row in rows.order_by("action__number")}

    return find


def days(start: date, count: int) -> list[date]:
    """So many days from a day on."""
    return [start + timedelta(days=number) for number in range(count)]
