"""Writes the elements of an invented report as a Word file."""

import re
import textwrap
from collections.abc import Sequence
from io import BytesIO
from itertools import chain

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from tests.evaluations.importing.generator import Report
from tests.evaluations.importing.laying_out import running_line
from tests.evaluations.importing.printed import (
    Bullets,
    Cell,
    Contents,
    Element,
    Grid,
    Heading,
    Lines,
    Note,
    PageBreak,
    Para,
    Spans,
    Style,
)
from tests.evaluations.importing.word_habits import DECLARED, Habits, Runs, field, footnotes_xml, habits, numbering_xml

LABEL = re.compile(r"^(Område \d+|\d+\.\d+) (?=\S)")
LISTS = {"bullet": 1, "dash": 2, "number": 3}
TYPED = {"bullet": "•", "dash": "-", "number": "{}."}
LINE = 90  # letters on a line of a file that another program made of pages
TWIPS = 9000  # the width of the text, in twentieths of a point
CHANGED_MARK = '<w:del w:id="1" w:author="N" w:date="2020-01-01T00:00:00Z"/>'


def write_word(elements: Sequence[Element], report: Report, style: Style) -> bytes:
    """The elements as a .docx, in one of the ways in which Word and its authors write the same."""
    writer = WordWriter(style, habits(style.seed))
    body = "".join(writer.element(element) for element in elements)
    document = docx.Document()
    _add_styles(document, writer.habits)
    _add_running_line(document, running_line(report, style, "{page}", "{pages}"), style)
    root = parse_xml(f"<w:body {DECLARED}>{body}</w:body>")
    end = document.element.body.sectPr
    for child in list(root):
        end.addprevious(child)
    document.part.numbering_part._element = parse_xml(numbering_xml())
    if writer.runs.notes:
        blob = footnotes_xml(writer.runs.notes).encode()
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, blob, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


