"""What reading a report costs: a whole process by format, and what ten readings at once do to the pages.

Promises nothing; prints seconds and megabytes.
"""

import io
import json
import os
import resource
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
import uuid
from pathlib import Path

import pypdfium2
import pytest

from kompass_site.devserver.places import CHECKOUT
from tests.benchmarks.site import Site, Visitor, running_site

REPORTS = Path(os.environ.get("KOMPASS_REPORTS") or CHECKOUT.parent / "shared" / "reports")
TIMES = 3
PAGES = 50
AT_ONCE = 10
# Memory of the reader as the kernel counts it, asked for in a process that is smaller than the reader.
MEMORY = (
    "import resource, sys; from pathlib import Path; from evaluations.importing.fence import read_in_fence; "
    "data = Path(sys.argv[1]).read_bytes(); read_in_fence(data, sys.argv[1], on_picture=lambda picture: None); "
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)


def longer(file: Path, pages: int, first: int = 0) -> bytes:
    """The PDF with its pages repeated up to this number, beginning anywhere, so that each is another file."""
    source = pypdfium2.PdfDocument(file.read_bytes())
    made = pypdfium2.PdfDocument.new()
    made.import_pages(source, [(first + place) % len(source) for place in range(pages)])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def reports() -> list[Path]:
    """Published reports, where they lie beside the checkout."""
    found = sorted(REPORTS.glob("h*-20??.pdf"))
    if not found:
        pytest.skip(f"There are no reports in {REPORTS}.")
    return found


def test_reading(reports: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    long = tmp_path / "femtio.pdf"
    long.write_bytes(longer(reports[0], PAGES))
    files = [reports[0].with_suffix(".txt"), reports[0].with_suffix(".docx"), reports[0], long]
    rows = []
    for file in files:
        taken = []
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        for _time in range(TIMES):
            begun = time.perf_counter()
            subprocess.run([sys.executable, "manage.py", "read_report", str(file)], cwd=CHECKOUT, check=True,
                           stdout=subprocess.DEVNULL)  # fmt: skip
            taken.append(time.perf_counter() - begun)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        processor = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / TIMES
        told = subprocess.run([sys.executable, "-c", MEMORY, str(file)], cwd=CHECKOUT, check=True, capture_output=True)
        rows.append((file.suffix, file.stat().st_size, min(taken), processor, int(told.stdout) / 1024))
    with capsys.disabled():
        print(
            f"\n{'manage.py read_report':<24}{'bytes':>9}{'best s':>9}{'CPU s':>9}{'reader MB':>11}   ({TIMES} times)"
        )
        for (suffix, size, best, processor, memory), pages in zip(rows, ("", "", "", f" {PAGES} pages"), strict=True):
            print(f"{suffix + pages:<24}{size:>9}{best:>9.2f}{processor:>9.2f}{memory:>11.0f}")


def test_pages_while_ten_reports_are_read(reports: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    files = [longer(reports[place % len(reports)], PAGES, first=place) for place in range(AT_ONCE)]
    with running_site() as site:
        admin = _administrator(site)
        pages = ["/skr/importer/", "/skr/utvarderingar/", "/resultat/"]
        for path in pages:
            admin.get(path)
        calm = _times(admin, pages, seconds=10)
        begun = time.perf_counter()
        _upload(admin, files)
        done = threading.Event()
        waiting = threading.Thread(target=_wait, args=(site, done), daemon=True)
        waiting.start()
        busy: list[float] = []
        while not done.is_set():
            busy += _times(admin, pages, seconds=0.5)
        waiting.join()
        taken = time.perf_counter() - begun
    with capsys.disabled():
        print(f"\n{AT_ONCE} PDFs of {PAGES} pages, two workers: all read after {taken:.1f} s")
        print(f"{'page times':<24}{'p50 ms':>9}{'p95 ms':>9}{'requests':>10}")
        for name, times in (("nothing is read", calm), ("while they are read", busy)):
            high = sorted(times)[int(len(times) * 0.95) - 1]
            print(f"{name:<24}{statistics.median(times) * 1000:>9.1f}{high * 1000:>9.1f}{len(times):>10}")


def _administrator(site: Site) -> Visitor:
    visitor = site.visitor()
    visitor.post("/konto/logga-in/", {"login": site.load["administrator"], "password": site.load["password"]})
    return visitor


def _times(visitor: Visitor, pages: list[str], seconds: float) -> list[float]:
    """The seconds of page after page, with a little pause after each, as two people click."""
    until = time.monotonic() + seconds
    taken = []
    while time.monotonic() < until:
        taken += [visitor.get(path)[0] for path in pages]
        time.sleep(0.05)
    return taken


def _upload(visitor: Visitor, files: list[bytes]) -> None:
    address = f"{visitor.address}/skr/importer/ny/"
    form = visitor.get("/skr/importer/ny/")[1].decode()
    token = form.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    edge = uuid.uuid4().hex
    parts = [f'--{edge}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'.encode()]
    for place, data in enumerate(files):
        head = f'--{edge}\r\nContent-Disposition: form-data; name="reports"; filename="rapport-{place}.pdf"\r\n\r\n'
        parts += [head.encode(), data, b"\r\n"]
    parts.append(f"--{edge}--\r\n".encode())
    headers = {"Content-Type": f"multipart/form-data; boundary={edge}", "Referer": address}
    with visitor.opener.open(urllib.request.Request(address, b"".join(parts), headers), timeout=60) as answer:
        answer.read()


def _wait(site: Site, done: threading.Event) -> None:
    """Set the event when every promised reading is done, or after four minutes."""
    code = (
        "import json, time; from accounts.models import Job\n"
        "for _ in range(480):\n"
        "    rows = Job.objects.filter(kind='import.read')\n"
        "    if not rows.filter(done_at=None, failed_at=None).exists(): break\n"
        "    time.sleep(0.5)\n"
        "print(json.dumps(rows.count()))"
    )
    told = subprocess.run([sys.executable, "manage.py", "shell", "--no-imports", "-c", code], cwd=CHECKOUT,
                          env=site.environment, check=True, capture_output=True)  # fmt: skip
    assert json.loads(told.stdout) >= AT_ONCE
    done.set()
