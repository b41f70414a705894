"""Who belongs: roles given, changed and ended; the last coordinator stays."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import journal, outbox
from accounts.editing import Edit, merged
from accounts.errors import RuleViolation
from accounts.models import Membership, Role, Unit
from accounts.models.membership import SKR_ROLES
from accounts.roles import Actor, require
from accounts.signals import membership_ended, role_changed

TEXTS = ("display_name", "title", "phone")
TOWN_ROLES = (Role.COORDINATOR, Role.MANAGEMENT, Role.ACTION_OWNER, Role.READER)


class LastCoordinator(RuleViolation):
    """Without a coordinator nobody could invite anybody, and SKR cannot do it in the municipality's place."""

    code = "last_coordinator"
    message = _("This is the last coordinator. Give somebody else the role first.")


class LastAdministrator(RuleViolation):
    """The same at SKR."""

    code = "last_administrator"
    message = _("This is SKR's last administrator. Give somebody else the role first.")


class RoleAlreadyHeld(RuleViolation):
    """One person has each role once."""

    code = "role_already_held"
    message = _("The person already has that role.")


class RoleNotHere(RuleViolation):
    """SKR's roles are given at SKR, a municipality's in the municipality."""

    code = "role_not_here"
    message = _("That role cannot be given here.")


class MembershipEnded(RuleViolation):
    """What has ended is history."""

    code = "membership_ended"
    message = _("The role has ended and can no longer be changed. Invite the person again.")


class EndInThePast(RuleViolation):
    """A last day is today or later; to end at once needs no date."""

    code = "end_in_the_past"
    message = _("The last day cannot lie in the past.")


class NameMissing(RuleViolation):
    """Lists, histories and mails show people by name."""

    code = "name_missing"
    message = _("Write the person's name.")


class UnitUnknown(RuleViolation):
    """The unit is not one of the municipality's."""

    code = "unit_unknown"
    message = _("Choose one of the municipality's units.")


def roles_of(by: Actor) -> tuple[Role, ...]:
    """The roles that may be given where the actor acts."""
    return SKR_ROLES if by.scope.house else TOWN_ROLES


def require_here(by: Actor, verb: str) -> None:
    """The verb in a municipality; at SKR one verb covers all that is done with its people."""
    require(by, "manage_skr_people" if by.scope.house else verb)


def unit_of(unit_id: int | None) -> Unit | None:
    """The scope's unit with this key. Raises UnitUnknown for a foreign or unknown one."""
    if unit_id is None:
        return None
    unit: Unit | None = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise UnitUnknown
    return unit


def change_role(by: Actor, membership_id: int, *, role: str, now: datetime, today: date) -> Membership:
    """Exchange one role for another. Refuses the last coordinator's; the same role again changes nothing."""
    require_here(by, "change_role")
    with transaction.atomic():
        membership = _locked(by, membership_id, today)
        if membership.role == role:
            return membership
        _check_role(by, membership, role, today)
        _keep_one(membership, today)
        before, membership.role = membership.role, role
        membership.version += 1
        membership.save(update_fields=["role", "version"])
        _record(by, "membership.role_changed", membership, now, role=[before, role])
        role_changed.send(sender=Membership, membership=membership, by=by, now=now, today=today)
    return membership


def add_role(by: Actor, membership_id: int, *, role: str, now: datetime, today: date) -> Membership:
    """Give the person one role more; what they hold already stays as it is and is returned."""
    require_here(by, "change_role")
    with transaction.atomic():
        first = _locked(by, membership_id, today)
        held = _holding(first, role, today)
        if held is not None:
            return held
        _check_role(by, first, role, today)
        made: Membership = Membership.objects.create(
            municipality_id=first.municipality_id,
            user_id=first.user_id,
            role=role,
            display_name=first.display_name,
            title=first.title,
            phone=first.phone,
            unit_id=first.unit_id,
            start=today,
        )
        _record(by, "membership.made", made, now, role=role)
    return made


def edit_membership(
    by: Actor, membership_id: int, edit: Edit, *, unit_id: int | None, now: datetime, today: date
) -> Membership:
    """Write name, title, phone and unit. Raises FieldsClash where somebody else changed the same text meanwhile."""
    require_here(by, "change_role")
    with transaction.atomic():
        membership = _locked(by, membership_id, today)
        unit = unit_of(unit_id)
        before = {name: str(getattr(membership, name)) for name in TEXTS}
        changed: dict[str, object] = dict(merged(before, edit.of(TEXTS)))
        if not changed.get("display_name", "x"):
            raise NameMissing
        if (unit.pk if unit else None) != membership.unit_id:
            changed["unit"] = unit
        if not changed:
            return membership
        facts = {name: [before.get(name, ""), str(value or "")] for name, value in changed.items() if name != "phone"}
        for name, value in changed.items():
            setattr(membership, name, value)
        membership.version += 1
        membership.save(update_fields=[*changed, "version"])
        _record(by, "membership.edited", membership, now, **facts)
    return membership


