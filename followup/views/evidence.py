"""Showing an effect on one page: what shows it is attached, then the effect is told; both or neither."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.roles import Actor
from followup import progress
from followup.models import Action


def show_effect(action: Action, by: Actor, *, url: str, upload: Any, now: datetime, today: date, **told: Any) -> Action:
    """Attach the link or file that came along as evidence, and show the effect. Any: values of a form."""
    times: Any = {"now": now, "today": today}  # Any: a date and a time of day
    with transaction.atomic():  # a refused effect leaves no evidence behind that would be attached a second time
        if url:
            progress.attach_link(action, by, url=url, title=url[:200], is_evidence=True, **times)
        if upload:
            progress.attach_file(action, by, upload=upload, title="", is_evidence=True, **times)
        return progress.show_effect(action, by, **told, **times)
