"""The report beside the proposal: a page as a picture or a sheet of lines, with the values that were read from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, F, JSONField, QuerySet, Value, When

from evaluations.importing.reviewing.places import WHOLE, Sheets, place_key
from evaluations.models import ReportImport, ReportPage
from evaluations.models.report_import import Proposed

MARGIN = 4  # of a mark round its line, in the same units


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value of the proposal was read, its own place on the page of the proposal, and what it is called."""

    anchor: str
    label: str
    page: int | None
    line: int | None
    box: tuple[float, ...] | None
    is_unsure: bool = False

    @classmethod
    def of_row(cls, anchor: str, row: Proposed) -> "Origin":
        """Where a row was read."""
        return cls(anchor, str(row)[:120], row.page, row.line, tuple(row.box) if row.box else None, not row.is_sure)

    @classmethod
    def of_source(cls, anchor: str, label: str, source: Mapping[str, Any]) -> "Origin":
        """Where a fact of the head was read, as the import keeps it."""
        box = source.get("box")
        unsure = not source.get("sure", True)
        return cls(anchor, label, source.get("page"), source.get("line"), tuple(box) if box else None, unsure)


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the picture from which something was read; lengths in thousandths of the page."""

    key: str
    anchor: str
    label: str
    x: int
    y: int
    width: int
    height: int
    is_unsure: bool
    is_marked: bool


@dataclass(frozen=True, slots=True)
class PaneLine:
    """A line of a sheet, with what was read from it, if anything was."""

    number: int
    text: str
    key: str
    anchor: str
    label: str
    is_unsure: bool
    is_marked: bool


@dataclass(slots=True)
class Pane:
    """One page of the report."""

    sheets: Sheets
    number: int = 0
    picture: str = ""
    width: int = 0
    height: int = 0
    marks: list[Mark] = field(default_factory=list)
    lines: list[PaneLine] = field(default_factory=list)
    zoom: int = 1

    @property
    def previous(self) -> int | None:
        """The page before."""
        place = self.sheets.numbers.index(self.number)
        return self.sheets.numbers[place - 1] if place else None

    @property
    def next(self) -> int | None:
        """The page after."""
        place = self.sheets.numbers.index(self.number)
        return self.sheets.numbers[place + 1] if place + 1 < len(self.sheets.numbers) else None

    @property
    def last(self) -> int:
        """The last page's number."""
        return self.sheets.numbers[-1]


def pane_of(report_import: ReportImport, wanted: "Wanted", origins: Iterable[Origin]) -> Pane:
    """The page that was asked for with its marks, from one query; an empty one where no page was kept."""
    rows = list(_rows(report_import, wanted))
    if not rows:
        return Pane(Sheets())
    numbers = tuple(row["number"] for row in rows)
    has_pictures = any(row["picture"] for row in rows)
    sheets = Sheets(numbers, () if has_pictures else tuple(row["first"] or 0 for row in rows), has_pictures)
    shown = next((row for row in rows if row["number"] == wanted.sheet), rows[0])
    pane = Pane(sheets, shown["number"], shown["picture"], shown["width"], shown["height"], zoom=wanted.zoom)
    here = [each for each in origins if sheets.of(each.page, each.line) == pane.number]
    lines: list[dict[str, Any]] = shown["shown"] or []
    if pane.picture:
        pane.marks = _marks(here, {each["line"]: each.get("box") for each in lines}, wanted.line)
    else:
        pane.lines = _lines(here, lines, wanted.line)
    return pane


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks to see: the sheet, the line marked on it, and how large (1 or 2)."""

    sheet: int = 1
    line: int | None = None
    zoom: int = 1

    @classmethod
    def from_query(cls, query: Mapping[str, str], sheet: int | None = None) -> "Wanted":
        """Read it from the address; what is no number counts as not said."""
        page = _number(query.get("sida", "")) or 1
        return cls(sheet or page, _number(query.get("rad", "")), 2 if query.get("zoom") == "2" else 1)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 7 else None


def _rows(report_import: ReportImport, wanted: Wanted) -> QuerySet[ReportPage, dict[str, Any]]:
    """Every page's number, with the lines of the wanted one and of the first."""
    shown = Case(
        When(number__in={1, wanted.sheet}, then=F("lines")), default=Value(None, JSONField()), output_field=JSONField()
    )
    pages = ReportPage.objects.filter(report_import=report_import).order_by("number")
    rows: QuerySet[ReportPage, dict[str, Any]] = pages.annotate(shown=shown, first=F("lines__0__line")).values(
        "number", "picture", "width", "height", "shown", "first"
    )
    return rows


def _marks(origins: list[Origin], boxes: Mapping[int, Any], line: int | None) -> list[Mark]:
    """A mark a place; a value without a box of its own is marked where its line stands."""
    marks: dict[str, Mark] = {}
    for each in origins:
        box = each.box or boxes.get(each.line or 0)
        key = place_key(each.page, each.line, each.box)
        if not box or not key:
            continue
        known = marks.get(key)
        left, top, right, bottom = (round(share * WHOLE) for share in box)
        marks[key] = Mark(
            key=key,
            anchor=known.anchor if known else each.anchor,
            label=f"{known.label}; {each.label}" if known else each.label,
            x=max(left - MARGIN, 0),
            y=max(top - MARGIN, 0),
            width=min(right - left + 2 * MARGIN, WHOLE),
            height=min(bottom - top + 2 * MARGIN, WHOLE),
            is_unsure=each.is_unsure or bool(known and known.is_unsure),
            is_marked=line is not None and each.line == line,
        )
    return list(marks.values())


def _lines(origins: list[Origin], lines: list[dict[str, Any]], wanted: int | None) -> list[PaneLine]:
    read: dict[int, list[Origin]] = {}
    for each in origins:
        if each.line is not None:
            read.setdefault(each.line, []).append(each)
    made = []
    for line in lines:
        number = line["line"]
        here = read.get(number, [])
        made.append(
            PaneLine(
                number=number,
                text=line["text"],
                key=place_key(None, number, None),
                anchor=here[0].anchor if here else "",
                label="; ".join(each.label for each in here),
                is_unsure=any(each.is_unsure for each in here),
                is_marked=number == wanted,
            )
        )
    return made
