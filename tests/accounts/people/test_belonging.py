"""Roles given, changed and ended."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from accounts import belonging, memberships, outbox
from accounts.editing import Edit, FieldsClash
from accounts.errors import NotPermitted
from accounts.models import Event, Membership, Municipality, Role, Unit, User
from accounts.signals import membership_ended
from accounts.tenancy import Scope
from tests import factories

TOMORROW = factories.TODAY + timedelta(days=1)


def row_of(person: User, at: Municipality | None) -> Membership:
    with factories.in_scope(Scope(municipality=at.pk) if at else factories.ADMIN):
        found: Membership = Membership.objects.get(user=person, municipality=at)
        return found


def events(at: Municipality) -> list[str]:
    with factories.in_scope(Scope(municipality=at.pk)):
        return list(Event.objects.filter(municipality=at).order_by("id").values_list("verb", flat=True))


@pytest.fixture
def told() -> Any:
    """Who was told to have left."""
    heard: list[int] = []

    def hear(sender: object, membership: Membership, **news: object) -> None:
        heard.append(membership.pk)

    membership_ended.connect(hear)
    yield heard
    membership_ended.disconnect(hear)


def test_a_role_is_changed_once(astrid: User, bo: User, arboga: Municipality, now: datetime, today: date) -> None:
    row = row_of(bo, arboga)
    with factories.as_actor(astrid, "arboga") as by:
        for _press in range(2):
            changed = belonging.change_role(by, row.pk, role=Role.MANAGEMENT, now=now, today=today)
    assert (changed.role, changed.version) == ("management", 2)
    assert events(arboga) == ["membership.role_changed"]


def test_a_role_more_is_given_once(astrid: User, bo: User, arboga: Municipality, now: datetime, today: date) -> None:
    row = row_of(bo, arboga)
    with factories.as_actor(astrid, "arboga") as by:
        made = [belonging.add_role(by, row.pk, role=Role.MANAGEMENT, now=now, today=today) for _press in range(2)]
        held = Membership.objects.filter(user=bo).order_by("id").values_list("role", "display_name", "start")
        assert list(held) == [("action_owner", "Bo Ek", date(2020, 1, 1)), ("management", "Bo Ek", today)]
    assert made[0].pk == made[1].pk
    assert events(arboga) == ["membership.made"]


def test_who_is_ended_is_out_at_once(
    astrid: User, bo: User, arboga: Municipality, now: datetime, today: date, told: list[int], client_of: Any
) -> None:
    client, row = client_of(bo), row_of(bo, arboga)
    assert client.get("/arboga/").status_code == 200
    with factories.as_actor(astrid, "arboga") as by:
        for _press in range(2):
            belonging.end_membership(by, row.pk, now=now, today=today)
    assert told == [row.pk]
    assert events(arboga) == ["membership.ended"]
    with factories.in_scope(Scope(user=bo.pk)):
        assert memberships.of(bo.pk, today).memberships == ()


def test_who_came_today_can_leave_at_once(
    astrid: User, arboga: Municipality, now: datetime, today: date, told: list[int]
) -> None:
    row = factories.membership(factories.person("ny@arboga.example"), Role.READER, arboga, start=today)
    with factories.as_actor(astrid, "arboga") as by:
        ended = belonging.end_membership(by, row.pk, now=now, today=today)
    assert (ended.start, ended.end) == (today - timedelta(days=1), today - timedelta(days=1))


def test_a_last_day_is_included_and_tells_the_day_after(
    astrid: User, bo: User, arboga: Municipality, now: datetime, today: date, told: list[int]
) -> None:
    row = row_of(bo, arboga)
    with factories.as_actor(astrid, "arboga") as by:
        belonging.end_membership(by, row.pk, last_day=TOMORROW, now=now, today=today)
    with factories.in_scope(Scope(user=bo.pk)):
        assert len(memberships.of(bo.pk, TOMORROW).memberships) == 1
        assert memberships.of(bo.pk, TOMORROW + timedelta(days=1)).memberships == ()
    outbox.run_due(lambda: now + timedelta(days=1))
    assert told == []
    outbox.run_due(lambda: now + timedelta(days=2))
    assert told == [row.pk]


def test_a_unit_loses_the_head_who_left(
    astrid: User, bo: User, arboga: Municipality, now: datetime, today: date
) -> None:
    row, unit = row_of(bo, arboga), factories.unit(arboga)
    with factories.as_actor(astrid, "arboga") as by:
        Unit.objects.filter(pk=unit.pk).update(head=row)
        belonging.end_membership(by, row.pk, now=now, today=today)
        assert Unit.objects.get(pk=unit.pk).head_id is None


def test_details_are_merged_and_clash_by_field(
    astrid: User, bo: User, arboga: Municipality, now: datetime, today: date
) -> None:
    row = row_of(bo, arboga)
    with factories.as_actor(astrid, "arboga") as by:
        common: dict[str, Any] = {"unit_id": None, "now": now, "today": today}
        belonging.edit_membership(by, row.pk, Edit({"title": ""}, {"title": "Chef"}), **common)
        with pytest.raises(FieldsClash):
            belonging.edit_membership(by, row.pk, Edit({"title": ""}, {"title": "Ekonom"}), **common)
        changed = belonging.edit_membership(by, row.pk, Edit({"phone": ""}, {"phone": "0589-1"}), **common)
        with pytest.raises(belonging.NameMissing):
            belonging.edit_membership(by, row.pk, Edit({}, {"display_name": " "}), **common)
    assert (changed.title, changed.phone, changed.version) == ("Chef", "0589-1", 3)


@pytest.mark.parametrize("verb", ["end", "role"])
def test_the_last_coordinator_stays(astrid: User, arboga: Municipality, now: datetime, today: date, verb: str) -> None:
    row = row_of(astrid, arboga)

    def leave() -> None:
        with factories.as_actor(astrid, "arboga") as by:
            if verb == "end":
                belonging.end_membership(by, row.pk, now=now, today=today)
            else:
                belonging.change_role(by, row.pk, role=Role.READER, now=now, today=today)

    factories.membership(
        factories.person("kort@arboga.example"), Role.COORDINATOR, arboga, end=today + timedelta(days=9)
    )
    factories.membership(factories.person("av@arboga.example", is_active=False), Role.COORDINATOR, arboga)
    with pytest.raises(belonging.LastCoordinator):
        leave()
    factories.membership(factories.person("eva@arboga.example"), Role.COORDINATOR, arboga)
    leave()


def test_the_last_administrator_stays(sara: User, now: datetime, today: date) -> None:
    with factories.as_actor(sara, "skr") as by, pytest.raises(belonging.LastAdministrator):
        belonging.end_membership(by, row_of(sara, None).pk, now=now, today=today)


def test_what_is_refused(
    astrid: User, bo: User, arboga: Municipality, boden: Municipality, now: datetime, today: date
) -> None:
    row, foreign = row_of(bo, arboga), factories.unit(boden, "Bodens")
    with factories.as_actor(astrid, "arboga") as by:
        belonging.add_role(by, row.pk, role=Role.READER, now=now, today=today)
        with pytest.raises(belonging.RoleAlreadyHeld):
            belonging.change_role(by, row.pk, role=Role.READER, now=now, today=today)
        with pytest.raises(belonging.RoleNotHere):
            belonging.change_role(by, row.pk, role=Role.SKR_ADMIN, now=now, today=today)
        with pytest.raises(belonging.EndInThePast):
            belonging.end_membership(by, row.pk, last_day=today - timedelta(days=1), now=now, today=today)
        with pytest.raises(belonging.UnitUnknown):
            belonging.edit_membership(by, row.pk, Edit({}, {}), unit_id=foreign.pk, now=now, today=today)
        belonging.end_membership(by, row.pk, now=now, today=today)
        with pytest.raises(belonging.MembershipEnded):
            belonging.change_role(by, row.pk, role=Role.MANAGEMENT, now=now, today=today)


def test_who_may_not(
    astrid: User, lena: User, bo: User, cecilia: User, arboga: Municipality, now: datetime, today: date
) -> None:
    row = row_of(bo, arboga)
    with factories.as_actor(lena, "arboga") as by, pytest.raises(NotPermitted):
        belonging.end_membership(by, row.pk, now=now, today=today)
    with factories.as_actor(cecilia, "boden") as by, pytest.raises(Membership.DoesNotExist):
        belonging.end_membership(by, row.pk, now=now, today=today)
