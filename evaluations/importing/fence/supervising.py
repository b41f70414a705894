"""The process outside the fence: it starts a reader, hands it the file, hears its answers and ends it at the limits."""

import contextlib
import os
import resource
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from accounts.register import RegisteredMunicipality
from evaluations.importing.draft import ReportDraft
from evaluations.importing.fence.messages import (
    Answer,
    Answers,
    Done,
    Failed,
    Fenced,
    Found,
    Kind,
    NoAnswerError,
    Picture,
    Progress,
    Question,
    Refused,
    Sheet,
    pack,
)
from evaluations.importing.reading import MOST_BYTES, TooLarge, UnreadableReport
from evaluations.importing.reading.refusals import Crashed, TooMuchMemory, TooSlow
from evaluations.rubric_files import ShippedEdition

MOST_SECONDS = 30
CHECKOUT = Path(__file__).parents[3]
START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from evaluations.importing.fence.child import main; main(int(sys.argv[2]))"
)
NO_MEMORY = 3  # as in child.py, which the parent never imports
CHUNK = 64 * 1024
MUCH_MEMORY = 500_000_000  # bytes that a reader held when it was ended by its own libraries
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class WasRead:
    """What a file gave: the proposal and the sheets it was read from."""

    draft: ReportDraft
    sheets: tuple[Sheet, ...]


def read_in_fence(
    data: bytes,
    filename: str,
    register: Iterable[RegisteredMunicipality] | None = None,
    editions: Iterable[ShippedEdition] | None = None,
    *,
    on_page: Callable[[int, int], None] | None = None,
    on_picture: Callable[[Picture], None] | None = None,
    seconds: float = MOST_SECONDS,
) -> WasRead:
    """Read a file in a process of its own without network. Refuses only with `UnreadableReport`.

    `on_page` is told which page of a PDF has been read, and of how many. `on_picture` gets the pages of a PDF as
    pictures; where drawing them takes too long or fails, the rest of them is missing and the proposal stands.
    """
    if len(data) > MOST_BYTES:
        raise TooLarge
    question = Question(
        filename=filename or "report",
        register=None if register is None else tuple(register),
        editions=None if editions is None else tuple(editions),
        with_pictures=on_picture is not None,
    )
    found: Found | None = None
    try:
        with closing(_answers(question, data, seconds)) as answers:
            for answer in answers:
                match answer:
                    case Progress(page, of) if on_page is not None:
                        on_page(page, of)
                    case Found():
                        found = answer
                    case Picture() if on_picture is not None and found is not None:
                        on_picture(answer)
                    case Refused(code):
                        raise _refusal(code)
                    case Failed(error, where):
                        _log.error("reader_failed", error=error, where=where)
                        raise Crashed
    except (TooSlow, TooMuchMemory, Crashed):
        if found is None:
            raise
    if found is None:
        raise Crashed
    return WasRead(found.draft, found.sheets)


def ask_the_kind(seconds: float = MOST_SECONDS) -> Kind:
    """Start a reader without a file and hear which fence it stands behind. Raises UnreadableReport where it fails."""
    with closing(_answers(Question(), b"", seconds)) as answers:
        for answer in answers:
            if isinstance(answer, Fenced):
                return answer.kind
    raise Crashed


@dataclass(slots=True)
class _Pipes:
    """What is still to be sent, and the pipes that are open."""

    process: "subprocess.Popen[bytes]"
    selector: selectors.BaseSelector
    unsent: list[memoryview] = field(default_factory=list)

    def send(self) -> None:
        """Write as much as the pipe takes; a reader that has gone is told of by its own end."""
        assert self.process.stdin is not None
        try:
            while self.unsent:
                sent = os.write(self.process.stdin.fileno(), self.unsent[0][:CHUNK])
                self.unsent[0] = self.unsent[0][sent:]
                if not self.unsent[0]:
                    del self.unsent[0]
        except BlockingIOError:
            return
        except BrokenPipeError:
            self.unsent.clear()
        self.selector.unregister(self.process.stdin)
        self.process.stdin.close()


def _answers(question: Question, data: bytes, seconds: float) -> Generator[Answer]:
    """The answers in the order they come, until the reader is done. Raises what its end means where it is not."""
    until = time.monotonic() + seconds
    answers = Answers()
    with _reader() as process, selectors.DefaultSelector() as selector:
        assert process.stdin is not None
        assert process.stdout is not None
        pipes = _Pipes(process, selector, [memoryview(pack(question)), memoryview(data)])
        for pipe, event in ((process.stdin, selectors.EVENT_WRITE), (process.stdout, selectors.EVENT_READ)):
            os.set_blocking(pipe.fileno(), False)
            selector.register(pipe, event)
        while True:
            left = until - time.monotonic()
            ready = selector.select(left) if left > 0 else []
            if not ready and until - time.monotonic() <= 0:
                raise TooSlow
            for key, event in ready:
                if event & selectors.EVENT_WRITE:
                    pipes.send()
                    continue
                heard = os.read(key.fd, CHUNK)
                if not heard:
                    raise _end_of(process)
                try:
                    for answer in answers.take(heard):
                        if isinstance(answer, Done):
                            return
                        yield answer
                except NoAnswerError:
                    _log.exception("reader_gibberish")
                    raise Crashed from None


@contextmanager
def _reader() -> Iterator["subprocess.Popen[bytes]"]:
    """A reader with no environment, in a group of its own; the whole group is gone when the block is left."""
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-I", "-B", "-X", "utf8", "-c", START, str(CHECKOUT), str(os.getpid())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
        start_new_session=True,
        bufsize=0,
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


def _end_of(process: "subprocess.Popen[bytes]") -> UnreadableReport:
    """What it means that the reader closed its pipe before it was done."""
    code, memory = _fate_of(process)
    _log.warning("reader_ended", code=code, megabytes=memory // 1_000_000)
    if code == -signal.SIGXCPU:
        return TooSlow()
    # Libraries end the process where memory runs out, and the kernel kills where the machine's own does.
    # A process is born with the peak of the one that starts it, so that only what goes beyond that is its own.
    own_peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    if code in (NO_MEMORY, -signal.SIGKILL) or (code < 0 and memory > max(MUCH_MEMORY, own_peak)):
        return TooMuchMemory()
    return Crashed()


def _fate_of(process: "subprocess.Popen[bytes]") -> tuple[int, int]:
    """The exit code, negative for a signal, and the most memory it held in bytes; it is dead within two seconds."""
    until = time.monotonic() + 2
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            return process.returncode, usage.ru_maxrss * 1024
        if time.monotonic() > until:
            process.kill()
        time.sleep(0.005)


def _refusal(code: str) -> UnreadableReport:
    return next((each() for each in UnreadableReport.__subclasses__() if each.code == code), Crashed())
