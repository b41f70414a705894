"""The way to take one's last move in a view of the plan back."""

from collections.abc import Collection
from typing import NamedTuple

from django.urls import reverse
from django.utils.http import urlencode

from followup import progress
from followup.views.plan_views.asked import Asked
from followup.views.way_back import WAY_BACK


class Undo(NamedTuple):
    """A button: the action's label, where it posts."""

    label: str
    url: str


def undo_of(asked: Asked, verbs: Collection[str]) -> Undo | None:
    """The reader's newest change of the plan where it is one of these verbs and can still be undone; one query."""
    last = progress.undoable_in(asked.plan, asked.request.actor, asked.request.now)
    if last is None or last.verb not in verbs:
        return None
    url = reverse("action_undo", args=[asked.slug, last.action.number])
    return Undo(last.action.label, f"{url}?{urlencode({WAY_BACK: asked.here})}")
