"""Ekhult's check-ins: the last one closed with what was reported until then, the next one open and half answered."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from accounts.roles import Actor
from followup import check_ins
from followup.check_ins.opening import open_check_in
from followup.models import Action, ActionStatus, CheckIn, CheckInAnswer, CheckInSchedule, Light, Plan, StatusReport

SAID = (
    (Light.GREEN, "Arbetet går som vi har tänkt. Nästa steg är bokat och alla vet vad de ska göra."),
    (Light.YELLOW, "Två av tre delar är klara. Den tredje väntar på besked från en annan förvaltning."),
    (Light.GREEN, "Vi har prövat arbetssättet på en enhet och rättat det som inte fungerade."),
    (Light.RED, "Underlaget är försenat. Vi behöver hjälp att prioritera för att hinna i tid."),
)


def hold_check_ins(plan: Plan, lead: Actor, now: datetime) -> list[Action]:
    """Open the last day's check-in as it was, and the next one; returns about every second action that it asks."""
    today = now.date()
    days = check_ins.next_days(CheckInSchedule(), today - timedelta(days=400), 8)
    past, ahead = [day for day in days if day < today][-1], next(day for day in days if day >= today)
    before = open_check_in(plan, past, lead, now - (today - past) - timedelta(days=14))
    _answer_with_what_was_said(before)
    check_ins.close_check_in(before, lead, now=now - (today - past) + timedelta(days=1))
    opened = open_check_in(plan, ahead, lead, now - timedelta(days=4))
    actions = Action.objects.filter(check_in_answers__check_in=opened).with_helpers().order_by("number")
    return [action for action in actions if action.status != ActionStatus.PAUSED][::2]


def answers_to(
    asked: list[Action], lead: Actor, people: dict[str, Actor], now: datetime
) -> Iterator[tuple[Actor, Action, dict[str, Any]]]:
    """Who reports of which action, and what; Any: what the verb takes."""
    owners = {pk: person for person in people.values() for pk in person.memberships}
    for place, action in enumerate(asked):
        light, note = SAID[place % len(SAID)]
        when = now - timedelta(days=2, hours=place % 5)
        yield owners.get(action.owner_id or 0, lead), action, {
            "note": note, "light": light, "now": when, "today": when.date(),
        }  # fmt: skip


def _answer_with_what_was_said(check_in: CheckIn) -> None:
    """Every action's newest report until the day of the check-in is what it answered then."""
    for answer in CheckInAnswer.objects.filter(check_in=check_in):
        reports = StatusReport.objects.filter(action_id=answer.action_id, withdrawn_at=None)
        answer.report = reports.filter(at__date__lte=check_in.on).order_by("-at").first()
        answer.save(update_fields=["report"])
