"""From an uploaded file to a proposal: the worker's side, a file a concern."""

from .batches import BATCH_READ, tell_sender
from .head import as_date
from .problems import problem_text
from .reading import begin_reading, give_up_reading, propose

__all__ = [
    "BATCH_READ",
    "as_date",
    "begin_reading",
    "give_up_reading",
    "problem_text",
    "propose",
    "tell_sender",
]
