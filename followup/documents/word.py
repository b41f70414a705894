"""A plan as a Word file that a secretary can work on: real headings, tables with header rows, in Swedish."""

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Mm

from followup.documents import word_styles as styles
from followup.documents.paper import Paper, Section, Settled
from followup.documents.rows import ActionRow
from followup.documents.summary import Table
from followup.documents.word_parts import Cell, Line, Run, field, paragraph, same_bytes, table
from followup.documents.words import headings, long_date

# In millimetres: 166 between the margins of A4.
NUMBER_WIDTHS = (46, 18, 24, 18, 24, 20, 16)
STATE_WIDTHS = (60, 20)
ACTION_WIDTHS = (80, 37, 23, 26)
SETTLED_WIDTHS = (12, 72, 32, 50)


def word_of(paper: Paper) -> bytes:
    """The document; the same paper gives the same bytes."""
    document = Document()
    styles.prepare(document)
    _describe(document, paper)
    _frame(document, paper)
    end = document.element.body.sectPr
    for element in _body(paper):
        end.addprevious(element)
    out = io.BytesIO()
    document.save(out)
    return same_bytes(out.getvalue())


def _describe(document: WordDocument, paper: Paper) -> None:
    """What the file says of itself."""
    about = document.core_properties
    about.title = f"{paper.title} – {paper.municipality}"
    about.author = about.last_modified_by = paper.municipality
    about.subject, about.language, about.comments, about.keywords = paper.subtitle, "sv-SE", "", ""
    about.created = about.modified = datetime.combine(paper.made_on, time(12), UTC)
    about.revision = 1


def _frame(document: WordDocument, paper: Paper) -> None:
    """Header and footer; the first page has no header."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(27), Mm(25)
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = f"{paper.municipality}\t{paper.title}, {paper.subtitle}"
    section.first_page_header.is_linked_to_previous = False
    for footer in (section.footer, section.first_page_footer):
        line: Any = footer.paragraphs[0]  # Any: a style is set by its name
        line.style = "Footer"
        line.add_run(f"{paper.mark} {long_date(paper.made_on)}\t" if paper.mark else "\t")
        line.add_run(f"{headings()['page']} ")
        field(line._p, "PAGE")
        line.add_run(f" {headings()['page_of']} ")
        field(line._p, "NUMPAGES")


def _body(paper: Paper) -> Iterator[Any]:
    """Every element of the document, from the title on."""
    yield paragraph(Line.of(styles.MUNICIPALITY, paper.municipality))
    yield paragraph(Line.of(styles.TITLE, paper.title))
    yield paragraph(Line.of(styles.SUBTITLE, paper.subtitle))
    if paper.mark:
        yield paragraph(Line.of(styles.MARK, paper.mark))
    for label, value in paper.facts:
        yield paragraph(Line(styles.FACT, (Run(label, style=styles.FAINT), Run(f"\t{value}"))))
    yield paragraph(Line.of(styles.PART, headings()["summary"]))
    for numbers in paper.tables:
        yield from _numbers(numbers)
    for section in paper.sections:
        yield from _section(section)
    if paper.others:
        yield paragraph(Line.of(styles.PART, headings()["others"]))
        yield _actions(paper.others)
    yield paragraph(Line.of(styles.NOTE, paper.closing))


def _numbers(numbers: Table) -> Iterator[Any]:
    yield paragraph(Line.of(styles.UNDER_PART, numbers.title))
    first, *rest = numbers.headings
    titles = [Line.of(styles.HEADING, first), *(Line.of(styles.NUMBER_HEADING, title) for title in rest)]
    widths = STATE_WIDTHS if len(titles) == len(STATE_WIDTHS) else NUMBER_WIDTHS
    rows = [
        [
            [Line.of(styles.NUMBER if place else styles.CELL, text, bold=is_total)]
            for place, (_title, text) in enumerate(cells)
        ]
        for is_total, cells in numbers.body
    ]
    yield table(titles, widths, rows)
    if numbers.note:
        yield paragraph(Line.of(styles.NOTE, numbers.note))


def _section(section: Section) -> Iterator[Any]:
    say = headings()
    yield paragraph(Line.of(styles.PART, section.title))
    if section.points:
        yield paragraph(Line.of(styles.FAINT_TEXT, section.points))
    if section.is_empty:
        yield paragraph(Line.of(styles.TEXT, say["nothing"]))
    for each in section.acted:
        yield paragraph(Line.of(styles.UNDER_PART, f"{say['improvement']} {each.label}"))
        yield from (paragraph(Line.of(styles.QUOTE, line)) for line in _lines(each.text))
        for said in (each.recurs, *_lines(each.decision)):
            if said:
                yield paragraph(Line.of(styles.FAINT_TEXT, said))
        yield _actions(each.actions)
    if section.settled:
        yield paragraph(Line.of(styles.UNDER_PART, say["settled"]))
        yield _settled(section.settled)


def _actions(rows: Sequence[ActionRow]) -> Any:
    say = headings()
    titles = [Line.of(styles.HEADING, say[name]) for name in ("action", "owner", "dates", "status")]
    return table(titles, ACTION_WIDTHS, [(_told(row), _owner(row), _dates(row), _status(row)) for row in rows])


def _told(row: ActionRow) -> Cell:
    lines = [Line.of(styles.CELL, f"{row.label} {row.title}", bold=True)]
    if row.told_under:
        lines.append(Line(styles.CELL, (Run(row.told_under, style=styles.FAINT),)))
    lines += [Line.of(styles.CELL, line) for line in _lines(row.description)]
    return [*lines, *(_labelled(label, words) for label, words in row.details)]


def _owner(row: ActionRow) -> Cell:
    lines = [Line.of(styles.CELL, text) for text in (row.owner, row.unit) if text]
    return [*lines, _labelled(headings()["helpers"], row.helpers)] if row.helpers else lines


def _dates(row: ActionRow) -> Cell:
    return [_labelled(label, day, between="\n") for label, day in row.dates]


def _status(row: ActionRow) -> Cell:
    lines = [Line.of(styles.CELL, word, bold=True) for word in row.states]
    return [*lines, *(Line.of(styles.CELL, line) for line in _lines(row.state_note))]


def _settled(rows: Sequence[Settled]) -> Any:
    say = headings()
    titles = [
        Line.of(styles.HEADING, text) for text in (say["number"], say["improvement"], say["decision"], say["reason"])
    ]
    return table(
        titles,
        SETTLED_WIDTHS,
        [
            (
                [Line.of(styles.CELL, row.label)],
                [Line.of(styles.CELL, line) for line in _lines(row.text)],
                [Line.of(styles.CELL, row.state, bold=True)],
                [Line.of(styles.CELL, line) for line in _lines(row.words)],
            )
            for row in rows
        ],
    )


def _labelled(label: str, words: str, between: str = " ") -> Line:
    return Line(styles.CELL, (Run(f"{label}:{between}", style=styles.FAINT), Run(words)))


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]
