"""Notes at the foot of a page: smaller than the text above them, each beginning with its mark."""

import re
from collections.abc import Sequence

from evaluations.importing.reading.markup import SUPERSCRIPTS

from .lines import TextLine
from .measures import Measures
from .pages import Part
from .paragraphs import Group, Run, wraps

SMALLER = 0.93  # of the running text
MARK = re.compile(r"^(?:([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})\s?|(\d{1,3})(?:\.|\))?\s+(?=\S)|\[(\d{1,3})\]\s?|(\*{1,3})\s?)")


def take_notes(parts: Sequence[Part], measures: Measures) -> list[Group]:
    """Take the notes at the foot of a page from its parts, as groups of lines."""
    groups: list[Group] = []
    for part in parts:
        if isinstance(part, Run):
            start = _first_note(part.lines, measures)
            if start is not None:
                groups.extend(_notes(part, start, measures))
                del part.lines[start:]
    return groups


def _first_note(lines: Sequence[TextLine], measures: Measures) -> int | None:
    """Where the small lines at the end of a column begin, if they are notes."""
    start = len(lines)
    while start and lines[start - 1].size < SMALLER * measures.size and not lines[start - 1].mark:
        start -= 1
    while start < len(lines) and not MARK.match(lines[start].text):
        start += 1
    if start == len(lines):
        return None
    return start


def _notes(run: Run, start: int, measures: Measures) -> list[Group]:
    groups: list[Group] = []
    for line in run.lines[start:]:
        match = MARK.match(line.text)
        if match:
            digits = (match[1] or match[2] or match[3] or "").translate(SUPERSCRIPTS)
            line.text = f"{digits or match[4]} {line.text[match.end() :]}".strip()
        if match or not groups:
            groups.append(Group([line], [run.limit], note=True))
        else:
            wraps(groups[-1], line, measures)
            groups[-1].lines.append(line)
            groups[-1].limits.append(run.limit)
    for group in groups:
        group.wraps.append(False)
    return groups
