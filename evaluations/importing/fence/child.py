"""The process inside the fence: it closes itself in, reads one file from its input and answers in messages."""

import os
import sys
import traceback
from collections.abc import Callable

import pypdfium2

from evaluations.importing.fence.messages import (
    Answer,
    Done,
    Failed,
    Fenced,
    Found,
    Progress,
    Question,
    Refused,
    pack,
    question_in,
)
from evaluations.importing.fence.pictures import draw_pages
from evaluations.importing.fence.sheets import sheets_of
from evaluations.importing.fence.walls import fence
from evaluations.importing.interpreting import interpret
from evaluations.importing.reading import UnreadableReport, read_document
from evaluations.importing.reading.refusals import BrokenFile

ANSWERS_GO_TO = 3
NO_MEMORY = 3  # the exit code of a process that reached its limit


def main(parent: int) -> None:
    """Read the file on standard input; what libraries print goes nowhere."""
    os.dup2(1, ANSWERS_GO_TO)
    os.dup2(2, 1)
    try:
        tell(Fenced(fence(parent)))
        question, data = question_in(sys.stdin.buffer.read())
        if question.filename:
            answer(question, data, tell)
        tell(Done())
    except MemoryError:
        os._exit(NO_MEMORY)
    except Exception as error:  # noqa: BLE001 - whatever it was, the parent is told its name
        tell(Failed(type(error).__name__, _passed(error)))
    os._exit(0)  # nothing is left to be tidied up, and nothing of the file gets a last word


def answer(question: Question, data: bytes, say: Callable[[Answer], None]) -> None:
    """Read the file and say what was found, page by page."""

    def on_page(page: int, of: int) -> None:
        say(Progress(page, of))

    try:
        document = read_document(data, question.filename, on_page)
        draft = interpret(document, question.register, question.editions or None)
    except UnreadableReport as refusal:
        say(Refused(refusal.code))
        return
    except pypdfium2.PdfiumError:  # a page that its list names and that is not there
        say(Refused(BrokenFile.code))
        return
    say(Found(draft, sheets_of(document)))
    if question.with_pictures and document.paged and b"%PDF-" in data[:1024]:
        for picture in draw_pages(data):
            say(picture)


def tell(message: Answer) -> None:
    """Send a message up."""
    rest = memoryview(pack(message))
    while rest:
        rest = rest[os.write(ANSWERS_GO_TO, rest) :]


def _passed(error: Exception) -> str:
    """The lines of code that the error passed, without what stood in their variables."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    return " < ".join(f"{os.path.basename(frame.filename)}:{frame.lineno}" for frame in reversed(frames))
