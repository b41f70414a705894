"""Writes the elements of an invented report as a PDF, by typst."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path

import typst

from tests.evaluations.importing.generator import Report
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
    Style,
)
from tests.evaluations.importing.sheets import Sheet

TEMPLATE = Path(__file__).with_name("printed.typ")
MARKS = {"bullet": "•", "dash": "–", "number": "{n}."}

type Json = dict[str, object]


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(TEMPLATE, font_paths=typst.Fonts())


def write_pdf(elements: Sequence[Element], report: Report, style: Style, sheet: Sheet) -> bytes:
    """The elements as a PDF on such sheets. What the report says is data to the template, never its source."""
    facts = {"name": report.municipality.name, "year": str(report.year)}
    look = asdict(sheet)
    for edge in ("header", "footer"):
        look[edge] = filled(look[edge], facts)
    given = {"title": f"Kommunkompassen {facts['name']}", "sheet": look, "parts": _parts(elements, style, sheet)}
    written = _compiler().compile(format="pdf", sys_inputs={"given": json.dumps(given)}, pdf_tags=sheet.tagged)
    assert isinstance(written, bytes)
    return written


def filled(form: str, facts: dict[str, str]) -> str:
    """A running line with its facts; the numbers of pages are left to the format."""
    for key, value in facts.items():
        form = form.replace(f"{{{key}}}", value)
    return form


def _parts(elements: Sequence[Element], style: Style, sheet: Sheet) -> list[Json]:
    """The report cut where the pages change their form: the cover, the chapters, the overview."""
    body = next((place for place, element in enumerate(elements) if isinstance(element, PageBreak)), 0)
    overview = len(elements)
    if sheet.flipped_overview or sheet.columns > 1:
        overview = next(
            (place for place, element in enumerate(elements) if element in (_chapter(style, 1), _chapter(style, 2))),
            len(elements),
        )
    end = len(elements)
    if style.overview_first and overview < end:
        after = next(place for place in range(overview + 1, end) if _is_chapter(elements[place]))
    else:
        after = end
    cuts = [(0, body, 1, False), (body, overview, sheet.columns, False),
            (overview, after, 1, sheet.flipped_overview), (after, end, sheet.columns, False)]  # fmt: skip
    return [
        {
            "elements": [_element(element, sheet) for element in _unbroken(elements[start:stop])],
            "columns": columns,
            "flipped": flipped,
        }
        for start, stop, columns, flipped in cuts
        if stop > start
    ]


def _unbroken(elements: Sequence[Element]) -> Sequence[Element]:
    """Without a break first, where a part on pages of its own form has one anyway."""
    return elements[1:] if elements and isinstance(elements[0], PageBreak) else elements


def _chapter(style: Style, level: int) -> Heading:
    return Heading(style.chapter, level)


def _is_chapter(element: Element) -> bool:
    return isinstance(element, Heading) and element.level == 1


def _spans(spans: Spans, *, bold: bool = False) -> list[Json]:
    return [
        {
            "kind": "note" if isinstance(span, Note) else "bold" if bold else "text",
            "text": str(getattr(span, "text", span)),
        }
        for span in spans
    ]


def _element(element: Element, sheet: Sheet) -> Json:
    match element:
        case Heading(text, level):
            return {"kind": "heading", "text": text, "level": level}
        case Para(spans, bold):
            return {"kind": "para", "spans": _spans(spans, bold=bold)}
        case Bullets(items, mark):
            return {
                "kind": "list",
                "items": [_spans(item) for item in items],
                "mark": sheet.marks.get(mark, MARKS[mark]),
            }
        case Lines(texts):
            return {"kind": "lines", "lines": [_spans((text,)) for text in texts]}
        case Contents(entries):
            return {
                "kind": "contents",
                "entries": [[text, str(page)] for text, page in entries],
                "leader": sheet.leader,
            }
        case Grid(rows, header, ruled, widths):
            return {
                "kind": "grid",
                "rows": [[[_element(inner, sheet) for inner in cell] for cell in row] for row in rows],
                "header": 1 if header else 0,
                "ruled": ruled,
                "widths": list(widths),
            }
        case PageBreak():
            return {"kind": "break"}
