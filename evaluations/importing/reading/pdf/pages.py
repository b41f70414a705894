"""A page in reading order: runs of lines and tables, one after the other."""

from collections.abc import Sequence

from .columns import in_columns
from .lines import TextLine, lines_of
from .paragraphs import Run
from .sheet import Sheet, holds_text, inside
from .tables import OpenTable, table_of

type Part = Run | OpenTable


def parts_of(sheet: Sheet) -> list[Part]:
    """What stands on a page, from the top, column by column."""
    sheet.grids = [grid for grid in sheet.grids if holds_text(grid, sheet.words)]
    tables = [table_of(grid, sheet) for grid in sheet.grids]
    tables = [table for table in tables if table.rows]
    free = [word for word in sheet.words if not any(inside(word, grid.bounds) for grid in sheet.grids)]
    segments = lines_of(free, sheet.number, sheet.frame, split_at=1.0)
    parts: list[Part] = []
    for column in in_columns(segments, tables, sheet.frame.width):
        parts.extend(_column_parts(column, sheet))
    return parts


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
    words = [word for segment in segments for word in segment.words]
    lines = lines_of(words, sheet.number, sheet.frame)
    by_first = {id(segment.words[0]): segment for segment in segments}
    for line in lines:
        segment = by_first.get(id(line.words[0]))
        if segment is not None and segment.mark and segment.text:
            line.mark, line.mark_left = segment.mark, segment.mark_left
    marks = [segment for segment in segments if segment.mark and not segment.text]
    lines = [line for line in lines if not (line.mark and not line.text)]
    for mark in marks:
        near = min(lines, key=lambda line: abs(line.baseline - mark.baseline), default=None)
        if near is not None and abs(near.baseline - mark.baseline) < 0.7 * near.size and mark.left < near.left + 1:
            near.mark, near.mark_left = mark.mark, mark.left
    lines.sort(key=lambda line: line.baseline)
    left = min((line.outer_left for line in lines), default=0.0)
    return Run(lines, left, max((line.right for line in lines), default=0.0), sheet.number)
