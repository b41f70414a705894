"""A page in reading order: runs of lines and tables, one after the other."""

from collections.abc import Sequence

from .columns import in_columns
from .figure_rows import figure_zones
from .letters import Word
from .lines import TextLine, lines_of, whole_lines
from .paragraphs import Run
from .sheet import Sheet, holds_text, inside
from .side_lists import beside_zones, continued_zone, list_zones
from .tables import OpenTable, table_of, table_of_zone
from .zones import Zone

type Part = Run | OpenTable

FINE = 0.5  # sizes: gaps between the columns of a table
COARSE = 1.0  # sizes: gaps between columns of text


def parts_of(sheet: Sheet, before: Sequence[Part] = ()) -> list[Part]:
    """What stands on a page, from the top, column by column; `before` is what stood on the page before."""
    sheet.grids = [grid for grid in sheet.grids if holds_text(grid, sheet.words)]
    tables = [table for table in (table_of(grid, sheet) for grid in sheet.grids) if table.rows]
    free = [word for word in sheet.words if not any(inside(word, grid.bounds) for grid in sheet.grids)]
    spanning = _going_on(_segments(free, sheet, FINE), before)
    free = _outside(free, spanning)
    columns = in_columns(_segments(free, sheet, COARSE), tables, sheet.frame.width)
    across = _lists_across(columns, _segments(free, sheet, FINE))
    if across:
        spanning.extend(across)
        free = _outside(free, across)
    if spanning:
        tables.extend(table_of_zone(zone, sheet) for zone in spanning)
        columns = in_columns(_segments(free, sheet, COARSE), tables, sheet.frame.width)
    parts: list[Part] = []
    for column in columns:
        parts.extend(_column_parts(_with_zones(column, sheet), sheet))
    return parts


def _segments(words: Sequence[Word], sheet: Sheet, split_at: float) -> list[TextLine]:
    return lines_of(words, sheet.number, sheet.frame, split_at=split_at)


def _outside(words: Sequence[Word], zones: Sequence[Zone]) -> list[Word]:
    taken = {id(word) for zone in zones for line in zone.lines for word in line.all_words}
    return [word for word in words if id(word) not in taken]


def _going_on(fine: Sequence[TextLine], before: Sequence[Part]) -> list[Zone]:
    """The two lists at the top of a page that the page before ended with."""
    last = before[-1] if before else None
    if not isinstance(last, OpenTable) or last.ruled or len(last.columns) != 2:
        return []
    lines = [line for row in last.rows for cell in row.cells for line in cell.lines]
    zone = continued_zone(fine, [0.0, last.columns[1] - 4], lines)
    return [zone] if zone else []


def _lists_across(columns: Sequence[Sequence[TextLine | OpenTable]], fine: Sequence[TextLine]) -> list[Zone]:
    """Two lists side by side that look like columns of text, though one line holds the words over them."""
    if len(columns) < 2:
        return []
    column_of = {id(word): place for place, column in enumerate(columns) for each in column
                 if isinstance(each, TextLine) for word in each.words}  # fmt: skip
    zones = list_zones(fine)
    return [
        zone for zone in zones
        if len({column_of.get(id(line.words[0])) for line in zone.lines}) > 1
    ]  # fmt: skip


def _with_zones(column: Sequence[TextLine | OpenTable], sheet: Sheet) -> list[TextLine | OpenTable]:
    """A column's lines and tables, with the tables without sides that are among its lines."""
    tables = [each for each in column if isinstance(each, OpenTable)]
    words = [word for each in column if isinstance(each, TextLine) for word in each.all_words]
    fine = _segments(words, sheet, FINE)
    zones = list_zones(fine)
    zones.extend(beside_zones(_without(fine, zones)))
    zones.extend(figure_zones(_without(fine, zones)))
    if not zones:
        return list(column)
    rest = _segments(_outside(words, zones), sheet, COARSE)
    return [*rest, *tables, *(table_of_zone(zone, sheet) for zone in zones)]


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
