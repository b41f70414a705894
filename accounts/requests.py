"""The request as the middleware hands it on."""

from datetime import date, datetime

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.memberships import Places
from accounts.models import Invitation
from accounts.roles import Actor


class KompassRequest(HttpRequest):
    """A request with its time, the actor who asks and all the places that person belongs to."""

    now: datetime
    today: date  # local, Europe/Stockholm
    actor: Actor
    places: Places
    invitation: Invitation | None  # set below /konto/inbjudan/ only
    by_token: bool  # the call carries a personal token, so neither cookie nor CSRF counts
    htmx: HtmxDetails
