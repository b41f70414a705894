"""The one chain of a page that lists actions: filter, order, group, and what a row shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, NullIf

from accounts.swedish import SwedishKey
from followup.models import Action, ActionFinding, ActionStatus
from followup.models.action import IS_NOBODYS, IS_OPEN, is_late

ROWS = 50
GROUPS = {"area": "first_area", "unit": "unit__name", "owner": "owner_name"}
DUE_WITHIN = {"week": 7, "month": 30, "quarter": 90}
_BY_DUE = (F("due").asc(nulls_last=True), "number")
_AFTER_Z = str.maketrans({"å": "{", "ä": "|", "ö": "}", "é": "e", "ü": "u"})
_RANK = Case(
    *[When(status=status, then=Value(rank)) for rank, status in enumerate(ActionStatus.values)],
    output_field=IntegerField(),
)
ORDERS: Mapping[str, tuple[Any, ...]] = {  # Any: names of fields and expressions alike
    "title": (SwedishKey("title").asc(), "number"),
    "-title": (SwedishKey("title").desc(), "number"),
    "area": (F("first_area").asc(nulls_last=True), *_BY_DUE),
    "-area": (F("first_area").desc(nulls_last=True), *_BY_DUE),
    "owner": (SwedishKey("owner_name").asc(nulls_last=True), *_BY_DUE),
    "-owner": (SwedishKey("owner_name").desc(nulls_last=True), *_BY_DUE),
    "unit": (SwedishKey("unit__name").asc(nulls_last=True), *_BY_DUE),
    "-unit": (SwedishKey("unit__name").desc(nulls_last=True), *_BY_DUE),
    "due": _BY_DUE,
    "-due": (F("due").desc(nulls_last=True), "number"),
    "status": (_RANK.asc(), *_BY_DUE),
    "-status": (_RANK.desc(), *_BY_DUE),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asked for; empty means all."""

    text: str = ""
    area: str = ""
    unit: str = ""
    owner: str = ""  # a membership's id, or "text:" and the name
    status: str = ""
    due: str = ""
    sort: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading; `count` is of the whole list, not of the page."""

    key: object
    count: int
    rows: list[Action]


def of_plan(plan_id: int, version_id: int | None, by: Any) -> QuerySet[Action]:
    """A plan's actions with the numbers of their areas, owner's name, unit and owner."""
    areas = (
        ActionFinding.objects.filter(action_id=OuterRef("pk"), finding__published__published_version_id=version_id or 0)
        .order_by("finding__published__area_number")
        .values("finding__published__area_number")
        .distinct()
    )
    rows: QuerySet[Action] = Action.objects.visible_to(by).filter(plan_id=plan_id)
    return rows.select_related("unit", "owner").annotate(
        area_numbers=ArraySubquery(areas),
        first_area=Subquery(areas[:1]),
        owner_name=Coalesce("owner__display_name", NullIf("owner_text", Value(""))),
    )


def filtered(rows: QuerySet[Any], wanted: Wanted, today: date) -> QuerySet[Any]:  # Any: with what of_plan() annotates
    """The rows that fit all that was asked for."""
    if wanted.text:
        found = Q(title__icontains=wanted.text) | Q(description__icontains=wanted.text)
        number = wanted.text.upper().removeprefix("Å-")
        if number.isdecimal() and len(number) < 9:
            found |= Q(number=int(number))
        rows = rows.filter(found)
    if wanted.area:
        rows = rows.filter(area_numbers__contains=[int(wanted.area)])
    if wanted.unit:
        rows = rows.filter(unit_id=int(wanted.unit))
    if wanted.owner.startswith("text:"):
        rows = rows.filter(owner_text=wanted.owner.removeprefix("text:"))
    elif wanted.owner:
        rows = rows.filter(owner_id=int(wanted.owner))
    if wanted.status:
        rows = rows.filter(_of_status(wanted.status, today))
    if wanted.due:
        rows = rows.filter(_due_in(wanted.due, today))
    return rows


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


def ordered(rows: QuerySet[Action], wanted: Wanted) -> QuerySet[Action]:
    """In the order asked for, group by group where the list is grouped; by due date where nothing is asked."""
    order = ORDERS.get(wanted.sort, _BY_DUE)
    if wanted.group == "area":
        return rows.order_by(F("first_area").asc(nulls_last=True), *order)
    if wanted.group in GROUPS:
        return rows.order_by(SwedishKey(GROUPS[wanted.group]).asc(nulls_last=True), *order)
    return rows.order_by(*order)


def grouped(rows: QuerySet[Action], page: Iterable[Action], wanted: Wanted) -> list[Group]:
    """The page's rows under their headings, each with how many the whole list holds of it; one query where grouped."""
    found = list(page)
    if wanted.group not in GROUPS:
        return [Group(None, len(found), found)]
    counted = rows.order_by().values_list(GROUPS[wanted.group]).annotate(count=Count("pk"))
    counts = dict(counted)
    groups: dict[object, Group] = {}
    for row in found:
        key = _key(row, wanted.group)
        groups.setdefault(key, Group(key, counts.get(key, 0), [])).rows.append(row)
    return list(groups.values())


def _key(row: Any, group: str) -> object:  # Any: annotated by of_plan()
    if group == "unit":
        return row.unit.name if row.unit else None
    return row.first_area if group == "area" else row.owner_name


def choices_of(plan_id: int, by: Any) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The units and the owners that the plan's actions have, as choices in Swedish order; one query."""
    rows = Action.objects.visible_to(by).filter(plan_id=plan_id).order_by()
    found = rows.values_list(
        "unit_id", "unit__name", SwedishKey("unit__name"), "owner_id", "owner__display_name", "owner_text"
    ).distinct()
    units, owners = {}, {}
    for unit_id, unit, key, owner_id, name, text in found:
        if unit_id:
            units[str(unit_id)] = (key, unit)
        if owner_id:
            owners[str(owner_id)] = name
        elif text:
            owners[f"text:{text}"] = text
    in_order = sorted(units.items(), key=lambda item: item[1][0])
    return [(value, name) for value, (_key, name) in in_order], sorted(
        owners.items(), key=lambda item: swedish(item[1])
    )


def swedish(text: str) -> str:
    """A key that sorts å ä ö last, for short lists that are already here."""
    return text.lower().translate(_AFTER_Z)


def statuses_of(action: Action, today: date) -> tuple[str, ...]:
    """The words a row shows where there is room: the one it is known by, and of a late one where it stands."""
    first = action.shown_state(today)
    stands = "blocked" if action.is_blocked else str(action.status)
    return (first,) if first == stands else (first, stands)
