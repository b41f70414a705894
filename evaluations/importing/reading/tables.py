"""Tables that a text file draws otherwise than with tabs: pipes, tags, or columns of spaces under a header."""

import re

from .blocks import Line
from .markup import BULLET_INSIDE, split_bullet

TABLE = re.compile(r"<table\b[^<>]{0,300}>(.*?)(?:</table\s*>|\Z)", re.IGNORECASE | re.DOTALL)
ROW_END = re.compile(r"</tr\s*>", re.IGNORECASE)
ROW_START = re.compile(r"<(?:tr|/?tbody|/?thead)\b[^<>]{0,300}>", re.IGNORECASE)
CELL_BREAK = re.compile(r"</t[dh]\s*>", re.IGNORECASE)
CELL_START = re.compile(r"<t[dh]\b[^<>]{0,300}>", re.IGNORECASE)
FREE_BREAK = re.compile(r"<\s*br\b[^<>]{0,100}/?>|</\s*(?:p|li|div|h[1-6])\s*>", re.IGNORECASE)
FREE_ITEM = re.compile(r"<\s*li\b[^<>]{0,200}>\s*", re.IGNORECASE)
MARKS_IN_COLUMNS = re.compile(rf"\S {{3,}}{BULLET_INSIDE.pattern}")
ANEW = re.compile(r"\d{1,2}[.\s]|#|\*\*|(?:Område|OMRÅDE|Bilaga|BILAGA|Översikt|ÖVERSIKT|Poängöversikt)\b")
WIDE_GAP = re.compile(r"\s{3,}")
COLUMN_HEADER = re.compile(
    r"^\s*((?:kommunens\s+)?(?:styrk|starka)\S*(?:\s\S+)?)\s{2,}((?:kommunens\s+)?(?:förbättring|utveckling)\S*)",
    re.IGNORECASE,
)
NUMBERS_AT_END = re.compile(r"^(\s*\S.*?\S)\s{2,}(\d{1,3}(?:[.,]\d+)?(?:\s{2,}\d{1,3}(?:[.,]\d+)?\s?%?){0,2})\s*$")


def spread_tags(text: str) -> str:
    """Tagged tables as rows of tabs."""
    if "<" not in text:
        return text
    return TABLE.sub(lambda match: _tagged_rows(match[1]), text)


def _tagged_rows(body: str) -> str:
    rows = []
    for row in ROW_END.split(body.replace("\t", " ")):
        cells = CELL_BREAK.split(ROW_START.sub("", row).replace("\n", " "))
        cells = [CELL_START.sub("", cell).strip() for cell in cells]
        if any(cells):
            rows.append("\t".join(cells[:-1] if len(cells) > 1 and not cells[-1] else cells))
    return "\n".join(rows) + "\n" * max(1, body.count("\n") - len(rows))  # so that what follows keeps its line


def free_lines(line: str) -> list[str]:
    """A line outside tables, taken apart at its tags and at the marks of items that run together in it."""
    if "\t" in line or line.lstrip().startswith("|"):
        return [line]
    if "<" in line:
        line = FREE_BREAK.sub("\n", FREE_ITEM.sub("\n• ", line))
    if len(BULLET_INSIDE.findall(line)) > 1 and not MARKS_IN_COLUMNS.search(line):
        line = BULLET_INSIDE.sub("\n• ", line)
    return line.split("\n") if "\n" in line else [line]


def split_columns(lines: list[Line]) -> list[Line]:
    """Lines of pipes, and lines in columns of spaces under a header, with tabs between their cells instead."""
    result = []
    column: int | None = None
    blanks = 0
    for line in lines:
        text = line.text
        stripped = text.strip()
        if stripped.startswith("|") and stripped.count("|") >= 2:
            text = "\t".join(cell.strip() for cell in stripped.strip("|").split("|"))
        elif "\t" not in text:
            header = COLUMN_HEADER.match(text) if len(text) < 200 else None
            since, blanks = blanks, 0 if stripped else blanks + 1
            if header:
                column = header.start(2)
                text = f"{header[1]}\t{text[column:]}"
            elif column is not None and stripped:
                cut = None if since > 2 or _begins_anew(text, since) else _cut(text, column)
                if cut is None and (since > 2 or _begins_anew(text, since) or not WIDE_GAP.search(stripped)):
                    column = None
                elif cut is not None:
                    text = f"{text[:cut].rstrip()}\t{text[cut:].strip()}"
            elif stripped and len(text) < 400 and "  " in stripped:
                text = _spaced_numbers(text)
        else:
            column = None
        result.append(Line(text, line.place, line.wraps))
    return result


def _begins_anew(text: str, blanks: int) -> bool:
    """Whether a line with only its left part is no cell: a heading, or a paragraph after an empty line."""
    if WIDE_GAP.search(text):
        return False
    return bool(ANEW.match(text)) or (blanks > 0 and not split_bullet(text)[0] and text[:1].isupper())


def _cut(text: str, column: int) -> int | None:
    """Where a line in two columns is to be cut: at the gap of spaces nearest the header's column."""
    if len(text) - len(text.lstrip()) >= column - 3:
        return min(column, len(text) - len(text.lstrip()))
    gaps = [
        match.end() for match in re.finditer(r"\s{2,}", text) if abs(match.end() - column) <= 4 and match.start() > 0
    ]
    if gaps:
        return min(gaps, key=lambda gap: abs(gap - column))
    return len(text) if len(text) < column else None


def _spaced_numbers(text: str) -> str:
    match = NUMBERS_AT_END.match(text)
    if not match:
        return text
    return "\t".join([match[1].strip(), *re.split(r"\s{2,}", match[2])])
