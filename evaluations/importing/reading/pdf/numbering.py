"""Every line, row and piece gets its number in reading order, from 1."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count

from evaluations.importing.reading.blocks import Block, Cell, Heading, Item, Paragraph, Place, Row, Table


def numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """The same blocks with the numbers of their lines."""
    numbers = count(1)

    def at(place: Place) -> Place:
        return replace(place, line=next(numbers))

    for block in blocks:
        match block:
            case Heading(line, level):
                yield Heading(replace(line, place=at(line.place)), level)
            case Paragraph(lines):
                yield Paragraph(tuple(replace(line, place=at(line.place)) for line in lines))
            case Item(lines):
                yield Item(tuple(replace(line, place=at(line.place)) for line in lines))
            case Table(rows):
                yield Table(tuple(_row(row, at(row.place)) for row in rows))


def _row(row: Row, place: Place) -> Row:
    """A row's pieces carry its number, and their own boxes."""
    cells = tuple(
        Cell(
            tuple(
                replace(piece, place=replace(piece.place, line=place.line)) if piece.place else piece
                for piece in cell.pieces
            ),
            cell.listed,
        )
        for cell in row.cells
    )
    return Row(cells, place)
