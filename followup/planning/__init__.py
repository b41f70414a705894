"""From published improvement opportunities to a plan: decisions, actions made from them, adoption and closing."""

from followup.planning.actions import create_action, link_finding, unlink_finding
from followup.planning.adopting import adopt_plan, close_plan
from followup.planning.assuming import set_assumption
from followup.planning.deciding import decide, decide_to_act
from followup.planning.plans import locked_open, newest_plan, plan_of, stands_on
from followup.planning.prioritising import prioritise
from followup.planning.recurring import link_recurring, unlink_recurring
from followup.planning.refusals import (
    ActionsHangOnIt,
    AdoptedInFuture,
    AssumptionOutOfOrder,
    BodyMissing,
    DecisionHasChanged,
    DoneInFuture,
    DoneMissing,
    EarlierUnknown,
    EndsBeforeStart,
    FindingNotInPlan,
    NotEarlier,
    PercentUnknown,
    PlanNotAdopted,
    ReasonMissing,
    RecursItself,
    TitleMissing,
    UnitUnknown,
    WaitDateMissing,
    WaitDatePassed,
)
from followup.planning.taking_over import take_over
from followup.planning.titles import title_from
from followup.planning.undoing import undo_decision
from followup.progress.refusals import OwnerUnknown
from followup.refusals import DecidedOtherwise

__all__ = [
    "ActionsHangOnIt",
    "AdoptedInFuture",
    "AssumptionOutOfOrder",
    "BodyMissing",
    "DecidedOtherwise",
    "DecisionHasChanged",
    "DoneInFuture",
    "DoneMissing",
    "EarlierUnknown",
    "EndsBeforeStart",
    "FindingNotInPlan",
    "NotEarlier",
    "OwnerUnknown",
    "PercentUnknown",
    "PlanNotAdopted",
    "ReasonMissing",
    "RecursItself",
    "TitleMissing",
    "UnitUnknown",
    "WaitDateMissing",
    "WaitDatePassed",
    "adopt_plan",
    "close_plan",
    "create_action",
    "decide",
    "decide_to_act",
    "link_finding",
    "link_recurring",
    "locked_open",
    "newest_plan",
    "plan_of",
    "prioritise",
    "set_assumption",
    "stands_on",
    "take_over",
    "title_from",
    "undo_decision",
    "unlink_finding",
    "unlink_recurring",
]