class WordWriter:
    """Writes elements one after another; headings and lists are counted as Word counts them."""

    def __init__(self, style: Style, habits: Habits) -> None:
        self.style = style
        self.habits = habits
        self.runs = Runs(habits, style.seed)
        self.dice = self.runs.dice
        self.counts = [0, 0]
        self.starts_page = False
        self.written = 0

    def element(self, element: Element) -> str:
        """The element as XML."""
        self.written += 1
        match element:
            case Heading(text, level):
                xml = self._held_heading(self._heading(text, level), level)
            case Contents(entries):
                xml = self._contents(entries)
            case Grid():
                xml = self._grid(element)
                if self.habits.wraps_tables:
                    xml = f"<w:tbl><w:tblPr/><w:tr><w:tc>{xml}<w:p/></w:tc></w:tr></w:tbl>"
            case PageBreak():
                return self._page_break()
            case _:
                xml = self._part(element)
                if self.habits.boxes != "none" and self.written == 2:
                    xml = self.runs.boxed(xml)
        if self.habits.controls and self.dice.random() < 0.1:
            xml = f"<w:sdt><w:sdtPr/><w:sdtContent>{xml}</w:sdtContent></w:sdt>"
        return f"{xml}<w:p/>" if self.habits.empty_between and self.dice.random() < 0.5 else xml

    def _paragraph(self, runs: str, properties: str = "") -> str:
        if self.starts_page and self.habits.breaks == "before":
            properties += "<w:pageBreakBefore/>"
        self.starts_page = False
        return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"

    def _page_break(self) -> str:
        if self.habits.breaks == "before":
            self.starts_page = True
            return ""
        if self.habits.breaks == "section":
            columns = f'<w:cols w:num="{self.style.columns}"/>'
            return f'<w:p><w:pPr><w:sectPr><w:type w:val="nextPage"/>{columns}</w:sectPr></w:pPr></w:p>'
        return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'

    def _heading(self, text: str, level: int) -> str:
        if self.style.headings in ("bold", "capitals"):
            return self._paragraph(self._heading_text(text, level))
        properties = {
            "style": f'<w:pStyle w:val="Heading{level}"/>',
            "swedish style": f'<w:pStyle w:val="Rubrik{level}"/>',
            "own style": f'<w:pStyle w:val="Egen{level}"/>',
            "outline level": f'<w:outlineLvl w:val="{level - 1}"/>',
        }[self.habits.heading]
        label = LABEL.match(text)
        if self.habits.numbers == "counted" and label and level in (2, 3) and self._is_next(label[1], level):
            text = text[label.end() :]
            properties += f'<w:numPr><w:ilvl w:val="{level - 2}"/><w:numId w:val="4"/></w:numPr>'
        return self._paragraph(self._heading_text(text, level), properties)

    def _held_heading(self, xml: str, level: int) -> str:
        """The heading of an area may stand in a table of one cell or a box."""
        if level != 2 or self.habits.area_heading in ("alone", "two lines"):
            return xml
        if self.habits.area_heading == "in table":
            return f"<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr/>{xml}</w:tc></w:tr></w:tbl>"
        return self.runs.boxed(xml)

    def _heading_text(self, text: str, level: int) -> str:
        """The runs of a heading: a tab or a line's end may part the number from the words."""
        bold = self.style.headings == "bold" or (self.style.headings == "capitals" and level < 3)
        number, space, words = text.partition(" ")
        if self.habits.tab_after_number and space and number[0].isdigit():
            return self.runs.text(f"{number}\t{words}", bold=bold)
        label = LABEL.match(text)
        if level == 2 and self.habits.area_heading == "two lines" and label:
            end = f"<w:r><w:{self.habits.line_break}/></w:r>"
            title = text[label.end() :].lstrip("– ")
            return f"{self.runs.text(label[1], bold=bold)}{end}{self.runs.text(title, bold=bold)}"
        return self.runs.text(text, bold=bold)

    def _is_next(self, label: str, level: int) -> bool:
        """Whether Word would write this label next; if so it is counted."""
        area, subarea = self.counts
        after = [area + 1, 0] if level == 2 else [area, subarea + 1]
        written = f"Område {after[0]}" if level == 2 else f"{after[0]}.{after[1]}"
        if label == written:
            self.counts = after
        return label == written

    def _part(self, part: Para | Bullets | Lines) -> str:
        match part:
            case Para((str() as text,)) if self.habits.wraps_lines and len(text) > LINE:
                end = f"<w:r><w:{self.habits.line_break}/></w:r>"
                return self._paragraph(end.join(self.runs.run(line) for line in textwrap.wrap(text, LINE)))
            case Para(spans, bold):
                return self._struck_end(spans) or self._paragraph(self._spans(spans, bold=bold))
            case Bullets(items, mark):
                return "".join(self._item(spans, mark, number) for number, spans in enumerate(items, 1))
            case Lines(texts):
                between = f"<w:r><w:{self.habits.line_break}/></w:r>"
                return self._paragraph(between.join(self.runs.text(text) for text in texts))

    def _struck_end(self, spans: Spans) -> str:
        """A paragraph whose end was struck in the middle of it, so that two in the file are one in print."""
        if not self.habits.tracks_changes or len(spans) > 1 or self.dice.random() > 0.1:
            return ""
        text = "".join(span for span in spans if isinstance(span, str))
        if len(text) < 20:
            return ""
        first = self._paragraph(self.runs.run(text[:10]), f"<w:rPr>{CHANGED_MARK}</w:rPr>")
        return first + self._paragraph(self.runs.run(text[10:]))

    def _spans(self, spans: Spans, *, bold: bool = False, prefix: str = "") -> str:
        return prefix + "".join(
            self.runs.note(span.text) if isinstance(span, Note) else self.runs.text(span, bold=bold) for span in spans
        )

    def _item(self, spans: Spans, mark: str, number: int) -> str:
        if self.habits.lists.startswith("typed"):
            gap = "\t" if self.habits.lists == "typed with tab" else " "
            return self._paragraph(self._spans((TYPED[mark].format(number) + gap, *spans)))
        properties = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{LISTS[mark]}"/></w:numPr>'
        if self.habits.lists == "style":
            properties = '<w:pStyle w:val="Listan"/>' if mark == "bullet" else properties
        return self._paragraph(self._spans(spans), properties)

    def _contents(self, entries: Sequence[tuple[str, int]]) -> str:
        typed = self.habits.contents == "typed"
        lines = [
            self._paragraph(
                f"{self.runs.run(title)}<w:r><w:tab/><w:t>{page}</w:t></w:r>",
                "" if typed else '<w:pStyle w:val="Innehll1"/>',
            )
            for title, page in entries
        ]
        if typed:
            return "".join(lines)
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        toc = lines[0].replace("</w:pPr>", f"</w:pPr>{begin}", 1) + "".join(lines[1:]) + end
        if self.habits.contents == "field":
            return toc
        gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
        return f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{toc}</w:sdtContent></w:sdt>"

    def _grid(self, grid: Grid) -> str:
        rows = [self._row(row, grid, place) for place, row in enumerate(grid.rows)]
        borders = '<w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr>' if grid.ruled else "<w:tblPr/>"
        columns = "".join(f'<w:gridCol w:w="{int(width * TWIPS)}"/>' for width in grid.widths)
        return f"<w:tbl>{borders}<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"

    def _row(self, row: tuple[Cell, ...], grid: Grid, place: int) -> str:
        header = "<w:trPr><w:tblHeader/></w:trPr>" if grid.header and place == 0 else ""
        texts = ["".join(_texts(cell)) for cell in row]
        if self.habits.merges_cells and len(row) > 2 and texts[0] and not any(texts[1:]):
            return f"<w:tr>{header}{self._cell(row[0], f'<w:gridSpan w:val="{len(row)}"/>')}</w:tr>"
        cells = []
        for column, cell in enumerate(row):
            properties = ""
            if self.habits.merges_cells and len(row) == 2 and column == 1 and self._is_points(grid):
                properties = "" if place == 0 else '<w:vMerge w:val="restart"/>' if texts[1] else "<w:vMerge/>"
            cells.append(self._cell(cell, properties))
        return f"<w:tr>{header}{''.join(cells)}</w:tr>"

    def _is_points(self, grid: Grid) -> bool:
        return list(_texts(grid.rows[0][-1])) == ["Poäng"] and len(grid.rows) > 2

    def _cell(self, cell: Cell, properties: str) -> str:
        inner = "".join(self._part(part) for part in cell) or "<w:p/>"
        if self.habits.controls and self.dice.random() < 0.05:
            inner = f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def _texts(cell: Cell) -> list[str]:
    found: list[str] = []
    for part in cell:
        match part:
            case Para(spans):
                found += [span for span in spans if isinstance(span, str) and span]
            case Bullets(items):
                found += [span for span in chain(*items) if isinstance(span, str)]
            case Lines(texts):
                found += texts
    return found


