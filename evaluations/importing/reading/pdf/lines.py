"""Words that stand on one line, as a reader sees them: with raised note marks, list marks and wide gaps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from evaluations.importing.reading.blocks import Place
from evaluations.importing.reading.markup import BULLETS, SUPERSCRIPTS, clean

from .frame import Bounds, Frame
from .letters import ASCENT, DESCENT, WORD_GAP, Word

WIDE_GAP = 2.5  # of the size: wider than any space in justified text
JUSTIFIED = 0.8  # of the size: as far as a space is stretched to fill a line
SOFT_HYPHEN = "\u00ad"
DASHES = "-–—−‐‑"
LETTERED = "o*·¤"  # marks that are also text: only with a wide gap after them


@dataclass(slots=True)
class TextLine:
    """Words on one baseline, from left to right; `sign` is the list mark before them, if any."""

    words: list[Word]
    page: int
    frame: Frame
    sign: Word | None = None
    text: str = field(default="", init=False)
    left: float = field(default=0.0, init=False)
    right: float = field(default=0.0, init=False)
    baseline: float = field(default=0.0, init=False)
    size: float = field(default=0.0, init=False)
    bold: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        plain = [word for word in self.words if not word.raised] or self.words
        letters = sum(len(word.text) for word in plain)
        self.left, self.right = self.words[0].left, max(word.right for word in self.words)
        self.baseline = plain[0].baseline
        self.size = max(plain, key=lambda word: len(word.text)).size
        self.bold = sum(len(word.text) for word in plain if word.bold) * 10 >= letters * 8
        self.text = "" if self.sign is self.words[0] else clean_keeping_tabs(joined(self.words))
        if self.words[-1].text.endswith(SOFT_HYPHEN):
            self.text += "-"  # it is shown where it ends a line

    @property
    def mark(self) -> str:
        return self.sign.text if self.sign else ""

    @property
    def mark_left(self) -> float:
        return self.sign.left if self.sign else self.left

    @property
    def all_words(self) -> list[Word]:
        """The words with the mark before them."""
        return self.words if self.sign is None or self.sign is self.words[0] else [self.sign, *self.words]

    @property
    def top(self) -> float:
        return self.baseline - ASCENT * self.size

    @property
    def bottom(self) -> float:
        return self.baseline + DESCENT * self.size

    @property
    def outer_left(self) -> float:
        """Where the line begins with its mark."""
        return min(self.mark_left, self.left)

    @property
    def spaced(self) -> bool:
        """Whether the file has a space after the last word."""
        return self.words[-1].spaced

    @property
    def first_width(self) -> float:
        """How wide the first word is, with what stands glued to it."""
        end = self.words[0]
        for before, word in pairwise(self.words):
            if _parted(before, word):
                break
            end = word
        return end.right - self.words[0].left

    @property
    def bounds(self) -> Bounds:
        return (self.outer_left, self.top, self.right, self.bottom)

    def place(self, number: int = 0) -> Place:
        return Place(number, self.page, self.frame.shares(self.bounds))


def clean_keeping_tabs(text: str) -> str:
    return "\t".join(clean(part) for part in text.split("\t"))


def joined(words: Sequence[Word]) -> str:
    """The words as text: a space between them, a tab where the gap is wide, note marks as raised digits."""
    parts: list[str] = []
    for place, word in enumerate(words):
        if place:
            before = words[place - 1]
            gap = word.left - before.right
            size = max(before.size, word.size)
            if gap > WIDE_GAP * size:
                parts.append("\t")
            elif _parted(before, word) and (before.raised or not word.raised):
                parts.append(" ")
        elif word.raised:
            parts.append(word.text.translate(SUPERSCRIPTS) + " ")
            continue
        parts.append(word.text.translate(SUPERSCRIPTS) if word.raised else word.text)
    return "".join(parts)


def _parted(before: Word, word: Word) -> bool:
    return before.spaced or word.left - before.right > WORD_GAP * min(before.size, word.size)


def lines_of(words: Iterable[Word], page: int, frame: Frame, *, split_at: float | None = None) -> list[TextLine]:
    """The words as lines from the top; where a gap is wider than `split_at` sizes, a line is taken apart."""
    lines: list[TextLine] = []
    for row in _rows(words):
        for part in _parts(row, split_at):
            lines.append(_marked(part, page, frame))
    return [line for line in lines if line.text or line.mark]


def _rows(words: Iterable[Word]) -> list[list[Word]]:
    """The words by their baselines; raised marks go to the line they stand over."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda each: each.baseline):
        row = rows[-1] if rows else None
        if row is not None and abs(word.baseline - row[0].baseline) <= 0.22 * max(word.size, row[0].size):
            row.append(word)
        else:
            rows.append([word])
    result: list[list[Word]] = []
    for place, row in enumerate(rows):
        below = rows[place + 1] if place + 1 < len(rows) else None
        if below is not None:
            raised = [word for word in row if _is_raised(word, below)]
            gone = {id(word) for word in raised}
            for word in raised:
                word.raised = True
            below.extend(raised)
            row = [word for word in row if id(word) not in gone]
        if row:
            result.append(sorted(row, key=lambda each: each.left))
    return result


