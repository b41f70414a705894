"""A page in reading order: runs of lines and tables, one after the other."""

from collections.abc import Sequence

from .columns import in_columns
from .lines import TextLine, lines_of, whole_lines
from .paragraphs import Run
from .sheet import Sheet, holds_text, inside
from .tables import OpenTable, table_of, table_of_zone
from .zones import Zone, continued_zone, figure_zones, list_zones

type Part = Run | OpenTable

FINE = 0.5  # sizes: gaps between the columns of a table
COARSE = 1.0  # sizes: gaps between columns of text


def parts_of(sheet: Sheet, before: Sequence[Part] = ()) -> list[Part]:
    """What stands on a page, from the top, column by column; `before` is what stood on the page before."""
    sheet.grids = [grid for grid in sheet.grids if holds_text(grid, sheet.words)]
    tables = [table_of(grid, sheet) for grid in sheet.grids]
    tables = [table for table in tables if table.rows]
    free = [word for word in sheet.words if not any(inside(word, grid.bounds) for grid in sheet.grids)]
    fine = lines_of(free, sheet.number, sheet.frame, split_at=FINE)
    zones = _zones(fine, before)
    tables.extend(table_of_zone(zone, sheet) for zone in zones)
    taken = {id(word) for zone in zones for line in zone.lines for word in line.words}
    marks = {(line.mark_left, round(line.baseline)) for zone in zones for line in zone.lines if line.mark}
    free = [
        word for word in free
        if id(word) not in taken and (word.left, round(word.baseline)) not in marks
    ]  # fmt: skip
    segments = lines_of(free, sheet.number, sheet.frame, split_at=COARSE)
    parts: list[Part] = []
    for column in in_columns(segments, tables, sheet.frame.width):
        parts.extend(_column_parts(column, sheet))
    return parts


def _zones(fine: Sequence[TextLine], before: Sequence[Part]) -> list[Zone]:
    """The tables without sides on a page; one that the page before ended with may go on at the top."""
    zones: list[Zone] = []
    rest = list(fine)
    last = before[-1] if before else None
    if isinstance(last, OpenTable) and not last.ruled and len(last.columns) == 2:
        lefts = [line.outer_left for row in last.rows for cell in row.cells for line in cell.lines]
        lefts += [line.left for row in last.rows for cell in row.cells for line in cell.lines]
        going_on = continued_zone(rest, [0.0, last.columns[1] - 4], lefts)
        if going_on is not None:
            zones.append(going_on)
            rest = _without(rest, [going_on])
    lists = list_zones(rest)
    rest = _without(rest, lists)
    return [*zones, *lists, *figure_zones(rest)]


def _without(segments: Sequence[TextLine], zones: Sequence[Zone]) -> list[TextLine]:
    taken = {id(line) for zone in zones for line in zone.lines}
    return [segment for segment in segments if id(segment) not in taken]


def _column_parts(column: Sequence[TextLine | OpenTable], sheet: Sheet) -> list[Part]:
    """The lines of one column between its tables, put together again where a wide gap took them apart."""
    parts: list[Part] = []
    tables = sorted((each for each in column if isinstance(each, OpenTable)), key=lambda table: table.top)
    segments = [each for each in column if isinstance(each, TextLine)]
    for table in [*tables, None]:
        above = [
            segment for segment in segments
            if table is None or segment.baseline < (table.top + table.bottom) / 2
        ]  # fmt: skip
        taken = {id(segment) for segment in above}
        segments = [segment for segment in segments if id(segment) not in taken]
        if above:
            parts.append(run_of(above, sheet))
        if table is not None:
            parts.append(table)
    return parts


def run_of(segments: Sequence[TextLine], sheet: Sheet) -> Run:
    """Segments as whole lines."""
    lines = whole_lines(segments)
    left = min((line.outer_left for line in lines), default=0.0)
    return Run(lines, left, max((line.right for line in lines), default=0.0), sheet.number)
