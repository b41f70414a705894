"""Rows under headings, with how many the whole list holds of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from followup.listing.wanted import Wanted
from followup.models import Action

GROUPS = {
    "area": "first_area",
    "unit": "unit__name",
    "owner": "owner_name",
    "status": "status",
    "priority": "priority",
    "tag": "first_tag",
}


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading; `count` is of the whole list, not of the page."""

    key: object
    count: int
    rows: list[Action]


def grouped(rows: QuerySet[Action], page: Iterable[Action], wanted: Wanted) -> list[Group]:
    """The page's rows under their headings, each with how many the whole list holds of it; one query where grouped."""
    found = list(page)
    if wanted.group not in GROUPS:
        return [Group(None, len(found), found)]
    counts = dict(rows.order_by().values_list(GROUPS[wanted.group]).annotate(count=Count("pk")))
    groups: dict[object, Group] = {}
    for row in found:
        key = _key(row, wanted.group)
        groups.setdefault(key, Group(key, counts.get(key, 0), [])).rows.append(row)
    return list(groups.values())


def _key(row: Any, group: str) -> object:  # Any: annotated by of_plan()
    if group == "unit":
        return row.unit.name if row.unit else None
    return getattr(row, GROUPS[group])
