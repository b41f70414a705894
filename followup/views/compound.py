"""Verbs that ask for something else first, on one page: evidence of an effect, the fate of open milestones."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.roles import Actor
from followup import progress
from followup.models import Action


def show_effect(
    action: Action,
    by: Actor,
    *,
    url: str,
    upload: Any,
    measured: Mapping[str, Any] | None = None,
    now: datetime,
    today: date,
    **told: Any,
) -> Action:
    """Add the link, file or measurement that came along as evidence, and show the effect. Any: values of a form."""
    times: Any = {"now": now, "today": today}  # Any: a date and a time of day
    with transaction.atomic():  # a refused effect leaves no evidence behind that would be attached a second time
        if url:
            progress.attach_link(action, by, url=url, title=url[:200], is_evidence=True, **times)
        if upload:
            progress.attach_file(action, by, upload=upload, title="", is_evidence=True, **times)
        if measured:
            progress.add_measurement(action, by, **measured, is_evidence=True, **times)
        return progress.show_effect(action, by, **told, **times)


def complete_action(
    action: Action, by: Actor, *, milestones: Mapping[int, str], now: datetime, today: date, **told: Any
) -> Action:
    """Tick or drop the open milestones and mark the action as done; all or nothing. Any: values of a form."""
    times: Any = {"now": now, "today": today}
    with transaction.atomic():
        for pk, fate in milestones.items():
            settle = progress.tick_milestone if fate == "tick" else progress.drop_milestone
            settle(action, by, milestone_id=pk, **times)
        return progress.complete_action(action, by, **told, **times)
