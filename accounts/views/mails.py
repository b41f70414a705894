"""Reading the mails that a trial installation keeps in a folder instead of sending them."""

from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as policy
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import cast

from allauth.account.views import PasswordResetDoneView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import public

SEPARATOR = b"-" * 79 + b"\n"  # Django's file backend writes it after each mail


@dataclass(frozen=True, slots=True)
class KeptMail:
    """One mail in a file of the folder."""

    name: str
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @property
    def recipient(self) -> str:
        return str(self.message["To"])

    @property
    def at(self) -> object:
        return parsedate_to_datetime(str(self.message["Date"]))

    @property
    def url(self) -> str:
        return reverse("mail", args=[self.name])

    def body(self, kind: str) -> str:
        """The part «plain» or «html» as text; empty where there is none."""
        part = self.message.get_body((kind,))
        return str(part.get_content()) if part is not None else ""


def _kept() -> list[KeptMail]:
    """The newest two hundred, newest first."""
    folder = Path(settings.MAILERS["default"].get("OPTIONS", {}).get("file_path", ""))
    files = sorted(folder.glob("*.log"), key=lambda file: (file.stat().st_mtime, file.name), reverse=True)[:200]
    found = []
    for file in files:
        parts = [part for part in file.read_bytes().split(SEPARATOR) if part.strip()]
        for number in range(len(parts), 0, -1):
            found.append(KeptMail(f"{file.stem}-{number}", message_from_bytes(parts[number - 1], policy=policy)))
    return found


def _find(name: str) -> KeptMail:
    for mail in _kept():
        if mail.name == name:
            return mail
    raise Http404


@require_safe
@public
def mails(request: HttpRequest) -> HttpResponse:
    """All kept mails."""
    return render(request, "accounts/mails.html", {"title": _("Mails that were sent"), "mails": _kept()})


@require_safe
@public
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """One mail as text, with a link to how it looks."""
    found = _find(name)
    context = {"title": found.subject, "mail": found, "text": found.body("plain")}
    return render(request, "accounts/mail.html", context | {"look_url": reverse("mail_look", args=[name])})


@require_safe
@public
def look(request: HttpRequest, name: str) -> HttpResponse:
    """The mail's HTML alone in a sandbox: its style holds in the mail and nowhere else, and nothing in it runs."""
    answer = HttpResponse(_find(name).body("html"))
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return answer


def password_reset_sent(request: HttpRequest) -> HttpResponse:
    """Allauth's page after asking for a new password, with the way to the mails where they are kept here."""
    context = {"mails_url": reverse("mails") if settings.MAILS_ARE_SHOWN else ""}
    return cast(HttpResponse, PasswordResetDoneView.as_view(extra_context=context)(request))
