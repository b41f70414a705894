"""What differs between two contents of a plan, as a reader is told it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from followup.documents.content import decision_of, figure_of, step_of
from followup.documents.rows import figure_in_words, step_in_words
from followup.documents.words import EMPTY, decision_in_words, level, state, table_date
from followup.planning.comparing import ADDED, CANCELLED, REMOVED, Change, Content, Difference

type Value = Any  # Any: a value of JSON

LABELS: Mapping[str, Promise] = {
    "status": gettext_lazy("Status"),
    "due": gettext_lazy("Due date"),
    "start": gettext_lazy("Start"),
    "owner": gettext_lazy("Owner"),
    "unit": gettext_lazy("Unit"),
    "helpers": gettext_lazy("Helpers"),
    "title": gettext_lazy("Title"),
    "description": gettext_lazy("What is to be done"),
    "intended_result": gettext_lazy("Intended result"),
    "improvements": gettext_lazy("Answers"),
    "milestones": gettext_lazy("Milestones"),
    "indicators": gettext_lazy("Indicators"),
    "priority": gettext_lazy("Priority"),
    "effort": gettext_lazy("Effort"),
    "expected_effect": gettext_lazy("Expected effect"),
    "resources": gettext_lazy("Resources"),
    "reference": gettext_lazy("Reference"),
    "tags": gettext_lazy("Tags"),
    "is_blocked": gettext_lazy("Blocked"),
    "blocked_note": gettext_lazy("What blocks it"),
    "blocked_by": gettext_lazy("Who can unblock"),
    "pause_reason": gettext_lazy("Why it is paused"),
    "resume_on": gettext_lazy("Taken up again"),
    "started_on": gettext_lazy("Started"),
    "done_on": gettext_lazy("Done on"),
    "effect_seen_how": gettext_lazy("How the effect will be seen"),
    "effect_look_on": gettext_lazy("When to look for the effect"),
    "effect_on": gettext_lazy("Effect shown on"),
    "effect_text": gettext_lazy("The effect"),
    "cancel_reason": gettext_lazy("Why it was cancelled"),
    "first_due": gettext_lazy("First due date"),
    "decision": gettext_lazy("Decision"),
    "text": gettext_lazy("The report's words"),
    "area": gettext_lazy("Area"),
    "subarea": gettext_lazy("Sub-area"),
    "recurs_from": gettext_lazy("Pointed out before"),
}
_ORDER = {name: place for place, name in enumerate(LABELS)}
DAYS = frozenset({"due", "start", "resume_on", "started_on", "done_on", "effect_look_on", "effect_on", "first_due"})


@dataclass(frozen=True, slots=True)
class ToldChange:
    """A field with its words before and after, a line for each part."""

    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldDifference:
    """An action or improvement opportunity with what became of it."""

    label: str
    kind: str
    kind_in_words: str
    title: str
    area: int | None
    changes: tuple[ToldChange, ...]

    @property
    def is_action(self) -> bool:
        """An action, known by its number; else an improvement opportunity."""
        return self.area is None

    @property
    def anchor(self) -> str:
        """The fragment of the page's address."""
        return f"atgard-{self.label}" if self.is_action else f"beslut-{self.label}"


class Teller:
    """Tells differences; knows the improvement opportunities of both contents by their keys."""

    def __init__(self, *contents: Content) -> None:
        self.improvements = {
            each["key"]: each["text"]
            for content in contents
            for area in content["areas"]
            for each in area["improvements"]
        }

    def told(self, difference: Difference) -> ToldDifference:
        """The difference in words, what matters most first."""
        changes = sorted(difference.changes, key=lambda change: _ORDER.get(change.field, len(_ORDER)))
        return ToldDifference(
            difference.label,
            difference.kind,
            kind_in_words(difference.kind),
            difference.title,
            difference.area,
            tuple(map(self._told, changes)),
        )

    def _told(self, change: Change) -> ToldChange:
        before, after = self._lines(change.field, change.before), self._lines(change.field, change.after)
        if isinstance(change.before, list) and isinstance(change.after, list):
            gone = tuple(line for line in before if line not in after)
            came = tuple(line for line in after if line not in before)
            before, after = (gone, came) if gone or came else (before, after)  # nothing but the order changed
        return ToldChange(str(LABELS.get(change.field, change.field)), before or (EMPTY,), after or (EMPTY,))

    def _lines(self, field: str, value: Value) -> tuple[str, ...]:
        if isinstance(value, list):
            return tuple(self._word(field, each) for each in value)
        return (self._word(field, value),)

    def _word(self, field: str, value: Value) -> str:
        if field == "improvements":
            return str(self.improvements.get(value, value))
        if field in DAYS:
            return table_date(date.fromisoformat(value) if value else None)
        return _WORDS.get(field, lambda each: str(each) if each or each == 0 else EMPTY)(value)


def kind_in_words(kind: str) -> str:
    """What became of it."""
    return {
        ADDED: pgettext("change", "New"),
        REMOVED: pgettext("change", "No longer in the plan"),
        CANCELLED: pgettext("status", "Cancelled"),
    }.get(kind, pgettext("change", "Changed"))


def _decision(kept: Value) -> str:
    decision = decision_of(kept)
    return decision_in_words(decision) if decision else state("undecided")


def _step(kept: Value) -> str:
    step = step_of(kept)
    return _("%(title)s (dropped)") % {"title": step.title} if step.is_dropped else step_in_words(step)


_WORDS: Mapping[str, Callable[[Value], str]] = {
    "status": state,
    "priority": level,
    "effort": level,
    "expected_effect": level,
    "is_blocked": lambda is_so: _("yes") if is_so else _("no"),
    "decision": _decision,
    "milestones": _step,
    "indicators": lambda kept: figure_in_words(figure_of(kept)),
}
