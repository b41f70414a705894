"""Where days lie along a line: the arithmetic of the timeline."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

PER_DAY = {"month": 4.0, "quarter": 1.5, "year": 0.5}  # units of the drawing
BACK, AHEAD = timedelta(days=3 * 366), timedelta(days=8 * 366)  # what lies farther off is cut
NARROWEST = 890.0


class Tick(NamedTuple):
    """Where a month, quarter or year begins."""

    x: str
    label: str
    is_strong: bool


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day drawn to the last, at a scale."""

    first: date
    last: date
    scale: str

    @classmethod
    def around(cls, today: date, first: date | None, last: date | None, scale: str) -> "Span":
        """Whole years or months round these days and today, not farther than makes sense."""
        scale = scale if scale in PER_DAY else "quarter"
        begin = max(min(first or today, today), today - BACK).replace(day=1)
        end = min(max(last or today, today), today + AHEAD)
        if scale != "month":
            begin = begin.replace(month=1 if scale == "year" else begin.month - (begin.month - 1) % 3)
        shortest = begin + timedelta(days=NARROWEST / PER_DAY[scale])
        return cls(begin, max(end + timedelta(days=20), shortest), scale)

    @property
    def width(self) -> str:
        """Of the whole drawing."""
        return number((self.last - self.first).days * PER_DAY[self.scale])

    def at(self, day: date) -> float:
        """Where a day begins, inside the drawing."""
        inside = min(max(day, self.first), self.last)
        return (inside - self.first).days * PER_DAY[self.scale]

    def ticks(self) -> list[Tick]:
        """The beginnings of the months, quarters or years, each with its word."""
        return [Tick(number(self.at(day)), self._word(day), day.month == 1) for day in self._beginnings()]

    def _beginnings(self) -> Iterator[date]:
        months = {"month": 1, "quarter": 3, "year": 12}[self.scale]
        day = self.first
        while day < self.last:
            if (day.month - 1) % months == 0:
                yield day
            day = (day + timedelta(days=31)).replace(day=1)

    def _word(self, day: date) -> str:
        if self.scale == "year":
            return str(day.year)
        if self.scale == "quarter":
            return _("Q%(quarter)s %(year)s") % {"quarter": (day.month + 2) // 3, "year": day.year}
        return date_format(day, "M Y" if day.month == 1 else "M")


def number(value: float) -> str:
    """A number for SVG, whatever the language."""
    return f"{value:.1f}".removesuffix(".0")
