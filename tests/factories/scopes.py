"""Scopes and actors for rule tests, made as the middleware makes them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.http import HttpResponse
from django.test import RequestFactory

from accounts.models import User
from accounts.roles import Actor
from accounts.tenancy import Scope, open_scope
from evaluations import assignments
from kompass_site.scope import Prefix, ScopeMiddleware
from tests.factories.people import TODAY

ADMIN = Scope(house="admin")
EVALUATOR = Scope(house="evaluator")


@contextmanager
def in_scope(scope: Scope | Actor) -> Iterator[None]:
    """Open a scope (or an actor's) and leave none behind: the test's transaction would keep its settings."""
    with open_scope(Scope()), open_scope(scope.scope if isinstance(scope, Actor) else scope):
        yield


def actor_of(person: User, place: str = "", *, today: date = TODAY) -> Actor:
    """The actor that the middleware makes of a person at "skr", a slug, a case number or (empty) outside."""
    path = "/" if not place else f"/utvarderingar/{place}/" if place.startswith("KK-") else f"/{place}/"
    request = RequestFactory().get(path)
    request.user = person
    request.today = today  # type: ignore[attr-defined]
    middleware = ScopeMiddleware(lambda request: HttpResponse())
    with in_scope(Scope(user=person.pk)):
        prefix = Prefix.of(path)
        places, own = assignments.with_places(person.pk, prefix.name, today)
        request.places = places  # type: ignore[attr-defined]
        if not place:
            return middleware._public_actor(request, person.pk)  # type: ignore[arg-type]
        actor = middleware._fenced_actor(request, prefix, person.pk, own)  # type: ignore[arg-type]
    if actor is None:
        raise LookupError(f"{person} has no business at {path}.")
    return actor


@contextmanager
def as_actor(person: User, place: str = "", *, today: date = TODAY) -> Iterator[Actor]:
    """The person's actor at a place, with its scope open."""
    actor = actor_of(person, place, today=today)
    with in_scope(actor):
        yield actor
