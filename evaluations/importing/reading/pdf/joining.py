"""What a page break parted is put together again: tables, rows, paragraphs and list items."""

from collections.abc import Iterator, Sequence

from evaluations.importing.reading.blocks import Block

from .cells import SENTENCE_END
from .measures import Measures
from .pages import Part
from .paragraphs import Group, Run, groups_of, heading_sizes, wraps
from .tables import OpenRow, OpenTable


def blocks_of(pages: Sequence[Sequence[Part]], notes: Sequence[Sequence[Group]], measures: Measures) -> Iterator[Block]:
    """The parts of all pages as blocks; the notes at the foot of a page follow what stands on it."""
    runs = [part for parts in pages for part in parts if isinstance(part, Run)]
    levels = heading_sizes(runs, measures)
    flow: list[Group | OpenTable] = []
    for parts, page_notes in zip(pages, notes, strict=True):
        begun = False
        for part in parts:
            last = _last_of_page(flow)
            if isinstance(part, OpenTable):
                if not (not begun and isinstance(last, OpenTable) and _joins(last, part)):
                    flow.append(part)
            else:
                groups = groups_of(part, measures, levels)
                if not begun and groups and isinstance(last, Group) and _runs_on(last, groups[0]):
                    _append(last, groups[0], measures)
                    groups = groups[1:]
                flow.extend(groups)
            begun = True
        flow.extend(page_notes)
    for each in flow:
        yield each.block(measures) if isinstance(each, Group) else each.closed(measures)


def _last_of_page(flow: Sequence[Group | OpenTable]) -> Group | OpenTable | None:
    """What stood last before the page break, notes left aside."""
    return next((each for each in reversed(flow) if not (isinstance(each, Group) and each.note)), None)


def _runs_on(last: Group, first: Group) -> bool:
    """Whether a paragraph goes on where the page before it ended."""
    if last.heading or first.heading or first.marked or first.note:
        return False
    one, other = last.last, first.lines[0]
    if abs(one.size - other.size) > 0.08 * one.size or one.page == other.page:
        return False
    small = other.text[:1].islower()
    if SENTENCE_END.search(one.text):
        return False
    if small:
        return True
    return not last.marked and one.right > last.limits[-1] - 8 * one.size and len(last.lines) > 1


def _append(last: Group, first: Group, measures: Measures) -> None:
    last.wraps.pop()
    wraps(last, first.lines[0], measures)
    last.lines.extend(first.lines)
    last.limits.extend(first.limits)
    last.wraps.extend(first.wraps)


def _joins(last: OpenTable, table: OpenTable) -> bool:
    """Add a page's first table to the last of the page before, if it goes on."""
    if table.page != last.last_page + 1 or not table.continues(last) or not last.rows:
        return False
    rows = table.rows
    header = last.rows[0]
    repeated = len(last.rows) > 1 and bool(rows) and _same(rows[0], header)
    if repeated:
        rows = rows[1:]
    last.last_page = table.page
    last.bottom = table.bottom
    if not rows:
        return True
    if len(last.rows) > 1 and _continues_row(last, rows[0]):
        last.rows[-1].parts.append(rows[0])
        rows = rows[1:]
    last.rows.extend(rows)
    return True


def _same(one: OpenRow, other: OpenRow) -> bool:
    return one.text.split() == other.text.split()


def _continues_row(last: OpenTable, row: OpenRow) -> bool:
    """Whether the first row after a page break is the rest of the row before it."""
    before = last.rows[-1]
    marked = any(cell.lines and cell.lines[0].mark for cell in row.cells)
    several = any(sum(bool(line.mark) for line in cell.lines) > 1 for cell in before.cells)
    if several or (len(last.rows) == 2 and any(len(cell.lines) > 6 for cell in before.cells)):
        return True
    for one, other in zip(before.cells, row.cells, strict=False):
        if not one.lines or not other.lines:
            continue
        text, following = one.lines[-1].text, other.lines[0].text
        if following[:1].islower() and not SENTENCE_END.search(text) and not other.lines[0].mark:
            return True
    return not marked and len(last.rows) == 2 and not _has_figures(row)


def _has_figures(row: OpenRow) -> bool:
    return any(cell.text.strip(" %").isdigit() for cell in row.cells)
