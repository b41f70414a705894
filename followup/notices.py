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
    """Tell the owner of the actions, in their language; nobody of one that has gone to somebody else meanwhile.

    While more promises to the same person wait, the last one tells of all: forty decisions in an hour are one mail.
    """
    # Two workers with one person's promises: the second waits here and then sees what the first handed on.
    Membership.objects.select_for_update().filter(pk=running.arguments["membership"]).first()
    own = Job.objects.get(key=running.key)
    mine = Job.objects.filter(kind=ASSIGNED, arguments__membership=running.arguments["membership"])
    if mine.filter(pk__gt=own.pk, done_at=None, failed_at=None).exists():
        Job.objects.filter(pk=own.pk).update(arguments={**own.arguments, "handed_on": 1})
        return
    handed_on = list(mine.filter(arguments__handed_on=1))
    actions = _actions(running, [own, *handed_on])
    owner: Membership | None = (
        Membership.objects.visible_to(running.by)
        .valid(on=timezone.localdate(running.now))
        .filter(pk=running.arguments["membership"])
        .select_related("user")
        .first()
    )
    for job in handed_on:
        job.arguments["handed_on"] = 0
    Job.objects.bulk_update(handed_on, ["arguments"])
    if not actions or owner is None or not owner.user.is_active:
        return
    with translation.override(owner.user.language):
        subject = _("You answer for the action %(number)s in Kompass") % {"number": actions[0].label}
        if len(actions) > 1:
            subject = _("You answer for %(count)s new actions in Kompass") % {"count": len(actions)}
        deliver(owner.user.email, subject, "followup/action_assigned", _context(actions, owner))


def _actions(running: outbox.Running, jobs: list[Job]) -> list[Action]:
    """Those of the promises that are still open and still this person's, by number."""
    rows = Action.objects.visible_to(running.by).open().filter(owner_id=running.arguments["membership"])
    named = rows.filter(pk__in=[job.arguments["action"] for job in jobs])
    return list(named.select_related("municipality", "unit").order_by("number"))


def _context(actions: list[Action], owner: Membership) -> dict[str, Any]:  # Any: what a template takes
    first, slug = actions[0], actions[0].municipality.slug
    address = reverse("my_actions", args=[slug]) if len(actions) > 1 else reverse("action", args=[slug, first.number])
    return {
        "name": owner.display_name,
        "municipality": first.municipality.name,
        "actions": actions,
        "link": settings.SITE_ADDRESS + address,
    }
