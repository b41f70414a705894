"""Text files: which letters the bytes mean, which lines are pages' own, and which lines belong together."""

import re
from collections.abc import Iterator
from itertools import islice

from .blocks import Block, Document, Heading, Item, Line, Paragraph, Place, Row, Table
from .furniture import page_furniture
from .markup import clean, read_cell, split_bullet, superscripts
from .refusals import EmptyFile, NotText, TooLarge
from .tables import free_lines, split_columns, spread_tags

TRAILING = " \u00a0\r"  # a tab at the end stands before an empty cell
MOST_LINES = 40_000  # a report of fifty pages has about three thousand
MOST_CELLS = 30
UNWRAPPED = 160  # longer lines than this are whole paragraphs, so that each line is one
MARKDOWN_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(?=\S)")
TAGGED_HEADING = re.compile(r"^\s*<h([1-6])\b[^<>]{0,200}>", re.IGNORECASE)
RULE = re.compile(r"^[\s|+:=_\-–—\t]*$")


def decode(data: bytes) -> str:
    """The bytes as text: UTF-8, UTF-16 with its mark, else the Western European code page. Refuses bytes of no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise NotText from error
    else:
        if b"\x00" in data:
            raise NotText
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
            if text.count("\ufffd") * 50 > len(text):
                text = data.decode("latin-1")
    if "\x00" in text:
        raise NotText
    controls = sum(
        1 for letter in islice(text, 0, 100_000) if ord(letter) < 32 and letter not in "\t\n\r\x0b\x0c\x1f\x1e"
    )
    if controls * 100 > min(len(text), 100_000):
        raise NotText
    if not text.strip():
        raise EmptyFile
    return text


def read_text(text: str, filename: str) -> Document:
    """The text as blocks, without what the pages repeat."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\x0b", "\n")
    paged = "\x0c" in text
    if text.count("\n") + text.count("\x0c") > MOST_LINES:
        raise TooLarge
    lines = _lines(superscripts(spread_tags(text)))
    if sum(1 for line in lines if line.text) > MOST_LINES:
        raise TooLarge
    furniture = page_furniture(lines)
    lines = split_columns([line for line in lines if line.place.line not in furniture])
    return Document(tuple(_blocks(lines)), filename, paged)


def _lines(text: str) -> list[Line]:
    lines = []
    page: int | None = 1 if "\x0c" in text else None
    number = 0
    for sheet in text.split("\x0c"):
        for raw in sheet.split("\n"):
            number += 1
            wraps = raw.endswith((" ", "\u00a0")) and bool(raw.strip())
            parts = free_lines(raw)
            if len(parts) > MOST_LINES:
                raise TooLarge
            lines += [Line(part.rstrip(TRAILING), Place(number, page), wraps) for part in parts]
        if page is not None:
            page += 1
    return lines


def _blocks(lines: list[Line]) -> Iterator[Block]:
    unwrapped = _is_unwrapped(lines)
    rows: list[Row] = []
    open_lines: list[Line] = []
    open_item = False
    for number, line in enumerate(lines):
        is_row = "\t" in line.text and bool(line.text.strip())
        if rows and not is_row:
            yield Table(tuple(rows))
            rows = []
        blank = not line.text.strip() or (bool(RULE.match(line.text)) and len(line.text.strip()) > 1)
        heading = _heading(line)
        marked, rest = split_bullet(line.text)
        inside = bool(open_lines) and (not open_item or open_lines[0].text[:1].isupper())
        if marked and inside and _is_dash_in_text(lines, number):
            marked, rest = False, line.text
        parted = unwrapped and max(len(line.text), len(lines[number - 1].text)) > UNWRAPPED
        if open_lines and (blank or is_row or heading or marked or parted):
            yield _closed(open_lines, open_item)
            open_lines, open_item = [], False
        if blank:
            continue
        if is_row:
            rows.append(Row(tuple(read_cell(cell) for cell in line.text.split("\t", MOST_CELLS)), line.place))
        elif heading:
            yield heading
        else:
            words = clean(rest)
            if words:
                open_lines.append(Line(words, line.place, line.wraps))
                open_item = open_item or marked
    if rows:
        yield Table(tuple(rows))
    if open_lines:
        yield _closed(open_lines, open_item)


def _is_dash_in_text(lines: list[Line], number: int) -> bool:
    """A dash that a line break put first on a line marks no item."""
    text = lines[number].text.strip()
    following = lines[number + 1].text if number + 1 < len(lines) else ""
    return text[0] in "-–—" and text[1:].strip()[:1].islower() and not split_bullet(following)[0]


def _closed(lines: list[Line], is_item: bool) -> Block:
    return Item(tuple(lines)) if is_item else Paragraph(tuple(lines))


def _heading(line: Line) -> Heading | None:
    match = MARKDOWN_HEADING.match(line.text)
    level = len(match[1]) if match else 0
    if match is None:
        match = TAGGED_HEADING.match(line.text)
        level = int(match[1]) if match else 0
    words = clean(line.text[match.end() :]) if match else ""
    return Heading(Line(words, line.place), level) if words and len(words) < 200 and "\t" not in line.text else None


def _is_unwrapped(lines: list[Line]) -> bool:
    """Whether most of the text stands in lines too long for a page, so that a line break ends a paragraph."""
    lengths = [len(line.text) for line in lines if line.text and "\t" not in line.text]
    long = sum(length for length in lengths if length > UNWRAPPED)
    return long * 2 > sum(lengths)
