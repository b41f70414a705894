"""The columns of the plan as a table, the same in the workbook and in CSV; the first is the key that never changes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followup.documents.words import level, state
from followup.models import Action, Decision, Indicator, Milestone

type Cell = str | int | date | Decimal | None


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action with what stands in other tables."""

    action: Action
    areas: list[str]
    finding_ids: list[int]
    improvements: list[str]
    helpers: list[str]
    milestones: list[Milestone]
    indicators: list[Indicator]
    is_late: bool


@dataclass(frozen=True, slots=True)
class ImprovementLine:
    """An improvement opportunity with the decision on it."""

    key: UUID
    area: str
    subarea: str
    text: str
    decision: Decision | None
    is_settled: bool
    effort: str
    expected_effect: str
    recurs_from: list[int]
    actions: list[str]  # labels


class Column[Line](NamedTuple):
    """A heading, the width in characters, and what stands in a line."""

    heading: object
    width: int
    value: Callable[[Line], Cell]


def _level(code: str) -> str:
    return level(code) if code else ""


def _owner(action: Action) -> str:
    return action.owner.display_name if action.owner else action.owner_text


def _yes(is_so: bool) -> str:
    return str(_("Yes")) if is_so else ""


def _local(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at else None


def _step(step: Milestone) -> str:
    parts = (step.title, step.due and f"({step.due.isoformat()})", step.done_on and f"✓ {step.done_on.isoformat()}")
    return " ".join(part for part in parts if part)


def _figure(figure: Indicator) -> str:
    def said(value: Decimal | None) -> str:
        return "–" if value is None else f"{value.normalize():f}".replace(".", ",")

    return f"{figure.name}: {said(figure.baseline)} → {said(figure.target)} {figure.measured_in}".rstrip()


ACTION_COLUMNS: tuple[Column[ActionLine], ...] = (
    Column(_("Key"), 38, lambda line: str(line.action.key)),
    Column(_("Number"), 9, lambda line: line.action.label),
    Column(_("Action"), 44, lambda line: line.action.title),
    Column(_("What is to be done"), 60, lambda line: line.action.description),
    Column(_("Intended result"), 40, lambda line: line.action.intended_result),
    Column(_("Area"), 30, lambda line: "\n".join(line.areas)),
    Column(_("Improvement opportunities"), 60, lambda line: "\n".join(line.improvements)),
    Column(_("Owner"), 24, lambda line: _owner(line.action)),
    Column(_("Helpers"), 24, lambda line: ", ".join(line.helpers)),
    Column(_("Unit"), 26, lambda line: line.action.unit.name if line.action.unit else ""),
    Column(_("Status"), 14, lambda line: state(line.action.status)),
    Column(pgettext_lazy("status", "Late"), 10, lambda line: _yes(line.is_late)),
    Column(_("Start"), 12, lambda line: line.action.start),
    Column(_("Due date"), 12, lambda line: line.action.due),
    Column(_("First due date"), 12, lambda line: line.action.first_due),
    Column(_("Times moved"), 10, lambda line: line.action.times_moved or None),
    Column(_("Priority"), 10, lambda line: _level(line.action.priority)),
    Column(_("Effort"), 10, lambda line: _level(line.action.effort)),
    Column(_("Expected effect"), 10, lambda line: _level(line.action.expected_effect)),
    Column(_("Resources"), 30, lambda line: line.action.resources),
    Column(_("Reference"), 16, lambda line: line.action.reference),
    Column(_("Tags"), 20, lambda line: ", ".join(line.action.tags)),
    Column(_("Milestones"), 40, lambda line: "\n".join(map(_step, line.milestones))),
    Column(_("Indicators"), 40, lambda line: "\n".join(map(_figure, line.indicators))),
    Column(pgettext_lazy("status", "Blocked"), 10, lambda line: _yes(line.action.is_blocked)),
    Column(_("What blocks it"), 30, lambda line: line.action.blocked_note),
    Column(_("Who can unblock"), 24, lambda line: line.action.blocked_by),
    Column(_("Why it is paused"), 30, lambda line: line.action.pause_reason),
    Column(_("Taken up again"), 12, lambda line: line.action.resume_on),
    Column(_("Traffic light"), 10, lambda line: state(line.action.light)),
    Column(_("Percent done"), 8, lambda line: line.action.percent),
    Column(_("Forecast"), 12, lambda line: line.action.forecast),
    Column(_("Last reported"), 12, lambda line: _local(line.action.reported_at)),
    Column(_("Started"), 12, lambda line: line.action.started_on),
    Column(pgettext_lazy("status", "Done"), 12, lambda line: line.action.done_on),
    Column(_("How the effect will be seen"), 40, lambda line: line.action.effect_seen_how),
    Column(_("When to look for the effect"), 12, lambda line: line.action.effect_look_on),
    Column(pgettext_lazy("status", "Effect shown"), 12, lambda line: line.action.effect_on),
    Column(_("The effect"), 40, lambda line: line.action.effect_text),
    Column(_("Why it was cancelled"), 30, lambda line: line.action.cancel_reason),
    Column(_("Note"), 40, lambda line: line.action.note),
    Column(_("Created"), 12, lambda line: _local(line.action.created_at)),
)


def _decided(line: ImprovementLine) -> str:
    return state(line.decision.kind if line.decision and line.is_settled else "undecided")


IMPROVEMENT_COLUMNS: tuple[Column[ImprovementLine], ...] = (
    Column(_("Key"), 38, lambda line: str(line.key)),
    Column(_("Area"), 34, lambda line: line.area),
    Column(_("Sub-area"), 10, lambda line: line.subarea),
    Column(_("Improvement opportunity"), 80, lambda line: line.text),
    Column(_("Decision"), 18, _decided),
    Column(_("Wait until"), 12, lambda line: line.decision.wait_until if line.decision else None),
    Column(_("Reason"), 50, lambda line: line.decision.reason if line.decision else ""),
    Column(_("What has been done"), 50, lambda line: line.decision.done_what if line.decision else ""),
    Column(_("When it was done"), 12, lambda line: line.decision.done_on if line.decision else None),
    Column(_("Effort"), 10, lambda line: _level(line.effort)),
    Column(_("Expected effect"), 10, lambda line: _level(line.expected_effect)),
    Column(_("Pointed out before"), 14, lambda line: ", ".join(map(str, line.recurs_from))),
    Column(_("Actions"), 20, lambda line: ", ".join(line.actions)),
    Column(_("Decided on"), 12, lambda line: _local(line.decision.at) if line.decision else None),
)
