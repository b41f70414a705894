"""Writes the elements of an invented report as a web page, and prints it as a PDF by Chromium."""

from collections.abc import Iterator, Sequence
from html import escape
from types import TracebackType
from typing import Self

from playwright.sync_api import sync_playwright

from tests.evaluations.importing.generator import Report
from tests.evaluations.importing.pdf_writer import MARKS, filled
from tests.evaluations.importing.printed import (
    Bullets,
    Contents,
    Element,
    Grid,
    Heading,
    Lines,
    Note,
    PageBreak,
    Para,
    Spans,
)
from tests.evaluations.importing.sheets import Sheet

ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
RULES = {"all": "1px solid #333", "rows": "1px solid #333", "columns": "1px solid #333"}


class Printer:
    """A running Chromium that prints pages; nothing of a page is fetched."""

    def __init__(self, executable: str) -> None:
        self.executable = executable

    def __enter__(self) -> Self:
        self.playwright = sync_playwright().start()
        self.browser = self.playwright.chromium.launch(executable_path=self.executable, args=ARGUMENTS)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.browser.close()
        self.playwright.stop()

    def write_pdf(self, elements: Sequence[Element], report: Report, sheet: Sheet) -> bytes:
        """The elements as a printed web page."""
        page = self.browser.new_page()
        try:
            page.set_content(as_html(elements, sheet))
            facts = {"name": report.municipality.name, "year": str(report.year)}
            return page.pdf(
                width=f"{sheet.width}mm",
                height=f"{sheet.height}mm",
                margin={
                    "left": f"{sheet.left}mm",
                    "right": f"{sheet.right}mm",
                    "top": f"{sheet.top}mm",
                    "bottom": f"{sheet.bottom}mm",
                },
                print_background=True,
                display_header_footer=True,
                header_template=_running(filled(sheet.header, facts), sheet),
                footer_template=_running(filled(sheet.footer, facts), sheet),
                tagged=sheet.tagged,
            )
        finally:
            page.close()


def as_html(elements: Sequence[Element], sheet: Sheet) -> str:
    """The whole page; the notes stand at its end, since web pages have no feet."""
    notes: list[str] = []
    body = "".join(_element(element, sheet, notes) for element in elements)
    foot = "".join(f'<p class="note"><sup>{place}</sup> {note}</p>' for place, note in enumerate(notes, 1))
    return f'<!doctype html><html lang="sv"><style>{"".join(_css(sheet))}</style><body>{body}{foot}</body></html>'


def _css(sheet: Sheet) -> Iterator[str]:
    hyphens = "auto" if sheet.hyphenate else "manual"
    yield (
        f"body{{font:{sheet.size}pt/{1 + sheet.leading * 0.5} '{sheet.font}';hyphens:{hyphens};margin:0;"
        f"text-align:{'justify' if sheet.justify else 'left'}}}"
    )
    yield f"p{{margin:0 0 {sheet.spacing * 0.7}em}} .note{{font-size:80%}} .break{{break-before:page}}"
    for level, look in enumerate(sheet.headings, 1):
        yield (
            f"h{level}{{font:{look.style} {look.weight if look.weight != 'regular' else 'normal'} {look.size}pt "
            f"'{sheet.font}';color:{look.fill};text-align:left;margin:{look.above * 0.7}em 0 {look.below * 0.6}em;"
            f"break-after:avoid;text-transform:{'uppercase' if look.caps else 'none'};"
            f"background:{look.band or 'none'};text-decoration:{'underline' if look.underlined else 'none'}}}"
        )
    yield f"table{{border-collapse:collapse;width:{sheet.table_width}%;font-size:{sheet.table_size}em;"
    yield f"margin:{sheet.table_gap}em {'auto' if sheet.table_centred else '0'};text-align:left}}"
    yield f"th,td{{padding:{sheet.inset_y}pt {sheet.inset_x}pt;font-weight:normal;"
    yield f"vertical-align:{'middle' if sheet.centred_cells else 'top'};"
    yield f"hyphens:{'auto' if sheet.cells_hyphenate else 'manual'}}}"
    sides = {"all": ("",), "rows": ("-top", "-bottom"), "columns": ("-left", "-right")}[sheet.rules]
    yield "".join(f".ruled td,.ruled th{{border{side}:{RULES[sheet.rules]}}}" for side in sides)
    yield ".cutting td{overflow-wrap:anywhere}"  # words too long for their column are cut, figures are not
    yield f"th{{font-weight:{'bold' if sheet.head_bold else 'normal'};background:{sheet.head_fill};"
    yield f"color:{sheet.head_text}}}"
    yield f"{'tr:nth-child(even) td{background:#eef2f5}' if sheet.striped else ''}"
    yield f"ul,ol{{margin:0 0 .8em;padding-left:{sheet.list_indent + 1.2}em}} li{{margin:0 0 {sheet.list_gap - 0.5}em}}"
    yield f"td p{{margin:0 0 {sheet.cell_spacing * 0.6}em}} td ul{{margin:0}} .flush{{margin:0}}"
    yield ".contents{display:flex;margin:0} .contents i{flex:1}"


