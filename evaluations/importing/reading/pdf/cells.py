"""The lines of a cell or column as pieces: which begin an item, which only wrapped."""

import re
from collections.abc import Sequence
from itertools import pairwise

from evaluations.importing.reading.blocks import Cell, Piece

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
    lines = _with_lone_marks(lines)
    marks = marked_lines(lines)
    apart = paragraph_starts(lines, measures)
    spacing = any(apart[1:])
    glue = False
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        wraps = False
        cut = False
        text = line.text if marks[place] or not line.mark else f"{line.mark} {line.text}"
        if following is not None and not marks[place + 1] and not apart[place + 1]:
            cut = is_cut_word(line, following, limit)
            wraps = cut or (spacing and not any(marks)) or line_wraps(line, following, limit, measures)
        if glue and pieces:
            before = pieces.pop()
            pieces.append(Piece(before.text + text, before.marked, before.apart, wraps, before.place))
        else:
            pieces.append(Piece(text, marks[place], apart[place], wraps, line.place()))
        glue = cut
    return pieces


def _with_lone_marks(lines: Sequence[TextLine]) -> list[TextLine]:
    """A mark on a line of its own, set a little off its text, goes to the nearest line without one."""
    lone = [line for line in lines if line.mark and not line.text]
    kept = [line for line in lines if line.text]
    for mark in lone:
        near = [line for line in kept if not line.mark and line.left > mark.left]
        best = min(near, key=lambda line: abs(line.baseline - mark.baseline), default=None)
        if best is not None and abs(best.baseline - mark.baseline) < 0.7 * best.size:
            best.mark, best.mark_left = mark.mark, mark.left
    return kept


def marked_lines(lines: Sequence[TextLine]) -> list[bool]:
    """Which lines begin an item with a mark; a dash that a line break put first marks none."""
    marks = []
    dashes = [line for line in lines if line.mark and line.mark in DASHES]
    hanging = {round(line.left) for line in dashes if not line.text[:1].islower()}
    for line in lines:
        if line.mark in DASHES and line.mark:
            marks.append(round(line.left) in hanging or (len(dashes) > 1 and dashes[0] is lines[0]))
        else:
            marks.append(bool(line.mark))
    return marks


def paragraph_starts(lines: Sequence[TextLine], measures: Measures) -> list[bool]:
    """Which lines stand farther below the one before than lines of a paragraph do."""
    starts = [True]
    if len(lines) < 2:
        return starts[: len(lines)]
    steps = [other.baseline - one.baseline for one, other in pairwise(lines)]
    size = lines[0].size
    usual = min([step for step in steps if step > 0.8 * size], default=measures.pitch(size))
    if usual > 1.35 * measures.pitch(size):
        usual = measures.pitch(size)
    starts.extend(step > usual + 0.22 * size for step in steps)
    return starts


def is_cut_word(line: TextLine, following: TextLine, limit: float) -> bool:
    """A word too long for its column is cut where the column ends: both parts together would not fit on one line."""
    if len(line.text.split()) != 1 or line.spaced or line.text.endswith("-") or not line.text[-1:].isalpha():
        return False
    if not following.text[:1].islower():
        return False
    whole = line.right - line.left + following.first_width
    return line.left + whole > limit + 1 and line.right > limit - line.size


def fits(line: TextLine, following: TextLine, limit: float) -> bool:
    """Whether the next word would have fitted on the line, so that its end was meant."""
    return line.right + SPACE * line.size + following.first_width <= limit + 0.5


def line_wraps(line: TextLine, following: TextLine, limit: float, measures: Measures) -> bool:
    """Whether a line ends only because the next word would not have fitted."""
    small = following.text[:1].islower() or following.text[:1] in ",.;:)"
    unfinished = bool(UNFINISHED.search(line.text[-25:]))
    if fits(line, following, limit - 0.15 * line.size):
        return False
    if measures.keeps_spaces:
        if line.spaced:
            return True
        if line.right + SPACE * line.size < limit - 1:
            return small and unfinished
    return small or unfinished
