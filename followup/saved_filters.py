"""Views of the plan under a name: kept, shared with the municipality, thrown away."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.errors import RuleViolation
from accounts.roles import Actor, require
from followup.listing.query import LONGEST, kept_query
from followup.models import SavedFilter

VIEWS = ("table", "board", "timeline", "calendar", "matrix")
LONGEST_NAME = 80


class FilterNameMissing(RuleViolation):
    """A filter is found again by its name."""

    code = "filter_name_missing"
    message = _("Give the filter a name, so that you find it again.")


class FilterNameTaken(RuleViolation):
    """Two filters of one name cannot be told apart."""

    code = "filter_name_taken"
    message = _("There is already a saved filter with this name. Choose another name, or remove the other one first.")


class FilterUnfit(RuleViolation):
    """What is kept must be a view of the plan, and fit."""

    code = "filter_unfit"
    message = _("This view cannot be saved. Go back to the action plan and filter again.")


def save_filter(by: Actor, *, name: str, view: str, query: str, is_shared: bool, now: datetime) -> SavedFilter:
    """Keep a view of the plan with what is known of its query. The same once more changes nothing.

    Refuses a name that the person has given to another view, or that stands in the list of the shared ones.
    """
    require(by, "share_filter" if is_shared else "save_filter")
    name = " ".join(name.replace("\x00", "").split())
    if not name or len(name) > LONGEST_NAME:
        raise FilterNameMissing
    query = kept_query(QueryDict(query))
    if view not in VIEWS or len(query) > LONGEST:
        raise FilterUnfit
    told = {"view": view, "query": query, "is_shared": is_shared}
    with transaction.atomic():
        mine: SavedFilter | None = SavedFilter.objects.visible_to(by).filter(by_id=by.user_id, name=name).first()
        if mine is not None and {field: getattr(mine, field) for field in told} == told:
            return mine
        if SavedFilter.objects.visible_to(by).filter(name__iexact=name).exists():
            raise FilterNameTaken
        return _made(by, name, told, now)


def _made(by: Actor, name: str, told: dict[str, object], now: datetime) -> SavedFilter:
    signed = {"by_id": by.user_id, "by_name": by.display_name, "at": now}
    try:
        with transaction.atomic():
            made: SavedFilter = SavedFilter.objects.create(
                municipality_id=by.scope.municipality, name=name, **signed, **told
            )
    except IntegrityError:  # somebody was as quick
        raise FilterNameTaken from None
    if made.is_shared:
        journal.record(by, "filter.shared", made, now=now, subject=name)
    return made


def remove_filter(saved: SavedFilter, by: Actor) -> None:
    """Throw a filter away: one's own, or as a coordinator a shared one. Gone already, nothing happens."""
    require(by, "save_filter" if saved.by_id == by.user_id else "share_filter")
    SavedFilter.objects.visible_to(by).filter(pk=saved.pk).delete()
