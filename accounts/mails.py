"""Mails to one person: promised in a request by the person's id, made and sent by the worker.

A promise is sent once at most: the row is marked in a transaction of its own before the mail server is spoken to, and
where a worker died in between, the job fails in the open instead of sending twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import make_msgid
from functools import partial
from types import MappingProxyType
from urllib.parse import urlsplit

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import outbox
from accounts.models import Job, User
from accounts.tenancy import Scope

SLOT = timedelta(minutes=1)  # a second press within it promises no second mail


@dataclass(frozen=True, slots=True)
class Mail:
    """A kind of mail: its subject and the name of its two templates in templates/email/."""

    subject: Promise
    template: str


MAILS: Mapping[str, Mail] = MappingProxyType(
    {
        "mail.password_reset": Mail(_("Choose a new password for Kompass"), "password_reset"),
        "mail.password_changed": Mail(_("Your password for Kompass was changed"), "password_changed"),
        "mail.second_factor_added": Mail(_("Your sign-in to Kompass got a second step"), "second_factor_added"),
        "mail.second_factor_removed": Mail(
            _("A second step of your sign-in to Kompass was removed"), "second_factor_removed"
        ),
    }
)


def register() -> None:
    """Tell the outbox how each kind of mail is sent."""
    for kind in MAILS:
        outbox.handles(kind, mark, partial(send, kind=kind))


def promise(kind: str, user: User, now: datetime) -> None:
    """Promise a mail to the person in the caller's transaction; the same within a minute is one mail."""
    slot = int(now.timestamp() // SLOT.total_seconds())
    outbox.promise(kind, f"{kind}:{user.pk}:{slot}", Scope(), now, user=user.pk)


def promise_to_nobody(kind: str, now: datetime) -> None:
    """Make a promise and take it back, so that an unknown address takes as long as a known one."""
    with transaction.atomic():
        outbox.promise(kind, f"{kind}:0:{now.timestamp()}", Scope(), now, user=0)
        transaction.set_rollback(True)
    transaction.on_commit(outbox.ring, robust=True)


def mark(running: outbox.Running) -> None:
    """Note that the mail server is spoken to next. Raises Unrepeatable where an earlier run died while it did."""
    job = Job.objects.get(key=running.key)
    if job.arguments.get("sending") and not job.error:
        raise outbox.Unrepeatable
    Job.objects.filter(pk=job.pk).update(arguments={**job.arguments, "sending": 1}, error="")


def send(running: outbox.Running, kind: str) -> None:
    """Make the mail in the person's language and send it; nobody who may not sign in gets one."""
    user = User.objects.filter(pk=running.arguments["user"], is_active=True).first()
    if user is None:
        return
    mail = MAILS[kind]
    with translation.override(user.language):
        deliver(user.email, str(mail.subject), mail.template, {"link": _link(kind, user)})


def deliver(email: str, subject: str, template: str, context: Mapping[str, object]) -> None:
    """Make a mail of the two templates of this name in the language that holds, and hand it to the mail server."""
    whole = {
        "site": settings.SITE_ADDRESS,
        "language": translation.get_language(),
        "subject": subject,
        **context,
    }
    message = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string(f"email/{template}.txt", whole),
        to=[email],
        headers={
            "Message-ID": make_msgid(domain=urlsplit(settings.SITE_ADDRESS).hostname),
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(render_to_string(f"email/{template}.html", whole), "text/html")
    message.send()


def _link(kind: str, user: User) -> str:
    """Where the mail's one link leads; a new password's holds a token that is made here and stands nowhere else."""
    if kind != "mail.password_reset":
        return settings.SITE_ADDRESS + reverse("account_reset_password")
    parts = [user_pk_to_url_str(user), default_token_generator.make_token(user)]
    return settings.SITE_ADDRESS + reverse("account_reset_password_from_key", args=parts)
