"""Two presses at the very same time."""

import threading
from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from accounts.models import User
from evaluations.importing import uploading
from evaluations.models import ReportImport
from tests import factories


def at_once(press: Callable[[], object], times: int = 4) -> list[str]:
    """Run it in as many threads; returns the names of what went wrong."""
    gate, failures = threading.Barrier(times), []

    def run() -> None:
        try:
            gate.wait()
            press()
        except Exception as error:  # noqa: BLE001 - told to the test
            failures.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


@pytest.mark.django_db(transaction=True)
def test_four_uploads_of_one_file_make_one_import(sara: User, ekhult: bytes, now: datetime) -> None:
    def press() -> None:
        with factories.as_actor(sara, "skr") as by:
            uploading.upload_report(by, SimpleUploadedFile("ekhult.txt", ekhult, "text/plain"), now=now)

    assert at_once(press) == []
    with factories.in_scope(factories.ADMIN):
        assert [row.number for row in ReportImport.objects.all()] == [1]
