"""PDF files: letters and lines on pages become words, lines, tables and paragraphs in reading order."""

from collections.abc import Callable, Sequence

from evaluations.importing.reading.blocks import Document
from evaluations.importing.reading.refusals import OnlyPictures

from .footnotes import note_groups, take_notes, usual_size
from .healing import vocabulary_of
from .joining import blocks_of
from .measures import measure
from .numbering import numbered
from .opening import opened
from .pages import Part, parts_of
from .paragraphs import Run
from .running import take_running_lines
from .sheet import Sheet, sheet_of

__all__ = ["read_pdf"]


def read_pdf(data: bytes, filename: str, on_page: Callable[[int, int], None] | None = None) -> Document:
    """The file as blocks. Refuses what is locked, broken, too long, or holds only pictures of pages.

    `on_page` is told after each page which one was read, and of how many.
    """
    sheets: list[Sheet] = []
    with opened(data) as document:
        count = len(document)
        for number in range(1, count + 1):
            page = document[number - 1]
            try:
                sheets.append(sheet_of(page, number))
            finally:
                page.close()
            if on_page is not None:
                on_page(number, count)
    if not any(sheet.has_text() for sheet in sheets):
        raise OnlyPictures
    take_running_lines(sheets)
    size = usual_size(sheets)
    notes = [take_notes(sheet, size) for sheet in sheets]
    pages: list[list[Part]] = []
    for sheet in sheets:
        pages.append(parts_of(sheet, pages[-1] if pages else ()))
    vocabulary = vocabulary_of(word for sheet in sheets for word in sheet.words)
    measures = measure([part.lines for parts in pages for part in parts if isinstance(part, Run)], vocabulary)
    _widen(pages)
    groups = [note_groups(each, measures) for each in notes]
    return Document(tuple(numbered(blocks_of(pages, groups, measures))), filename, paged=True)


def _widen(pages: Sequence[Sequence[Part]]) -> None:
    """A column on a page with few lines may reach as far as the same column on other pages."""
    runs = [part for parts in pages for part in parts if isinstance(part, Run)]
    for run in runs:
        if len(run.lines) < 25:
            alike = [other.limit for other in runs if abs(other.left - run.left) < 20 and len(other.lines) >= 15]
            if alike:
                run.limit = max(run.limit, sorted(alike)[len(alike) // 2])
