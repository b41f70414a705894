"""The words over a list of strengths or of improvement opportunities, which a narrow column may cut."""

from collections.abc import Callable, Sequence
from functools import reduce
from itertools import accumulate

from evaluations.importing.words import heads_improvements, heads_strengths

from .lines import TextLine

MOST_LINES = 4
HYPHENS = ("-", "‐")


def strengths_head(lines: Sequence[TextLine]) -> int:
    """How many of the first lines head a list of strengths; 0 where they do not."""
    return _length(lines, heads_strengths)


def improvements_head(lines: Sequence[TextLine]) -> int:
    """How many of the first lines head a list of improvement opportunities; 0 where they do not."""
    return _length(lines, heads_improvements)


def head_length(lines: Sequence[TextLine]) -> int:
    """How many of the first lines head either list; 0 where they do not."""
    return strengths_head(lines) or improvements_head(lines)


def with_whole_head(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines, those of a cut head put together to one."""
    length = head_length(lines)
    if length < 2:
        return list(lines)
    whole = TextLine([word for line in lines[:length] for word in line.words], lines[0].page, lines[0].frame)
    whole.text = reduce(_joined, (line.text for line in lines[:length]))
    whole.baseline = lines[length - 1].baseline
    return [whole, *lines[length:]]


def _length(lines: Sequence[TextLine], heads: Callable[[str], bool]) -> int:
    """The most lines that together are such words: the first may be one by itself, cut before its ending."""
    texts = [line.text for line in lines[:MOST_LINES] if not line.mark]
    if not texts or len(texts[0].split()) > 4:
        return 0
    found = [count for count, text in enumerate(accumulate(texts, _joined), 1) if heads(text)]
    return max(found, default=0)


def _joined(text: str, following: str) -> str:
    if text.endswith(HYPHENS):
        return text[:-1] + following
    cut = following[:1].islower() or (text.isupper() and following.isupper())
    return text + ("" if cut else " ") + following
