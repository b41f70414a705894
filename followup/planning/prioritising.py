"""Weighing an improvement opportunity before anybody has decided how to act on it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts import journal
from accounts.editing import Edit, merged
from accounts.roles import Actor, require
from evaluations.models import Finding
from followup.models import FindingEstimate, Level, Plan
from followup.planning.choices import published
from followup.planning.plans import locked_open
from followup.progress.refusals import ValueUnknown

FIELDS = ("effort", "expected_effect")


def prioritise(plan: Plan, finding: Finding, by: Actor, edit: Edit, *, now: datetime) -> FindingEstimate:
    """Say what acting on it is thought to take and give; an action made from it begins so. The same: no change.

    Raises FieldsClash where somebody else has weighed it otherwise since the form was loaded.
    """
    require(by, "prioritise")
    with transaction.atomic():
        locked = locked_open(plan, by)
        _version, words = published(locked, finding)
        found: FindingEstimate | None = FindingEstimate.objects.filter(plan=locked, finding=finding).first()
        row = found or FindingEstimate(municipality_id=locked.municipality_id, plan=locked, finding=finding, version=0)
        before = {name: getattr(row, name) for name in FIELDS}
        new = merged(before, edit.of(FIELDS))
        if not new:
            return row
        for name, value in new.items():
            if value not in ("", *Level.values):
                raise ValueUnknown
            setattr(row, name, value)
        row.version += 1
        row.save()
        facts: dict[str, Any] = {name: [before[name], value] for name, value in new.items()}  # Any: facts
        journal.record(
            by, "finding.prioritised", finding, now=now, municipality=locked.municipality_id, subject=words, **facts
        )
    return row
