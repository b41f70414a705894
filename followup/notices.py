"""Who is told of what by mail: promised with what happened, looked at again when the mail is made."""

from datetime import datetime, timedelta

from accounts import outbox
from accounts.roles import Actor
from accounts.tenancy import Scope
from followup.models import Action

ASSIGNED = "mail.action_assigned"
GRACE = timedelta(minutes=15)  # a mistake may be undone before anybody hears of it


def promise_assignment(action: Action, by: Actor, now: datetime) -> None:
    """Promise a mail to the owner, a quarter of an hour from now; nobody writes to themselves or to a text."""
    if action.owner_id is None or action.owner_id in by.memberships:
        return
    outbox.promise(
        ASSIGNED,
        f"{ASSIGNED}:{action.pk}:{action.version}",
        Scope(municipality=action.municipality_id),
        now + GRACE,
        action=action.pk,
        membership=action.owner_id,
    )
