"""The invented report of Ekhult through upload and reading, as Sara does it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts import outbox
from accounts.models import Municipality, User
from accounts.tenancy import Scope
from evaluations.importing import uploading
from evaluations.models import ReportImport
from tests import factories

EKHULT = Path(__file__).parents[3] / "evaluations/data/demonstration/ekhult-2025.txt"


@pytest.fixture
def upload(sara: User, now: datetime) -> Callable[..., ReportImport]:
    """Upload bytes as Sara, and let the worker read them."""

    def send(data: bytes, name: str = "ekhult-2025.txt") -> ReportImport:
        with factories.as_actor(sara, "skr") as by:
            made = uploading.upload_report(by, SimpleUploadedFile(name, data, "text/plain"), now=now)
        outbox.run_due(lambda: now)
        with factories.in_scope(factories.ADMIN):
            return ReportImport.objects.get(pk=made.report_import.pk)

    return send


@pytest.fixture
def proposed(upload: Callable[..., ReportImport]) -> ReportImport:
    """Ekhult's report of 2025, read; area 4 contradicts itself and the municipality is not in the register."""
    return upload(EKHULT.read_bytes())
