"""The text of a file as sheets for the reviewer, in the line numbers that the proposal names."""

from collections.abc import Iterator

from evaluations.importing.fence.messages import Sheet, SheetLine
from evaluations.importing.reading.blocks import Document, Heading, Item, Paragraph, Place, Row, Table

LINES_A_SHEET = 60
LONGEST_LINE = 4_000  # letters; a paragraph of a report has a thousand


def sheets_of(document: Document) -> tuple[Sheet, ...]:
    """The document's pages where places carry pages, else sheets of about sixty lines, from 1."""
    sheets: dict[int, list[SheetLine]] = {}
    number = 1
    for place, text in _lines(document):
        line = SheetLine(place.line, text.strip()[:LONGEST_LINE], place.box)
        if document.paged:
            number = place.page or number
        elif len(sheets.get(number, ())) >= LINES_A_SHEET:
            number += 1
        sheets.setdefault(number, []).append(line)
    return tuple(Sheet(number, tuple(lines)) for number, lines in sorted(sheets.items()))


def _lines(document: Document) -> Iterator[tuple[Place, str]]:
    for block in document.blocks:
        match block:
            case Heading(line):
                yield line.place, line.text
            case Paragraph(lines) | Item(lines):
                for each in lines:
                    yield each.place, each.text
            case Table(rows):
                for row in rows:
                    yield from _pieces(row)


def _pieces(row: Row) -> Iterator[tuple[Place, str]]:
    """A row as it stands; where its pieces have places of their own, each of them."""
    placed = [(piece.place, piece.text) for cell in row.cells for piece in cell.pieces if piece.place is not None]
    if not placed:
        yield row.place, row.text
    yield from placed
