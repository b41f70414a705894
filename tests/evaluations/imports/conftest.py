"""The invented report of Ekhult through upload and reading, as Sara does it; the municipality chosen is Arboga."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts import outbox
from accounts.models import Event, Municipality, User
from accounts.roles import Actor
from evaluations.importing import reviewing, uploading
from evaluations.importing.proposal import reading
from evaluations.models import ProposedContradiction, ProposedFinding, ReportImport
from tests import factories, readings

DEMONSTRATION = Path(__file__).parents[3] / "evaluations/data/demonstration"


@pytest.fixture(autouse=True)
def _read_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker reads without a process of its own, but where a test is marked with `fenced`."""
    if "fenced" not in request.keywords:
        monkeypatch.setattr(reading, "read_in_fence", readings.read_here)


@pytest.fixture
def ekhult() -> bytes:
    """The report of 2025; area 4 contradicts itself."""
    return (DEMONSTRATION / "ekhult-2025.txt").read_bytes()


@pytest.fixture
def upload(sara: User, now: datetime) -> Callable[..., ReportImport]:
    """Upload bytes as Sara, and let the worker read them."""

    def send(data: bytes, name: str = "ekhult-2025.txt") -> ReportImport:
        with factories.as_actor(sara, "skr") as by:
            made = uploading.upload_report(by, SimpleUploadedFile(name, data, "text/plain"), now=now)
        outbox.run_due(lambda: now)
        with factories.in_scope(factories.ADMIN):
            found: ReportImport = ReportImport.objects.get(pk=made.report_import.pk)
            return found

    return send


@pytest.fixture
def proposed(upload: Callable[..., ReportImport], ekhult: bytes) -> ReportImport:
    """Ekhult's report of 2025, read and not yet looked at."""
    return upload(ekhult)


@pytest.fixture
def reviewed(proposed: ReportImport, sara: User, arboga: Municipality, now: datetime) -> ReportImport:
    """The same with Arboga as its municipality and the contradiction settled: it can be accepted."""
    with factories.as_actor(sara, "skr") as by:
        reviewing.set_head(by, proposed, reviewing.HeadEdit({}, {"municipality": str(arboga.pk)}), now=now)
        contradiction = ProposedContradiction.objects.get(report_import=proposed)
        reviewing.choose_reading(by, proposed, contradiction.pk, "in_overview", now=now)
    return proposed


@pytest.fixture
def as_sara(sara: User) -> Iterator[Actor]:
    """Sara's actor with SKR's scope open."""
    with factories.as_actor(sara, "skr") as by:
        yield by


@pytest.fixture
def desk(sara: User, client_of: Callable[..., Client]) -> Client:
    """Sara's browser."""
    return client_of(sara)


@pytest.fixture
def evaluator(ulla: User, client_of: Callable[..., Client]) -> Client:
    """Ulla's browser: SKR's, but no administrator."""
    return client_of(ulla)


@pytest.fixture
def stranger(astrid: User, client_of: Callable[..., Client]) -> Client:
    """Astrid's browser: a municipality's."""
    return client_of(astrid)


@pytest.fixture
def events() -> Callable[[], list[tuple[str, str]]]:
    """What SKR's journal holds: verb and step, oldest first."""

    def told() -> list[tuple[str, str]]:
        with factories.in_scope(factories.ADMIN):
            rows = Event.objects.order_by("id").select_related("facts")
            return [(row.verb, row.facts.facts.get("step", "")) for row in rows]

    return told


@pytest.fixture
def items(proposed: ReportImport) -> Callable[..., list[ProposedFinding]]:
    """A list of the proposal as it stands: by default the strengths of area 1."""

    def listed(area: int = 1, kind: str = "strength") -> list[ProposedFinding]:
        with factories.in_scope(factories.ADMIN):
            rows = ProposedFinding.objects.filter(report_import=proposed, area_number=area, kind=kind)
            return list(rows.order_by("position", "id"))

    return listed
