"""Lines of running text as headings, list items and paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from evaluations.importing.reading.blocks import Block, Heading, Item, Line, Paragraph

from .cells import SENTENCE_END, fits, joined_word, line_wraps, marked_lines, shown
from .healing import cut_by_width
from .lines import TextLine
from .measures import Measures

LONGEST_HEADING = 200  # letters
NUMBERED = re.compile(r"^\d{1,2}[.)]\s")
WIDEST_STEP = 1.8  # sizes from one line of a heading to its next
LARGEST_PITCH = 1.9  # sizes between lines of one paragraph
ALIKE = 0.04  # of the size: lines of one heading
LARGER = 1.08  # times the size of the running text


@dataclass(slots=True)
class Run:
    """Lines under each other in one column; `limit` is how far they may reach to the right."""

    lines: list[TextLine]
    left: float
    limit: float
    page: int


@dataclass(slots=True)
class Group:
    """Lines that make one block: with each how far it may reach and whether it wraps."""

    lines: list[TextLine]
    limits: list[float]
    marked: bool = False
    heading: int = 0
    note: bool = False
    wraps: list[bool] = field(default_factory=list)

    @property
    def last(self) -> TextLine:
        return self.lines[-1]

    def block(self, measures: Measures) -> Block:
        lines: list[Line] = []
        glue = ""
        for place, line in enumerate(self.lines):
            text = glue or shown(line, marked=self.marked and place == 0)
            start = lines.pop().place if glue else line.place()
            glue = ""
            if place + 1 < len(self.lines) and (self.heading or self.wraps[place]):
                glue = joined_word(text, line, self.lines[place + 1], self.limits[place], measures)
            lines.append(Line(text, start, self.wraps[place]))
        if self.heading:
            return Heading(Line(" ".join(line.text for line in lines), lines[0].place), self.heading)
        return Item(tuple(lines)) if self.marked else Paragraph(tuple(lines))


def groups_of(run: Run, measures: Measures, levels: Sequence[float]) -> list[Group]:
    """The lines of a run as blocks. `levels` are the sizes of headings, the largest first."""
    marks = marked_lines(run.lines)
    groups: list[Group] = []
    for place, line in enumerate(run.lines):
        group = groups[-1] if groups else None
        if group is None or marks[place] or _begins(run, place, group, measures):
            groups.append(Group([line], [run.limit], marks[place]))
        else:
            wraps(group, line, measures)
            group.lines.append(line)
            group.limits.append(run.limit)
    for group in groups:
        group.wraps.append(False)
    for place, group in enumerate(groups):
        following = groups[place + 1] if place + 1 < len(groups) else None
        group.heading = _heading_level(group, following, measures, levels)
    return groups


def wraps(group: Group, following: TextLine, measures: Measures) -> None:
    """Note how the group's last line ends, now that another follows."""
    limit = group.limits[-1]
    cut = cut_by_width(group.last, following, limit)
    group.wraps.append(cut or line_wraps(group.last, following, limit, measures))


def _begins(run: Run, place: int, group: Group, measures: Measures) -> bool:
    """Whether a line begins a block of its own."""
    line, before = run.lines[place], run.lines[place - 1]
    step = line.baseline - before.baseline
    size = max(line.size, before.size)
    if abs(line.size - before.size) > 0.08 * size or line.bold != before.bold:
        return not _same_sentence(before, line)
    if _is_wrapped_heading(run, group, before, line, measures):
        return False
    full = not SENTENCE_END.search(before.text) and not fits(before, line, run.limit)
    if full and line.text[:1].islower() and 0.3 * size < step < LARGEST_PITCH * size:
        return False
    if step > measures.pitch(line.size) + 0.25 * size or step < 0.3 * size:
        return True
    if NUMBERED.match(line.text) and (line.left <= group.lines[0].left + 1):
        return True
    if group.marked:
        return (
            line.left < group.lines[0].left - 0.7 * size and group.lines[0].left - group.lines[0].mark_left > 0.7 * size
        )
    if line.bold and before.bold and line.text[:1].isupper() and fits(before, line, run.limit):
        return True
    indent = line.left - before.left
    if abs(before.left - run.left) < 2 and 0.8 * size < indent < 6 * size and len(group.lines) > 1:
        return True
    if not SENTENCE_END.search(before.text) or not line.text[:1].isupper():
        return False
    meant = measures.keeps_spaces and not before.spaced
    return meant or fits(before, line, run.limit - 0.1 * (run.limit - run.left))


def _is_wrapped_heading(run: Run, group: Group, before: TextLine, line: TextLine, measures: Measures) -> bool:
    """Whether a line goes on with a heading that was too long for its own line; headings may stand wider apart."""
    stands_out = line.bold or line.size > LARGER * measures.size
    step = line.baseline - before.baseline
    if not stands_out or len(group.lines) > 3 or not 0.8 * line.size < step < WIDEST_STEP * line.size:
        return False
    if (
        NUMBERED.match(line.text)
        or SENTENCE_END.search(before.text)
        or abs(line.size - before.size) > ALIKE * line.size
    ):
        return False
    return not fits(before, line, run.limit - 0.5 * line.size) and abs(line.left - before.left) < line.size


def _same_sentence(before: TextLine, line: TextLine) -> bool:
    """A bold end of a paragraph, or a line whose size a single word decides, is no block of its own."""
    return (
        abs(line.size - before.size) < 0.08 * line.size
        and line.text[:1].islower()
        and not SENTENCE_END.search(before.text)
    )


def _heading_level(group: Group, following: Group | None, measures: Measures, levels: Sequence[float]) -> int:
    """1 for the largest headings, 0 where the lines are none."""
    first = group.lines[0]
    text = " ".join(line.text for line in group.lines)
    if group.marked or len(text) > LONGEST_HEADING or not any(map(str.isalpha, text)) or "\t" in text.strip():
        return 0
    larger = first.size > LARGER * measures.size
    bold = all(line.bold for line in group.lines) and first.size > 0.92 * measures.size
    if not larger and not bold:
        return 0
    if (text.endswith((".", ",", ";", ":")) and not larger) or len(text.split()) > 22 or text[:1].islower():
        return 0
    if not larger and (len(group.lines) > 3 or (following is not None and following.lines[0].bold and len(text) > 90)):
        return 0
    rank = next((place for place, size in enumerate(levels) if first.size >= size - 0.3), len(levels))
    return min(rank + 1, 6)


def heading_sizes(runs: Sequence[Run], measures: Measures) -> list[float]:
    """The sizes that are larger than the running text, the largest first."""
    sizes: set[float] = set()
    for run in runs:
        sizes.update(round(line.size * 2) / 2 for line in run.lines if line.size > LARGER * measures.size)
    return sorted(sizes, reverse=True)[:5]
