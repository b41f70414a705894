"""For the test that kills a worker: the first reading stops when the first picture of a page has been kept."""

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from accounts import outbox
from evaluations.importing.proposal.pages import KeptPictures

MARK = "KOMPASS_TEST_MARK"

outbox.LEASE = timedelta(seconds=1)
_keep = KeptPictures.keep


def keep_and_wait(self: KeptPictures, picture: Any) -> None:
    """Keep the picture; the first time, tell that the work is half done and wait."""
    _keep(self, picture)
    mark = Path(os.environ[MARK])
    if not mark.exists():
        mark.touch()
        time.sleep(60)


KeptPictures.keep = keep_and_wait  # type: ignore[method-assign]
