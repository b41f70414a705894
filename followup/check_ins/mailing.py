"""One mail to each owner for all their actions: when a check-in asks them, and once if they have not answered."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import outbox
from accounts.mails import deliver
from accounts.models import Job, Membership, Municipality
from accounts.tenancy import Scope
from followup.models import Action, CheckIn, CheckInAnswer
from followup.progress import ABLE

OPENED = "mail.check_in_opened"
REMINDER = "mail.check_in_reminder"
SUBJECTS: Mapping[str, Promise] = MappingProxyType(
    {
        OPENED: _("Check-in %(day)s: tell how it goes with your actions"),
        REMINDER: _("Reminder: the check-in %(day)s lacks your answers"),
    }
)
TEMPLATES = {OPENED: "followup/check_in_opened", REMINDER: "followup/check_in_reminder"}


def promise(kind: str, check_in: CheckIn, now: datetime) -> int:
    """Promise a mail of this kind to every member who owns what is not answered; returns how many they are.

    Nobody gets a kind twice, and who was reminded is not told afterwards that the check-in was opened.
    """
    rows = CheckInAnswer.objects.filter(check_in=check_in).missing().filter(action__owner__isnull=False)
    people = set(rows.order_by().values_list("action__owner__user_id", flat=True).distinct())
    sent = (OPENED, REMINDER) if kind == OPENED else (REMINDER,)
    keys = {_key(each, check_in, person): person for each in sent for person in people}
    people -= {keys[key] for key in Job.objects.filter(key__in=keys).values_list("key", flat=True)}
    for person in sorted(people):
        outbox.promise(
            kind,
            _key(kind, check_in, person),
            Scope(municipality=check_in.municipality_id),
            now,
            check_in=check_in.pk,
            user=person,
        )
    return len(people)


def _key(kind: str, check_in: CheckIn, person: int) -> str:
    return f"{kind}:{check_in.pk}:{person}"


def tell(running: outbox.Running, kind: str) -> None:
    """Send the mail in the person's language; none where all is answered, the check-in closed or the person gone."""
    check_in = CheckIn.objects.visible_to(running.by).open().filter(pk=running.arguments["check_in"]).first()
    if check_in is None:
        return
    members = Membership.objects.visible_to(running.by).valid(on=timezone.localdate(running.now))
    mine = members.filter(user_id=running.arguments["user"], role__in=ABLE).select_related("user", "municipality")
    owner: Membership | None = mine.order_by("id").first()
    if owner is None or owner.municipality is None or not owner.user.is_active:
        return
    wanted = CheckInAnswer.objects.filter(check_in=check_in).missing().filter(action__owner__user_id=owner.user_id)
    actions = list(Action.objects.filter(pk__in=wanted.values("action_id")).order_by("number"))
    if not actions:
        return
    with translation.override(owner.user.language):
        day = date_format(check_in.on, "j F Y")
        context = _context(actions, owner, owner.municipality, check_in)
        deliver(owner.user.email, str(SUBJECTS[kind]) % {"day": day}, TEMPLATES[kind], context)


def _context(
    actions: list[Action], owner: Membership, town: Municipality, check_in: CheckIn
) -> dict[str, Any]:  # Any: what a template takes
    return {
        "name": owner.display_name,
        "municipality": town.name,
        "actions": actions,
        "on": check_in.on,
        "link": settings.SITE_ADDRESS + reverse("check_in_answer", args=[town.slug, check_in.on.isoformat()]),
    }
