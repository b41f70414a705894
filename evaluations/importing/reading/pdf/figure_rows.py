"""Rows without rules that end in figures which stand under each other."""

import re
from collections.abc import Sequence
from itertools import pairwise

from .lines import TextLine
from .rows import CODE, FIGURE, is_figure
from .zones import FARTHEST, Zone, row_groups

STRONG = re.compile(r"[%/]|\bav\b")
HIGHEST = 20.0  # sizes from a header to a figure that stands at the middle of its row
CLOSEST = 0.3  # sizes between a title and the figures beside it
FAR_IN = 5.0  # sizes from the left side to a figure that stands alone in its row


def figure_zones(segments: Sequence[TextLine]) -> list[Zone]:
    """Rows that end in figures which stand under each other, with the words that head them."""
    zones: list[Zone] = []
    run: list[list[TextLine]] = []
    for row in row_groups(segments):
        far = bool(run) and row[0].baseline - run[-1][0].baseline > FARTHEST * row[0].size
        if far or (_is_header(row) and any(is_figure(line) for other in run for line in other)):
            zones.extend(_figure_zone(run))
            run = []
        run.append(row)
    zones.extend(_figure_zone(run))
    return zones


def _is_header(row: Sequence[TextLine]) -> bool:
    """Whether short words stand beside each other as over columns, and no figures."""
    return len(row) > 1 and all(
        not is_figure(line) and not _is_running_text(line.text) and line.text[:1].isupper() for line in row[1:]
    )


def _figure_zone(rows: list[list[TextLine]]) -> list[Zone]:
    """The tables among rows that follow each other closely."""
    columns = _figure_columns(rows)
    if not columns:
        return []
    first = columns[0][0]
    rows = [[part for line in row for part in _parted(line, columns)] for row in rows]
    kept: list[list[TextLine]] = []
    zones: list[Zone] = []
    for row in [*rows, None]:
        if row is not None and _keeps(row, columns, first):
            kept.append(row)
            continue
        zones.extend(_trimmed(kept, columns))
        kept = []
    return zones


def _parted(line: TextLine, columns: Sequence[tuple[float, float]]) -> list[TextLine]:
    """A title that ends close to the figures beside it, without the figures."""
    for place, word in enumerate(line.words):
        before = line.words[place - 1]
        if (
            place
            and FIGURE.match(word.text)
            and word.left - before.right > (2 * CLOSEST if before.spaced else CLOSEST) * word.size
            and any(start - word.size < word.left < end for start, end in columns)
        ):
            rest = TextLine(line.words[place:], line.page, line.frame)
            return [TextLine(line.words[:place], line.page, line.frame, line.sign), *_parted(rest, columns)]
    return [line]


def _figure_columns(rows: Sequence[Sequence[TextLine]]) -> list[tuple[float, float]]:
    """From where to where figures stand under each other, at the end of rows that begin with something else."""
    figures = [line for row in rows for line in row[1:] if is_figure(line)]
    figures.extend(row[0] for row in rows if len(row) > 1 and all(map(is_figure, row)) and not CODE.match(row[0].text))
    margin = min((row[0].outer_left for row in rows), default=0.0)
    lone = [row[0] for row in rows if len(row) == 1 and row[0].left > margin + FAR_IN * row[0].size]
    figures.extend(line for line in lone if is_figure(line) and _is_headed_above(line, rows))
    groups: list[list[TextLine]] = []
    for line in sorted(figures, key=lambda each: (each.left + each.right) / 2):
        if groups and line.left <= max(other.right for other in groups[-1]) + 0.2 * line.size:
            groups[-1].append(line)
        else:
            groups.append([line])
    columns = [
        group for group in groups
        if len(group) >= 2 or STRONG.search(group[0].text) or _is_under_head(group[0], rows)
    ]  # fmt: skip
    wide = [(min(line.left for line in group), max(line.right for line in group)) for group in columns]
    if len(wide) == 1 and not any(STRONG.search(line.text) or _is_under_head(line, rows) for line in columns[0]):
        return []  # one column of numbers alone is a list of contents
    return wide


def _is_under_head(figure: TextLine, rows: Sequence[Sequence[TextLine]]) -> bool:
    return _is_headed(figure, rows) or _is_headed_above(figure, rows)


def _is_headed(figure: TextLine, rows: Sequence[Sequence[TextLine]]) -> bool:
    """Whether a word stands over a figure, with nothing between them in its column."""
    above = [
        line
        for row in rows
        for line in row[1:] or row
        if line.baseline < figure.baseline - figure.size / 2
        and line.left < figure.right + figure.size
        and line.right > figure.left - figure.size
    ]
    nearest = max(above, key=lambda line: line.baseline, default=None)
    if nearest is None or is_figure(nearest):
        return nearest is not None and _is_headed(nearest, rows)
    return len(nearest.text.split()) <= 3 and figure.baseline - nearest.baseline < 1.5 * FARTHEST * figure.size


def _is_headed_above(figure: TextLine, rows: Sequence[Sequence[TextLine]]) -> bool:
    """Whether what stands next over a figure that is alone in its row is a header."""
    above = [row for row in rows if row[0].baseline < figure.baseline - figure.size / 2]
    for row in reversed(above):
        over = [
            line for line in row if line.left < figure.right + figure.size and line.right > figure.left - figure.size
        ]
        if over:
            return (
                _is_header(row) and over[0] is not row[0] and figure.baseline - row[0].baseline < HIGHEST * figure.size
            )
    return False


