"""The state of each improvement opportunity beside a result: its decision and the actions that answer it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from accounts.roles import Actor
from evaluations.models import PublishedVersion
from followup.models import Action, ActionFinding, ActionStatus, Decision, DecisionKind


@dataclass(frozen=True, slots=True)
class ActionInBrief:
    """An action as a line beside an improvement opportunity; its state is a word of the components."""

    number: int
    title: str
    state: str


@dataclass(frozen=True, slots=True)
class ImprovementState:
    """What has been decided, and what is done."""

    finding: str  # the key, as the address of its decision
    decision: str = "undecided"
    wait_until: date | None = None
    wait_has_passed: bool = False
    actions: list[ActionInBrief] = field(default_factory=list)

    @property
    def lacks_action(self) -> bool:
        """It is to be acted on, but no action is left."""
        return self.decision == DecisionKind.ACT and not self.actions


def states_of(version: PublishedVersion, by: Actor, *, today: date) -> dict[str, ImprovementState]:
    """The states by the finding's key; what is missing is undecided. Two queries."""
    of_evaluation = {"plan__evaluation_id": version.evaluation_id}
    actions = defaultdict(list)
    links = ActionFinding.objects.filter(action__plan__evaluation_id=version.evaluation_id)
    links = links.exclude(action__status=ActionStatus.CANCELLED).select_related("action", "finding")
    for link in links.order_by("action__number"):
        actions[str(link.finding.key)].append(
            ActionInBrief(link.action.number, link.action.title, _state(link.action, today))
        )
    found = {key: ImprovementState(key, actions=rows) for key, rows in actions.items()}
    decisions = Decision.objects.visible_to(by).filter(**of_evaluation).current().select_related("finding")
    for decision in decisions:
        key = str(decision.finding.key)
        passed = not decision.is_settled(today)
        kind = "undecided" if passed else decision.kind
        found[key] = ImprovementState(key, kind, decision.wait_until, passed, actions[key])
    return found


def _state(action: Action, today: date) -> str:
    if action.is_overdue(today):
        return "late"
    return "blocked" if action.is_blocked else str(action.status)
