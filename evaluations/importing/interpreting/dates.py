"""Dates as Swedish reports write them, each with the precision it is written with: year-month or year-month-day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
SHORT = {month[:3]: number for number, month in enumerate(MONTHS, 1)}
MONTH = rf"(?:{'|'.join(MONTHS)}|jan|feb|apr|aug|sept|sep|okt|nov|dec)\b\.?"
YEAR = r"(?:år\s+|av\s+år\s+)?((?:19|20)\d{2})\b(?!\s*[-–/]\s*\d{2,4}\b(?!-))"
SAME_YEAR = r"samma\s+år"

NUMERIC = re.compile(r"(?<!\d)((?:19|20)\d{2})\s?[-–./]\s?(\d{1,2})(?:\s?[-–./]\s?(\d{1,2}))?(?!\d|[-–/.]\d)")
REVERSED = re.compile(r"(?<!\d)(\d{1,2})\s?[./-]\s?(\d{1,2})[\s./-]+((?:19|20)\d{2})(?!\d)")
WRITTEN = re.compile(
    rf"(?:(?<!\d)(?P<day>\d{{1,2}})(?::?[ea]\b)?\.?\s+)?\b(?P<month>{MONTH})(?:\s*(?:[-–]|och|till|t\.o\.m\.)\s*(?:(?P<day2>\d{{1,2}})\s+)?(?P<month2>{MONTH}))?"
    rf",?\s+(?:{YEAR}|(?P<same>{SAME_YEAR}))",
    re.IGNORECASE,
)
WEEK = re.compile(
    r"\b(?:vecka|v\.)\s*(\d{1,2})(?:\s*(?:[-–]|och)\s*(\d{1,2}))?,?\s+(?:år\s+)?((?:19|20)\d{2})\b", re.IGNORECASE
)
ANY_YEAR = re.compile(r"(?<![\d-])((?:19|20)\d{2})(?![\d])")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in the exchange format, where in the text it stands, and whether its year was only referred to."""

    text: str
    start: int
    end: int
    certain: bool = True

    @property
    def year(self) -> int:
        return int(self.text[:4])


def find_dates(text: str, same_year: int | None = None) -> Iterator[FoundDate]:
    """Dates with at least a month, in the order they stand; of a range the last month."""
    found = [*_numeric(text), *_written(text, same_year), *_weeks(text)]
    yield from sorted(found, key=lambda each: each.start)


def _numeric(text: str) -> Iterator[FoundDate]:
    for match in NUMERIC.finditer(text):
        if in_calendar := _iso(int(match[1]), int(match[2]), int(match[3]) if match[3] else None):
            yield FoundDate(in_calendar, match.start(), match.end())
    for match in REVERSED.finditer(text):
        if in_calendar := _iso(int(match[3]), int(match[2]), int(match[1])):
            yield FoundDate(in_calendar, match.start(), match.end())


def _written(text: str, same_year: int | None) -> Iterator[FoundDate]:
    for match in WRITTEN.finditer(text):
        year = int(match[5]) if match[5] else same_year
        if year is None:
            continue
        ranged = match["month2"] is not None
        month = SHORT[(match["month2"] or match["month"])[:3].casefold()]
        day = match["day2"] if ranged else match["day"]
        in_calendar = _iso(year, month, int(day) if day else None) or _iso(year, month, None)
        if in_calendar:
            yield FoundDate(in_calendar, match.start(), match.end(), certain=not ranged)


def _weeks(text: str) -> Iterator[FoundDate]:
    for match in WEEK.finditer(text):
        try:
            monday = date.fromisocalendar(int(match[3]), int(match[2] or match[1]), 1)
        except ValueError:
            continue
        yield FoundDate(f"{monday:%Y-%m}", match.start(), match.end(), certain=False)


def _iso(year: int, month: int, day: int | None) -> str | None:
    try:
        known = date(year, month, day or 1)
    except ValueError:
        return None
    return f"{known:%Y-%m-%d}" if day else f"{known:%Y-%m}"


def find_years(text: str) -> Iterator[tuple[int, int]]:
    """Years with the position they stand at."""
    for match in ANY_YEAR.finditer(text):
        yield int(match[1]), match.start()
