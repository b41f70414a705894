"""A page before its text is put in order: its words, the lines drawn on it, and the frame they stand in."""

from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2

from .frame import Bounds, Frame
from .grids import Grid, Rule, grids_of, rules_of
from .letters import Word, letters_of
from .rules import drawing_of
from .spacing import put_together

FEW = 20  # letters; a page with fewer that are seen and many that are hidden is a recognised scan


@dataclass(slots=True)
class Sheet:
    number: int
    frame: Frame
    words: list[Word]
    across: list[Rule]
    grids: list[Grid]
    areas: list[Bounds]  # shaded, as the rows of a table may be

    def separators(self, left: float, right: float) -> list[float]:
        """How far down lines go across, and shaded areas begin or end, along most of what lies between two sides."""
        wide = 0.6 * (right - left)
        heights = [rule.at for rule in self.across if min(rule.end, right) - max(rule.start, left) > wide]
        covered: dict[tuple[int, int], tuple[float, float, float]] = {}
        for start, top, end, bottom in self.areas:
            key = (round(top), round(bottom))
            known = covered.get(key, (0.0, top, bottom))
            covered[key] = (known[0] + max(0.0, min(end, right) - max(start, left)), top, bottom)
        for width, top, bottom in covered.values():
            if width > wide and bottom - top < 0.4 * self.frame.height:
                heights.extend((top, bottom))
        return sorted(heights)

    def has_text(self) -> bool:
        return any(character.isalnum() for word in self.words for character in word.text)


def sheet_of(page: pypdfium2.PdfPage, number: int) -> Sheet:
    """Everything that is seen on a page. Of a scan whose text was recognised, the hidden text is taken."""
    drawing = drawing_of(page)
    letters = letters_of(page, drawing.is_shaded)
    words = letters.words
    frame = letters.frame
    pictures = [frame.bounds(*box) for box in drawing.pictures]
    pictured = max((_area(box, frame) for box in pictures), default=0.0)
    if _count(words) < FEW <= _count(letters.hidden) and pictured > 0.5:
        words = [*words, *letters.hidden]
    words = put_together(words)
    across, down = rules_of([frame.bounds(*box) for box in drawing.rules])
    areas = [frame.bounds(*box) for box in drawing.dark]
    return Sheet(number, frame, words, across, grids_of(across, down), areas)


def _count(words: Sequence[Word]) -> int:
    return sum(len(word.text) for word in words)


def _area(box: Bounds, frame: Frame) -> float:
    left, top, right, bottom = max(0, box[0]), max(0, box[1]), min(frame.width, box[2]), min(frame.height, box[3])
    return max(0.0, right - left) * max(0.0, bottom - top) / max(1.0, frame.width * frame.height)


def holds_text(grid: Grid, words: Sequence[Word]) -> bool:
    """Whether two or more of the cells have words in them; else the lines are a frame or a drawing.

    At the top of a page one is enough: a table that goes on there may have text left in one column only.
    """
    within = [word for word in words if inside(word, grid.bounds)]
    filled = {cell for row in grid.rows for cell in row if any(inside(word, cell) for word in within)}
    first = not any(word.bottom < grid.bounds[1] for word in words)
    return len(filled) > (0 if first else 1)


def inside(word: Word, box: Bounds) -> bool:
    x, y = word.middle
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
