"""Where values stand in the kept pages of a report: on which sheet, and a name that a value and its mark share."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

WHOLE = 1000  # the picture's width and height where its marks are drawn


@dataclass(frozen=True, slots=True)
class Sheets:
    """The numbers of the kept pages, and the first line of each where the file has no pages of its own."""

    numbers: tuple[int, ...] = ()
    first_lines: tuple[int, ...] = ()
    has_pictures: bool = False

    def of(self, page: int | None, line: int | None) -> int | None:
        """The sheet on which a value stands; None where it is not kept."""
        if page is not None:
            return page if page in self.numbers else None
        if line is None or not self.first_lines:
            return None
        place = bisect_right(self.first_lines, line) - 1
        return self.numbers[place] if place >= 0 else None


def place_key(page: int | None, line: int | None, box: Iterable[float] | None) -> str:
    """A name of the place that a value and its mark share; empty where the place is unknown."""
    if box is not None:
        left, top, _right, _bottom = box
        return f"p{page}-{round(left * WHOLE)}-{round(top * WHOLE)}"
    return f"r{line}" if line is not None else ""
