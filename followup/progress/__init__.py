"""What happens to an action from start to shown effect: a verb a function, pressed alike from page, API and job."""

from followup.progress.completing import complete_action, show_effect, withdraw_effect
from followup.progress.deadlines import move_deadline, owners_move_deadlines
from followup.progress.reopening import cancel_action, reopen_action, restore_action
from followup.progress.reporting import report_status
from followup.progress.starting import block_action, pause_action, resume_action, start_action, unblock_action
from followup.progress.states import possible

__all__ = [
    "block_action",
    "cancel_action",
    "complete_action",
    "move_deadline",
    "owners_move_deadlines",
    "pause_action",
    "possible",
    "reopen_action",
    "report_status",
    "restore_action",
    "resume_action",
    "show_effect",
    "start_action",
    "unblock_action",
    "withdraw_effect",
]
