"""Which cells stand in which rows and columns of a Word table, merged ones counted once."""

from collections.abc import Iterator

from .word_package import Element, W
from .word_styles import OFF

HOLDERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")}
MOST_COLUMNS = 60

type Cells = list[Element | None]


def cells_in_rows(table: Element) -> list[Cells]:
    """The cells of every row; none where a cell goes on from the row above, or from the left in uneven tables."""
    rows = [[*_cells(row)] for row in _children(table, f"{W}tr") if not _is_struck(row)]
    rows = [row for row in rows if row]
    if len({len(row) for row in rows}) <= 1:
        return [[None if _goes_on(cell) else cell for cell in row] for row in rows]
    return [_spread(row) for row in rows]


def is_layout(rows: list[Cells]) -> bool:
    """Whether a table only places text on the page: it has one column, or holds a table of several columns."""
    if all(len(row) <= 1 for row in rows):
        return True
    inner = (table for row in rows for cell in row if cell is not None for table in cell.iterchildren(f"{W}tbl"))
    return any(len(row) > 1 for table in inner for row in cells_in_rows(table))


def _children(holder: Element, tag: str) -> Iterator[Element]:
    for child in holder:
        if child.tag == tag:
            yield child
        elif child.tag in HOLDERS:
            yield from _children(child, tag)


def _cells(row: Element) -> Iterator[Element]:
    for cell in _children(row, f"{W}tc"):
        if cell.find(f"{W}tcPr/{W}cellDel") is None:
            yield cell


def _is_struck(row: Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None or _is_on(row.find(f"{W}trPr/{W}hidden"))


def _is_on(element: Element | None) -> bool:
    return element is not None and element.get(f"{W}val") not in OFF


def _goes_on(cell: Element) -> bool:
    """Whether the cell only continues the one above it or to its left."""
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    beside = cell.find(f"{W}tcPr/{W}hMerge")
    return any(each is not None and each.get(f"{W}val") in (None, "continue") for each in (merged, beside))


def _spread(row: list[Element]) -> Cells:
    """A row on the columns of its table's grid."""
    cells: Cells = []
    for cell in row:
        cells.append(None if _goes_on(cell) else cell)
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        width = span.get(f"{W}val") if span is not None else None
        wide = int(width) if width is not None and width.isdecimal() and len(width) < 9 else 1
        cells += [None] * (min(wide, MOST_COLUMNS) - 1)
    return cells[:MOST_COLUMNS]
