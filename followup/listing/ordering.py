"""The orders a reader may ask for, each with a way back, and group by group where the list is grouped."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Case, F, IntegerField, QuerySet, Value, When

from accounts.swedish import SwedishKey
from followup.listing.wanted import Wanted
from followup.models import Action, ActionStatus, Level, Light

BY_DUE = (F("due").asc(nulls_last=True), "number")


def rank(field: str, values: list[str]) -> Case:
    """The place of a stored value in its own order; what is not among them has none."""
    return Case(
        *[When(**{field: value}, then=Value(place)) for place, value in enumerate(values)],
        default=None,
        output_field=IntegerField(),
    )


STATUS_RANK = rank("status", ActionStatus.values)
PRIORITY_RANK = rank("priority", [Level.HIGH, Level.MEDIUM, Level.LOW])  # the highest comes first

_BY: Mapping[str, Any] = {  # Any: names of fields and expressions alike
    "title": SwedishKey("title"),
    "area": F("first_area"),
    "owner": SwedishKey("owner_name"),
    "unit": SwedishKey("unit__name"),
    "start": F("start"),
    "due": F("due"),
    "status": STATUS_RANK,
    "priority": PRIORITY_RANK,
    "effort": rank("effort", Level.values),
    "effect": rank("expected_effect", [Level.HIGH, Level.MEDIUM, Level.LOW]),
    "light": rank("light", [Light.RED, Light.YELLOW, Light.GREEN]),
    "percent": F("percent"),
    "reported": F("reported_at"),
    "tags": SwedishKey("first_tag"),
    "reference": SwedishKey("reference"),
    "first_due": F("first_due"),
    "moved": F("times_moved"),
}


def _both_ways() -> dict[str, tuple[Any, ...]]:
    orders = {}
    for name, by in _BY.items():
        then = ("number",) if name in ("title", "due") else BY_DUE
        orders[name] = (by.asc(nulls_last=True), *then)
        orders[f"-{name}"] = (by.desc(nulls_last=True), *then)
    return orders


ORDERS: Mapping[str, tuple[Any, ...]] = _both_ways()

GROUP_ORDERS: Mapping[str, Any] = {
    "area": F("first_area"),
    "unit": SwedishKey("unit__name"),
    "owner": SwedishKey("owner_name"),
    "status": STATUS_RANK,
    "priority": PRIORITY_RANK,
    "tag": SwedishKey("first_tag"),
}


def ordered(rows: QuerySet[Action], wanted: Wanted) -> QuerySet[Action]:
    """In the order asked for, group by group where the list is grouped; by due date where nothing is asked."""
    order = ORDERS.get(wanted.sort, BY_DUE)
    if wanted.group in GROUP_ORDERS:
        return rows.order_by(GROUP_ORDERS[wanted.group].asc(nulls_last=True), *order)
    return rows.order_by(*order)
