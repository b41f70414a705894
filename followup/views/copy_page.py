"""An adopted copy as its page shows it, with a mark on what has changed in the plan since."""

from collections.abc import Iterable
from typing import NamedTuple

from followup.documents.changes_in_words import kind_in_words
from followup.documents.content import KeptAction, KeptImprovement, read
from followup.documents.rows import ActionRow, Rows
from followup.documents.words import decision_in_words
from followup.models import DecisionKind, PlanCopy
from followup.planning.comparing import Comparison


class Kept(NamedTuple):
    """An action as it stood, and what has become of it since."""

    action: KeptAction
    row: ActionRow
    since: str


class KeptOpportunity(NamedTuple):
    """An improvement opportunity with its decision and the actions that answer it."""

    improvement: KeptImprovement
    words: str
    since: str
    actions: list[Kept]


class KeptSection(NamedTuple):
    """An area that has improvement opportunities."""

    number: int
    title: str
    opportunities: list[KeptOpportunity]


class CopyPage(NamedTuple):
    """The whole copy."""

    sections: list[KeptSection]
    others: list[Kept]
    action_count: int


def shown(copy: PlanCopy, since: Comparison | None) -> CopyPage:
    """Read what was kept; `since` is what differs in the plan as it stands, None for who does not see it."""
    plan = read(copy.content)
    changed = {each.label: kind_in_words(each.kind) for each in since.actions} if since else {}
    decided = {each.label: kind_in_words(each.kind) for each in since.improvements} if since else {}
    rows = Rows(today=None)

    def kept(actions: Iterable[KeptAction], place: str) -> list[Kept]:
        return [Kept(each, rows.row(each, place), changed.get(str(each.number), "")) for each in actions]

    sections = [
        KeptSection(
            area.number,
            area.title,
            [
                KeptOpportunity(each, _words(each), decided.get(each.key, ""), kept(each.actions, each.label))
                for each in area.improvements
            ],
        )
        for area in plan.areas
        if area.improvements
    ]
    return CopyPage(sections, kept(plan.others, ""), len(plan.actions))


def _words(improvement: KeptImprovement) -> str:
    """The decision as a sentence, where it says more than its badge."""
    decision = improvement.decision
    says_more = decision is not None and (decision.kind != DecisionKind.ACT or decision.reason)
    return decision_in_words(decision) if decision and says_more else ""
