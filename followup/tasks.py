"""What the worker does for followup, by kind of promised work."""

from accounts import mails, outbox
from followup import notices, receivers

outbox.handles(receivers.PREPARE_PLAN, receivers.prepare_plan)
outbox.handles(notices.ASSIGNED, mails.mark, notices.tell_owner)
