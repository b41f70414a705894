"""The overview of points: sub-areas with achieved and highest points, sums of areas, and the sum of it all."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from evaluations.importing.draft import Points, Source, SubareaDraft

from .entries import Entry
from .points import SUM_WORDS, Column, PointsRow, area_of, figures, header_area, header_columns, read_points_row
from .titles import area_numbers, plain


@dataclass(slots=True)
class OverviewArea:
    number: int
    title: str | None = None
    achieved: Points | None = None
    max: Points | None = None
    subareas: list[SubareaDraft] = field(default_factory=list)
    source: Source | None = None
    title_source: Source | None = None


@dataclass(slots=True)
class Overview:
    areas: dict[int, OverviewArea] = field(default_factory=dict)
    total: Points | None = None
    total_source: Source | None = None

    def area(self, number: int) -> OverviewArea:
        return self.areas.setdefault(number, OverviewArea(number))


def source_of(entry: Entry) -> Source:
    return Source.at(entry.place, entry.text)


class OverviewReader:
    """Walks through entries and keeps what the table of points says; other text passes unread."""

    def __init__(self) -> None:
        self.overview = Overview()
        self.current: OverviewArea | None = None
        self.columns: tuple[Column, ...] = ()
        self.pending: tuple[PointsRow, Entry] | None = None
        self.since_row = 0
        self.summed = False  # the area's sum ended its rows

    def read(self, entries: Sequence[Entry]) -> Overview:
        for entry in entries:
            self._read_entry(entry)
        return self.overview

    def _read_entry(self, entry: Entry) -> None:
        if len(entry.text) > 500:
            self._leave()
            return
        columns = header_columns(entry)
        if columns:
            self._begin_table(entry, columns)
            return
        row = read_points_row(entry)
        if self._continue_pending(row):
            return
        if row.code and (row.title or row.numbers) and self._belongs(row):
            if len(row.numbers) >= 2:
                self._add(row, entry)
            elif row.title:
                self.pending = (row, entry)
        elif self.columns:
            self._read_uncoded(entry, row)

    def _belongs(self, row: PointsRow) -> bool:
        """A coded row without figures counts only inside the table; elsewhere it is a heading."""
        return len(row.numbers) >= 2 or bool(self.columns)

    def _begin_table(self, entry: Entry, columns: tuple[Column, ...]) -> None:
        number, title = header_area(entry)
        self.columns = columns
        self.pending = None
        self.since_row = 0
        if number is None:
            number = area_numbers().get(plain(title)) if title else None
        if number is not None and 0 < number <= 20:
            self._open(number, title, entry)

    def _open(self, number: int, title: str, entry: Entry) -> None:
        self.summed = False
        self.current = self.overview.area(number)
        if title and self.current.title is None:
            self.current.title = title
            self.current.title_source = source_of(entry)

    def _continue_pending(self, row: PointsRow) -> bool:
        """A title or its figures may go on over the following lines."""
        if self.pending is None or row.code:
            self.pending = None if row.code else self.pending
            return False
        begun, first = self.pending
        numbers = (*begun.numbers, *row.numbers)
        title = f"{begun.title} {row.title}".strip() if row.title else begun.title
        if len(title) > 300 or (row.title and SUM_WORDS.match(row.title)):
            self.pending = None
            return False
        merged = PointsRow(begun.code, title, numbers, row.percent or begun.percent)
        if len(numbers) >= 2:
            self._add(merged, first)
            self.pending = None
        else:
            self.pending = (merged, first)
        return True

    def _add(self, row: PointsRow, entry: Entry) -> None:
        self.pending = None
        self.since_row = 0
        if row.code is None or row.area is None or not 0 < row.area <= 20:
            return
        if self.current is None or self.current.number != row.area:
            self.current = self.overview.area(row.area)
        achieved, highest, percent = figures(row, self.columns)
        if any(subarea.code == row.code for subarea in self.current.subareas):
            return
        self.current.subareas.append(SubareaDraft(row.code, row.title, achieved, highest, percent, source_of(entry)))

    def _read_uncoded(self, entry: Entry, row: PointsRow) -> None:
        if not row.title and not row.numbers and row.percent is not None:
            self._add_percent(row.percent)
            return
        number, title = area_of(row.title if row.numbers else entry.text)
        known = area_numbers().get(plain(title))
        if row.numbers or row.percent is not None:
            self.since_row = 0
            achieved, highest, _ = figures(row, self.columns)
            if not row.title or SUM_WORDS.match(row.title):
                self._sum(entry, achieved, highest)
            elif (known or number) and len(row.numbers) >= 2:
                self._open(known or number or 0, title, entry)
                if self.current and self.current.achieved is None:
                    self.current.achieved, self.current.max = achieved, highest
                    self.current.source = source_of(entry)
            elif self.current is not None and len(row.numbers) >= 2 and not self.summed:
                code = f"{self.current.number}.{len(self.current.subareas) + 1}"
                self._add(PointsRow(code, row.title, row.numbers, row.percent), entry)
        elif known is not None or (number is not None and entry.word_count < 15):
            self._open(number or known or 0, title, entry)
        else:
            self.since_row += 1
            if self.since_row > 3 or entry.word_count > 25:
                self._leave()

    def _add_percent(self, percent: Points) -> None:
        """A percent on a line of its own belongs to the sub-area before it."""
        if self.current and self.current.subareas and self.current.subareas[-1].percent is None:
            self.current.subareas[-1] = replace(self.current.subareas[-1], percent=percent)

    def _sum(self, entry: Entry, achieved: Points | None, highest: Points | None) -> None:
        whole = highest is not None and highest > 200
        if achieved is None:
            return
        if whole or (self.current is not None and self.current.achieved is not None and achieved > 100):
            if self.overview.total is None:
                self.overview.total, self.overview.total_source = achieved, source_of(entry)
        elif self.current is not None and self.current.achieved is None:
            self.current.achieved, self.current.max = achieved, highest
            self.current.source = source_of(entry)
            self.summed = bool(self.current.subareas)

    def _leave(self) -> None:
        self.columns = ()
        self.pending = None
        self.current = None


def read_overview(entries: Sequence[Entry]) -> Overview:
    """The overview among these entries; areas without a sum of their own keep none."""
    return OverviewReader().read(entries)
