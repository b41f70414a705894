"""The mail with the link, made by the worker."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import journal, mails, outbox
from accounts.invitations.tokens import hash_of, new_token
from accounts.models import Invitation, User
from accounts.roles import Actor

MAIL = "mail.invitation"


def promise_mail(by: Actor, invitation: Invitation, now: datetime) -> None:
    """Promise the mail in the caller's transaction; the same within a minute is one mail."""
    slot = int(now.timestamp() // mails.SLOT.total_seconds())
    outbox.promise(MAIL, f"{MAIL}:{invitation.pk}:{slot}", by.scope, now, invitation=invitation.pk)


def send(running: outbox.Running) -> None:
    """Make the token, keep its hash and send it; what was answered or withdrawn meanwhile is left alone."""
    rows = Invitation.objects.select_related("municipality").select_for_update(of=("self",))
    invitation: Invitation = rows.get(pk=running.arguments["invitation"])
    if not invitation.is_open(running.now):
        return
    token = new_token()
    invitation.token_hash = hash_of(token)
    invitation.save(update_fields=["token_hash"])
    known = User.objects.filter(email=invitation.email).first()
    with translation.override(known.language if known else settings.LANGUAGE_CODE):
        place = invitation.municipality.name if invitation.municipality else "SKR"
        mails.deliver(
            invitation.email,
            _("Invitation to Kompass, %(place)s") % {"place": place},
            "invitation",
            {
                "link": settings.SITE_ADDRESS + reverse("invitation", args=[token]),
                "invitation": invitation,
                "place": place,
                "role": invitation.get_role_display(),
            },
        )


def record(by: Actor, verb: str, invitation: Invitation, now: datetime, **facts: Any) -> None:
    """Write to the journal of the invitation's place."""
    journal.record(
        by, verb, invitation, now=now, municipality=invitation.municipality_id, subject=invitation.email, **facts
    )


def register() -> None:
    """Tell the outbox how invitations are sent."""
    outbox.handles(MAIL, mails.mark, send)
