"""What happens to an action from start to shown effect: a verb a function, pressed alike from page, API and job."""

from followup.progress.attachments import attach_file, attach_link, remove_attachment
from followup.progress.claiming import claim_actions, owner_texts
from followup.progress.comments import add_comment, withdraw_comment
from followup.progress.completing import complete_action, show_effect, withdraw_effect
from followup.progress.deadlines import move_deadline, owners_move_deadlines
from followup.progress.describing import edit_action
from followup.progress.grounds import demand_ground
from followup.progress.indicators import add_indicator, edit_indicator, remove_indicator
from followup.progress.measurements import add_measurement, withdraw_measurement
from followup.progress.mentions import once_each
from followup.progress.milestones import (
    add_milestone,
    drop_milestone,
    edit_milestone,
    move_milestone,
    reopen_milestone,
    tick_milestone,
)
from followup.progress.moving import moves, verb_to
from followup.progress.owners import ABLE, change_owner, check_helpers, owner_leaves
from followup.progress.reopening import cancel_action, reopen_action, restore_action
from followup.progress.reporting import report_status
from followup.progress.starting import block_action, pause_action, resume_action, start_action, unblock_action
from followup.progress.states import possible
from followup.progress.together import bulk_of_now, holding, together
from followup.progress.undoing import GRACE, still_undoable, undo_last, undo_together, undoable, undoable_in
from followup.progress.values import joined, tags_of

__all__ = [
    "ABLE",
    "GRACE",
    "add_comment",
    "add_indicator",
    "add_measurement",
    "add_milestone",
    "attach_file",
    "attach_link",
    "block_action",
    "bulk_of_now",
    "cancel_action",
    "change_owner",
    "check_helpers",
    "claim_actions",
    "complete_action",
    "demand_ground",
    "drop_milestone",
    "edit_action",
    "edit_indicator",
    "edit_milestone",
    "holding",
    "joined",
    "move_deadline",
    "move_milestone",
    "moves",
    "once_each",
    "owner_leaves",
    "owner_texts",
    "owners_move_deadlines",
    "pause_action",
    "possible",
    "remove_attachment",
    "remove_indicator",
    "reopen_action",
    "reopen_milestone",
    "report_status",
    "restore_action",
    "resume_action",
    "show_effect",
    "start_action",
    "still_undoable",
    "tags_of",
    "tick_milestone",
    "together",
    "unblock_action",
    "undo_last",
    "undo_together",
    "undoable",
    "undoable_in",
    "verb_to",
    "withdraw_comment",
    "withdraw_effect",
    "withdraw_measurement",
]