def end_membership(
    by: Actor, membership_id: int, *, now: datetime, today: date, last_day: date | None = None
) -> Membership:
    """End a role at once (the person is out at the next request), or with a last day, which is included.

    Refuses the last coordinator's. What hangs on the member is told by `membership_ended` when the role has ended. The
    same end again changes nothing.
    """
    require_here(by, "end_membership")
    if last_day is not None and last_day < today:
        raise EndInThePast
    with transaction.atomic():
        membership = _find(by, membership_id)
        end = last_day or today - timedelta(days=1)
        if membership.end == end or (membership.end is not None and membership.end < today):
            return membership
        _keep_one(membership, today)
        before, membership.end = membership.end, end
        membership.start = min(membership.start, end)  # who came today and leaves at once was never here for a day
        membership.version += 1
        membership.save(update_fields=["start", "end", "version"])
        _record(by, "membership.ended", membership, now, end=[str(before or ""), str(end)])
        if last_day is None:
            _let_go(membership, by, now, today)
        elif membership.municipality_id is not None:
            outbox.promise(
                "membership.end",
                f"membership.end:{membership.pk}:{end}",
                by.scope,
                datetime.combine(end + timedelta(days=1), time(0, 5), ZoneInfo(settings.TIME_ZONE)),
                membership=membership.pk,
            )
    return membership


def let_go_of_ended(running: outbox.Running) -> None:
    """The day after a last day: tell what hangs on the member, if the role was not prolonged meanwhile."""
    today = timezone.localdate(running.now)
    membership = Membership.objects.filter(pk=running.arguments["membership"], end__lt=today).first()
    if membership is not None:
        _let_go(membership, running.by, running.now, today)


def _let_go(membership: Membership, by: Actor, now: datetime, today: date) -> None:
    if membership.municipality_id is None:
        return
    Unit.objects.filter(head_id=membership.pk).update(head=None, version=F("version") + 1)
    membership_ended.send(sender=Membership, membership=membership, by=by, now=now, today=today)


def _find(by: Actor, membership_id: int) -> Membership:
    rows = Membership.objects.visible_to(by).select_related("user")
    found: Membership = rows.select_for_update(of=("self",)).get(pk=membership_id)
    return found


def _locked(by: Actor, membership_id: int, today: date) -> Membership:
    membership = _find(by, membership_id)
    if membership.end is not None and membership.end < today:
        raise MembershipEnded
    return membership


def _holding(like: Membership, role: str, today: date) -> Membership | None:
    """The person's row with this role at the same place, if it still holds."""
    rows = Membership.objects.filter(municipality_id=like.municipality_id, user_id=like.user_id, role=role).valid(
        on=today
    )
    held: Membership | None = rows.first()
    return held


def _check_role(by: Actor, membership: Membership, role: str, today: date) -> None:
    if role not in roles_of(by):
        raise RoleNotHere
    if _holding(membership, role, today) is not None:
        raise RoleAlreadyHeld


def _keep_one(membership: Membership, today: date) -> None:
    """Refuse to let go of the last coordinator, or SKR's last administrator; locks the rows that it counts."""
    refusals = {Role.COORDINATOR: LastCoordinator, Role.SKR_ADMIN: LastAdministrator}
    refusal = refusals.get(Role(membership.role))
    if refusal is None:
        return
    alike = Membership.objects.filter(municipality_id=membership.municipality_id, role=membership.role).valid(on=today)
    rows = list(alike.filter(end=None, user__is_active=True).order_by("id").select_for_update(of=("self",)))
    if membership.end is None and not any(row.user_id != membership.user_id for row in rows):
        raise refusal


def _record(by: Actor, verb: str, membership: Membership, now: datetime, **facts: Any) -> None:
    journal.record(
        by, verb, membership, now=now, municipality=membership.municipality_id, subject=membership.display_name, **facts
    )


def register() -> None:
    """Tell the outbox what happens after a last day."""
    outbox.handles("membership.end", let_go_of_ended)
