"""A unit's part of the plan: how much is in which state, what is late and why, what is due next, and its people."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from unicodedata import normalize

from django.db.models import Case, CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When

from accounts.models import Membership, Unit
from accounts.roles import Actor
from accounts.swedish import SwedishKey
from followup.models import Action, ActionStatus, Plan, StatusReport
from followup.models.action import is_late

NEXT, LATE = 5, 20  # rows shown; the plan has all


@dataclass(frozen=True, slots=True)
class UnitInPlan:
    """A unit with its handle in addresses, and its actions by state; late and blocked come before the stored one."""

    unit: Unit
    handle: str
    states: Counter[str]

    @property
    def late(self) -> int:
        """How many are late."""
        return self.states["late"]

    @property
    def total(self) -> int:
        """All that were not cancelled."""
        return self.states.total()


def units_in_plan(by: Actor, plan: Plan | None, *, today: date) -> list[UnitInPlan]:
    """Every unit of the municipality in Swedish order; two queries."""
    units = list(Unit.objects.visible_to(by).select_related("head").order_by(SwedishKey("name")))
    states: dict[int, Counter[str]] = {unit.pk: Counter() for unit in units}
    rows = Action.objects.visible_to(by).filter(plan=plan, unit__isnull=False) if plan else Action.objects.none()
    counted = rows.exclude(status=ActionStatus.CANCELLED).annotate(state=_state(today)).order_by()
    for unit_id, state, count in counted.values_list("unit_id", "state").annotate(count=Count("pk")):
        states[unit_id][state] = count
    by_id = {unit.pk: handle for handle, unit in handles(units).items()}
    return [UnitInPlan(unit, by_id[unit.pk], states[unit.pk]) for unit in units]


def handles(units: Iterable[Unit]) -> dict[str, Unit]:
    """Each unit under the part of an address that names it: its name in small letters and hyphens.

    Names are unique in a municipality and what people know, so that no number of the database stands in an address and
    no column is kept in step. Of two that would be spelt alike the newer one gets a figure; a renamed unit moves.
    """
    found: dict[str, Unit] = {}
    for unit in sorted(units, key=lambda each: each.pk):
        plain = normalize("NFKD", unit.name.casefold()).encode("ascii", "ignore").decode()
        word = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "enhet"
        spelt = (word, *(f"{word}-{number}" for number in range(2, len(found) + 3)))
        found[next(each for each in spelt if each not in found)] = unit
    return found


def headed_by(by: Actor) -> list[tuple[str, str]]:
    """Handle and name of each unit that the person is head of; one query, none for who has no membership here."""
    if not by.memberships:
        return []
    named = handles(Unit.objects.visible_to(by))
    return [(handle, unit.name) for handle, unit in named.items() if unit.head_id in by.memberships]


def late_actions(unit: Unit, plan: Plan, by: Actor, *, today: date) -> QuerySet[Action]:
    """The late actions of the unit, longest late first, with what was last said of each."""
    said = StatusReport.objects.filter(action_id=OuterRef("pk"), withdrawn_at=None).order_by("-at", "-id")
    rows = _of(unit, plan, by).overdue(today).annotate(last_note=Subquery(said.values("note")[:1]))
    found: QuerySet[Action] = rows.order_by("due", "number")[:LATE]
    return found


def next_due(unit: Unit, plan: Plan, by: Actor, *, today: date) -> QuerySet[Action]:
    """The open actions that are due next."""
    found: QuerySet[Action] = _of(unit, plan, by).open().filter(due__gte=today).order_by("due", "number")[:NEXT]
    return found


def people_of(unit: Unit, by: Actor, *, today: date) -> list[Membership]:
    """The members who belong to the unit today, each once, by name."""
    rows = Membership.objects.visible_to(by).valid(on=today).filter(unit=unit)
    once = {row.user_id: row for row in rows.order_by(SwedishKey("display_name").desc(), "-id")}
    return list(reversed(once.values()))


def _of(unit: Unit, plan: Plan, by: Actor) -> Any:  # Any: with the methods of ActionQuerySet
    return Action.objects.visible_to(by).filter(plan=plan, unit=unit).select_related("owner")


def _state(today: date) -> Case:
    return Case(
        When(is_late(today), then=Value("late")),
        When(Q(is_blocked=True), then=Value("blocked")),
        default=F("status"),
        output_field=CharField(),
    )
