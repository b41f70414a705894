"""Which lines of a table's columns stand in one row, where no rules part the rows."""

import re
from collections.abc import Sequence
from itertools import pairwise

from .heads import head_length
from .lines import TextLine

type Columns = list[list[TextLine]]

FIGURE = re.compile(r"^(?:\d{1,3}(?:[.,]\d+)?\s?%?|\d{1,3}\s?(?:/|av)\s?\d{1,3}|[-–—])(?:\s?p(?:oäng)?)?$")
BEGINS_ROW = re.compile(
    r"^(?:\d{1,2}\s?[.:]\s?\d{1,2}\b|\d{1,2}[.:)]?\s+[A-ZÅÄÖ]|(?:huvud|kriterie)?område\s*\d|(?:del)?summa\b|total|samtliga)",
    re.IGNORECASE,
)
CODE = re.compile(r"^\d{1,2}\s?[.:]\s?\d{1,2}[.:)]?$")
AREA_ALONE = re.compile(r"^(?:\d{1,2}[.:)]?\s+[A-ZÅÄÖ]|(?:huvud|kriterie)?område\s*\d)", re.IGNORECASE)
MOST_HEADER_LINES = 6
SAME = 0.4  # sizes between baselines of one row


def is_figure(line: TextLine) -> bool:
    return bool(FIGURE.match(line.text.strip())) and not line.mark


def rows_of(columns: Columns, separators: Sequence[float] = ()) -> list[Columns]:
    """The columns cut into rows: at separators, at figures, or only below the header."""
    rows: list[Columns] = []
    for band in _bands(columns, separators):
        rows.extend(_by_figures(band) if _figure_columns(band) else _below_header(band))
    return rows


def _bands(columns: Columns, separators: Sequence[float]) -> list[Columns]:
    lines = sorted((line for column in columns for line in column), key=lambda line: line.baseline)
    if not lines:
        return []
    cuts = [
        cut
        for cut in sorted(separators)
        if lines[0].baseline < cut < lines[-1].baseline
        and not any(line.top + 0.3 * line.size < cut < line.baseline for line in lines)
    ]
    bands = []
    for start, end in pairwise([float("-inf"), *cuts, float("inf")]):
        band = [[line for line in column if start <= line.baseline < end] for column in columns]
        if any(band):
            bands.append(band)
    return bands


def _figure_columns(columns: Columns) -> list[int]:
    """The columns, after the first, of two figures or more, or of one under its header, and hardly anything else."""
    found = []
    for number, column in enumerate(columns):
        figures = sum(map(is_figure, column))
        above = next((place for place, line in enumerate(column) if is_figure(line)), 0)
        headed = figures == 1 and 0 < above < MOST_HEADER_LINES and above == len(column) - 1
        if number and (headed or (figures >= 2 and figures * 2 >= len(column))):
            found.append(number)
    return found


def _below_header(columns: Columns) -> list[Columns]:
    """The words that head the lists as a row of their own; everything under them is one row."""
    lengths = [head_length(column) for column in columns]
    heads = [column[length - 1] for column, length in zip(columns, lengths, strict=True) if length]
    if len(heads) < 2:
        return _beside_heads(columns)
    if not any(len(column) > length for column, length in zip(columns, lengths, strict=True)):
        return [columns]
    height = max(line.baseline for line in heads) + 0.3 * heads[0].size
    ends = [
        length or sum(line.baseline <= height for line in column)
        for column, length in zip(columns, lengths, strict=True)
    ]
    above = [column[:end] for column, end in zip(columns, ends, strict=True)]
    below = [column[end:] for column, end in zip(columns, ends, strict=True)]
    return [above, below]


def _beside_heads(columns: Columns) -> list[Columns]:
    """A row for each of two lists whose words stand in the column before them."""
    if len(columns) != 2 or not (first := head_length(columns[0])):
        return [columns]
    words, items = columns
    if first + head_length(words[first:]) != len(words) or first == len(words):
        return [columns]
    height = words[first].top
    return [
        [words[:first], [line for line in items if line.baseline < height]],
        [words[first:], [line for line in items if line.baseline >= height]],
    ]


def _by_figures(columns: Columns) -> list[Columns]:
    """A row for every line of figures, with the words that belong to it; lines without figures on their own."""
    figured = _figure_columns(columns)
    beside = [line for number in figured for line in columns[number]]
    events = _events(beside)
    rest = [number for number in range(len(columns)) if number not in figured]
    codes = [line for number in rest for line in columns[number] if CODE.match(line.text)]
    titles = [line for number in rest for line in columns[number] if not CODE.match(line.text)]
    figures = [event for event in events if any(map(is_figure, event))]
    centred = any(_stands_between(event[0], titles) for event in figures)
    blocks = _centred_blocks(titles, codes, events) if centred else _blocks(titles, codes, events)
    rows: list[tuple[float, list[TextLine]]] = []
    taken: set[int] = set()
    for block in blocks:
        event = _event_of(block, events, taken)
        if event is not None:
            taken.add(event)
            block = [*block, *events[event]]
        rows.append((_height(block), block))
    rows.extend((_height(event), event) for place, event in enumerate(events) if place not in taken)
    column_of = {id(line): number for number, column in enumerate(columns) for line in column}
    result: list[Columns] = []
    for _, lines in sorted(rows, key=lambda row: row[0]):
        row: Columns = [[] for _ in columns]
        for line in sorted(lines, key=lambda each: each.baseline):
            row[column_of[id(line)]].append(line)
        result.append(row)
    return result


