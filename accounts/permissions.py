"""Marks on views: every address says whom it is for, and the walk over all addresses (tests/isolation) reads it."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseBase

from accounts.requests import KompassRequest
from accounts.roles import PERMITTED, require

type View[**P] = Callable[Concatenate[KompassRequest, P], HttpResponseBase]


def needs[**P](verb: str) -> Callable[[View[P]], View[P]]:
    """Let in whom a hat permits the verb, answer 403 to the others. The rule behind requires its own verb again."""
    if verb not in PERMITTED:
        raise LookupError(f"accounts/roles.py knows no verb {verb}.")

    def mark(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: KompassRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            require(request.actor, verb)
            return view(request, *args, **kwargs)

        guarded.verb = verb  # type: ignore[attr-defined]
        return guarded

    return mark


def public[**P](view: View[P]) -> View[P]:
    """The view is for everybody, signed in or not; it starts at `visible_to` all the same."""
    view.verb = "public"  # type: ignore[attr-defined]
    return view


def signed_in[**P](view: View[P]) -> View[P]:
    """The view is the person's own, whatever their roles; others are asked to sign in."""

    @wraps(view)
    def guarded(request: KompassRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    guarded.verb = "signed_in"  # type: ignore[attr-defined]
    return guarded


def signed_in_api[**P](view: View[P]) -> View[P]:
    """The same for the API, whose own authentication answers the others with 401."""
    view.verb = "signed_in"  # type: ignore[attr-defined]
    return view
