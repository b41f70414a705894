"""All actions of a plan in one query, each with the few words that a page about the whole plan says of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, JSONField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, JSONObject, NullIf
from django.utils import timezone

from accounts.roles import Actor
from followup.models import Action, ActionChange, ActionFinding, ActionStatus, Light, Plan, StatusReport
from followup.models.action import is_late

_FIELDS = (
    *("number", "title", "status", "due", "first_due", "times_moved", "resume_on", "is_blocked", "blocked_note"),
    *("blocked_by", "light", "done_on", "effect_on", "created_at", "owner_id", "owner_text", "owner_left", "unit_id"),
)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody wrote, and on which day."""

    text: str
    on: date


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action among the others of its plan."""

    action: Action
    state: str  # its one word, late before blocked
    owner: str  # empty where it is nobody's
    unit: str
    areas: tuple[int, ...]
    report: Said | None  # the newest, of those that are late or deviate
    moved: Said | None  # why the due date was moved last
    cancelled_on: date | None

    @property
    def is_late(self) -> bool:
        """Late today."""
        return self.state == "late"

    @property
    def is_cancelled(self) -> bool:
        """It will not be done."""
        return self.action.status == ActionStatus.CANCELLED

    @property
    def is_nobodys(self) -> bool:
        """Neither a member's nor a text's, or its owner has left."""
        return self.owner == "" or self.action.owner_left


def rows_of(plan: Plan | None, version_id: int | None, by: Actor, *, today: date) -> list[ActionRow]:
    """The plan's actions by number, cancelled ones among them. One query; none without a plan."""
    if plan is None:
        return []
    links = ActionFinding.objects.filter(
        action_id=OuterRef("pk"), finding__published__published_version_id=version_id or 0
    )
    area = "finding__published__area_number"
    reports = StatusReport.objects.filter(action_id=OuterRef("pk"), withdrawn_at=None).order_by("-at", "-id")
    changes = ActionChange.objects.filter(action_id=OuterRef("pk"), undone_at=None).order_by("-id")
    found = Action.objects.visible_to(by).filter(plan=plan).only(*_FIELDS).order_by("number")
    annotated = found.annotate(
        area_numbers=ArraySubquery(links.order_by(area).values(area).distinct()),
        owner_name=Coalesce("owner__display_name", NullIf("owner_text", Value("")), Value("")),
        unit_name=Coalesce("unit__name", Value("")),
        report=_where(is_late(today) | Q(light=Light.RED), _words(reports, "note")),
        moved=_where(Q(times_moved__gt=0), _words(changes.filter(verb="move_deadline").exclude(reason=""), "reason")),
        cancelled=_where(Q(status=ActionStatus.CANCELLED), _words(changes.filter(verb="cancel_action"), "reason")),
    )
    return [_row(each, today) for each in annotated]


def counts_of(rows: Iterable[ActionRow]) -> Mapping[str, int]:
    """How many are open, late, blocked, nobody's, without a due date and done, as ActionQuerySet.counts says it."""
    alive = [row for row in rows if not row.is_cancelled]
    opened = [row for row in alive if row.action.is_open]
    return {
        "open": len(opened),
        "late": sum(row.is_late for row in opened),
        "blocked": sum(row.action.is_blocked for row in opened),
        "without_owner": sum(row.is_nobodys for row in opened),
        "without_date": sum(row.action.due is None for row in opened),
        "done": len(alive) - len(opened),
    }


def _words(rows: Any, field: str) -> Subquery:
    return Subquery(rows.values(words=JSONObject(text=field, at="at"))[:1])


def _where(condition: Q, words: Subquery) -> Case:
    return Case(When(condition, then=words), default=None, output_field=JSONField(null=True))


def _row(action: Any, today: date) -> ActionRow:  # Any: annotated by rows_of()
    cancelled = _said(action.cancelled)
    return ActionRow(
        action,
        action.shown_state(today),
        action.owner_name,
        action.unit_name,
        tuple(action.area_numbers),
        _said(action.report),
        _said(action.moved),
        cancelled.on if cancelled else None,
    )


def _said(words: Mapping[str, str] | None) -> Said | None:
    if not words:
        return None
    return Said(words["text"], timezone.localdate(datetime.fromisoformat(words["at"])))
