"""Paragraphs, tables and fields of a Word file, written straight as its elements.

python-docx looks each style up anew for every paragraph, which takes seconds in a plan of some hundred actions.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

LINE, STRONG = "C9C5BD", "0D5C5C"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
_SIGNS = {"\t": "w:tab", "\N{SOFT HYPHEN}": "w:softHyphen"}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class Run:
    """Some words; bold, or in a style of characters."""

    text: str
    bold: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph."""

    style: str
    runs: tuple[Run, ...]

    @classmethod
    def of(cls, style: str, text: str, *, bold: bool = False) -> "Line":
        """One run."""
        return cls(style, (Run(text, bold),))


type Cell = Sequence[Line]


def paragraph(line: Line) -> Any:
    """The element of a paragraph."""
    made = OxmlElement("w:p")
    _child(_child(made, "w:pPr"), "w:pStyle", line.style)
    for run in line.runs:
        _run(made, run)
    return made


def table(titles: Sequence[Line], widths: Sequence[int], rows: Iterable[Sequence[Cell]]) -> Any:
    """The element of a table under a header row that every page repeats; widths in millimetres, no row is parted."""
    twips = [Mm(width).twips for width in widths]
    made = OxmlElement("w:tbl")
    properties = _child(made, "w:tblPr")
    _child(properties, "w:tblW", str(sum(twips)), attribute="w:w").set(qn("w:type"), "dxa")
    edges = _child(properties, "w:tblBorders")
    for edge in ("bottom", "insideH"):
        _border(edges, edge, "4", LINE)
    _child(properties, "w:tblLayout", "fixed", attribute="w:type")
    margins = _child(properties, "w:tblCellMar")
    for side, wide in (("top", 50), ("left", 0), ("bottom", 50), ("right", 110)):
        _child(margins, f"w:{side}", str(wide), attribute="w:w").set(qn("w:type"), "dxa")
    _child(properties, "w:tblLook", "1", attribute="w:firstRow")
    grid = _child(made, "w:tblGrid")
    for width in twips:
        _child(grid, "w:gridCol", str(width), attribute="w:w")
    _row(made, [[title] for title in titles], twips, is_heading=True)
    for row in rows:
        _row(made, row, twips)
    return made


def _row(table: Any, cells: Sequence[Cell], widths: Sequence[int], *, is_heading: bool = False) -> None:
    row = _child(table, "w:tr")
    properties = _child(row, "w:trPr")
    _child(properties, "w:cantSplit")
    if is_heading:
        _child(properties, "w:tblHeader")
    for cell, width in zip(cells, widths, strict=True):
        made = _child(row, "w:tc")
        looks = _child(made, "w:tcPr")
        _child(looks, "w:tcW", str(width), attribute="w:w").set(qn("w:type"), "dxa")
        if is_heading:
            _border(_child(looks, "w:tcBorders"), "bottom", "8", STRONG)
            _child(looks, "w:vAlign", "bottom")
        for line in cell or [Line.of("Normal", "")]:  # Word opens no cell without a paragraph
            made.append(paragraph(line))


def _run(parent: Any, run: Run) -> None:
    made = _child(parent, "w:r")
    if run.bold or run.style:
        looks = _child(made, "w:rPr")
        if run.style:
            _child(looks, "w:rStyle", run.style)
        if run.bold:
            _child(looks, "w:b")
    for number, line in enumerate(run.text.split("\n")):
        if number:
            _child(made, "w:br")
        for sign, part in _parts(line):
            if sign:
                _child(made, _SIGNS[sign])
            text = _child(made, "w:t")
            text.text = part
            text.set(_SPACE, "preserve")


def _parts(line: str) -> Iterator[tuple[str, str]]:
    """The line cut at the signs that Word has elements for, each part behind its sign."""
    sign = ""
    for part in re.split(f"([{''.join(_SIGNS)}])", line):
        if part in _SIGNS:
            sign = part
        else:
            yield sign, part


def field(line: Any, code: str) -> None:
    """A number that Word counts, PAGE or NUMPAGES, at the end of a paragraph."""
    simple = _child(line, "w:fldSimple", code, attribute="w:instr")
    _run(simple, Run("1"))


def same_bytes(package: bytes) -> bytes:
    """The same package without the time at which it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as read, zipfile.ZipFile(out, "w") as written:
        for entry in read.infolist():
            written.writestr(zipfile.ZipInfo(entry.filename, LONG_AGO), read.read(entry), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _border(parent: Any, edge: str, size: str, colour: str) -> None:
    made = _child(parent, f"w:{edge}", "single")
    made.set(qn("w:sz"), size)
    made.set(qn("w:space"), "0")
    made.set(qn("w:color"), colour)


def _child(parent: Any, name: str, value: str = "", *, attribute: str = "w:val") -> Any:
    made = OxmlElement(name)
    if value:
        made.set(qn(attribute), value)
    parent.append(made)
    return made
