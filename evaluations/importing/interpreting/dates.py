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
YEAR = r"(?:år\s+|av\s+år\s+)?(?P<year>(?:19|20)\d{2})\b(?!\s*[-–/]\s*\d{2,4}\b(?!-))"
SAME_YEAR = r"samma\s+år"

NUMERIC = re.compile(r"(?<!\d)((?:19|20)\d{2})\s?[-–./]\s?(\d{1,2})(?:\s?[-–./]\s?(\d{1,2}))?(?!\d|[-–/.]\d)")
REVERSED = re.compile(r"(?<!\d)(\d{1,2})\s?[./-]\s?(\d{1,2})[\s./-]+((?:19|20)\d{2})(?!\d)")
WRITTEN = re.compile(
    rf"(?:(?<!\d)(?P<day>\d{{1,2}})(?::?[ea]\b)?\.?\s+)?\b(?P<month>{MONTH})"
    rf"(?:\s*(?:[-–/]|och|till(?:\s+och\s+med)?|t\.o\.m\.|samt)\s*(?:den\s+|i\s+)?(?:(?P<day2>\d{{1,2}})\s+)?(?P<month2>{MONTH}))?"
    rf"(?:\s+månad)?,?\s+(?:{YEAR}|(?P<same>{SAME_YEAR}))",
    re.IGNORECASE,
)
SHORT_YEAR = re.compile(rf"\b(?P<month>{MONTH})\s*[-–’'´]\s?(?P<year>\d{{2}})(?![\d-])", re.IGNORECASE)
BARE_MONTH = re.compile(
    rf"\b(?:i|under|den\s+\d{{1,2}})\s+(?P<month>{MONTH})(?!\s*(?:[-–/’'])|\s+\w*\s*\d{{4}})", re.IGNORECASE
)
WEEK = re.compile(
    r"\b(?:vecka|veckorna|v\.?)\s*(\d{1,2})(?:\s*(?:[-–]|och|till)\s*(\d{1,2}))?,?\s+(?:år\s+)?((?:19|20)\d{2})\b",
    re.IGNORECASE,
)
# The last month of each: what took a season was finished when it ended.
SEASONS = {
    "vintern": 2, "våren": 5, "vårterminen": 5, "sommaren": 8, "hösten": 11, "höstterminen": 11,
    "första halvåret": 6, "andra halvåret": 12,
    "första kvartalet": 3, "andra kvartalet": 6, "tredje kvartalet": 9, "fjärde kvartalet": 12,
}  # fmt: skip
SEASON = re.compile(rf"\b(?P<season>{'|'.join(SEASONS)})\s+{YEAR}", re.IGNORECASE)
BETWEEN = re.compile(
    r"^\s*(?:[-–]|till(?:\s+och\s+med)?|t\.o\.m\.|och|samt)\s*(?:(?:den|i|under|vecka)\s*)?$", re.IGNORECASE
)
ANY_YEAR = re.compile(r"(?<![\d-])((?:19|20)\d{2})(?![\d])")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in the exchange format, where in the text it stands, and whether it is the end of a longer time."""

    text: str
    start: int
    end: int
    certain: bool = True
    vague: bool = False  # only a season or a part of a year was named

    @property
    def year(self) -> int:
        return int(self.text[:4])


def find_dates(text: str, same_year: int | None = None) -> Iterator[FoundDate]:
    """Dates with at least a month, in the order they stand; of a range or a season the last month."""
    found = sorted(
        [*_numeric(text), *_written(text, same_year), *_short(text), *_weeks(text), *_seasons(text)],
        key=lambda each: each.start,
    )
    held: FoundDate | None = None
    for each in found:
        if held is not None and each.start < held.end:
            continue
        if held is not None and BETWEEN.match(text[held.end : each.start]) and held.text <= each.text:
            held = FoundDate(each.text, held.start, each.end, False, each.vague)
            continue
        if held is not None:
            yield held
        held = each
    if held is not None:
        yield held


def find_bare_months(text: str) -> Iterator[tuple[int, int]]:
    """Months whose year must be told from elsewhere, with the position they stand at."""
    for match in BARE_MONTH.finditer(text):
        yield SHORT[match["month"][:3].casefold()], match.start()


def _numeric(text: str) -> Iterator[FoundDate]:
    for match in NUMERIC.finditer(text):
        if in_calendar := _iso(int(match[1]), int(match[2]), int(match[3]) if match[3] else None):
            yield FoundDate(in_calendar, match.start(), match.end())
    for match in REVERSED.finditer(text):
        if in_calendar := _iso(int(match[3]), int(match[2]), int(match[1])):
            yield FoundDate(in_calendar, match.start(), match.end())


def _written(text: str, same_year: int | None) -> Iterator[FoundDate]:
    for match in WRITTEN.finditer(text):
        year = int(match["year"]) if match["year"] else same_year
        if year is None:
            continue
        ranged = match["month2"] is not None
        month = SHORT[(match["month2"] or match["month"])[:3].casefold()]
        day = match["day2"] if ranged else match["day"]
        in_calendar = _iso(year, month, int(day) if day else None) or _iso(year, month, None)
        if in_calendar:
            yield FoundDate(in_calendar, match.start(), match.end(), certain=not ranged)


def _short(text: str) -> Iterator[FoundDate]:
    for match in SHORT_YEAR.finditer(text):
        if in_calendar := _iso(2000 + int(match["year"]), SHORT[match["month"][:3].casefold()], None):
            yield FoundDate(in_calendar, match.start(), match.end())


def _seasons(text: str) -> Iterator[FoundDate]:
    for match in SEASON.finditer(text):
        month = SEASONS[" ".join(match["season"].casefold().split())]
        yield FoundDate(f"{match['year']}-{month:02}", match.start(), match.end(), certain=False, vague=True)


def _weeks(text: str) -> Iterator[FoundDate]:
    for match in WEEK.finditer(text):
        try:
            friday = date.fromisocalendar(int(match[3]), int(match[2] or match[1]), 5)
        except ValueError:
            continue
        yield FoundDate(f"{friday:%Y-%m}", match.start(), match.end(), certain=False)


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
