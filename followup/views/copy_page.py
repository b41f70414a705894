"""An adopted copy as its page shows it: read from what was kept, with nothing looked up."""

from collections import defaultdict
from datetime import date
from typing import Any, NamedTuple

from followup.models import Decision, DecisionKind, PlanCopy
from followup.views.decision_words import in_words

type Json = dict[str, Any]  # Any: the JSON of a copy


class KeptAction(NamedTuple):
    """An action as it stood."""

    number: int
    title: str
    description: str
    owner: str
    unit: str
    due: date | None
    status: str


class KeptImprovement(NamedTuple):
    """An improvement opportunity with its decision and the actions that answer it."""

    text: str
    decision: str  # the status's word
    words: str
    actions: list[KeptAction]


class KeptArea(NamedTuple):
    """An area."""

    number: int
    title: str
    improvements: list[KeptImprovement]


class KeptPlan(NamedTuple):
    """The whole copy."""

    year: int
    version: int | None
    areas: list[KeptArea]
    others: list[KeptAction]  # those that answer none
    action_count: int


def shown(copy: PlanCopy) -> KeptPlan:
    """Read a content of schema version 1; an action that answers several stands under each."""
    content: Json = copy.content
    answering: dict[str, list[KeptAction]] = defaultdict(list)
    others = []
    for each in content["actions"]:
        action = _action(each)
        for key in each["improvements"]:
            answering[key].append(action)
        if not each["improvements"]:
            others.append(action)
    areas = [
        KeptArea(
            area["number"],
            area["title"],
            [_improvement(each, answering[each["key"]]) for each in area["improvements"]],
        )
        for area in content["areas"]
    ]
    return KeptPlan(content["year"], content["version"], areas, others, len(content["actions"]))


def _improvement(kept: Json, actions: list[KeptAction]) -> KeptImprovement:
    decision = kept["decision"]
    if decision is None:
        return KeptImprovement(kept["text"], "undecided", "", actions)
    row = Decision(
        kind=DecisionKind(decision["kind"]),
        wait_until=_day(decision["wait_until"]),
        reason=decision["reason"],
        done_what=decision["done_what"],
        done_on=_day(decision["done_on"]),
    )
    words = in_words(row) if row.kind != DecisionKind.ACT or row.reason else ""
    return KeptImprovement(kept["text"], decision["kind"], words, actions)


def _action(kept: Json) -> KeptAction:
    return KeptAction(
        kept["number"],
        kept["title"],
        kept["description"],
        kept["owner"],
        kept["unit"],
        _day(kept["due"]),
        kept["status"],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
