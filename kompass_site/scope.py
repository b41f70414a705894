"""The middleware that opens one scope a request: URL prefix → membership or assignment → rows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from accounts import api_tokens, invitations, journal, memberships, sign_in
from accounts.errors import RuleViolation
from accounts.memberships import Places
from accounts.models import Role, User
from accounts.requests import KompassRequest
from accounts.roles import Actor, Hat
from accounts.tenancy import House, Scope, change_scope, open_scope
from evaluations import assignments
from evaluations.models import Assignment
from kompass_site import errors
from kompass_site.problems import is_api, problem

# First words of a path that are no municipality's address.
RESERVED = frozenset(
    [
        "skr",
        "utvarderingar",
        "resultat",
        "konto",
        "inbjudan",
        "kalender",
        "om",
        "hjalp",
        "tillganglighet",
        "oppna-data",
        "api",
        "admin",
        "static",
        "media",
        "healthz",
        "readyz",
    ]
)
OF_API = frozenset({"me", "schema"})  # first words below /api/v1/ that name no place
BEARER = "Bearer "
OUTSIDE = ("/static/", "/healthz", "/favicon.ico")  # answered without a database

INVITATIONS = ("konto", "inbjudan")  # first words of an invitation's address; the token follows

OPEN_PLACES = ("public", "invitation")  # whose refusals are nobody's attempt at a fenced page

Place = Literal["public", "skr", "case", "municipality", "invitation"]


@dataclass(frozen=True, slots=True)
class Prefix:
    """Which scope a path asks for, and the slug or case number that names it."""

    place: Place
    name: str = ""

    @classmethod
    def of(cls, path: str) -> "Prefix":
        """Read the prefix of a path, of a page or of the API."""
        parts = path.split("/")[1:]
        if parts[:2] == ["api", "v1"]:
            parts = parts[2:]
            if parts[:1] and parts[0] in OF_API:
                return cls("public")
        first, second = [*parts, "", ""][:2]
        if (first, second) == INVITATIONS and parts[2:3]:
            return cls("invitation", parts[2])
        if first == "skr":
            return cls("skr")
        if first == "utvarderingar" and second:
            return cls("case", second)
        if not first or first in RESERVED:
            return cls("public")
        return cls("municipality", first)


def _page_of(request: HttpRequest) -> str:
    """Where to go on after signing in: the address, or the page that something was sent from.

    The address of a button is no page: led back there, the person would get an empty 405.
    """
    if request.method in ("GET", "HEAD") and not request.headers.get("HX-Request"):
        return request.get_full_path()
    sent_from = urlsplit(request.headers.get("Referer", ""))
    if sent_from.netloc != request.get_host():
        return reverse("start")
    return sent_from._replace(scheme="", netloc="", fragment="").geturl()


class ScopeMiddleware:
    """Round each request: one transaction, one hat; rolled back on a 5xx. Foreign and unknown answer alike."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: KompassRequest) -> HttpResponseBase:
        request.now = timezone.now()
        request.today = timezone.localdate(request.now)
        request.actor = Actor()
        request.places = Places(())
        if request.path.startswith(OUTSIDE):
            return self.get_response(request)
        prefix = Prefix.of(request.path)
        request.by_token = False
        if is_api(request) and request.headers.get("Authorization", "").startswith(BEARER):
            user = self._of_token(request)
            if user is None:
                return problem(request, 401)
            request.user, request.by_token = user, True
        user_id = request.user.pk if request.user.is_authenticated else None
        if user_id is not None and not request.by_token and (answer := self._keep_awake(request)) is not None:
            return answer
        with open_scope(Scope(user=user_id), limits=settings.WEB_TIMEOUTS):
            response = self._answer(request, prefix, user_id)
            if user_id is not None and prefix.place not in OPEN_PLACES and response.status_code in (403, 404):
                self._record_refusal(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        if user_id is not None and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        return response

    def _answer(self, request: KompassRequest, prefix: Prefix, user_id: int | None) -> HttpResponseBase:
        own: list[Assignment] = []
        if user_id is not None:
            if prefix.place == "case":
                request.places, own = assignments.with_places(user_id, prefix.name, request.today)
            else:
                request.places = memberships.of(user_id, request.today)
            request.actor = self._public_actor(request, user_id)
        if prefix.place == "invitation":
            return self._answer_invited(request, prefix.name, user_id)
        if user_id is None:
            if prefix.place != "public":
                return self._ask_to_sign_in(request)
            return self.get_response(request)
        if prefix.place != "public":
            # A token was made in a session that was opened with a second factor.
            if not request.by_token and not sign_in.satisfies_second_factor(request, request.places):
                return self._ask_to_sign_in(request, reverse("second_factor_needed"))
            actor = self._fenced_actor(request, prefix, user_id, own)
            if actor is None:
                return errors.page_not_found(request, Http404())
            change_scope(actor.scope)
            request.actor = actor
        return self.get_response(request)

    def _answer_invited(self, request: KompassRequest, token: str, user_id: int | None) -> HttpResponseBase:
        """Whoever holds the token of an open invitation sees it, and its place for this one request."""
        token_hash = invitations.hash_of(token)
        scope = Scope(user=user_id, invitation=token_hash)
        change_scope(scope)
        invitation = invitations.found_by(token_hash, request.now)
        if invitation is not None and invitation.municipality_id is not None:
            scope = Scope(user=user_id, municipality=invitation.municipality_id, invitation=token_hash)
            change_scope(scope)
        request.invitation = invitation
        request.actor = Actor(scope, user_id, request.actor.display_name)
        return self.get_response(request)

    def _of_token(self, request: KompassRequest) -> User | None:
        """The person whose token the call carries; its cookie is not looked at."""
        secret = request.headers["Authorization"].removeprefix(BEARER).strip()
        with open_scope(Scope(), limits=settings.WEB_TIMEOUTS):
            return api_tokens.user_of(secret, request.today)

    def _ask_to_sign_in(self, request: KompassRequest, page: str | None = None) -> HttpResponseBase:
        if is_api(request):
            return problem(request, 401)
        answer = redirect_to_login(_page_of(request), page)
        if request.headers.get("HX-Request"):  # the whole page goes there; a redirect would be drawn inside the page
            return HttpResponse(status=204, headers={"HX-Redirect": answer.url})
        return answer

    def process_exception(self, request: KompassRequest, exception: Exception) -> HttpResponse | None:
        """A refusal that no view turned into a message becomes a page with its sentence."""
        if isinstance(exception, RuleViolation):
            return errors.refused(request, exception)
        return None

    def _public_actor(self, request: KompassRequest, user_id: int) -> Actor:
        names = [membership.display_name for membership in request.places.memberships]
        return Actor(scope=Scope(user=user_id), user_id=user_id, display_name=names[0] if names else "")

    def _fenced_actor(
        self, request: KompassRequest, prefix: Prefix, user_id: int, own: list[Assignment]
    ) -> Actor | None:
        of_skr = request.places.of_skr
        house: House = ""
        if of_skr:
            house = "admin" if any(m.role == Role.SKR_ADMIN for m in of_skr) else "evaluator"
        hats: frozenset[Hat] = frozenset(Role(m.role) for m in of_skr)
        if prefix.place == "skr":
            if not house:
                return None
            return Actor(Scope(user=user_id, house=house), user_id, of_skr[0].display_name, hats, employed_by_skr=True)
        if prefix.place == "case":
            if own:
                scope = Scope(user=user_id, evaluation=own[0].evaluation_id)
                parts: frozenset[Hat] = frozenset(assignment.as_part for assignment in own)
                return Actor(scope, user_id, own[0].display_name, hats | parts, employed_by_skr=bool(of_skr))
            if house:
                return Actor(
                    Scope(user=user_id, house=house), user_id, of_skr[0].display_name, hats, employed_by_skr=True
                )
            return None
        roles = request.places.at(prefix.name)
        if not roles:
            return None
        scope = Scope(user=user_id, municipality=roles[0].municipality_id)
        hats = frozenset(Role(m.role) for m in roles)
        return Actor(scope, user_id, roles[0].display_name, hats, memberships=frozenset(m.pk for m in roles))

    def _keep_awake(self, request: KompassRequest) -> HttpResponseBase | None:
        """End a session that idled too long or is too old; write its last use at most once a minute."""
        used = request.session.get("last_use")
        second = int(request.now.timestamp())
        began = request.session.setdefault("began", second)
        idle = second - (used or second) > settings.SESSION_IDLE.total_seconds()
        if idle or second - began > settings.SESSION_COOKIE_AGE:
            logout(request)
            return self._ask_to_sign_in(request)
        if used is None or second - used >= 60:
            request.session["last_use"] = second
        return None

    def _record_refusal(self, request: KompassRequest) -> None:
        """Into the actor's own stream, never the other's."""
        scope = request.actor.scope
        home = next((m.municipality_id for m in request.places.memberships), None)
        fenced = scope.municipality or scope.evaluation or scope.house
        journal.record_about(
            request.actor,
            "access.refused",
            "address",
            request.path,
            now=request.now,
            municipality=scope.municipality if fenced else home,
            evaluation=scope.evaluation,
            refused=True,
        )
