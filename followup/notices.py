"""Who is told of what by mail: promised with what happened, looked at again when the mail is made."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import outbox
from accounts.mails import deliver
from accounts.models import Job, Membership, MunicipalitySettings, ReaderSees, Role
from accounts.roles import Actor
from accounts.tenancy import Scope
from followup.models import Action, Comment

ASSIGNED = "mail.action_assigned"
GRACE = timedelta(minutes=15)  # a mistake may be undone before anybody hears of it
MENTIONED = "mail.mentioned"
MENTION_GRACE = timedelta(minutes=2)  # a comment may be withdrawn before
_WORKING = (Role.COORDINATOR, Role.MANAGEMENT, Role.ACTION_OWNER)


def reads_plan(on: date) -> Q:
    """A filter of memberships: those of the day to whom the plan as it stands is shown, readers by the settings."""
    valid = (Q(end=None) | Q(end__gte=on)) & Q(start__lte=on) & Q(user__is_active=True)
    shows_all = Q(municipality_id=OuterRef("municipality_id"), reader_sees=ReaderSees.ALL)
    readers = Q(Exists(MunicipalitySettings.objects.filter(shows_all)), role=Role.READER)
    return valid & (Q(role__in=_WORKING) | readers)


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
    jobs = _collected(running, ASSIGNED)
    if not jobs:
        return
    actions = _actions(running, jobs)
    owner: Membership | None = (
        Membership.objects.visible_to(running.by)
        .valid(on=timezone.localdate(running.now))
        .filter(pk=running.arguments["membership"])
        .select_related("user")
        .first()
    )
    if not actions or owner is None or not owner.user.is_active:
        return
    with translation.override(owner.user.language):
        subject = _("You answer for the action %(number)s in Kompass") % {"number": actions[0].label}
        if len(actions) > 1:
            subject = _("You answer for %(count)s new actions in Kompass") % {"count": len(actions)}
        deliver(owner.user.email, subject, "followup/action_assigned", _context(actions, owner))


def promise_mention(comment: Comment, membership: Membership, now: datetime) -> None:
    """Promise a mail to somebody whom a comment names, two minutes from now."""
    outbox.promise(
        MENTIONED,
        f"{MENTIONED}:{comment.pk}:{membership.pk}",
        Scope(municipality=comment.municipality_id),
        now + MENTION_GRACE,
        comment=comment.pk,
        membership=membership.pk,
    )


def tell_mentioned(running: outbox.Running) -> None:
    """Tell a member of the comments that name them; nobody of a withdrawn one, and none who may not read the plan now.

    While more promises to the same person wait, the last one tells of all.
    """
    jobs = _collected(running, MENTIONED)
    if not jobs:
        return
    rows = Comment.objects.filter(action__in=Action.objects.visible_to(running.by), withdrawn_at=None)
    said = rows.filter(pk__in=[job.arguments["comment"] for job in jobs])
    comments = list(said.select_related("action__municipality").order_by("at", "pk"))
    members: Any = Membership.objects.visible_to(running.by)  # Any: the stubs lose the queryset
    told = members.filter(reads_plan(timezone.localdate(running.now)), pk=running.arguments["membership"])
    member: Membership | None = told.select_related("user").first()
    if not comments or member is None:
        return
    with translation.override(member.user.language):
        subject = _("%(name)s mentions you in the action %(number)s in Kompass") % {
            "name": comments[0].by_name,
            "number": comments[0].action.label,
        }
        if len(comments) > 1:
            subject = _("You are mentioned in %(count)s comments in Kompass") % {"count": len(comments)}
        context = {
            "name": member.display_name,
            "municipality": comments[0].action.municipality.name,
            "comments": [(each, _address(each)) for each in comments],
        }
        deliver(member.user.email, subject, "followup/mentioned", context)


def _address(comment: Comment) -> str:
    page = reverse("action", args=[comment.action.municipality.slug, comment.action.number])
    return f"{settings.SITE_ADDRESS}{page}#historik"


def _collected(running: outbox.Running, kind: str) -> list[Job]:
    """This promise and those that were handed on to it; none while more promises to the same person wait."""
    # Two workers with one person's promises: the second waits here and then sees what the first handed on.
    Membership.objects.select_for_update().filter(pk=running.arguments["membership"]).first()
    own = Job.objects.get(key=running.key)
    mine = Job.objects.filter(kind=kind, arguments__membership=running.arguments["membership"])
    if mine.filter(pk__gt=own.pk, done_at=None, failed_at=None).exists():
        Job.objects.filter(pk=own.pk).update(arguments={**own.arguments, "handed_on": 1})
        return []
    handed_on = list(mine.filter(arguments__handed_on=1))
    for job in handed_on:
        job.arguments["handed_on"] = 0
    Job.objects.bulk_update(handed_on, ["arguments"])
    return [own, *handed_on]


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
