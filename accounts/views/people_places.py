"""Where people are administered: in a municipality, or at SKR; the pages are the same, their addresses differ."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Membership, Unit
from accounts.requests import KompassRequest
from accounts.swedish import SwedishKey


@dataclass(frozen=True, slots=True)
class PeoplePlace:
    """One place and the addresses of its pages about people."""

    municipality: str = ""  # its slug; empty at SKR

    def url(self, name: str, **parameters: Any) -> str:  # Any: a key or nothing
        """The address of a page by its name in the municipality."""
        if self.municipality:
            return reverse(name, kwargs={"municipality": self.municipality, **parameters})
        return reverse(f"skr_{name}", kwargs=parameters)

    def crumbs(self, *titles: str) -> list[dict[str, str]]:
        """The way from the list of people to the page."""
        start = {"label": _("People and permissions"), "url": self.url("people")}
        return [start, *({"label": title, "url": ""} for title in titles)]

    def units(self) -> list[Unit]:
        """The municipality's units in Swedish order; SKR has none here."""
        return list(Unit.objects.order_by(SwedishKey("name"))) if self.municipality else []


def find(request: KompassRequest, pk: int) -> Membership | None:
    """A role of the place with its person and unit; None for a foreign or unknown one."""
    rows = Membership.objects.visible_to(request.actor).select_related("user", "unit")
    found: Membership | None = rows.filter(pk=pk).first()
    return found
