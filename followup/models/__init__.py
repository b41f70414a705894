"""What is done about a result: plans, decisions, actions and what is said of them."""

from followup.models.action import Action, ActionFinding, ActionHelper, ActionStatus, Level, Light
from followup.models.attachment import Attachment, ScanState
from followup.models.bulk import BulkChange
from followup.models.check_in import CheckIn, CheckInAnswer, CheckInPattern, CheckInSchedule
from followup.models.comment import Comment, CommentMention
from followup.models.decision import Decision, DecisionKind
from followup.models.history import ActionChange, StatusReport
from followup.models.indicator import Direction, Indicator, Measurement
from followup.models.milestone import Milestone
from followup.models.plan import Plan, PlanCopy, PlanState
from followup.models.prioritising import FindingEstimate, Recurrence
from followup.models.saved_filter import SavedFilter
from followup.models.shared_figure import SharedFigure

__all__ = [
    "Action",
    "ActionChange",
    "ActionFinding",
    "ActionHelper",
    "ActionStatus",
    "Attachment",
    "BulkChange",
    "CheckIn",
    "CheckInAnswer",
    "CheckInPattern",
    "CheckInSchedule",
    "Comment",
    "CommentMention",
    "Decision",
    "DecisionKind",
    "Direction",
    "FindingEstimate",
    "Indicator",
    "Level",
    "Light",
    "Measurement",
    "Milestone",
    "Plan",
    "PlanCopy",
    "PlanState",
    "Recurrence",
    "SavedFilter",
    "ScanState",
    "SharedFigure",
    "StatusReport",
]
