"""Tables that are ruled: which cells the lines on a page enclose."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .frame import Bounds

REACH = 3.0  # points between lines that meet
MOST_CELLS = 3_000


@dataclass(frozen=True, slots=True)
class Rule:
    """A line along one axis: where it stands on the other, and from where to where it goes."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: its outline and its cells, row by row from the upper left."""

    bounds: Bounds
    rows: tuple[tuple[Bounds, ...], ...]

    @property
    def columns(self) -> int:
        return max(len(row) for row in self.rows)


def rules_of(boxes: Iterable[Bounds]) -> tuple[list[Rule], list[Rule]]:
    """Thin boxes as lines across and lines down, those that continue each other as one."""
    across: list[Rule] = []
    down: list[Rule] = []
    for left, top, right, bottom in boxes:
        if right - left >= bottom - top:
            across.append(Rule((top + bottom) / 2, left, right))
        else:
            down.append(Rule((left + right) / 2, top, bottom))
    return _merged(across), _merged(down)


def _merged(rules: list[Rule]) -> list[Rule]:
    result: list[Rule] = []
    for group in _near(rules):
        at = sum(rule.at for rule in group) / len(group)
        start, end = group[0].start, group[0].end
        for rule in sorted(group, key=lambda each: each.start):
            if rule.start <= end + REACH:
                start, end = min(start, rule.start), max(end, rule.end)
            else:
                result.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        result.append(Rule(at, start, end))
    return [rule for rule in result if rule.end - rule.start > 2 * REACH]


def _near(rules: list[Rule]) -> list[list[Rule]]:
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda each: (each.at, each.start)):
        if groups and rule.at - groups[-1][-1].at <= 1.6 and rule.at - groups[-1][0].at <= 3.2:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return [sorted(group, key=lambda each: each.start) for group in groups]


def grids_of(across: Sequence[Rule], down: Sequence[Rule]) -> list[Grid]:
    """The tables that lines across and lines down make together."""
    grids = []
    for rows, columns in _connected(across, down):
        grid = _grid(rows, columns)
        if grid is not None:
            grids.append(grid)
    outer = [
        grid for grid in grids
        if not any(_within(grid.bounds, other.bounds) for other in grids if other is not grid)
    ]  # fmt: skip
    return sorted(outer, key=lambda grid: (grid.bounds[1], grid.bounds[0]))


def _within(one: Bounds, other: Bounds) -> bool:
    return (
        one != other
        and one[0] >= other[0] - 1
        and one[1] >= other[1] - 1
        and one[2] <= other[2] + 1
        and one[3] <= other[3] + 1
    )


def _connected(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """The lines in groups that touch each other."""
    parent = list(range(len(across) + len(down)))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for one, row in enumerate(across):
        for other, column in enumerate(down):
            if (
                row.start - REACH <= column.at <= row.end + REACH
                and column.start - REACH <= row.at <= column.end + REACH
            ):
                parent[root(one)] = root(len(across) + other)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for one, row in enumerate(across):
        groups.setdefault(root(one), ([], []))[0].append(row)
    for other, column in enumerate(down):
        groups.setdefault(root(len(across) + other), ([], []))[1].append(column)
    return [group for group in groups.values() if group[0] and group[1]]


def _grid(across: list[Rule], down: list[Rule]) -> Grid | None:
    """The cells between the lines; None where they enclose no more than one."""
    xs = _distinct([rule.at for rule in down] + [rule.start for rule in across] + [rule.end for rule in across])
    ys = _distinct([rule.at for rule in across] + [rule.start for rule in down] + [rule.end for rule in down])
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 1 or rows < 1 or columns * rows > MOST_CELLS or columns * rows < 2:
        return None
    parent = list(range(columns * rows))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for row in range(rows):
        for column in range(columns):
            place = row * columns + column
            if column + 1 < columns and not _ruled(down, xs[column + 1], ys[row], ys[row + 1]):
                parent[root(place + 1)] = root(place)
            if row + 1 < rows and not _ruled(across, ys[row + 1], xs[column], xs[column + 1]):
                parent[root(place + columns)] = root(place)
    cells: dict[int, list[float]] = {}
    for row in range(rows):
        for column in range(columns):
            box = (xs[column], ys[row], xs[column + 1], ys[row + 1])
            cell = cells.setdefault(root(row * columns + column), list(box))
            cell[:] = [min(cell[0], box[0]), min(cell[1], box[1]), max(cell[2], box[2]), max(cell[3], box[3])]
    if len(cells) < 2:
        return None
    by_top: dict[float, list[Bounds]] = {}
    for left, top, right, bottom in cells.values():
        by_top.setdefault(top, []).append((left, top, right, bottom))
    table = tuple(tuple(sorted(by_top[top])) for top in sorted(by_top))
    return Grid((xs[0], ys[0], xs[-1], ys[-1]), table)


def _ruled(rules: Sequence[Rule], at: float, start: float, end: float) -> bool:
    """Whether a line stands between two neighbours, along most of their common side."""
    covered = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules if abs(rule.at - at) <= REACH)
    return covered >= 0.6 * (end - start)


def _distinct(values: Iterable[float]) -> list[float]:
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= REACH and value - groups[-1][0] <= 2 * REACH:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]
