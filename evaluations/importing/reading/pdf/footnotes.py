"""Notes at the foot of a page or column: small lines that begin with a raised mark, or stand under a short line."""

import re
from collections import Counter
from collections.abc import Sequence

from evaluations.importing.reading.markup import SUPERSCRIPTS

from .lines import TextLine, lines_of
from .measures import Measures
from .paragraphs import Group, wraps
from .sheet import Sheet, inside

SMALLER = 0.96  # of the running text
PLAIN_MARK = re.compile(r"^(?:(\d{1,3})(?:[.)])?\s+(?=\S)|\[(\d{1,3})\]\s?|(\*{1,3})\s?)")
RAISED_MARK = re.compile(r"^([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})\s?(?=\S|$)")


def usual_size(sheets: Sequence[Sheet]) -> float:
    """The size of most letters of a document, in points."""
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for word in sheet.words:
            sizes[round(word.size, 1)] += len(word.text)
    return sizes.most_common(1)[0][0] if sizes else 11.0


def take_notes(sheet: Sheet, size: float) -> list[list[TextLine]]:
    """Take the notes from the foot of a page, each as its lines; `size` is that of the running text."""
    free = [word for word in sheet.words if not any(inside(word, grid.bounds) for grid in sheet.grids)]
    segments = lines_of(free, sheet.number, sheet.frame, split_at=1.0)
    small = [line for line in segments if line.size < SMALLER * size]
    notes: list[list[TextLine]] = []
    for line in small:
        if notes and _goes_on(notes[-1], line):
            notes[-1].append(line)
        elif _is_first(line, sheet) and _reaches_foot(line, segments, size):
            notes.append([line])
    taken = {id(word) for note in notes for line in note for word in line.all_words}
    sheet.words = [word for word in sheet.words if id(word) not in taken]
    for note in notes:
        _mark(note[0])
    return notes


def _is_first(line: TextLine, sheet: Sheet) -> bool:
    if line.words[0].raised or RAISED_MARK.match(line.text):
        return True
    ruled = any(
        0 < line.baseline - rule.at < 3.5 * line.size
        and 0.1 < (rule.end - rule.start) / sheet.frame.width < 0.45
        and abs(rule.start - line.left) < 3 * line.size
        for rule in sheet.across
    )
    return ruled and line.baseline > 0.4 * sheet.frame.height


def _reaches_foot(first: TextLine, segments: Sequence[TextLine], size: float) -> bool:
    """Whether nothing of the running text's size stands below a line."""
    return not any(
        line.size >= SMALLER * size
        and line.baseline > first.baseline
        and line.left < first.right
        and line.right > first.left
        for line in segments
    )


def _goes_on(note: Sequence[TextLine], line: TextLine) -> bool:
    """Whether a small line is the next of a note, or begins another right below it."""
    last = note[-1]
    step = line.baseline - last.baseline
    if line.words[0].raised or RAISED_MARK.match(line.text) or PLAIN_MARK.match(line.text):
        return False
    return 0 <= step < 2 * line.size and line.left < last.right and line.right > note[0].left - line.size


def _mark(line: TextLine) -> None:
    """The mark before a note's text as raised digits."""
    match = PLAIN_MARK.match(line.text)
    if match:
        digits = (match[1] or match[2] or "").translate(SUPERSCRIPTS)
        line.text = f"{digits or match[3]} {line.text[match.end() :]}".strip()


def note_groups(notes: Sequence[Sequence[TextLine]], measures: Measures) -> list[Group]:
    """The notes of a page as blocks."""
    groups: list[Group] = []
    limit = max((line.right for note in notes for line in note), default=0.0)
    for note in notes:
        group = Group([note[0]], [limit], note=True)
        for line in note[1:]:
            wraps(group, line, measures)
            group.lines.append(line)
            group.limits.append(limit)
        group.wraps.append(False)
        groups.append(group)
    return groups
