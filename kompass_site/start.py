"""Where a person goes after signing in: to the one place they have, else to a page to choose on."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import Role
from accounts.permissions import signed_in
from accounts.requests import KompassRequest
from accounts.roles import PART_LABELS
from evaluations import assignments


@dataclass(frozen=True, slots=True)
class Place:
    """A place one may go to: its name, one's roles there and its address."""

    name: str
    roles: tuple[str | Promise, ...]
    url: str


@signed_in
def start(request: KompassRequest) -> HttpResponse:
    """Go to the only place there is, or choose among SKR, municipalities and evaluations; where none is, say so."""
    belongs, cases = _memberships(request), _cases(request)
    places = [*belongs, *cases]
    if len(places) == 1:
        return redirect(places[0].url)
    context = {"title": _("Where do you want to go?") if places else _("You have no access yet")}
    return render(request, "accounts/start.html", context | {"memberships": belongs, "cases": cases})


def _memberships(request: KompassRequest) -> list[Place]:
    """SKR first, then the municipalities by code."""
    found = []
    if of_skr := request.places.of_skr:
        found.append(Place("SKR", tuple(Role(m.role).label for m in of_skr), reverse("skr_evaluations")))
    for municipality in request.places.municipalities:
        roles = tuple(Role(m.role).label for m in request.places.at(municipality.slug))
        found.append(Place(municipality.name, roles, reverse("municipality_start", args=[municipality.slug])))
    return found


def _cases(request: KompassRequest) -> list[Place]:
    """The evaluations one is assigned to, the newest first; SKR's people find theirs on SKR's own page."""
    if request.places.of_skr:
        return []
    found: dict[str, Place] = {}
    for assignment in assignments.open_for(request.user.pk or 0, request.today):
        before = found.get(assignment.number)
        name = f"{assignment.municipality.name}, {assignment.number}"
        roles = (*(before.roles if before else ()), PART_LABELS[assignment.as_part])
        found[assignment.number] = Place(name, roles, reverse("case", args=[assignment.number]))
    return list(found.values())
