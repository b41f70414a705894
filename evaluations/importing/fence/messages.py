"""What passes through the pipes of the fence: one question down, then typed answers up, each with its length before it.

Nothing that comes up is run or unpickled: an answer that is none of these types ends the reading.
"""

from collections.abc import Iterator
from typing import Literal

import msgspec

from accounts.register import RegisteredMunicipality
from evaluations.importing.draft import ReportDraft
from evaluations.importing.reading.blocks import Box
from evaluations.rubric_files import ShippedEdition

type Kind = Literal["namespace", "hook"]
"""How the network is kept away: the process has none, or every call for it is refused."""

LENGTH_BYTES = 4
MOST_IN_ANSWER = 16 * 1024 * 1024  # bytes; an answer has 0.2 million, and unpacked it weighs ten times as much
MOST_IN_ALL = 256 * 1024 * 1024  # bytes of all answers to one question


class Question(msgspec.Struct, frozen=True):
    """What the process is to read; the bytes of the file follow it. Without a name it only tells how it is fenced."""

    filename: str = ""
    register: tuple[RegisteredMunicipality, ...] | None = None
    editions: tuple[ShippedEdition, ...] | None = None
    with_pictures: bool = False


class Fenced(msgspec.Struct, frozen=True, tag="fenced"):
    """The fence stands; nothing of the file has been looked at yet."""

    kind: Kind


class Progress(msgspec.Struct, frozen=True, tag="progress"):
    """A page of a PDF has been read."""

    page: int
    of: int


class SheetLine(msgspec.Struct, frozen=True):
    """A line as it is numbered in the proposal, with its box where the page has a picture."""

    line: int
    text: str
    box: Box | None = None


class Sheet(msgspec.Struct, frozen=True):
    """A page of the file, or about sixty lines of a file without pages."""

    number: int
    lines: tuple[SheetLine, ...]


class Found(msgspec.Struct, frozen=True, tag="found"):
    """The proposal, and the sheets it was read from."""

    draft: ReportDraft
    sheets: tuple[Sheet, ...]


class Picture(msgspec.Struct, frozen=True, tag="picture"):
    """A page as a PNG; width and height in pixels."""

    number: int
    png: bytes
    width: int
    height: int


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """The code of an UnreadableReport."""

    code: str


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """The reader itself failed; the name of the error and the lines of code it passed, and no word of the file."""

    error: str
    where: str


class Done(msgspec.Struct, frozen=True, tag="done"):
    """Everything has been said."""


type Answer = Fenced | Progress | Found | Picture | Refused | Failed | Done


class NoAnswerError(Exception):
    """The bytes are none of the answers, or too many."""


# Decimals travel as numbers, so that a fact of a contradiction, which may be a text too, is the same when it arrives.
_encoder = msgspec.msgpack.Encoder(decimal_format="number")
_questions = msgspec.msgpack.Decoder(Question)
_answers = msgspec.msgpack.Decoder[Answer](Fenced | Progress | Found | Picture | Refused | Failed | Done)


def pack(message: Question | Answer) -> bytes:
    """A message with its length before it."""
    body = _encoder.encode(message)
    return len(body).to_bytes(LENGTH_BYTES) + body


def question_in(data: bytes) -> tuple[Question, bytes]:
    """The question that data begins with, and the file after it. Raises msgspec.DecodeError for anything else."""
    end = LENGTH_BYTES + int.from_bytes(data[:LENGTH_BYTES])
    return _questions.decode(memoryview(data)[LENGTH_BYTES:end]), data[end:]


class Answers:
    """Takes the bytes as they come and gives the whole answers among them. Raises NoAnswerError for anything else."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._taken = 0

    def take(self, data: bytes) -> Iterator[Answer]:
        """The answers that are whole with these bytes."""
        self._taken += len(data)
        if self._taken > MOST_IN_ALL:
            raise NoAnswerError
        self._held += data
        while len(self._held) >= LENGTH_BYTES:
            length = int.from_bytes(self._held[:LENGTH_BYTES])
            if length > MOST_IN_ANSWER:
                raise NoAnswerError
            if len(self._held) < LENGTH_BYTES + length:
                return
            body = bytes(self._held[LENGTH_BYTES : LENGTH_BYTES + length])
            del self._held[: LENGTH_BYTES + length]
            try:
                yield _answers.decode(body)
            except (msgspec.DecodeError, RecursionError) as error:
                raise NoAnswerError from error
