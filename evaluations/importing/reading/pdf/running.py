"""Running headers and footers, page numbers and watermarks: what pages repeat at the same place."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from evaluations.importing.reading.furniture import DIGITS, NEVER, PAGE_NUMBER

from .lines import TextLine, lines_of
from .sheet import Sheet, inside

EDGE_ROWS = 3
ZONE = 0.14  # of the page's height, at its top and its foot
FEWEST = 3  # pages


@dataclass(slots=True)
class _Row:
    sheet: Sheet
    line: TextLine
    at_top: bool

    @property
    def shape(self) -> str:
        return DIGITS.sub("#", " ".join(self.line.text.casefold().split()))


def take_running_lines(sheets: Sequence[Sheet]) -> None:
    """Take the words of running lines from the pages."""
    _take_watermarks(sheets)
    for _ in range(EDGE_ROWS):
        rows = [row for sheet in sheets for row in _edge_rows(sheet)]
        found = [*_repeated(rows, len(sheets)), *_page_numbers(rows, len(sheets))]
        if not found:
            return
        for row in found:
            _take(row)


def _take(row: _Row) -> None:
    gone = {id(word) for word in row.line.all_words}
    row.sheet.words = [word for word in row.sheet.words if id(word) not in gone]


def _edge_rows(sheet: Sheet) -> list[_Row]:
    """The outermost line at the top and at the foot of a page, unless a table holds it."""
    height = sheet.frame.height
    rows: list[_Row] = []
    for at_top in (True, False):
        near = [
            word for word in sheet.words
            if (word.bottom < ZONE * height if at_top else word.top > (1 - ZONE) * height)
            and not any(inside(word, grid.bounds) for grid in sheet.grids)
        ]  # fmt: skip
        lines = lines_of(near, sheet.number, sheet.frame)
        if lines:
            rows.append(_Row(sheet, lines[0 if at_top else -1], at_top))
    return rows


def _repeated(rows: Sequence[_Row], pages: int) -> list[_Row]:
    """Lines of the same words, or with other numbers, at the same height on several pages."""
    places: defaultdict[tuple[str, bool], list[_Row]] = defaultdict(list)
    for row in rows:
        places[row.shape, row.at_top].append(row)
    found: list[_Row] = []
    for (shape, _), alike in places.items():
        heights = [round(row.line.baseline) for row in alike]
        level = max(sum(abs(height - other) <= 3 for other in heights) for height in heights)
        if level < FEWEST or level * 6 < pages:
            continue
        if sum(map(str.isalpha, shape)) < 3:
            continue
        bold = any(row.line.bold for row in alike)
        if NEVER.search(shape) and (bold or level * 2 < pages or not _is_set_apart(alike)):
            continue
        if bold and level * 3 < pages:
            continue  # a heading may begin several pages
        found.extend(alike)
    return found


def _is_set_apart(alike: Sequence[_Row]) -> bool:
    """Whether lines with words that reports are built of stand clearly outside the text, on every page alike."""
    apart = 0
    for row in alike:
        line = row.line
        others = [word for word in row.sheet.words if abs(word.baseline - line.baseline) > 2]
        if row.at_top:
            gap = min((word.top for word in others), default=1e9) - line.bottom
        else:
            gap = line.top - max((word.bottom for word in others), default=-1e9)
        apart += gap > 0.8 * line.size
    return apart * 10 >= len(alike) * 9


def _page_numbers(rows: Sequence[_Row], pages: int) -> list[_Row]:
    """Numbers alone at the edge that count the pages."""
    found: list[_Row] = []
    for at_top in (True, False):
        alone = [row for row in rows if row.at_top is at_top and PAGE_NUMBER.match(row.line.text)]
        offsets: defaultdict[int, list[_Row]] = defaultdict(list)
        for row in alone:
            number = int(DIGITS.findall(row.line.text)[0][:6])
            offsets[number - row.sheet.number].append(row)
        for same in offsets.values():
            if len(same) >= 2 and len(same) * 3 >= pages:
                found.extend(same)
    return found


def _take_watermarks(sheets: Sequence[Sheet]) -> None:
    """Large words at the same place on most pages lie under the text."""
    places: defaultdict[tuple[str, int, int], list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        for word in sheet.words:
            if word.size >= 30:
                places[word.text, round(word.left / 4), round(word.baseline / 4)].append(sheet)
    common = {place for place, found in places.items() if len(found) >= FEWEST and len(found) * 2 >= len(sheets)}
    for sheet in sheets if common else ():
        sheet.words = [
            word for word in sheet.words
            if word.size < 30 or (word.text, round(word.left / 4), round(word.baseline / 4)) not in common
        ]  # fmt: skip
