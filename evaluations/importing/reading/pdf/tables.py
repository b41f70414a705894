"""Tables while they are put together: rows of cells that still know their lines, so that a page break can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from evaluations.importing.reading.blocks import Box, Cell, Piece, Place, Row, Table

from .cells import cell_of, line_wraps
from .frame import Bounds
from .grids import Grid
from .healing import healed
from .lines import TextLine, lines_of, whole_lines
from .measures import Measures
from .rows import rows_of
from .sheet import Sheet, inside
from .zones import Zone

ALIKE = 6.0  # points between the columns of a table before and after a page break
PADDING = (1.0, 12.0)  # points between a cell's text and its side, at least and at most


@dataclass(slots=True)
class CellLines:
    """A cell's lines and how far to the right its text may reach."""

    lines: list[TextLine]
    limit: float

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


@dataclass(slots=True)
class OpenRow:
    cells: list[CellLines]
    page: int
    box: Box
    parts: list["OpenRow"] = field(default_factory=list)  # what stands of it on the next pages

    @property
    def text(self) -> str:
        return "\t".join(cell.text for cell in self.cells)


@dataclass(slots=True)
class OpenTable:
    """A table on one page, or on several once they are joined; `columns` are the left sides of its columns."""

    rows: list[OpenRow]
    columns: list[float]
    page: int
    last_page: int
    top: float
    bottom: float
    ruled: bool = True

    def continues(self, other: "OpenTable") -> bool:
        """Whether the other table, on the page before, has the same columns."""
        return len(self.columns) == len(other.columns) and all(
            abs(one - two) <= ALIKE for one, two in zip(self.columns, other.columns, strict=True)
        )

    def closed(self, measures: Measures) -> Table:
        return Table(tuple(closed_row(row, measures) for row in self.rows))


def closed_row(row: OpenRow, measures: Measures) -> Row:
    """The row as a block; what follows on later pages continues its cells."""
    cells: list[Cell] = []
    for column, cell in enumerate(row.cells):
        pieces = list(cell_of(cell.lines, cell.limit, measures).pieces)
        for part in row.parts:
            if column >= len(part.cells) or not part.cells[column].lines:
                continue
            rest = list(cell_of(part.cells[column].lines, part.cells[column].limit, measures).pieces)
            if pieces and rest:
                first, last = rest[0], pieces[-1]
                glued = None if first.marked else healed(last.text, first.text, measures.vocabulary)
                if glued is not None:
                    pieces[-1] = Piece(glued, last.marked, last.apart, first.wraps, last.place)
                    del rest[0]
                else:
                    full = _was_full(cell, row.parts, column, part, measures)
                    pieces[-1] = Piece(last.text, last.marked, last.apart, full, last.place)
                    rest[0] = Piece(first.text, first.marked, False, first.wraps, first.place)
            pieces.extend(rest)
        cells.append(Cell(tuple(pieces)))
    return Row(tuple(cells), Place(0, row.page, row.box))


def _was_full(cell: CellLines, parts: Sequence[OpenRow], column: int, part: OpenRow, measures: Measures) -> bool:
    """Whether the last line before a page break wrapped."""
    earlier = [cell, *(each.cells[column] for each in parts[: parts.index(part)] if column < len(each.cells))]
    before = next((each for each in reversed(earlier) if each.lines), cell)
    after = part.cells[column].lines
    return bool(before.lines) and bool(after) and line_wraps(before.lines[-1], after[0], before.limit, measures)


def table_of(grid: Grid, sheet: Sheet) -> OpenTable:
    """The ruled table with the words in its cells."""
    columns = _columns(grid)
    within = [word for word in sheet.words if inside(word, grid.bounds)]
    rows = []
    for cells in grid.rows:
        line_cells: list[CellLines] = [CellLines([], 0.0) for _ in columns]
        for box in cells:
            words = [word for word in within if inside(word, box)]
            column = _column(columns, box[0])
            lines = lines_of(words, sheet.number, sheet.frame)
            known = line_cells[column]
            line_cells[column] = CellLines([*known.lines, *lines], _limit(lines, box))
        if any(cell.lines for cell in line_cells):
            box = (cells[0][0], min(cell[1] for cell in cells), cells[-1][2], max(cell[3] for cell in cells))
            rows.extend(_parted(OpenRow(line_cells, sheet.number, sheet.frame.shares(box)), sheet, box))
    bounds = grid.bounds
    return OpenTable(rows, columns, sheet.number, sheet.number, bounds[1], bounds[3])


def _parted(row: OpenRow, sheet: Sheet, box: Bounds) -> list[OpenRow]:
    """The rows that stand in one ruled row, where only the columns are ruled."""
    separators = [at for at in sheet.separators(box[0], box[2]) if box[1] + 2 < at < box[3] - 2]
    parts = rows_of([cell.lines for cell in row.cells], separators)
    if len(parts) < 2:
        return [row]
    return [_open_row(part, [cell.limit for cell in row.cells], sheet) for part in parts]


def _open_row(columns: Sequence[Sequence[TextLine]], limits: Sequence[float], sheet: Sheet) -> OpenRow:
    lines = [line for column in columns for line in column]
    box = (
        min(line.outer_left for line in lines),
        min(line.top for line in lines),
        max(line.right for line in lines),
        max(line.bottom for line in lines),
    )
    cells = [CellLines(list(column), limit) for column, limit in zip(columns, limits, strict=True)]
    return OpenRow(cells, sheet.number, sheet.frame.shares(box))


def table_of_zone(zone: Zone, sheet: Sheet) -> OpenTable:
    """The table without sides, its columns parted at the zone's edges."""
    left, right = min(line.outer_left for line in zone.lines), max(line.right for line in zone.lines)
    columns: list[list[TextLine]] = [[] for _ in zone.edges]
    for line in zone.lines:
        place = max((number for number, edge in enumerate(zone.edges) if edge <= line.outer_left), default=0)
        columns[place].append(line)
    whole = [whole_lines(column) for column in columns]
    separators = [at for at in sheet.separators(left, right) if zone.top - 2 < at < zone.bottom + 2]
    limits = [max((line.right for line in column), default=0.0) for column in whole]
    rows = [_open_row(part, limits, sheet) for part in rows_of(whole, separators)]
    lefts = [
        min((line.outer_left for line in column), default=edge) for column, edge in zip(whole, zone.edges, strict=True)
    ]
    return OpenTable(rows, lefts, sheet.number, sheet.number, zone.top, zone.bottom, ruled=False)


def _columns(grid: Grid) -> list[float]:
    """The left sides of the columns, as the row with most cells has them."""
    return [cell[0] for cell in max(grid.rows, key=len)]


def _column(columns: Sequence[float], left: float) -> int:
    return max((place for place, start in enumerate(columns) if start <= left + ALIKE), default=0)


def _limit(lines: Sequence[TextLine], box: Bounds) -> float:
    """How far text in a cell may reach: the padding on the right is taken to be that on the left."""
    padding = min((line.outer_left for line in lines), default=box[0]) - box[0]
    return box[2] - min(max(padding, PADDING[0]), PADDING[1])
