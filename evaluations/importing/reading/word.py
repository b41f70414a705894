"""Word files: paragraphs, headings, lists and tables in reading order, each with the number of its paragraph."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from .blocks import Block, Cell, Document, Heading, Item, Line, Paragraph, Piece, Place, Row, Table
from .markup import clean, read_cell, split_bullet
from .refusals import EmptyFile, TooLarge
from .tables import free_lines
from .word_numbering import Label, Numbering
from .word_package import Element, W, WordParts, open_word
from .word_styles import Format, Styles
from .word_tables import cells_in_rows, is_layout
from .word_text import ALTERNATIVES, ParagraphReader, ParagraphText, alternatives

LONGEST_HEADING = 200  # letters; a longer text in a heading's style is a paragraph
LONGEST_ROW = 300  # letters; a tab in a longer paragraph parts no cells
MOST_PARAGRAPHS = 60_000
FEWEST_RENDERED_BREAKS = 2
HOLDERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
STRUCK = (f"{W}rPr/{W}del", f"{W}rPr/{W}moveFrom")


def read_word(data: bytes, filename: str) -> Document:
    """The file as blocks. Headers, footers, contents lists, hidden and struck text are left out."""
    reader = WordReader(open_word(data))
    blocks = tuple(reader.blocks())
    if not blocks:
        raise EmptyFile
    return Document(blocks, filename, reader.paged)


@dataclass(frozen=True, slots=True)
class Shown:
    """A paragraph as it is shown: its lines, the mark before it, and what hangs on it."""

    lines: tuple[Line, ...]
    label: Label | None
    format: Format
    text: ParagraphText

    @property
    def joined(self) -> Line:
        return Line(" ".join(line.text for line in self.lines), self.lines[0].place)


class WordReader:
    """Walks through the body of a Word document once."""

    def __init__(self, parts: WordParts) -> None:
        self.parts = parts
        self.styles = Styles(parts.styles)
        self.numbering = Numbering(parts.numbering)
        self.paragraphs = ParagraphReader(self.styles)
        breaks = sum(1 for _ in zip(parts.document.iter(f"{W}lastRenderedPageBreak"), range(99), strict=False))
        self.paged = breaks >= FEWEST_RENDERED_BREAKS
        self.page = 1
        self.count = 0
        self.carried: list[str] = []
        self.notes: list[tuple[str, str, str]] = []
        self.boxes: list[Element] = []

    def blocks(self) -> Iterator[Block]:
        """The blocks of the body in reading order."""
        body = self.parts.document.find(f"{W}body")
        if body is not None:
            yield from self._walk(body)

    def _walk(self, holder: Element) -> Iterator[Block]:
        for child in holder:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
                yield from self._hanging()
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
                yield from self._hanging()
            elif child.tag in HOLDERS:
                yield from self._walk(child)
            elif child.tag == ALTERNATIVES:
                for chosen in alternatives(child):
                    yield from self._walk(chosen)

    def _hanging(self) -> Iterator[Block]:
        """The text boxes and notes of the paragraph or table just read."""
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            yield from self._walk(box)
        notes, self.notes = self.notes, []
        for kind, key, mark in notes:
            words = self._note_text(kind, key)
            if words:
                self.count += 1
                yield Paragraph((Line(f"{mark} {words}", self._place()),))

    def _note_text(self, kind: str, key: str) -> str:
        root = self.parts.footnotes if kind == "footnote" else self.parts.endnotes
        note = None
        if root is not None:
            note = next((each for each in root.iter(f"{W}{kind}") if each.get(f"{W}id") == key), None)
        if note is None:
            return ""
        reader = ParagraphReader(self.styles)
        texts = [
            "".join(reader.read(each, self.styles.of_paragraph(each.find(f"{W}pPr"))).parts)
            for each in note.iter(f"{W}p")
        ]
        return clean(" ".join(texts).replace("\t", " "))

    def _place(self) -> Place:
        return Place(self.count, self.page if self.paged else None)

    def _shown(self, paragraph: Element) -> Shown | None:
        """What a paragraph shows; none where it is empty, struck or part of a contents list."""
        properties = paragraph.find(f"{W}pPr")
        found = self.styles.of_paragraph(properties)
        text = self.paragraphs.read(paragraph, found)
        self.boxes += text.boxes
        if properties is not None and any(properties.find(path) is not None for path in STRUCK):
            self.carried += text.parts
            return None
        self.carried, carried = [], self.carried
        breaks = {at + len(carried): count for at, count in text.breaks.items()}
        lines = self._lines([*carried, *text.parts], breaks, bold=text.all_bold)
        if not lines or text.in_contents:
            return None
        self.notes += text.notes
        return Shown(lines, self.numbering.label(found), found, text)

    def _lines(self, parts: list[str], breaks: dict[int, int], *, bold: bool) -> tuple[Line, ...]:
        self.count += 1
        if self.count > MOST_PARAGRAPHS:
            raise TooLarge
        lines: list[Line] = []
        place: Place | None = None
        open_parts: list[str] = []
        for at, part in enumerate([*parts, "\n"]):
            self.page += breaks.get(at, 0)
            if part == "\n":
                words = unicodedata.normalize("NFC", "".join(open_parts)).strip(" \t\u00a0")
                if words:
                    lines.append(Line(words, place or self._place(), bold=bold))
                open_parts, place = [], None
            else:
                place = place or (self._place() if part.strip() else None)
                open_parts.append(part)
        if not lines:
            self.count -= 1
        return tuple(lines)

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        shown = self._shown(paragraph)
        if shown is None:
            return
        label = shown.label
        line = shown.joined
        if shown.format.level is not None and len(line.text) < LONGEST_HEADING:
            words = f"{label.text} {line.text}" if label and label.text != "•" else line.text
            yield Heading(Line(clean(words.replace("\t", " ")), line.place), shown.format.level)
        elif label and label.is_item and not (shown.text.all_bold and label.text != "•"):
            yield Item(_cleaned(shown.lines))
        else:
            lines = shown.lines
            if label:
                lines = (Line(f"{label.text} {lines[0].text}", lines[0].place, bold=lines[0].bold), *lines[1:])
            yield from _typed(lines)

    def _table(self, table: Element) -> Iterator[Block]:
        rows = cells_in_rows(table)
        if is_layout(rows):
            for row in rows:
                for cell in row:
                    if cell is not None:
                        yield from self._walk(cell)
            return
        read: list[Row] = []
        for row in rows:
            first, page, furthest = self.count + 1, self.page, self.page
            cells: list[Cell] = []
            for cell in row:
                self.page = page
                cells.append(Cell(tuple(self._pieces(cell)) if cell is not None else ()))
                furthest = max(furthest, self.page)
            self.page = furthest
            if any(cell.pieces for cell in cells):
                place = next((piece.place for cell in cells for piece in cell.pieces if piece.place), None)
                read.append(Row(tuple(cells), place or Place(first, page if self.paged else None)))
        if read:
            yield Table(tuple(read))

    def _pieces(self, cell: Element) -> Iterator[Piece]:
        for paragraph in _paragraphs_of(cell):
            shown = self._shown(paragraph)
            if shown is None:
                continue
            label = shown.label
            for number, line in enumerate(shown.lines):
                words = line.text.replace("\t", " ")
                if number == 0 and label and not label.is_item:
                    words = f"{label.text} {words}"
                marked = number == 0 and label is not None and label.is_item
                for at, piece in enumerate(read_cell(words).pieces):
                    is_first = at == 0
                    marked_here = piece.marked or (marked and is_first)
                    yield Piece(piece.text, marked_here, number == 0 and is_first, place=line.place)


def _paragraphs_of(holder: Element) -> Iterator[Element]:
    """The paragraphs of a cell, those of tables inside it too."""
    for child in holder:
        if child.tag == f"{W}p":
            yield child
        elif child.tag in HOLDERS:
            yield from _paragraphs_of(child)
        elif child.tag == f"{W}tbl":
            for row in cells_in_rows(child):
                for cell in row:
                    if cell is not None:
                        yield from _paragraphs_of(cell)


def _cleaned(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(Line(clean(line.text.replace("\t", " ")), line.place) for line in lines)


def _typed(lines: tuple[Line, ...]) -> Iterator[Block]:
    """A paragraph without a list of Word's own, taken apart at typed marks of items and at tabs between cells."""
    held: list[Line] = []
    held_item = False
    for line in lines:
        for words in free_lines(line.text.replace("\t", " ") if len(line.text) > LONGEST_ROW else line.text):
            marked, rest = split_bullet(words)
            cells = [cell.strip() for cell in _after_number(rest).split("\t")]
            is_row = len(cells) > 1 and not marked
            if held and (marked or is_row):
                yield Item(tuple(held)) if held_item else Paragraph(tuple(held))
                held, held_item = [], False
            if is_row:
                yield Table((Row(tuple(read_cell(cell) for cell in cells), line.place),))
            elif text := clean(" ".join(cells)):
                held.append(Line(text, line.place, bold=line.bold))
                held_item = held_item or marked
    if held:
        yield Item(tuple(held)) if held_item else Paragraph(tuple(held))


def _after_number(text: str) -> str:
    """A tab after the number that begins a line parts no cells."""
    number, tab, rest = text.partition("\t")
    return f"{number} {rest}" if tab and number.strip(" .):").replace(".", "").isdigit() else text
