"""A worker that is killed while it reads a report: the next one reads it, and nothing is there twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import psutil
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from accounts import files, tasks
from accounts.models import Event, Job, User
from evaluations.importing import uploading
from evaluations.models import ReportImport, ReportPage
from tests import factories
from tests.evaluations.importing.pdf_files import many_pages


def _wait(condition: Callable[[], bool], seconds: int = 60) -> None:
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            raise TimeoutError("The worker did not come so far.")
        time.sleep(0.05)


def _start_worker(data: Path, mark: Path) -> "subprocess.Popen[bytes]":
    place = connection.settings_dict
    host = quote(str(place.get("HOST") or place["OPTIONS"].get("host", "")), safe="/")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "kompass_site.settings.dev",
        "DATABASE_URL": f"postgresql://kompass_app@/{place['NAME']}?host={host}",
        "KOMPASS_DATA_DIR": str(data),
        "KOMPASS_TEST_MARK": str(mark),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "celery", "--quiet", "--app", "kompass_site.celery:app", "worker", "--concurrency", "1",
         "--loglevel", "ERROR", "--without-gossip", "--without-mingle",
         "--include", "tests.evaluations.imports.slow_reading"],
        env=environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _kill(worker: "subprocess.Popen[bytes]") -> None:
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


@pytest.mark.django_db(transaction=True)
def test_a_killed_reading_is_done_again_without_doubles(sara: User, tmp_path: Path, settings) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        },
    }
    mark = tmp_path / "half-done"
    with factories.as_actor(sara, "skr") as by:
        file = SimpleUploadedFile("rapport.pdf", many_pages(5), "application/pdf")
        uploading.upload_report(by, file, now=timezone.now())
    first = _start_worker(tmp_path, mark)
    try:
        tasks.wake.apply_async()
        _wait(mark.exists)
        family = psutil.Process(first.pid).children(recursive=True)
    finally:
        _kill(first)
    readers = [process for process in family if process.is_running() and "importing.fence" in " ".join(_words(process))]
    assert psutil.wait_procs(readers, timeout=5)[1] == []  # the reader died with its worker
    with factories.in_scope(factories.ADMIN):
        assert ReportImport.objects.get().state == "reading"
        assert not ReportPage.objects.exists()
    assert (Job.objects.get().attempts, Job.objects.get().done_at) == (1, None)

    second = _start_worker(tmp_path, mark)
    try:
        time.sleep(1.1)  # the lease
        tasks.sweep.apply_async()
        _wait(lambda: Job.objects.exclude(done_at=None).exists())
    finally:
        _kill(second)
    with factories.in_scope(factories.ADMIN):
        assert ReportImport.objects.get().state == "proposed"
        pages = list(ReportPage.objects.order_by("number"))
        assert [page.number for page in pages] == [1, 2, 3, 4, 5]
        assert all(files.read(page.picture) for page in pages)
        assert list(Event.objects.order_by("id").values_list("verb", flat=True)) == ["import.uploaded", "import.read"]
    assert Job.objects.get().attempts == 2


def _words(process: psutil.Process) -> list[str]:
    try:
        words: list[str] = process.cmdline()
    except psutil.Error:
        return []
    return words
