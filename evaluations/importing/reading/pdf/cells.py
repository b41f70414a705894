"""The lines of a cell or column as pieces: which begin an item, which only wrapped."""

import re
from collections.abc import Sequence
from itertools import pairwise

from evaluations.importing.reading.blocks import Cell, Piece

from .centred_marks import with_centred_marks
from .heads import with_whole_head
from .healing import cut_by_width, healed
from .lines import DASHES, TextLine
from .measures import Measures

UNFINISHED = re.compile(
    r"(?:[,(/&–-]|\b(?:och|eller|samt|som|att|i|på|av|för|med|till|från|vid|om|kring|inom|mellan|under|över|hos|mot|genom|"
    r"utifrån|enligt|en|ett|den|det|de|är|har|kan|ska|bör|inte|sin|sina|sitt|deras|t\.ex\.|bl\.a\.|hur|vilka|vilken|"
    r"avseende|gällande|respektive|både|via|efter|före|innan|när|där|denna|detta|dessa))$",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[.!?][”\"')\]]*$")
SPACE = 0.25  # of the size


def cell_of(lines: Sequence[TextLine], limit: float, measures: Measures) -> Cell:
    """The lines of a cell whose text may reach to `limit`, as one piece a line, cut words healed."""
    return Cell(tuple(pieces_of(lines, limit, measures)))


def pieces_of(lines: Sequence[TextLine], limit: float, measures: Measures) -> list[Piece]:
    pieces: list[Piece] = []
    lines = with_whole_head(with_centred_marks(lines) or _with_lone_marks(lines))
    marks = marked_lines(lines)
    apart = paragraph_starts(lines, measures)
    spacing = any(apart[1:])
    glue = ""
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        wraps = False
        text = glue or shown(line, marked=marks[place])
        first = pieces.pop() if glue else None
        glue = ""
        if following is not None and not marks[place + 1] and not apart[place + 1]:
            glue = joined_word(text, line, following, limit, measures)
            wraps = bool(glue) or (spacing and not any(marks)) or line_wraps(line, following, limit, measures)
        if first is None:
            pieces.append(Piece(text, marks[place], apart[place], wraps, line.place()))
        else:
            pieces.append(Piece(text, first.marked, first.apart, wraps, first.place))
    return pieces


def shown(line: TextLine, *, marked: bool) -> str:
    """A line's text; a mark that marks no item belongs to it."""
    return line.text if marked or not line.mark else f"{line.mark} {line.text}"


def joined_word(text: str, line: TextLine, following: TextLine, limit: float, measures: Measures) -> str:
    """Both lines as one text where the line's end cut a word, else nothing."""
    if cut_by_width(line, following, limit):
        return text + following.text
    return healed(text, following.text, measures.vocabulary) or ""


def _with_lone_marks(lines: Sequence[TextLine]) -> list[TextLine]:
    """A mark on a line of its own, set a little off its text, goes to the nearest line without one."""
    lone = [line for line in lines if line.mark and not line.text]
    kept = [line for line in lines if line.text]
    for mark in lone:
        near = [line for line in kept if not line.mark and line.left > mark.left]
        best = min(near, key=lambda line: round(abs(line.baseline - mark.baseline) / line.size, 1), default=None)
        if best is not None and abs(best.baseline - mark.baseline) < 0.7 * best.size:
            best.sign = mark.sign
    return kept


def marked_lines(lines: Sequence[TextLine]) -> list[bool]:
    """Which lines begin an item with a mark; a dash that a line break put first marks none."""
    marks = []
    dashes = [line for line in lines if line.mark and line.mark in DASHES]
    hanging = {round(line.left) for line in dashes if not line.text[:1].islower()}
    small = sum(line.text[:1].islower() for line in dashes)
    few_small = small * 3 < len(dashes)
    for line in lines:
        if line.mark in DASHES and line.mark:
            if few_small and line.text[:1].islower() and not _hangs(line, dashes, lines):
                marks.append(False)
                continue
            marks.append(round(line.left) in hanging or (len(dashes) > 1 and dashes[0] is lines[0]))
        else:
            marks.append(bool(line.mark))
    return marks


def _hangs(line: TextLine, dashes: Sequence[TextLine], lines: Sequence[TextLine]) -> bool:
    """Whether a dash stands where all dashes stand, left of the lines that only go on."""
    off = 0.4 * line.size
    plain = [
        other.left for before, other in pairwise(lines) if before.mark and not other.mark and other.text[:1].islower()
    ]
    return (
        bool(plain)
        and all(abs(line.mark_left - dash.mark_left) < 1 for dash in dashes)
        and all(left > line.mark_left + off for left in plain)
    )


def paragraph_starts(lines: Sequence[TextLine], measures: Measures) -> list[bool]:
    """Which lines stand farther below the one before than lines of a paragraph do."""
    starts = [True]
    if len(lines) < 2:
        return starts[: len(lines)]
    steps = [other.baseline - one.baseline for one, other in pairwise(lines)]
    size = lines[0].size
    usual = min([step for step in steps if step > 0.8 * size], default=measures.pitch(size))
    pitch = measures.pitch(size)
    wraps = any(
        other.text[:1].islower() and step < usual + 0.1 * size for other, step in zip(lines[1:], steps, strict=True)
    )
    if usual > 1.35 * pitch or (round(size) in measures.pitches and usual > pitch + 0.22 * size and not wraps):
        usual = pitch
    starts.extend(step > usual + 0.22 * size for step in steps)
    return starts


def fits(line: TextLine, following: TextLine, limit: float) -> bool:
    """Whether the next word would have fitted on the line, so that its end was meant."""
    return line.right + SPACE * line.size + following.first_width <= limit + 0.5


def line_wraps(line: TextLine, following: TextLine, limit: float, measures: Measures) -> bool:
    """Whether a line ends only because the next word would not have fitted."""
    small = following.text[:1].islower() or following.text[:1].isdecimal() or following.text[:1] in ",.;:)"
    unfinished = bool(UNFINISHED.search(line.text[-25:]))
    if fits(line, following, limit - 0.15 * line.size):
        return False
    if measures.keeps_spaces:
        if line.spaced:
            return True
        if line.right + SPACE * line.size < limit - 1:
            return small and unfinished
    return small or unfinished
