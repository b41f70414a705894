"""Reading a file for tests of what follows it: by the code behind the fence, without a process for each file."""

from collections.abc import Callable, Iterable

from accounts.register import RegisteredMunicipality
from evaluations.importing.fence import Picture, WasRead, child
from evaluations.importing.fence.messages import Answer, Answers, Found, Progress, Question, Refused, pack
from evaluations.importing.reading import UnreadableReport
from evaluations.importing.reading.refusals import Crashed
from evaluations.rubric_files import ShippedEdition


def read_here(
    data: bytes,
    filename: str,
    register: Iterable[RegisteredMunicipality],
    editions: Iterable[ShippedEdition],
    *,
    on_page: Callable[[int, int], None],
    on_picture: Callable[[Picture], None],
) -> WasRead:
    """What `read_in_fence` gives, through the same messages; nothing ends it at the limits."""
    found: Found | None = None
    for answer in _answers(Question(filename, tuple(register), tuple(editions), with_pictures=True), data):
        match answer:
            case Progress(page, of):
                on_page(page, of)
            case Found():
                found = answer
            case Picture():
                on_picture(answer)
            case Refused(code):
                raise next(each for each in UnreadableReport.__subclasses__() if each.code == code)
    if found is None:
        raise Crashed
    return WasRead(found.draft, found.sheets)


def _answers(question: Question, data: bytes) -> list[Answer]:
    """The answers as they come out of the pipe."""
    said: list[Answer] = []
    child.answer(question, data, said.append)
    answers = Answers()
    return [heard for each in said for heard in answers.take(pack(each))]
