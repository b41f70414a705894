"""Work for the test that kills a worker: writes a row, then waits for the death of its first worker."""

import os
import time
from datetime import timedelta
from pathlib import Path

from accounts import outbox
from accounts.models import Unit, UnitKind

KIND = "test.slow"
MARK = "KOMPASS_TEST_MARK"

outbox.LEASE = timedelta(seconds=1)


def write_and_wait(running: outbox.Running) -> None:
    """Make a unit; the first time, tell that the work is half done and wait."""
    Unit.objects.create(municipality_id=running.by.scope.municipality, name="Halvvägs", kind=UnitKind.OTHER)
    mark = Path(os.environ[MARK])
    if not mark.exists():
        mark.touch()
        time.sleep(60)


outbox.handles(KIND, write_and_wait)