def _running(form: str, sheet: Sheet) -> str:
    parts = (
        escape(form).replace("{page}", '<b class="pageNumber"></b>').replace("{pages}", '<b class="totalPages"></b>')
    )
    cells = "".join(f"<span>{part}</span>" for part in parts.split("|"))
    look = f"display:flex;justify-content:space-between;font:8pt '{sheet.font}';width:100%;"
    return f'<style>b{{font-weight:normal}}</style><div style="{look}margin:0 {sheet.left}mm">{cells}</div>'


def _spans(spans: Spans, notes: list[str]) -> str:
    found = ""
    for span in spans:
        if isinstance(span, Note):
            notes.append(escape(span.text))
            found += f"<sup>{len(notes)}</sup>"
        else:
            found += escape(span)
    return found


def _element(element: Element, sheet: Sheet, notes: list[str]) -> str:
    match element:
        case Heading(text, level):
            if sheet.outline:
                return f"<h{level}>{escape(text)}</h{level}>"
            return f'<p class="h{level}"><b>{escape(text)}</b></p>'
        case Para(spans, bold):
            words = _spans(spans, notes)
            return f"<p><b>{words}</b></p>" if bold else f"<p>{words}</p>"
        case Bullets():
            return _list(element, sheet, notes)
        case Lines(texts):
            return f"<p>{'<br>'.join(map(escape, texts))}</p>"
        case Contents(entries):
            dots = "." * 40 if sheet.leader == "." else ""
            return "".join(
                f'<p class="contents"><span>{escape(text)}</span><i>{dots}</i><span>{page}</span></p>'
                for text, page in entries
            )
        case Grid():
            return _table(element, sheet, notes)
        case PageBreak():
            return '<div class="break"></div>'


def _list(element: Bullets, sheet: Sheet, notes: list[str]) -> str:
    items = [_spans(item, notes) for item in element.items]
    mark = sheet.marks.get(element.mark, MARKS[element.mark])
    if sheet.list_look == "flush":
        return "".join(
            f'<p class="flush">{escape(mark.replace("{n}", str(place)))} {item}</p>'
            for place, item in enumerate(items, 1)
        )
    if element.mark == "number":
        return f"<ol>{''.join(f'<li>{item}</li>' for item in items)}</ol>"
    style = "disc" if element.mark == "bullet" else f"'{escape(mark)}  '"
    return f'<ul style="list-style-type:{escape(style)}">{"".join(f"<li>{item}</li>" for item in items)}</ul>'


def _table(element: Grid, sheet: Sheet, notes: list[str]) -> str:
    columns = "".join(f'<col style="width:{width * 100}%">' for width in element.widths)
    rows = [
        "".join(f"<{tag}>{''.join(_element(inner, sheet, notes) for inner in cell)}</{tag}>" for cell in row)
        for place, row in enumerate(element.rows)
        for tag in ["th" if element.header and place == 0 else "td"]
    ]
    head = f"<thead><tr>{rows[0]}</tr></thead>" if element.header and sheet.repeat_header else ""
    body = "".join(f"<tr>{row}</tr>" for row in (rows[1:] if head else rows))
    classes = f"{'ruled' if element.ruled else 'bare'} {'cutting' if len(element.widths) == 2 else ''}"
    return f'<table class="{classes}">{columns}{head}<tbody>{body}</tbody></table>'
