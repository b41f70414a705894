"""A plan's actions with all that a row may say."""

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from followup.models import Action, ActionFinding


def of_plan(plan_id: int, version_id: int | None, by: Any) -> QuerySet[Action]:
    """A plan's actions with the numbers of their areas, first tag, owner's name, unit and owner."""
    return _all(plan_id, by).annotate(**_found_by(version_id))


def findable(plan_id: int, version_id: int | None, by: Any) -> QuerySet[Action]:
    """The same to filter and order by, with nothing of it read: in thousands of rows each subquery counts."""
    return _all(plan_id, by).alias(**_found_by(version_id))


def _all(plan_id: int, by: Any) -> QuerySet[Action]:
    rows: QuerySet[Action] = Action.objects.visible_to(by).filter(plan_id=plan_id).select_related("unit", "owner")
    return rows


def _found_by(version_id: int | None) -> dict[str, Any]:
    areas = (
        ActionFinding.objects.filter(action_id=OuterRef("pk"), finding__published__published_version_id=version_id or 0)
        .order_by("finding__published__area_number")
        .values("finding__published__area_number")
        .distinct()
    )
    return {
        "area_numbers": ArraySubquery(areas),
        "first_area": Subquery(areas[:1]),
        "first_tag": F("tags__0"),
        "owner_name": Coalesce("owner__display_name", NullIf("owner_text", Value(""))),
    }


def statuses_of(action: Action, today: date) -> tuple[str, ...]:
    """The words a row shows where there is room: the one it is known by, and of a late one where it stands."""
    first = action.shown_state(today)
    stands = "blocked" if action.is_blocked else str(action.status)
    return (first,) if first == stands else (first, stands)
