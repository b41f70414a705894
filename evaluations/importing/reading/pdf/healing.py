"""Words that the end of a line cut in two, with or without a hyphen."""

from collections.abc import Iterable

from .letters import Word
from .lines import TextLine

AFTER_HANGING_HYPHEN = frozenset({"och", "eller", "samt", "respektive", "resp", "resp.", "som", "till", "/"})
FEWEST_CAPITALS = 8  # fewer may be an abbreviation
WHOLE_WORDS = frozenset(
    {"och", "eller", "samt", "som", "i", "på", "av", "för", "med", "till", "inom", "vid", "om", "är"}
)
ROUND_WORDS = ".,;:!?()[]”“\"'"


def vocabulary_of(words: Iterable[Word]) -> frozenset[str]:
    """The words that stand whole somewhere in the document."""
    return frozenset(word.text.strip(ROUND_WORDS).casefold() for word in words if not word.text.endswith("-"))


def healed(text: str, following: str, vocabulary: frozenset[str]) -> str | None:
    """Two lines as one where a hyphen at the end of the first cut a word; None where it cut none."""
    capitals = text.isupper() and following.isupper() and len(text) > FEWEST_CAPITALS
    if not text.endswith(("-", "‐")) or not (following[:1].islower() or (capitals and following[:1].isalpha())):
        return None
    head = text[:-1].split()[-1].strip(ROUND_WORDS).casefold() if text[:-1].split() else ""
    tail = following.split()[0].strip(ROUND_WORDS).casefold()
    if not head or not head[-1].isalpha():
        return None
    if head + tail in vocabulary:
        return text[:-1] + following
    if tail in AFTER_HANGING_HYPHEN:
        return None
    last = text[:-1].split()[-1].strip(ROUND_WORDS)
    if f"{head}-{tail}" in vocabulary or len(head) < 2 or (last.isupper() and len(last) < 6 and not capitals):
        return text + following
    return text[:-1] + following


def cut_by_width(line: TextLine, following: TextLine, limit: float) -> bool:
    """A word too long for its column is cut where the column ends: both parts together would not fit on one line."""
    if len(line.text.split()) != 1 or line.spaced or line.text.endswith("-") or not line.text[-1:].isalpha():
        return False
    if not following.text[:1].islower() or following.text.split()[0] in WHOLE_WORDS:
        return False
    whole = line.right - line.left + following.first_width
    return line.left + whole > limit + 1 and line.right > limit - line.size
