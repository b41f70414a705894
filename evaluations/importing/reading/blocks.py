"""What every reader makes of a file: paragraphs, list items and tables, each line with the place it stands at."""

from collections.abc import Iterator
from dataclasses import dataclass

type Box = tuple[float, float, float, float]
"""Left, top, right, bottom on the page, as shares of its width and height, 0 to 1 from the upper left corner."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a line or paragraph from 1, the page and the box on it where there are any."""

    line: int
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it stands; `wraps` says that the file marks it as running on into the next."""

    text: str
    place: Place
    wraps: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A paragraph that the format itself says is a heading."""

    line: Line
    level: int


@dataclass(frozen=True, slots=True)
class Item:
    """A list item with its mark taken away."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a cell: marked as a list item, set apart as a paragraph, or neither; its own place if it has one.

    `wraps` says that the layout ends the line here only because the next word would not have fitted.
    """

    text: str
    marked: bool = False
    apart: bool = False
    wraps: bool = False
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """`listed` says that the cell is marked as a list though its items may lack marks."""

    pieces: tuple[Piece, ...]
    listed: bool = False

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]
    place: Place

    @property
    def text(self) -> str:
        return "\t".join(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[Row, ...]


Block = Paragraph | Heading | Item | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A file as blocks in reading order; `paged` says that places carry pages."""

    blocks: tuple[Block, ...]
    filename: str
    paged: bool = False

    def words(self) -> Iterator[str]:
        """Every token of the document, for telling a cut word from two."""
        for block in self.blocks:
            match block:
                case Paragraph() | Item():
                    for line in block.lines:
                        yield from line.text.split()
                case Heading():
                    yield from block.line.text.split()
                case Table():
                    for row in block.rows:
                        for cell in row.cells:
                            yield from cell.text.split()
