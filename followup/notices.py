"""Who is told of what by mail: promised with what happened, looked at again when the mail is made."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import outbox
from accounts.mails import deliver
from accounts.models import Job, Membership
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


def tell_owner(running: outbox.Running) -> None:
    """Tell the owner of the action, in their language; nobody where the action has gone to somebody else meanwhile.

    Given away and back again within the quarter, the person is told once, by the later promise.
    """
    action_id, membership_id = running.arguments["action"], running.arguments["membership"]
    rows = Action.objects.visible_to(running.by).open().filter(pk=action_id, owner_id=membership_id)
    action: Action | None = rows.select_related("municipality", "unit").first()
    today = timezone.localdate(running.now)
    owner: Membership | None = (
        Membership.objects.visible_to(running.by)
        .valid(on=today)
        .filter(pk=membership_id)
        .select_related("user")
        .first()
    )
    if action is None or owner is None or not owner.user.is_active or _is_promised_later(running):
        return
    with translation.override(owner.user.language):
        subject = _("You answer for the action %(number)s in Kompass") % {"number": action.label}
        deliver(owner.user.email, subject, "followup/action_assigned", _context(action, owner))


def _context(action: Action, owner: Membership) -> dict[str, Any]:  # Any: what a template takes
    address = reverse("action", kwargs={"municipality": action.municipality.slug, "number": action.number})
    return {
        "name": owner.display_name,
        "municipality": action.municipality.name,
        "action": action,
        "link": settings.SITE_ADDRESS + address,
    }


def _is_promised_later(running: outbox.Running) -> bool:
    """Whether the same action went to the same person once more, so that a later promise tells them."""
    own = Job.objects.get(key=running.key)
    same = Job.objects.filter(
        kind=ASSIGNED,
        arguments__action=running.arguments["action"],
        arguments__membership=running.arguments["membership"],
    )
    return same.filter(pk__gt=own.pk, done_at=None, failed_at=None).exists()
