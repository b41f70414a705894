"""The state of each improvement opportunity beside a result: its decision and the actions that answer it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from accounts.roles import Actor
from evaluations.models import PublishedVersion
from followup.models import ActionFinding, ActionStatus, Decision, DecisionKind, Recurrence
from followup.models.action import shown_state

SHOWN = 4  # lines beside one improvement opportunity; the rest is a count that leads to its decision


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
    years: list[int] = field(default_factory=list)  # in which older evaluations said it too

    @property
    def shown(self) -> list[ActionInBrief]:
        """The first actions, by number."""
        return self.actions[:SHOWN]

    @property
    def more(self) -> int:
        """How many actions are not among the shown."""
        return max(len(self.actions) - SHOWN, 0)

    @property
    def lacks_action(self) -> bool:
        """It is to be acted on, but no action is left."""
        return self.decision == DecisionKind.ACT and not self.actions


def states_of(version: PublishedVersion, by: Actor, *, today: date) -> dict[str, ImprovementState]:
    """The states by the finding's key; what is missing is undecided. Three queries."""
    actions = defaultdict(list)
    links = ActionFinding.objects.filter(action__plan__evaluation_id=version.evaluation_id)
    links = links.exclude(action__status=ActionStatus.CANCELLED).annotate(state=shown_state(today, "action__"))
    rows = links.order_by("action__number").values_list("finding__key", "action__number", "action__title", "state")
    for key, number, title, state in rows:
        actions[str(key)].append(ActionInBrief(number, title, state))
    found = {key: ImprovementState(key, actions=briefs) for key, briefs in actions.items()}
    decisions = Decision.objects.visible_to(by).filter(plan__evaluation_id=version.evaluation_id).current()
    for decision in decisions.select_related("finding"):
        key = str(decision.finding.key)
        passed = not decision.is_settled(today)
        kind = "undecided" if passed else decision.kind
        found[key] = ImprovementState(key, kind, decision.wait_until, passed, actions[key])
    said_before = Recurrence.objects.filter(finding__evaluation_id=version.evaluation_id)
    years = said_before.order_by("-earlier__evaluation__year").values_list("finding__key", "earlier__evaluation__year")
    for finding, year in years:
        found.setdefault(str(finding), ImprovementState(str(finding))).years.append(year)
    return found
