"""Files made to harm: each is refused with a sentence or gives a harmless proposal, soon, and nothing is fetched."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from evaluations.importing import UnreadableReport
from evaluations.importing.fence import Picture, read_in_fence
from evaluations.importing.fence.supervising import MOST_SECONDS
from tests.evaluations.importing.hostile_files import ALL, READ, SCRIPT, Hostile
from tests.evaluations.importing.word_files import paragraph, word_file

CHECKOUT = Path(__file__).parents[3]
LITTLE = 250_000  # kilobytes of the parent, of which Django takes ninety thousand


@pytest.fixture
def trap() -> Iterator[socket.socket]:
    """A port that hears whoever fetches something."""
    with socket.socket() as heard:
        heard.bind(("127.0.0.1", 0))
        heard.listen()
        heard.setblocking(False)
        yield heard


def heard_nothing(trap: socket.socket) -> bool:
    try:
        trap.accept()[0].close()
    except BlockingIOError:
        return True
    return False


def test_there_are_many_kinds() -> None:
    assert len({each.name for each in ALL}) == len(ALL) >= 40


def test_the_trap_hears(trap: socket.socket) -> None:
    with socket.create_connection(trap.getsockname()):
        assert not heard_nothing(trap)


@pytest.mark.parametrize("hostile", ALL, ids=lambda each: each.name)
def test_a_hostile_file_harms_nothing(hostile: Hostile, trap: socket.socket) -> None:
    data = hostile.make().replace(b"{port}", str(trap.getsockname()[1]).encode())
    pictures: list[Picture] = []
    begun = time.monotonic()
    end, sentence = READ, "."
    try:
        read_in_fence(data, hostile.name, on_picture=pictures.append)
    except UnreadableReport as refusal:
        end, sentence = refusal.code, str(refusal)
    assert end in hostile.ends
    assert sentence.endswith(".")
    assert time.monotonic() - begun < 2 * MOST_SECONDS
    assert heard_nothing(trap)
    assert all(len(picture.png) <= 150_000 and max(picture.width, picture.height) <= 1600 for picture in pictures)


def test_what_a_text_says_comes_through_as_it_stands() -> None:
    read = read_in_fence(word_file(paragraph(escape(SCRIPT))), "script.docx")
    assert [line.text for sheet in read.sheets for line in sheet.lines] == [SCRIPT]


MEASURED = """
import atexit, runpy, sys
def tell():
    with open("/proc/self/status") as status:
        print(next(line.split()[1] for line in status if line.startswith("VmHWM")))
atexit.register(tell)
sys.argv = ["manage.py", "read_report", sys.argv[1]]
runpy.run_path("manage.py", run_name="__main__")
"""


def command(file: Path) -> tuple[int, str, int]:
    """The exit code of read_report, what stands on standard error and the parent's memory in kilobytes."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "kompass_site.settings.dev"}
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(file)],
        cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    return done.returncode, done.stderr, int(done.stdout.split()[-1])


def test_two_hundred_megabytes_are_refused_without_being_taken_in(tmp_path: Path) -> None:
    file = tmp_path / "stor.pdf"
    with file.open("wb") as opened:
        opened.write(b"%PDF-1.7\n")
        opened.truncate(200 * 1024 * 1024)
    code, said, memory = command(file)
    assert (code, said.strip()) == (1, f"CommandError: {file}: Filen är för stor för att vara en utvärderingsrapport.")
    assert memory < LITTLE


def test_a_bomb_goes_off_in_the_child_only(tmp_path: Path) -> None:
    file = tmp_path / "flood.pdf"
    file.write_bytes(next(each for each in ALL if each.name == file.name).make())
    code, said, memory = command(file)
    assert code == 1
    assert "Traceback" not in said
    assert memory < LITTLE
