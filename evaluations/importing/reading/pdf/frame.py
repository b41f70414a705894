"""Where things stand on a page that is looked at with its text upright: points from its upper left corner."""

from dataclasses import dataclass

from evaluations.importing.reading.blocks import Box

type Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible part of a page in the file's own coordinates, and how it is turned, in quarters clockwise.

    `turn` makes the text upright; `shown` is how the page is shown, which is the same but for pages with text askew.
    """

    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0
    shown: int = 0

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.turn % 2 else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.turn % 2 else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the file as it is read."""
        return self._turned(x, y, self.turn)

    def bounds(self, left: float, bottom: float, right: float, top: float) -> Bounds:
        """A box of the file as it is read: left, top, right, bottom."""
        one, other = self.point(left, bottom), self.point(right, top)
        return (min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))

    def shares(self, bounds: Bounds) -> Box:
        """A box as it is read, as shares of the page as it is shown."""
        one = self._turned(*self._back(bounds[0], bounds[1]), self.shown)
        other = self._turned(*self._back(bounds[2], bounds[3]), self.shown)
        width, height = self.right - self.left, self.top - self.bottom
        if self.shown % 2:
            width, height = height, width
        horizontal = sorted(_share(x, width) for x in (one[0], other[0]))
        vertical = sorted(_share(y, height) for y in (one[1], other[1]))
        return (horizontal[0], vertical[0], horizontal[1], vertical[1])

    def _turned(self, x: float, y: float, turn: int) -> tuple[float, float]:
        match turn:
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case 3:
                return self.top - y, self.right - x
        return x - self.left, self.top - y

    def _back(self, across: float, down: float) -> tuple[float, float]:
        match self.turn:
            case 1:
                return self.left + down, self.bottom + across
            case 2:
                return self.right - across, self.bottom + down
            case 3:
                return self.right - down, self.top - across
        return self.left + across, self.top - down


def _share(value: float, whole: float) -> float:
    return round(min(1.0, max(0.0, value / whole if whole else 0.0)), 4)
