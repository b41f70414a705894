"""What the worker does for evaluations, by kind of promised work."""

from accounts import outbox
from evaluations.importing import proposal, uploading

outbox.handles(uploading.READ_REPORT, proposal.begin_reading, proposal.propose, give_up=proposal.give_up_reading)
