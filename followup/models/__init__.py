"""What is done about a result: plans, decisions, actions and what is said of them."""

from followup.models.action import Action, ActionFinding, ActionHelper, ActionStatus, Level, Light
from followup.models.attachment import Attachment
from followup.models.comment import Comment
from followup.models.decision import Decision, DecisionKind
from followup.models.history import ActionChange, StatusReport
from followup.models.milestone import Milestone
from followup.models.plan import Plan, PlanCopy, PlanState
from followup.models.shared_figure import SharedFigure

__all__ = [
    "Action",
    "ActionChange",
    "ActionFinding",
    "ActionHelper",
    "ActionStatus",
    "Attachment",
    "Comment",
    "Decision",
    "DecisionKind",
    "Level",
    "Light",
    "Milestone",
    "Plan",
    "PlanCopy",
    "PlanState",
    "SharedFigure",
    "StatusReport",
]
