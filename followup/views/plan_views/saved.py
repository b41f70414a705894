"""The menu of saved filters."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from accounts.swedish import SwedishKey
from followup import listing
from followup.models import SavedFilter
from followup.views.plan_views.asked import CASE, Asked


class Saved(NamedTuple):
    """A saved filter as the menu shows it; `remove_url` is empty where it is not this person's to remove."""

    name: str
    url: str
    is_current: bool
    shared_by: str
    remove_url: str


def saved_of(asked: Asked) -> list[Saved]:
    """One's own saved filters and those that are shared, by name; one query."""
    by, kept = asked.request.actor, listing.kept_query(asked.request.GET)
    case = asked.request.GET.get(CASE, "")
    found = []
    for each in SavedFilter.objects.visible_to(by).order_by(SwedishKey("name"), "pk"):
        is_mine = each.by_id == by.user_id
        query = "&".join(part for part in (urlencode({CASE: case}) if case else "", each.query) if part)
        found.append(
            Saved(
                each.name,
                f"{asked.url_of(each.view)}?{query}",
                (each.view, each.query) == (asked.view, kept),
                each.by_name if each.is_shared and not is_mine else "",
                reverse("plan_filter_remove", args=[asked.slug, each.key]) if is_mine or by.may("share_filter") else "",
            )
        )
    return found
