"""Setting what a plan assumes of its actions' effect: percent of the missing points, in order."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts import journal
from accounts.editing import Edit, merged
from accounts.roles import Actor, require
from followup.expected_score import Assumption
from followup.models import Plan
from followup.planning.plans import locked_open
from followup.planning.refusals import AssumptionOutOfOrder, PercentUnknown

ASSUMED = ("low", "medium", "high", "most")
_COLUMN = {name: f"assumed_{name}" for name in ASSUMED}


def as_assumed(plan: Plan) -> dict[str, str]:
    """The plan's assumption as a form carries it."""
    return {name: str(getattr(plan, column)) for name, column in _COLUMN.items()}


def assumption_from(said: dict[str, str]) -> Assumption:
    """An assumption from what was written. Refuses what is no percent, and percent out of order."""
    numbers = {name: said[name].strip().removesuffix("%").strip() for name in ASSUMED}
    if not all(each.isascii() and each.isdecimal() and len(each) < 4 and int(each) <= 100 for each in numbers.values()):
        raise PercentUnknown
    low, medium, high, most = (int(numbers[name]) for name in ASSUMED)
    if not low <= medium <= high <= most:
        raise AssumptionOutOfOrder
    return Assumption(low, medium, high, most)


def set_assumption(plan: Plan, by: Actor, edit: Edit, *, now: datetime) -> Plan:
    """Save another assumption for everybody who looks at the plan; the same changes nothing.

    Raises FieldsClash where somebody else changed the same percent meanwhile. Refuses percent out of order, and when
    the plan is closed.
    """
    require(by, "set_assumption")
    with transaction.atomic():
        locked = locked_open(plan, by)
        before = as_assumed(locked)
        changed = merged(before, edit.of(ASSUMED))
        assumption = assumption_from(before | changed)
        after = {name: str(getattr(assumption, name)) for name in ASSUMED}
        if after == before:
            return locked
        for name, column in _COLUMN.items():
            setattr(locked, column, int(after[name]))
        locked.version += 1
        locked.save(update_fields=[*_COLUMN.values(), "version"])
        facts: dict[str, Any] = {
            _COLUMN[name]: [int(before[name]), int(after[name])] for name in ASSUMED if before[name] != after[name]
        }
        journal.record(
            by,
            "plan.assumption_changed",
            locked,
            now=now,
            municipality=locked.municipality_id,
            subject=locked.evaluation.number,
            **facts,
        )
    return locked
