"""Mail to SKR's administrators about an edition: promised once a matter, one mail a person."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import journal, outbox
from accounts.mails import deliver
from accounts.models import Job, Membership, Role
from accounts.roles import Actor, require
from accounts.tenancy import Scope
from evaluations.models import Edition, EditionState
from evaluations.rubrics.refusals import EditionFixed

ASKED = "edition.publication_asked"
ASKED_MAIL = "mail.edition_publication_asked"


def ask_publication(by: Actor, edition: Edition, *, now: datetime) -> None:
    """Promise a mail to the other administrators. Asked again of the same draft: nothing happens."""
    require(by, "draft_edition")
    if edition.state != EditionState.DRAFT:
        raise EditionFixed
    with transaction.atomic():
        key = key_of(edition)
        if was_promised(key):
            return
        outbox.promise(ASKED, key, Scope(user=by.user_id, house="admin"), now, edition=edition.pk)
        journal.record(by, "edition.publication_asked", edition, now=now, subject=edition.name)


def key_of(edition: Edition) -> str:
    """What the question about this draft is promised under; a changed draft may be asked about again."""
    return f"{ASKED}:{edition.pk}:{edition.version}"


def was_promised(key: str) -> bool:
    """Whether the work was promised before; one query."""
    return Job.objects.filter(key=key).exists()


def promise_to_administrators(running: outbox.Running, kind: str, **ids: int | str) -> None:
    """Promise each of SKR's administrators of the day, but the one who asked, a mail of the kind."""
    members = Membership.objects.visible_to(running.by).of_skr().valid(on=timezone.localdate(running.now))
    people = members.filter(role=Role.SKR_ADMIN).exclude(user_id=running.by.user_id or 0)
    for user_id in sorted(set(people.values_list("user_id", flat=True))):
        key = f"{kind}:{running.key}:{user_id}"
        outbox.promise(kind, key, Scope(house="admin"), running.now, person=user_id, **ids)


def tell_all(running: outbox.Running) -> None:
    """Promise the mails about a draft that waits for a second administrator."""
    promise_to_administrators(running, ASKED_MAIL, edition=running.arguments["edition"])


def tell_one(running: outbox.Running) -> None:
    """Write to one administrator, unless the draft was published meanwhile."""
    edition = Edition.objects.filter(pk=running.arguments["edition"], state=EditionState.DRAFT).first()
    member = administrator(running)
    if edition is None or member is None:
        return
    with translation.override(member.user.language):
        subject = _("%(edition)s waits for a second administrator") % {"edition": edition.name}
        link = settings.SITE_ADDRESS + reverse("edition", args=[edition.key])
        deliver(
            member.user.email,
            subject,
            "evaluations/edition_publication_asked",
            {"name": member.display_name, "edition": edition, "link": link},
        )


def administrator(running: outbox.Running) -> Membership | None:
    """The person of the promise, if still an administrator who may sign in."""
    members = Membership.objects.visible_to(running.by).of_skr().valid(on=timezone.localdate(running.now))
    rows = members.filter(role=Role.SKR_ADMIN, user_id=running.arguments["person"], user__is_active=True)
    found: Membership | None = rows.select_related("user").first()
    return found
