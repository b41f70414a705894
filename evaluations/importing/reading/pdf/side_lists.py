"""Two lists side by side without rules, under the words that head them."""

from collections.abc import Sequence
from itertools import pairwise

from .heads import MOST_LINES, head_length, improvements_head, strengths_head
from .lines import TextLine, lines_of
from .zones import FARTHEST, Zone, row_groups

NARROWEST_GUTTER = 0.5  # sizes
WIDER_THAN_SPACE = 0.35  # sizes


def list_zones(segments: Sequence[TextLine]) -> list[Zone]:
    """The two lists under «Styrkor» and «Förbättringsmöjligheter» side by side."""
    zones: list[Zone] = []
    rows = row_groups(segments)
    for place, row in enumerate(rows):
        if zones and any(line is zones[-1].lines[-1] for line in row):
            continue
        following = rows[place + 1 :]
        heads = _heads(row, following)
        if heads is not None:
            zones.append(_list_zone(heads, following))
    last = rows[-1] if rows else []
    return [zone for zone in zones if len(zone.lines) > 2 or zone.lines[0] in last]


def _heads(row: Sequence[TextLine], below: Sequence[Sequence[TextLine]]) -> tuple[TextLine, TextLine] | None:
    near = [
        *row,
        *(line for other in below[:1] for line in other if line.baseline - row[0].baseline < 0.8 * line.size),
    ]  # beside a head that is cut, the other may stand at its middle
    strong = next((line for line in near if strengths_head(_column(line, below))), None)
    weak = next((line for line in near if line is not strong and improvements_head(_column(line, below))), None)
    if strong is None or weak is None:
        return None
    return (strong, weak) if strong.left < weak.left else (weak, strong)


def _column(head: TextLine, below: Sequence[Sequence[TextLine]]) -> list[TextLine]:
    """A line with those right below it that begin at its left side."""
    return [head, *(line for row in below[:MOST_LINES] for line in row if abs(line.left - head.left) < 1)]


def beside_zones(segments: Sequence[TextLine]) -> list[Zone]:
    """Two lists under each other, each with its word in a column before it."""
    zones: list[Zone] = []
    rows = row_groups(segments)
    for place, row in enumerate(rows):
        if zones and row[0].baseline <= zones[-1].lines[-1].baseline:
            continue
        if len(row) > 1 and head_length(_column(row[0], rows[place + 1 :])):
            zones.extend(_beside_zone(rows[place:]))
    return zones


def _beside_zone(rows: Sequence[Sequence[TextLine]]) -> list[Zone]:
    """The rows from the first word to the end of the second list, or of the first where a page ends between them."""
    head, item = rows[0][:2]
    start = item.outer_left - 1
    words: list[TextLine] = []
    lines: list[TextLine] = []
    last = head.baseline
    for row in rows:
        before = [line for line in row if line.outer_left < start]
        if row[0].baseline - last > FARTHEST * row[0].size or any(
            abs(line.left - head.left) > 1 or line.right > start or line.mark for line in before
        ):
            break
        if before and _heads_both(words) and not _heads_both([*words, *before]):
            break
        words.extend(before)
        lines.extend(row)
        last = row[0].baseline
    alone = bool(item.mark) and head_length(words) == len(words)
    return [Zone(lines, [head.left - 1, start])] if alone or _heads_both(words) else []


def _heads_both(words: Sequence[TextLine]) -> bool:
    """Whether lines are the words of both lists and nothing else."""
    strong, weak = strengths_head(words), improvements_head(words)
    first = strong or weak
    rest = words[first:]
    return bool(first) and (improvements_head(rest) if strong else strengths_head(rest)) == len(rest) > 0


def _list_zone(heads: tuple[TextLine, TextLine], rows: Sequence[Sequence[TextLine]]) -> Zone:
    """Everything below the two words that keeps to their columns."""
    left, right = heads
    lines = [left, right]
    low, high = left.right, right.right
    before = left.baseline
    start = left.left - 3 * left.size
    body: TextLine | None = None
    for place, row in enumerate(rows):
        row = [
            part
            for line in row
            if line.right > start and line is not left and line is not right
            for part in _parted(line, right.left)
        ]
        if not row:
            continue
        first = row[0]
        narrowed = _narrowed(row, low, high, right.left)
        if narrowed is None or first.baseline - before > FARTHEST * first.size:
            break
        if _heads(row, rows[place + 1 :]) is not None:
            break
        if body is not None and _stands_out(row, body):
            break
        low, high = narrowed
        if body is None and not (left.bold and first.bold):  # else the rest of a word that the column cut
            body = first
        before = first.baseline
        lines.extend(row)
    return Zone(lines, [start, max(low, min(high, right.left) - 4) if high > low else high])


def _parted(line: TextLine, left: float) -> list[TextLine]:
    """A line that runs across the gutter, taken apart at the word that begins where the right column does."""
    for before, word in pairwise(line.words):
        gap = word.left - before.right
        if abs(word.left - left) < 1.5 and gap > WIDER_THAN_SPACE * line.size:
            place = line.all_words.index(word)
            halves = (line.all_words[:place], line.all_words[place:])
            return [part for half in halves for part in lines_of(half, line.page, line.frame)]
    return [line]


def _narrowed(row: Sequence[TextLine], low: float, high: float, head: float) -> tuple[float, float] | None:
    """Where the gutter may still be, now that this row is known too; None where the row crosses it.

    What begins at or after the right head's left side, `head`, stands in the right column.
    """
    middle = (low + high) / 2
    for line in row:
        if line.outer_left >= min(high, head) or (
            line.outer_left > low and (line.outer_left + line.right) / 2 > middle
        ):
            high = min(high, line.outer_left)
        else:
            low = max(low, line.right)
    return (low, high) if high - low > NARROWEST_GUTTER * row[0].size else None


def continued_zone(segments: Sequence[TextLine], edges: Sequence[float], before: Sequence[TextLine]) -> Zone | None:
    """What goes on at the top of a page of two lists that the page before began with the lines `before`."""
    lefts = [*(line.outer_left for line in before), *(line.left for line in before)]
    indent = FARTHEST if len(before) == 2 else 0.0  # below the heads alone anything may come that is set in a little
    lines: list[TextLine] = []
    last: float | None = None
    for row in row_groups(segments):
        first = row[0]
        crosses = any(line.outer_left < edges[1] - 1 and line.right > edges[1] + 1 for line in row)
        astray = any(
            not any(-1.0 <= line.outer_left - left <= 1.0 + indent * line.size for left in lefts) for line in row
        )
        far = last is not None and first.baseline - last > FARTHEST * first.size
        if crosses or astray or far or _stands_out(row, before[-1]):
            break
        last = first.baseline
        lines.extend(row)
    both = {line.outer_left > edges[1] for line in lines}
    if both == {False} and not _is_cell(lines, segments):
        return None
    return Zone(lines, list(edges)) if lines else None


def _stands_out(row: Sequence[TextLine], body: TextLine) -> bool:
    """Whether a row is a heading beside the text of a table."""
    return any(line.size > 1.1 * body.size for line in row) or (all(line.bold for line in row) and not body.bold)


def _is_cell(lines: Sequence[TextLine], segments: Sequence[TextLine]) -> bool:
    """Whether lines at the top of a page, with nothing beside them, are the rest of a cell and not a paragraph."""
    first = lines[0]
    margin = min(segment.outer_left for segment in segments)
    return bool(first.mark) or first.text[:1].islower() or first.outer_left > margin + 2
