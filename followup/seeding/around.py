"""What stands round the actions of a plan: check-ins, estimates, recurrences, saved filters, a press on many rows."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta

from evaluations.models import Finding
from followup.bulk.results import Outcome, Result
from followup.models import (
    Action,
    ActionChange,
    BulkChange,
    CheckIn,
    CheckInAnswer,
    CheckInSchedule,
    FindingEstimate,
    Level,
    Plan,
    Recurrence,
    SavedFilter,
    StatusReport,
)
from followup.seeding.dice import Dice
from followup.seeding.people import Town
from followup.seeding.rows import Rows

FILTERS = (("Försenade", "table", "status=late", True), ("Mina ansvar", "board", "owner=me", False))
SCHEDULED = 30  # percent of the municipalities that chose their own days


def stand_round(
    dice: Dice, rows: Rows, plan: Plan, town: Town, findings: list[Finding], reports: Mapping[int, StatusReport],
    now: datetime,
) -> None:  # fmt: skip
    """Everything of the newest plan of a municipality that hangs on no single action."""
    own = {"municipality_id": plan.municipality_id}
    leader = {"by_id": town.coordinator.user_id, "by_name": town.coordinator.display_name}
    if dice.happens(SCHEDULED):
        rows.add(CheckInSchedule(opens_before=10, **own))
    for finding in findings:
        if dice.happens(60):
            levels = {"effort": dice.one(Level.values), "expected_effect": dice.one(Level.values)}
            rows.add(FindingEstimate(plan=plan, finding=finding, **levels, **own))
    for finding, earlier in zip(findings, town.earlier[:3], strict=False):
        rows.add(Recurrence(finding=finding, earlier=earlier, by_id=town.coordinator.user_id, at=now, **own))
    for name, view, query, is_shared in FILTERS:
        kept = {"name": name, "view": view, "query": query, "is_shared": is_shared}
        rows.add(SavedFilter(key=dice.key(), at=now, **kept, **leader, **own))
    actions = [action for action in rows.actions() if action.plan is plan]
    _press_on_many(dice, rows, plan, actions[:3], leader, now)
    _check_in(dice, rows, plan, actions, reports, now - timedelta(days=110), answered=85, is_closed=True)
    _check_in(dice, rows, plan, actions, reports, now - timedelta(days=4), answered=30, is_closed=False)


def _press_on_many(
    dice: Dice, rows: Rows, plan: Plan, actions: list[Action], by: dict[str, object], now: datetime
) -> None:
    at, own = now - timedelta(days=20), {"municipality_id": plan.municipality_id}
    after = {"priority": Level.HIGH.value}
    done = [Result(action.label, action.title, Outcome.DONE, kept={"number": action.number}) for action in actions]
    told = {"asked": {"Prioritet": "Hög"}, "results": [asdict(each) for each in done]}
    bulk = rows.add(BulkChange(key=dice.key(), plan=plan, verb="bulk_edit", at=at, **told, **by, **own))
    for action in actions:
        action.version += 1
        change = {"verb": "edit_action", "before": {"priority": ""}, "after": after, "fields": ["priority"]}
        rows.add(ActionChange(action=action, bulk=bulk, at=at, version=action.version, **change, **by, **own))


def _check_in(
    dice: Dice, rows: Rows, plan: Plan, actions: list[Action], reports: Mapping[int, StatusReport],
    opened_at: datetime, *, answered: int, is_closed: bool,
) -> None:  # fmt: skip
    own, on = {"municipality_id": plan.municipality_id}, (opened_at + timedelta(days=14)).date()
    closed_at = opened_at + timedelta(days=25) if is_closed else None
    check_in = rows.add(CheckIn(key=dice.key(), plan=plan, on=on, opened_at=opened_at, closed_at=closed_at, **own))
    for action in actions:
        if action.is_open or is_closed:
            report = reports.get(action.number) if dice.happens(answered) else None
            name = action.owner.display_name if action.owner else action.owner_text
            rows.add(CheckInAnswer(check_in=check_in, action=action, owner_name=name, report=report, **own))