def _is_raised(word: Word, below: Sequence[Word]) -> bool:
    """A small number over the end or beginning of a word on the next line."""
    if not word.text.strip("[]()*").isdigit() or len(word.text) > 4:
        return False
    for other in below:
        height = other.baseline - word.baseline
        if word.size < 0.85 * other.size and 0.15 * other.size < height < 0.65 * other.size:
            gap = min(abs(word.left - other.right), abs(other.left - word.right))
            if gap < 0.6 * other.size:
                return True
    return False


def _parts(row: list[Word], split_at: float | None) -> list[list[Word]]:
    if split_at is None:
        return [row]
    parts = [[row[0]]]
    for before, word in pairwise(row):
        gap = (word.left - before.right) / max(before.size, word.size)
        if gap > (max(split_at, JUSTIFIED) if before.spaced else split_at):
            parts.append([word])
        else:
            parts[-1].append(word)
    return parts


def _marked(words: list[Word], page: int, frame: Frame) -> TextLine:
    """The line with its list mark taken away."""
    first = words[0]
    rest = words[1:]
    gap = rest[0].left - first.right if rest else 0.0
    if first.raised:
        return TextLine(words, page, frame)
    if rest and (is_bullet(first) or _is_lettered(first, gap) or (first.text in DASHES and _parted(first, rest[0]))):
        return TextLine(rest, page, frame, first)
    if len(first.text) > 1 and (
        first.text[0] in BULLETS
        or "\ue000" <= first.text[0] <= "\uf8ff"
        or (first.text[0] in DASHES and first.text[1].isupper())
    ):
        middle = first.left + min(first.size * 0.5, (first.right - first.left) * 0.5)
        sign = replace(first, text=first.text[0], right=middle)
        return TextLine([replace(first, text=first.text[1:], left=middle), *rest], page, frame, sign)
    if not rest and is_bullet(first):
        return TextLine(words, page, frame, first)
    return TextLine(words, page, frame)


def is_bullet(word: Word) -> bool:
    """Whether a word is a mark by its sign alone, of whatever font."""
    if len(word.text) > 2:
        return False
    return word.sign or word.text[0] in BULLETS or "\ue000" <= word.text[0] <= "\uf8ff"


def _is_lettered(word: Word, gap: float) -> bool:
    return word.text in LETTERED and gap > 0.6 * word.size


def whole_lines(segments: Sequence[TextLine]) -> list[TextLine]:
    """Segments put together again to the lines they are parts of, with their marks."""
    if not segments:
        return []
    words = [word for segment in segments for word in segment.all_words]
    return lines_of(words, segments[0].page, segments[0].frame)