def _add_styles(document: "docx.document.Document", habits: Habits) -> None:
    def add(key: str, name: str, inner: str) -> None:
        document.styles.element.append(
            parse_xml(
                f'<w:style {DECLARED} w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>'
                f'<w:basedOn w:val="Normal"/>{inner}</w:style>'
            )
        )

    for level in (1, 2, 3):
        if habits.heading == "swedish style":
            add(f"Rubrik{level}", f"rubrik {level}", "")
        add(f"EgenGrund{level}", f"Kapitel {level}", f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr>')
        add(f"Egen{level}", f"Kapitel {level} grön", "")
        document.styles.element[-1].find(f"{{{document.styles.element.nsmap['w']}}}basedOn").set(
            f"{{{document.styles.element.nsmap['w']}}}val", f"EgenGrund{level}"
        )
    add("Innehll1", "toc 1", "")
    add("Listan", "Punktlista", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')


def _add_running_line(document: "docx.document.Document", line: str, style: Style) -> None:
    if not line:
        return
    section = document.sections[0]
    edge = section.header if style.running_place == "header" else section.footer
    before, _, rest = line.partition("{page}")
    middle, has_pages, after = rest.partition("{pages}")
    runs = f"<w:r><w:t>{before}</w:t></w:r>{field('PAGE', '7')}<w:r><w:t>{middle}</w:t></w:r>"
    if has_pages:
        runs += f"{field('NUMPAGES', '34')}<w:r><w:t>{after}</w:t></w:r>"
    edge.paragraphs[0]._p.addnext(parse_xml(f"<w:p {DECLARED}>{runs}</w:p>"))
