"""A walk over every address: where it lies, what its mark demands, whom it is shown to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern

from accounts.models import Role
from accounts.roles import PERMITTED, Actor, Part
from kompass_site.scope import OPEN_PLACES, Place, Prefix

PUBLIC, SIGNED_IN = "public", "signed_in"

# Role → place → the hats worn there; a place that is missing is not found. "foreign case" is one they are not on.
_ADMIN, _EVALUATOR = frozenset({Role.SKR_ADMIN}), frozenset({Role.SKR_EVALUATOR})
HATS: Mapping[str, Mapping[str, frozenset[Any]]] = {
    "administrator": {"skr": _ADMIN, "case": _ADMIN, "foreign case": _ADMIN},
    "evaluator on the case": {"skr": _EVALUATOR, "case": _EVALUATOR | {Part.CO}, "foreign case": _EVALUATOR},
    "evaluator not on the case": {"skr": _EVALUATOR, "case": _EVALUATOR, "foreign case": _EVALUATOR},
    "peer on the case": {"case": frozenset({Part.LEAD})},
    "samordnare": {"municipality": frozenset({Role.COORDINATOR})},
    "ledning": {"municipality": frozenset({Role.MANAGEMENT})},
    "åtgärdsansvarig": {"municipality": frozenset({Role.ACTION_OWNER})},
    "läsare": {"municipality": frozenset({Role.READER})},
    "deactivated": {},
    "anonymous": {},
}
OUTSIDE = frozenset({"deactivated", "anonymous"})


@dataclass(frozen=True)
class Route:
    """One address as the resolver holds it."""

    pattern: str
    name: str
    module: str
    mark: str
    parameters: tuple[str, ...]

    @property
    def place(self) -> Place:
        """The scope its prefix asks for."""
        return Prefix.of("/" + self.pattern.replace("<slug:municipality>", "a-town")).place

    @property
    def place_parameter(self) -> str:
        """The parameter that names the place itself, where there is one."""
        return {"municipality": "municipality", "case": "number"}.get(self.place, "")

    @property
    def problem(self) -> str:
        """Why the walk cannot say whom it is for; empty where it can."""
        if not self.mark:
            return f"/{self.pattern} has no mark: say needs(verb), signed_in or public."
        if self.mark not in (PUBLIC, SIGNED_IN) and self.mark not in PERMITTED:
            return f"/{self.pattern} needs {self.mark}, which accounts/roles.py does not know."
        if self.place not in OPEN_PLACES and self.mark in (PUBLIC, SIGNED_IN):
            return f"/{self.pattern} lies behind a prefix and is marked {self.mark}."
        if self.place in OPEN_PLACES and self.mark in PERMITTED:
            return f"/{self.pattern} needs {self.mark}, but nobody wears a hat outside the prefixes."
        return ""

    def expects(self, role: str, *, foreign_place: bool = False) -> str:
        """ "login", "404", "403" or "answer" for a role at this address with objects of its own."""
        if self.mark == PUBLIC:
            return "answer"
        if role in OUTSIDE:
            return "login"
        if self.mark == SIGNED_IN:
            return "answer"
        hats = HATS[role].get(f"foreign {self.place}" if foreign_place else self.place)
        if hats is None:
            return "404"
        return "answer" if Actor(hats=hats).may(self.mark) else "403"


def routes(resolver: URLResolver | None = None, before: str = "", given: tuple[str, ...] = ()) -> Iterator[Route]:
    """Every address of the site."""
    for entry in (resolver or get_resolver()).url_patterns:
        pattern = before + (
            str(entry.pattern).strip("^$") if isinstance(entry.pattern, RegexPattern) else str(entry.pattern)
        )
        names = entry.pattern.regex.groupindex if isinstance(entry.pattern, RegexPattern) else entry.pattern.converters
        parameters = (*given, *names)
        if isinstance(entry, URLResolver):
            yield from routes(entry, pattern, parameters)
        elif isinstance(entry, URLPattern):
            view = entry.callback
            yield Route(pattern, entry.name or "", view.__module__, getattr(view, "verb", ""), parameters)


def problems(resolver: URLResolver | None = None) -> list[str]:
    """Addresses without a mark, or with one that does not fit their prefix."""
    return [route.problem for route in routes(resolver) if route.problem]