def _height(lines: Sequence[TextLine]) -> float:
    return min(line.baseline for line in lines)


def _events(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """What stands in the columns of figures, line by line; the lines of a header are one."""
    events: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda each: each.baseline):
        last = events[-1] if events else None
        if (last is not None and line.baseline - last[-1].baseline <= SAME * line.size) or (
            last is not None
            and not is_figure(line)
            and not any(map(is_figure, last))
            and line.baseline - last[-1].baseline < 1.8 * line.size
        ):
            last.append(line)
        else:
            events.append([line])
    return events


def _blocks(
    titles: Sequence[TextLine], codes: Sequence[TextLine], events: Sequence[Sequence[TextLine]]
) -> list[list[TextLine]]:
    """The words beside the figures, row by row."""
    lines = sorted([*titles, *codes], key=lambda line: (round(line.baseline), line.left))
    figures = [event for event in events if any(map(is_figure, event))]
    coded = sum(bool(BEGINS_ROW.match(line.text)) for line in lines) * 2 >= len(figures)
    matched = [_beside(line, figures) for line in lines]
    steps = [
        other.baseline - one.baseline
        for one, other in pairwise(titles)
        if other.text[:1].islower() and other.baseline - one.baseline > 0.5 * one.size
    ]
    pitch = min(steps) if steps else None
    blocks: list[list[TextLine]] = []
    for place, line in enumerate(lines):
        before = blocks[-1][-1] if blocks else None
        begins = before is None or bool(BEGINS_ROW.match(line.text)) or bool(CODE.match(line.text))
        if before is not None and abs(line.baseline - before.baseline) <= SAME * line.size:
            begins = False
        elif before is not None and not begins:
            step = line.baseline - before.baseline
            far = step > (pitch + 0.25 * line.size if pitch else 1.7 * line.size)
            header = _in_header(before, events) and not _in_header(line, events)
            begins = far or header or (not coded and matched[place])
        if begins:
            blocks.append([line])
        else:
            blocks[-1].append(line)
    return blocks


def _stands_between(figure: TextLine, titles: Sequence[TextLine]) -> bool:
    """Whether a figure stands at the height between two lines, as at the middle of its row."""
    if _beside(figure, [[line] for line in titles]):
        return False
    above = min((figure.baseline - line.baseline for line in titles if line.baseline < figure.baseline), default=1e9)
    following = min(
        (line for line in titles if line.baseline > figure.baseline), key=lambda line: line.baseline, default=None
    )
    if following is None or BEGINS_ROW.match(following.text):
        return False
    return max(above, following.baseline - figure.baseline) < figure.size


def _centred_blocks(
    titles: Sequence[TextLine], codes: Sequence[TextLine], events: Sequence[Sequence[TextLine]]
) -> list[list[TextLine]]:
    """The words beside the figures, where the figures stand at the middle of their rows."""
    middles = [(event[0].baseline + event[-1].baseline) / 2 for event in events]
    blocks: dict[int, list[TextLine]] = {}
    alone: list[list[TextLine]] = []
    for line in sorted([*titles, *codes], key=lambda each: (round(each.baseline), each.left)):
        nearest = min(range(len(middles)), key=lambda place: abs(middles[place] - line.baseline))
        distance = abs(middles[nearest] - line.baseline)
        before = alone[-1][-1] if alone else None
        if before is not None and 0 < line.baseline - before.baseline < 1.6 * line.size and line.text[:1].islower():
            alone[-1].append(line)
        elif distance > 3 * line.size or (distance > 0.7 * line.size and AREA_ALONE.match(line.text)):
            alone.append([line])
        else:
            blocks.setdefault(nearest, []).append(line)
    return [*alone, *blocks.values()]


def _beside(line: TextLine, events: Sequence[Sequence[TextLine]]) -> bool:
    return any(abs(event[0].baseline - line.baseline) <= SAME * line.size for event in events)


def _in_header(line: TextLine, events: Sequence[Sequence[TextLine]]) -> bool:
    """Whether a line stands beside words that head the columns of figures."""
    return any(
        not any(map(is_figure, event))
        and event[0].baseline - SAME * line.size <= line.baseline <= event[-1].baseline + SAME * line.size
        for event in events
    )


def _event_of(block: Sequence[TextLine], events: Sequence[Sequence[TextLine]], taken: set[int]) -> int | None:
    """The line of figures that stands beside a block: at its first line, else nearest its middle."""
    top, bottom = block[0].baseline, max(line.baseline for line in block)
    reach = SAME * block[0].size
    beside = [
        place
        for place, event in enumerate(events)
        if place not in taken and event[0].baseline <= bottom + reach and event[-1].baseline >= top - reach
    ]
    middle = (top + bottom) / 2
    return min(
        beside,
        key=lambda place: (
            not any(abs(line.baseline - top) <= reach for line in events[place]),
            abs(events[place][0].baseline - middle),
        ),
        default=None,
    )
