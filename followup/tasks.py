"""What the worker does for followup, by kind of promised work."""

from accounts import outbox
from followup import receivers

outbox.handles(receivers.PREPARE_PLAN, receivers.prepare_plan)
