"""Which fence this machine allows: asked once of a reader without a file, and remembered while the process lives."""

import threading
import time

from evaluations.importing.fence.messages import Kind
from evaluations.importing.fence.supervising import ask_the_kind
from evaluations.importing.reading import UnreadableReport

PAUSE_AFTER_FAILURE = 60  # seconds until it is asked again

_asking = threading.Lock()
_known: Kind | None = None
_failed_at = float("-inf")


def fence_here() -> Kind | str:
    """«namespace» or «hook»; «none» where no reader can be started, which is asked anew after a minute."""
    global _known, _failed_at
    with _asking:
        if _known is None and time.monotonic() - _failed_at >= PAUSE_AFTER_FAILURE:
            try:
                _known = ask_the_kind(seconds=10)
            except (UnreadableReport, OSError):
                _failed_at = time.monotonic()
    return _known or "none"