def _keeps(row: Sequence[TextLine], columns: Sequence[tuple[float, float]], first: float) -> bool:
    """Whether a row keeps to the columns: what stands left of the figures ends there."""
    for line in row:
        if line.left < first - 2 * line.size:
            if line.right > first - 0.2 * line.size:
                return False
            continue
        in_columns = any(line.left < end + line.size and line.right > start - line.size for start, end in columns)
        beyond = line.left > columns[-1][1] + line.size
        if (in_columns or beyond) and not is_figure(line) and _is_running_text(line.text):
            return False
    return True


def _is_running_text(text: str) -> bool:
    """Whether words among figures are too many to head them."""
    words = len(text.split())
    return len(text) > 25 or words > 3 or (words > 2 and text[:1].islower())


def _trimmed(rows: list[list[TextLine]], columns: Sequence[tuple[float, float]]) -> list[Zone]:
    """The rows from the header to the last figures; text before and after is no part of the table."""
    first = columns[0][0]
    reaching = [[line for line in row if line.right > first - line.size] for row in rows]
    ending = [place for place, row in enumerate(reaching) if any(map(is_figure, row))]
    if not ending:
        return []
    start, end = next(place for place, row in enumerate(reaching) if row), ending[-1]
    figures = [row for row in rows[start : end + 1] if any(is_figure(line) for line in row[1:] or row)]
    if not figures or not _are_points(figures, rows[start : end + 1], columns):
        return []
    listed = len(figures) == 1
    if listed:
        start = max((place for place in range(start, end) if _is_header(rows[place])), default=start)
    while end + 1 < len(rows) and (
        _goes_on(rows[end], rows[end + 1]) or (listed and _lists_on(rows[end], rows[end + 1], first))
    ):
        end += 1
    while start and _leads_in(rows[start - 1], rows[start], first):
        start -= 1
    lines = [line for row in rows[start : end + 1] for line in row]
    left = min(line.outer_left for line in lines)
    edges = [left - 1]
    edges.extend(_code_edge(rows[start : end + 1], first))
    bounds = [first - 0.3 * lines[0].size]
    bounds.extend((one[1] + other[0]) / 2 for one, other in pairwise(columns))
    heads = [line for row in rows[start : end + 1] for line in row if not is_figure(line) and line.left > first - 60]
    bounds = [_before_head(bound, heads, columns[place]) for place, bound in enumerate(bounds)]
    return [Zone(lines, [*edges, *bounds])]


def _are_points(
    figures: Sequence[Sequence[TextLine]], rows: Sequence[Sequence[TextLine]], columns: Sequence[tuple[float, float]]
) -> bool:
    """Whether the figures are more than page numbers: several in a row, of a form of their own, or under a word."""
    if any(sum(map(is_figure, row[1:])) > 1 for row in figures):
        return True
    if any(STRONG.search(line.text) for row in figures for line in row if is_figure(line)):
        return True
    return any(
        not is_figure(line) and any(line.left < end and line.right > start for start, end in columns)
        for row in rows
        for line in row[1:] or row
    )


def _before_head(bound: float, heads: Sequence[TextLine], column: tuple[float, float]) -> float:
    """A header may begin left of its figures."""
    over = [line.left for line in heads if line.left < column[1] and line.right > column[0]]
    return min([bound, *(left - 1 for left in over if bound - left < 60)])


def _code_edge(rows: Sequence[Sequence[TextLine]], first: float) -> list[float]:
    """Where the titles begin, if the codes before them stand in a column of their own."""
    left = [line for row in rows for line in row if line.right < first + line.size]
    codes = [line for line in left if CODE.match(line.text)]
    if not codes:
        return []
    end = max(code.right for code in codes)
    beside = [line.left for line in left if line.left > end]
    return [min(beside) - 1] if len(beside) >= len(codes) else []


def _goes_on(row: Sequence[TextLine], following: Sequence[TextLine]) -> bool:
    """Whether a row is the second line of the one before."""
    step = following[0].baseline - row[0].baseline
    return (
        len(following) == 1
        and (following[0].text[:1].islower() or following[0].text.startswith("("))
        and step < 1.6 * row[0].size
    )


def _leads_in(row: Sequence[TextLine], following: Sequence[TextLine], first: float) -> bool:
    """Whether a row begins a title whose figures stand at its end, or ends one that a page break cut."""
    line = row[0]
    step = following[0].baseline - line.baseline
    if line.bold != following[0].bold or abs(line.size - following[0].size) > 0.3:
        return False
    rest = line.text[:1].islower() and abs(line.left - following[0].left) < 12 * line.size
    farthest = FARTHEST if rest and any(map(is_figure, following)) else 2.2
    if len(row) > 1 or line.right > first or step > farthest * line.size:
        return False
    if step < line.size and all(is_figure(other) or CODE.match(other.text) for other in following):
        return True  # the title stands above and below the height of its figures
    title = next((other for other in following if not CODE.match(other.text)), following[0])
    begun = title.text[:1].islower() and not FIGURE.match(line.text)
    return rest or (begun and (line.text[:1].isdigit() or abs(title.left - line.left) < 1))


def _lists_on(row: Sequence[TextLine], following: Sequence[TextLine], first: float) -> bool:
    """Whether a row is one more title of a list beside which one figure stands."""
    line, other = row[0], following[0]
    near = other.baseline - line.baseline < 2.6 * line.size
    alike = other.bold == line.bold and abs(other.size - line.size) < 0.3 and other.left - line.left < 2 * line.size
    return len(following) == 1 and near and alike and other.right < first and other.left > line.left - 2 * line.size
