"""The fence round the reading of files: what the process inside cannot do, and how each of its ends is told."""

import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from evaluations.importing import UnreadableReport, read_report
from evaluations.importing.fence import fence_here, messages, read_in_fence, readiness, supervising
from evaluations.importing.fence.messages import Answers, NoAnswerError, Picture, pack
from tests.evaluations.importing.pdf_files import LINES, many_pages, pdf_file

CHECKOUT = Path(__file__).parents[3]
DEMONSTRATION = CHECKOUT / "evaluations/data/demonstration/ekhult-2025.txt"
PREPARED = (
    "import sys; sys.path.insert(0, sys.argv[1]); from evaluations.importing.fence import child, messages, walls; "
)
WALK_IN = "; child.main(int(sys.argv[2]))"


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Replace what the process does with the file, after its fence stands, by a line of code."""

    def replace(code: str) -> None:
        monkeypatch.setattr(supervising, "START", f"{PREPARED}{code}{WALK_IN}")

    return replace


def end_of(seconds: float = 120) -> str:
    with pytest.raises(UnreadableReport) as refusal:
        read_in_fence(b"text", "a.txt", seconds=seconds)
    assert str(refusal.value).endswith(".")
    return refusal.value.code


def tried(*codes: str, hook: bool = True) -> list[str]:
    """How lines of code end behind one fence, one after another; without the hook and the calls the rest stands."""
    program = textwrap.dedent(f"""
        import ctypes, os, signal, socket, subprocess, sys, threading
        sys.path.insert(0, {str(CHECKOUT)!r})
        from evaluations.importing.fence import walls
        {"" if hook else "walls._refuse = lambda event, arguments: None; walls.refuse_calls = lambda: False"}
        kind = walls.fence(os.getppid())
        for code in {codes!r}:
            try:
                exec(code)
                end = "done"
            except walls.ForbiddenError:
                end = "ForbiddenError"
            except OSError:
                end = "OSError"
            except BaseException as error:
                end = type(error).__name__
            print(end, flush=True)
    """)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=False)
    return done.stdout.splitlines()


def test_the_hook_refuses(tmp_path: Path) -> None:
    place = str(tmp_path / "written")
    codes = [
        "socket.socket()",
        "socket.create_connection(('127.0.0.1', 80), 1)",
        "socket.getaddrinfo('skr.se', 443)",
        "subprocess.run(['true'])",
        "os.fork()",
        "os.system('true')",
        "os.execv('/bin/true', ['true'])",
        "os.posix_spawn('/bin/true', ['true'], {})",
        f"open({place!r}, 'w')",
        f"os.open({place!r}, os.O_CREAT | os.O_WRONLY)",
        f"os.remove({place!r})",
        "os.kill(os.getppid(), 0)",
        "ctypes.CDLL('libc.so.6')",
        "__import__('urllib.request').request.urlopen('http://127.0.0.1/')",
        "__import__('pickle').loads(b'cos\\nsystem\\n(S\"true\"\\ntR.')",
    ]
    ends = dict.fromkeys(codes, "ForbiddenError") | {"1 + 1": "done"}
    assert dict(zip(ends, tried(*ends), strict=True)) == ends
    assert not (tmp_path / "written").exists()


def test_the_limits_hold_without_the_hook(tmp_path: Path) -> None:
    place = tmp_path / "written"
    ends = {
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)": "done",
        "bytearray(1 << 31)": "MemoryError",
        f"os.write(os.open({str(place)!r}, os.O_CREAT | os.O_WRONLY), b'x')": "OSError",
        "__import__('resource').setrlimit(7, (999, 999))": "ValueError",
        "open('/dev/null', 'wb').close(); [os.dup(1) for _ in range(64)]": "OSError",
    }
    assert dict(zip(ends, tried(*ends, hook=False), strict=True)) == ends
    assert not (place.exists() and place.read_bytes())


def test_in_a_namespace_there_is_no_network_even_without_the_hook() -> None:
    if fence_here() != "namespace":
        assert fence_here() == "hook"
        pytest.skip("This machine allows no namespaces; the hook stands alone.")
    codes = ("socket.create_connection(('127.0.0.1', 9), 1)", "print(socket.if_nameindex())")
    assert tried(*codes, hook=False) in (["OSError", "[(1, 'lo')]", "done"], ["OSError", "OSError"])


def test_without_namespaces_the_hook_stands_alone(
    inside: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    inside("walls._leave_the_network = lambda: False")
    assert supervising.ask_the_kind() == "hook"
    inside("walls._leave_the_network = lambda: False; child.answer = lambda *a: __import__('socket').socket()")
    assert end_of() == "crashed"


def test_the_process_knows_nothing_of_its_surroundings(inside: Callable[[str], None]) -> None:
    inside("child.answer = lambda q, d, say: say(child.Failed(str(dict(__import__('os').environ)), ''))")
    told: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(supervising._log, "error", lambda event, error, where: told.append(error))
        assert end_of() == "crashed"
    assert told == ["{}"] or told == ["{'LC_CTYPE': 'C.UTF-8'}"]  # the interpreter's own


@pytest.mark.parametrize(
    ("code", "end"),
    [
        ("child.answer = lambda *a: bytearray(1 << 31)", "too_much_memory"),
        ("child.answer = lambda *a: __import__('os').abort()", "crashed"),
        ("child.answer = lambda *a: __import__('os')._exit(0)", "crashed"),
        ("child.answer = lambda *a: 1 / 0", "crashed"),
        ("child.answer = lambda *a: child.os.write(3, b'\\xff' * 100)", "crashed"),
        ("child.answer = lambda *a: child.os.write(3, (2).to_bytes(4) + b'\\x91\\x01')", "crashed"),
        ("child.answer = lambda q, d, say: say(child.Refused('too_large'))", "too_large"),
        ("child.answer = lambda q, d, say: say(child.Refused('unheard of'))", "crashed"),
        ("child.answer = lambda q, d, say: None", "crashed"),
    ],
)
def test_every_end_is_told(inside: Callable[[str], None], code: str, end: str) -> None:
    inside(code)
    assert end_of() == end


def test_at_the_time_limit_the_process_is_gone(inside: Callable[[str], None]) -> None:
    inside("child.answer = lambda *a: __import__('time').sleep(600)")
    begun = time.monotonic()
    assert end_of(seconds=1) == "too_slow"
    assert time.monotonic() - begun < 60
    assert psutil.Process().children(recursive=True) == []


def test_time_of_the_processor_is_limited_too(inside: Callable[[str], None]) -> None:
    inside("walls.MOST_SECONDS = 1; child.answer = lambda *a: all(True for _ in iter(int, 1))")
    begun = time.monotonic()
    assert end_of() == "too_slow"
    assert time.monotonic() - begun < 100  # else the parent's clock ended it


def test_the_process_dies_with_the_one_that_started_it() -> None:
    waits = "child.answer = lambda q, d, say: (say(child.Progress(1, 1)), __import__('time').sleep(600))"
    program = textwrap.dedent(f"""
        import sys
        sys.path.insert(0, {str(CHECKOUT)!r})
        from evaluations.importing.fence import supervising
        supervising.START = {PREPARED + waits + WALK_IN!r}
        supervising.read_in_fence(b"text", "a.txt", on_page=lambda *page: print("fenced", flush=True), seconds=600)
    """)
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as parent:
        try:
            assert parent.stdout is not None
            assert parent.stdout.readline() == b"fenced\n"
            [child] = psutil.Process(parent.pid).children()
        finally:
            parent.send_signal(signal.SIGKILL)
    gone, alive = psutil.wait_procs([child], timeout=30)
    assert (len(gone), alive) == (1, [])


def test_what_was_read_is_what_the_reader_reads() -> None:
    for name, data in (("a.txt", DEMONSTRATION.read_bytes()), ("a.pdf", many_pages(3))):
        assert read_in_fence(data, name).draft == read_report(data, name)


def test_progress_and_pictures_come_page_by_page() -> None:
    pages: list[tuple[int, int]] = []
    pictures: list[Picture] = []
    read = read_in_fence(
        many_pages(4), "a.pdf", on_page=lambda page, of: pages.append((page, of)), on_picture=pictures.append
    )
    assert pages == [(page, 4) for page in range(1, 5)]
    assert [(each.number, each.width, each.height) for each in pictures] == [(n, 910, 1287) for n in range(1, 5)]
    assert all(each.png.startswith(b"\x89PNG") for each in pictures)
    assert [sheet.number for sheet in read.sheets] == [1, 2, 3, 4]
    first = read.sheets[0].lines[0]
    assert first.line == 1
    assert first.text in LINES
    assert first.box is not None
    assert 0 < first.box[0] < first.box[2] < 1


def test_a_text_without_pages_comes_in_sheets_of_sixty_lines() -> None:
    words = ["vatten", "skola", "budget", "omsorg", "dialog"]
    texts = [f"{words[n % 5]} {words[n // 5 % 5]} {words[n // 25 % 5]} och {words[n // 125]}" for n in range(130)]
    read = read_in_fence("\n\n".join(texts).encode(), "a.txt")
    assert [len(sheet.lines) for sheet in read.sheets] == [60, 60, 10]
    assert (read.sheets[1].lines[0].line, read.sheets[1].lines[0].text) == (121, texts[60])


def test_pictures_that_take_too_long_are_left_out_and_the_proposal_stands(
    inside: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    late = time.monotonic() + 10_000
    inside(
        "child.draw_pages = lambda data: ("
        "__import__('time').sleep(600 * n) or messages.Picture(n, b'', 1, 1) for n in range(2))"
    )
    seen: list[int] = []

    def hours_pass(picture: Picture) -> None:
        seen.append(picture.number)
        monkeypatch.setattr(supervising, "time", SimpleNamespace(monotonic=lambda: late, sleep=time.sleep))

    assert read_in_fence(pdf_file(), "a.pdf", on_picture=hours_pass).sheets
    assert seen == [0]


def test_drawing_that_crashes_takes_no_proposal_with_it(inside: Callable[[str], None]) -> None:
    inside("child.draw_pages = lambda data: child.os.abort()")
    assert read_in_fence(pdf_file(), "a.pdf", on_picture=lambda picture: None).sheets


def test_answers_come_whole_from_any_pieces() -> None:
    sent: list[messages.Answer] = [messages.Progress(1, 2), messages.Refused("x"), messages.Done()]
    data = b"".join(pack(each) for each in sent)
    answers = Answers()
    assert [answer for place in range(len(data)) for answer in answers.take(data[place : place + 1])] == sent


@pytest.mark.parametrize(
    "data",
    [
        (messages.MOST_IN_ANSWER + 1).to_bytes(4),
        (1).to_bytes(4) + b"\xc1",
        pack(messages.Question()),
        b"\x00\x00\x00\x05" + b"\x81\xa4type\xa4done",
    ],
)
def test_anything_else_is_no_answer(data: bytes) -> None:
    with pytest.raises(NoAnswerError):
        list(Answers().take(data))


def test_too_many_answers_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "MOST_IN_ALL", 10)
    with pytest.raises(NoAnswerError):
        list(Answers().take(pack(messages.Progress(1, 2)) * 2))


def test_where_no_reader_starts_there_is_no_fence(
    inside: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "_known", None)
    monkeypatch.setattr(readiness, "_failed_at", float("-inf"))
    inside("raise SystemExit")
    assert fence_here() == "none"
