"""What a test of people needs: the token of a mail, and the worker's run."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.core import mail

from accounts import outbox


@pytest.fixture
def mailed_token(now: datetime) -> Callable[[], str]:
    """Let the worker send what is due, and give the token of the newest mail."""

    def run() -> str:
        outbox.run_due(lambda: now)
        found = re.search(r"/konto/inbjudan/([^/\s]+)/", str(mail.outbox[-1].body))
        assert found is not None
        return found.group(1)

    return run
