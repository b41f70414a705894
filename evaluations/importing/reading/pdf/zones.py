"""Tables without sides: lines of a page that stand in columns, and where their columns part."""

from collections.abc import Sequence
from dataclasses import dataclass

from .lines import TextLine

FARTHEST = 4.0  # sizes between rows of one table


@dataclass(slots=True)
class Zone:
    """Lines of a table without sides; `edges` part its columns, from left to right."""

    lines: list[TextLine]
    edges: list[float]

    @property
    def top(self) -> float:
        return min(line.top for line in self.lines)

    @property
    def bottom(self) -> float:
        return max(line.bottom for line in self.lines)


def row_groups(segments: Sequence[TextLine]) -> list[list[TextLine]]:
    """Segments by their baselines, each row from left to right."""
    rows: list[list[TextLine]] = []
    for segment in sorted(segments, key=lambda each: each.baseline):
        if rows and segment.baseline - rows[-1][0].baseline <= 0.3 * segment.size:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [sorted(row, key=lambda each: each.outer_left) for row in rows]
