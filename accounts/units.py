"""The parts of a municipality's organisation: made and renamed, with a head among its people."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.editing import Edit, merged
from accounts.errors import RuleViolation
from accounts.models import Membership, Unit, UnitKind
from accounts.roles import Actor, require


class UnitNameTaken(RuleViolation):
    """Two units of one name could not be told apart in lists and filters."""

    code = "unit_name_taken"
    message = _("There is already a unit with that name.")


class UnitNameMissing(RuleViolation):
    """A unit is known by its name."""

    code = "unit_name_missing"
    message = _("Write the unit's name.")


OF_NAME = (UnitNameTaken, UnitNameMissing)  # the refusals that a form shows at the name


class HeadUnknown(RuleViolation):
    """The head of a unit is one of the municipality's people."""

    code = "head_unknown"
    message = _("Choose one of the municipality's people as head.")


class UnitKindUnknown(RuleViolation):
    """The kinds are few."""

    code = "unit_kind_unknown"
    message = _("Choose what kind of unit it is.")


def create_unit(by: Actor, *, name: str, kind: str, head_id: int | None, now: datetime, today: date) -> Unit:
    """Make a unit. Refuses a name that is taken."""
    require(by, "manage_units")
    head = _head(by, head_id, today)
    unit = Unit(municipality_id=by.scope.municipality or 0, name=name.strip(), kind=_kind(kind), head=head)
    if not unit.name:
        raise UnitNameMissing
    with _one_of_a_name(), transaction.atomic():
        unit.save(force_insert=True)
        journal.record(by, "unit.made", unit, now=now, municipality=unit.municipality_id, subject=unit.name)
    return unit


def edit_unit(
    by: Actor, unit_id: int, edit: Edit, *, kind: str, head_id: int | None, now: datetime, today: date
) -> Unit:
    """Write name, kind and head. Raises FieldsClash where somebody else renamed it; the same changes nothing."""
    require(by, "manage_units")
    with _one_of_a_name(), transaction.atomic():
        unit: Unit = Unit.objects.visible_to(by).select_for_update(of=("self",)).get(pk=unit_id)
        head = Membership.objects.filter(pk=head_id).first() if head_id == unit.head_id else _head(by, head_id, today)
        changed: dict[str, object] = dict(merged({"name": unit.name}, edit.of(("name",))))
        if not changed.get("name", "x"):
            raise UnitNameMissing
        if _kind(kind) != unit.kind:
            changed["kind"] = kind
        if (head.pk if head else None) != unit.head_id:
            changed["head"] = head
        if not changed:
            return unit
        facts: dict[str, Any] = {
            f"unit_{name}": [str(getattr(unit, name) or ""), str(value or "")] for name, value in changed.items()
        }
        for name, value in changed.items():
            setattr(unit, name, value)
        unit.version += 1
        unit.save(update_fields=[*changed, "version"])
        journal.record(by, "unit.edited", unit, now=now, municipality=unit.municipality_id, subject=unit.name, **facts)
    return unit


def _kind(kind: str) -> str:
    if kind not in UnitKind.values:
        raise UnitKindUnknown
    return kind


def _head(by: Actor, head_id: int | None, today: date) -> Membership | None:
    if head_id is None:
        return None
    head: Membership | None = Membership.objects.visible_to(by).valid(on=today).filter(pk=head_id).first()
    if head is None:
        raise HeadUnknown
    return head


class _one_of_a_name:  # noqa: N801 - reads as a statement
    """Turn the database's refusal of a second name into the rule's."""

    def __enter__(self) -> None:
        """Nothing to open."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, IntegrityError) and "unit_name_once_a_municipality" in str(error):
            raise UnitNameTaken from error
