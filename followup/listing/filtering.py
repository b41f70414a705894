"""The rows that fit all that was asked for."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from followup.listing.wanted import ME, NONE, Wanted
from followup.models import ActionHelper
from followup.models.action import IS_NOBODYS, IS_OPEN, is_late

DUE_WITHIN = {"week": 7, "month": 30, "quarter": 90}
_LEVELS = {"priority": "priority", "effort": "effort", "effect": "expected_effect", "light": "light"}


def filtered(rows: QuerySet[Any], wanted: Wanted, today: date) -> QuerySet[Any]:  # Any: with what of_plan() annotates
    """The rows that fit all that was asked for."""
    if wanted.text:
        rows = rows.filter(_with_text(wanted.text))
    if wanted.area:
        rows = rows.filter(area_numbers__contains=[int(wanted.area)])
    if wanted.unit:
        rows = rows.filter(unit_id=int(wanted.unit))
    if wanted.head:
        rows = rows.filter(unit__head_id=int(wanted.head))
    if wanted.owner:
        rows = rows.filter(_of_owner(wanted))
    if wanted.status:
        rows = rows.filter(_of_status(wanted.status, today))
    if wanted.due:
        rows = rows.filter(_due_in(wanted.due, today))
    if wanted.tag:
        rows = rows.filter(tags__contains=[wanted.tag])
    for name, field in _LEVELS.items():
        value = getattr(wanted, name)
        if value:
            rows = rows.filter(**{field: "" if value == NONE else value})
    return rows


def _with_text(text: str) -> Q:
    found = Q(title__icontains=text) | Q(description__icontains=text)
    number = text.upper().removeprefix("Å-")
    if number.isdecimal() and len(number) < 9:
        found |= Q(number=int(number))
    return found


def _of_owner(wanted: Wanted) -> Q:
    if wanted.owner == ME:
        helped = ActionHelper.objects.filter(action_id=OuterRef("pk"), membership_id__in=wanted.mine)
        return Q(owner_id__in=wanted.mine) | Q(Exists(helped))
    if wanted.owner.startswith("text:"):
        return Q(owner_text=wanted.owner.removeprefix("text:"))
    return Q(owner_id=int(wanted.owner))


def _of_status(status: str, today: date) -> Q:
    special = {
        "open": IS_OPEN,
        "late": is_late(today),
        "blocked": Q(is_blocked=True),
        "without_owner": IS_OPEN & IS_NOBODYS,
        "without_date": IS_OPEN & Q(due=None),
    }
    return special.get(status, Q(status=status))


def _due_in(period: str, today: date) -> Q:
    if period == "year":
        return Q(due__year=today.year)
    if period == "later":
        return Q(due__gt=today + timedelta(days=DUE_WITHIN["quarter"]))
    return Q(due__gte=today, due__lte=today + timedelta(days=DUE_WITHIN[period]))
