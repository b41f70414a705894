"""The pages of a municipality's administration as tabs."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.requests import KompassRequest
from accounts.roles import Actor

# Name of the page → the verb that opens it.
PAGES = {
    "people": "read_people",
    "units": "read_units",
    "settings": "change_settings",
    "check_in_schedule": "set_check_ins",
    "sharing": "read_sharing",
    "own_imports": "read_imports",
    "municipality_journal": "read_journal_of_municipality",
}


def tabs(request: KompassRequest, municipality: str) -> list[dict[str, object]]:
    """The pages that the person may open, the present one marked."""
    labels = {
        "people": _("People"),
        "units": _("Units"),
        "settings": _("Settings"),
        "check_in_schedule": _("Check-ins"),
        "sharing": _("Shared with SKR"),
        "own_imports": _("Older reports"),
        "municipality_journal": _("Events"),
    }
    found: list[dict[str, object]] = []
    for name in pages_of(request.actor):
        url = reverse(name, args=[municipality])
        found.append({"label": labels[name], "url": url, "current": request.path.startswith(url)})
    return found


def pages_of(by: Actor) -> list[str]:
    """The names of the pages that the person may open."""
    return [name for name, verb in PAGES.items() if by.may(verb)]
