"""The words in which a demonstration plan is told: who does what to which action, so many days from today."""

from dataclasses import dataclass, field
from typing import Any

type Facts = dict[str, Any]  # Any: what the verb takes; a whole number in a date's place counts days from today


@dataclass(frozen=True, slots=True)
class Step:
    """A verb of followup.progress, pressed by somebody (the local part of the address) on a day."""

    day: int
    by: str
    verb: str
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToldAction:
    """An action, the improvement opportunities it answers (area and place, «3.2»), and what happens to it."""

    title: str
    findings: tuple[str, ...]
    description: str = ""
    owner: str = ""  # a person's local part, or a text with a capital letter
    helpers: tuple[str, ...] = ()
    unit: str = ""
    due: int | None = None
    priority: str = ""
    made: int = -200
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldDecision:
    """A decision without action."""

    finding: str
    kind: str
    facts: Facts = field(default_factory=dict)
    day: int = -195


@dataclass(frozen=True, slots=True)
class Story:
    """A municipality's plan: who leads it, its decisions and actions, and its adoption."""

    place: str
    coordinator: str
    decisions: tuple[ToldDecision, ...]
    actions: tuple[ToldAction, ...]
    adopted: int | None = None
    reference: str = ""
    holds_check_ins: bool = False


def report(day: int, by: str, note: str, light: str = "green", percent: int | None = None) -> Step:
    """A status report."""
    return Step(day, by, "report_status", {"note": note, "light": light, "percent": percent})


def done(day: int, by: str, how: str, look: int) -> Step:
    """The action is done on that day."""
    return Step(day, by, "complete_action", {"done_on": day, "effect_seen_how": how, "effect_look_on": look})


def effect(day: int, by: str, text: str, title: str, url: str) -> tuple[Step, ...]:
    """The effect is shown, with a link as evidence."""
    return (
        Step(day, by, "attach_link", {"title": title, "url": url, "is_evidence": True}),
        Step(day, by, "show_effect", {"effect_on": day, "text": text}),
    )


def comment(day: int, by: str, text: str) -> Step:
    """A comment."""
    return Step(day, by, "add_comment", {"text": text})


def milestone(day: int, by: str, title: str, due: int, ticked: int | None = None) -> Step:
    """A step of the action; ticked on a later day where one is given."""
    return Step(day, by, "milestone", {"title": title, "due": due, "ticked": ticked})
