"""An action as a row of a document, in words."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from followup.documents.content import Figure, KeptAction, Step
from followup.documents.words import EMPTY, level, long_date, state, table_date


@dataclass(frozen=True, slots=True)
class ActionRow:
    """What is to be done, by whom, until when, and how far it has come."""

    label: str
    title: str
    told_under: str  # «Se 1.1»: where it is told in full, empty where it is told here
    description: str
    details: tuple[tuple[str, str], ...]  # label and words: intended result, indicator, milestones, …
    owner: str
    unit: str
    helpers: str
    dates: tuple[tuple[str, str], ...]
    states: tuple[str, ...]
    state_note: str


@dataclass(slots=True)
class Rows:
    """Makes the rows of one document: an action is told in full once, where it first stands."""

    today: date | None
    _told: dict[int, str] = field(default_factory=dict)

    def is_late(self, action: KeptAction) -> bool:
        """Late on the document's day; nothing is in an adopted copy."""
        return action.is_late(self.today)

    def row(self, action: KeptAction, place: str) -> ActionRow:
        """The action as it stands under the improvement opportunity of this label."""
        first = self._told.setdefault(action.number, place)
        is_told_here = first == place
        return ActionRow(
            label=action.label,
            title=action.title,
            told_under="" if is_told_here else _("Told under %(label)s") % {"label": first},
            description=action.description if is_told_here else "",
            details=tuple(_details(action)) if is_told_here else (),
            owner=action.owner or EMPTY,
            unit=action.unit,
            helpers=", ".join(action.helpers) if is_told_here else "",
            dates=tuple(_dates(action)),
            states=(*([state("late")] if self.is_late(action) else []), state(action.state)),
            state_note=_note(action) if is_told_here else "",
        )


def _details(action: KeptAction) -> list[tuple[str, str]]:
    steps = [step_in_words(each) for each in action.milestones if not each.is_dropped]
    found = [
        (_("Intended result"), action.intended_result),
        (_("Indicator"), _listed([figure_in_words(each) for each in action.indicators])),
        (_("Milestones"), _listed(steps)),
        (_("Resources"), action.resources),
        (_("Assessment"), _weight(action)),
        (_("Reference"), action.reference),
        (_("How the effect will be seen"), action.effect_seen_how),
        (_("The effect"), action.effect_text),
        (_("Why it was cancelled"), action.cancel_reason if action.status == "cancelled" else ""),
    ]
    return [(label, words) for label, words in found if words]


def _listed(lines: list[str]) -> str:
    """One beside its label, several below it."""
    return "".join(lines) if len(lines) < 2 else "".join(f"\n– {line}" for line in lines)


def _weight(action: KeptAction) -> str:
    parts = (
        (_("priority"), action.priority),
        (_("effort"), action.effort),
        (_("expected effect"), action.expected_effect),
    )
    return ", ".join(f"{name} {level(code).lower()}" for name, code in parts if code)


def step_in_words(step: Step) -> str:
    """A milestone with its day."""
    if step.done_on:
        return _("%(title)s (done %(date)s)") % {"title": step.title, "date": table_date(step.done_on)}
    return f"{step.title} ({table_date(step.due)})" if step.due else step.title


def figure_in_words(figure: Figure) -> str:
    """An indicator: from where to where, and until when."""

    def with_unit(value: str) -> str:
        return f"{value.replace('.', ',')} {figure.measured_in}".rstrip()

    if figure.baseline and figure.target:
        words = _("%(name)s: from %(baseline)s to %(target)s")
    elif figure.target:
        words = _("%(name)s: to %(target)s")
    elif figure.baseline:
        words = _("%(name)s: %(baseline)s at the start")
    else:
        return figure.name
    values = {"name": figure.name, "baseline": with_unit(figure.baseline), "target": with_unit(figure.target)}
    told = words % values
    return f"{told} ({table_date(figure.target_on)})" if figure.target_on and figure.target else told


def _dates(action: KeptAction) -> list[tuple[str, str]]:
    found = [(_("Start"), table_date(action.start))] if action.start else []
    found.append((_("Due"), table_date(action.due)))
    if action.first_due and action.due and action.first_due != action.due:
        found.append((_("First due"), table_date(action.first_due)))
    return found


def _note(action: KeptAction) -> str:
    if action.status == "effect_shown":
        return long_date(action.effect_on)
    if action.status == "done":
        return long_date(action.done_on)
    if action.status == "paused" and action.resume_on:
        return _("until %(day)s") % {"day": long_date(action.resume_on)}
    return ""
