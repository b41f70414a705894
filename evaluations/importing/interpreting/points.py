"""Lines and rows that give points: a sub-area with achieved and highest points, a sum, a header."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from evaluations.importing.draft import Points

from .entries import Entry

type Column = Literal["achieved", "max", "percent"]

DIGIT = re.compile(r"\d")
CODE = re.compile(r"^\s*(\d{1,2})\s?[.:]\s?(\d{1,2})[.:)]?(?=\s|$|[^\W\d])\s*(.*)$")
NUMBER = re.compile(r"^\d{1,3}(?:[.,]\d{1,3})?$")
PERCENT = re.compile(r"^\d{1,3}(?:[.,]\d{1,2})?\s?%$")
NOTHING = frozenset({"-", "–", "—"})
NOT_JUDGED = re.compile(
    r"(?:^[-–—]$|(?:^|\s)(?:(?:ej|inte)\s+(?:bedöm|poängsatt|relevant|aktuell)\w*|utgår|saknas|e\.?\s?b\.?|ingår\s+ej))\s*$",
    re.IGNORECASE,
)
OUT_OF = re.compile(
    r"(\d{1,3}(?:[.,]\d+)?)\s*(?:/|\(?av|\(|,\s*(?=max))\s*(?:(?:max\w*|möjliga|totalt|högst)[\s:.]*){0,2}(\d{1,3}(?:[.,]\d+)?)"
    r"\s*(?:möjliga)?\s*\)?\s*(?:p|poäng)?\.?(?=[\s(,=]*(?:\d{1,3}(?:[.,]\d+)?%\)?\s*)?$)",
    re.IGNORECASE,
)
LEADERS = re.compile(r"[.…·_]{3,}")
BRACKETED_PERCENT = re.compile(r"\((\d{1,3}(?:[.,]\d+)?%)\)\s*$")
FIGURE = r"(\d{1,3}(?:[.,]\d{1,2})?)"
OF_HIGHEST = rf"\s*(?:/|\(?av|\()\s*(?:(?:max\w*|möjliga|totalt|högst)[\s:.]*){{0,2}}{FIGURE}"
POINTS_AT_END = re.compile(
    rf"(?:[\s(,:–—-]+|\t){FIGURE}\s*(?:{OF_HIGHEST}\s*(?:möjliga\s*)?\)?\s*)?(?:poäng|p)\b[\s.)]*$"
    rf"|[\s(,:–—-]+{FIGURE}\s*(?:poäng|p)?{OF_HIGHEST}[\s.)]*(?:(?:poäng|p)\b[\s.)]*)?$",
    re.IGNORECASE,
)
POINTS_WORD = re.compile(r"(?<=\d)\s*(?:poäng|p)\b\.?", re.IGNORECASE)
SPACED_PERCENT = re.compile(r"(?<=\d)\s+%")
NAMES_HIGHEST = re.compile("max|möjlig|högst|tak", re.IGNORECASE)  # a line without these heads nothing, told in no time
COLUMN_WORDS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    ("percent", re.compile(r"^(?:i\s+)?(?:procent\w*|%|andel\w*)(?:\s.{0,20})?$", re.IGNORECASE)),
    ("max", re.compile(r"^\W*(?:max\w*|möjlig\w*|högsta|tak)\b.{0,20}$", re.IGNORECASE)),
    (
        "achieved",
        re.compile(
            r"^\W*(?:uppnå\w*|erhåll\w*|resultat|utfall|fått|poäng\w*)(?:\s+(?:poäng|i\s.+|år\s.+|\d{4}))?\W*$",
            re.IGNORECASE,
        ),
    ),
)
BESIDE_COLUMNS = re.compile(r"^\W*(?:poäng|antal|i|år|(?:19|20)\d\d|andel|och|av|%|p)?\W*$", re.IGNORECASE)
TWO_COLUMNS = re.compile(r"\s*(?:/|\(|\bav\b)\s*")
SUM_WORDS = re.compile(
    r"^(?:del)?(?:summa|total\w*|sammanlagt|sammantaget|resultat|poäng|samtliga\s+områden)\b", re.IGNORECASE
)
AREA_START = re.compile(
    r"^\s*(?:(?:huvud|kriterie)?område\s*(\d{1,2})\b\s*[.:)–—-]*"
    r"|(\d{1,2})\s?(?:[.:)](?!\d)|(?=\t|\s{1,3}[^\W\d_]))[\t ]*)\s*(.*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PointsRow:
    """A row's code, title and figures as they stand, not yet told which figure is which."""

    code: str | None
    title: str
    numbers: tuple[Points | None, ...]  # none where a dash or words say that nothing was judged
    percent: Points | None

    @property
    def area(self) -> int | None:
        return int(self.code.split(".")[0]) if self.code else None


def as_points(text: str) -> Points:
    """A figure as written; a whole one is an int."""
    value = Decimal(text.replace(",", "."))
    return int(value) if value == value.to_integral_value() else value


def read_points_row(entry: Entry) -> PointsRow:
    """Take the figures at the end of a line, and a code at its beginning, from the title between them."""
    text = entry.text
    if len(text) > 500:
        return PointsRow(None, text, (), None)
    if not DIGIT.search(text):
        return PointsRow(None, " ".join(text.split("\t")).strip(" \t.:–—-…"), (), None)
    text = SPACED_PERCENT.sub("%", POINTS_WORD.sub("", text))
    text = BRACKETED_PERCENT.sub(r"\t\1", LEADERS.sub("\t", text))
    text = OUT_OF.sub(r"\1\t\2\t", text)
    cells = [cell.strip() for cell in text.split("\t")]
    numbers: list[Points | None] = []
    percent: Points | None = None
    while cells:
        unjudged = NOT_JUDGED.search(cells[-1]) if len(numbers) == 1 else None
        if unjudged and (unjudged.start() > 0 or len(cells) > 1):
            numbers.insert(0, None)
            cells[-1:] = [cells[-1][: unjudged.start()]] if unjudged.start() else []
            continue
        words = cells[-1].rsplit(maxsplit=1)
        last = words[-1] if words else ""
        if PERCENT.match(last) and percent is None and not numbers:
            percent = as_points(last.rstrip("% "))
        elif NUMBER.match(last) and len(numbers) < 3:
            numbers.insert(0, as_points(last))
        elif last and last not in NOTHING:
            break
        # a dash between a title and its figures is no figure but the title's end
        cells[-1:] = [words[0]] if len(words) == 2 else []
    title = " ".join(cell for cell in cells if cell)
    match = CODE.match(title)
    code = f"{int(match[1])}.{int(match[2])}" if match else None
    return PointsRow(code, (match[3] if match else title).strip(" \t.:–—-…"), tuple(numbers), percent)


def without_points(text: str) -> tuple[str, Points | None, Points | None]:
    """A heading without the points that may stand behind its title, and those points: achieved and highest."""
    match = POINTS_AT_END.search(text) if len(text) < 300 and text.rstrip(" .)")[-1:].isalnum() else None
    if match is None or not any(map(str.isalpha, text[: match.start()])):
        return text, None, None
    achieved, highest = match[1] or match[3], match[2] or match[4]
    return text[: match.start()], as_points(achieved), as_points(highest) if highest else None


def figures(row: PointsRow, columns: tuple[Column, ...]) -> tuple[Points | None, Points | None, Points | None]:
    """Achieved, highest and percent of a row; the header's order holds, else achieved comes first."""
    numbers = list(row.numbers)
    percent = row.percent
    order = [column for column in columns if column != "percent"] or ["achieved", "max"]
    if len(numbers) == 3:
        achieved, highest, third = numbers
        computed = Decimal(achieved) * 100 / Decimal(highest) if highest and achieved is not None else None
        near = computed is not None and third is not None and abs(computed - Decimal(third)) <= 1
        if percent is None and ("percent" in columns or near):
            percent = third
            numbers = numbers[:2]
        else:
            numbers = numbers[1:]
    if len(numbers) == 1:
        return numbers[0], None, percent
    if len(numbers) != 2:
        return None, None, percent
    first, second = numbers
    if order[0] == "max" or (not columns and first is not None and second is not None and first > second):
        return numbers[1], numbers[0], percent
    return numbers[0], numbers[1], percent


def header_columns(entry: Entry) -> tuple[Column, ...]:
    """Which columns of points a line heads, in order; empty unless it names both achieved and highest points."""
    text = entry.text
    if len(text) > 300 or not NAMES_HIGHEST.search(text):
        return ()
    parts = text.split("\t") if "\t" in text else _words_of_header(text)
    found: list[Column] = []
    for part in parts:
        found += [column for column in _columns_of(part) if column not in found]
    return tuple(found) if "max" in found and "achieved" in found else ()


def _words_of_header(text: str) -> list[str]:
    """The words at the end of a line that all head columns; none where other words or figures stand among them."""
    words = text.split()
    first = next((place for place, word in enumerate(words) if _column_of(word)), len(words))
    heads = words[first:]
    if first and NUMBER.match(words[first - 1]) and first > 1:
        return []  # «4 av 10 möjliga poäng» heads nothing
    return heads if all(_column_of(word) or BESIDE_COLUMNS.match(word) for word in heads) else []


def _columns_of(part: str) -> tuple[Column, ...]:
    """The columns that a part of a header names: one, or two in one cell as in «Poäng/Max» and «Poäng (max)»."""
    halves = [_column_of(half) for half in TWO_COLUMNS.split(part.strip(" )")) if len(part) <= 60]
    both = tuple(half for half in halves if half)
    column = _column_of(part)
    return (column,) if column else both if len(both) == len(halves) == 2 else ()


def _column_of(part: str) -> Column | None:
    part = part.strip()
    if len(part) > 40:
        return None
    return next((column for column, words in COLUMN_WORDS if words.match(part)), None)


def header_area(entry: Entry) -> tuple[int | None, str]:
    """The area that a header row names, as number and title."""
    text = entry.text
    cells = text.split("\t") if "\t" in text else text.split()
    while cells and (not cells[-1].strip() or _columns_of(cells[-1])):
        cells.pop()
    return area_of(("\t" if "\t" in text else " ").join(cells))


def area_of(text: str) -> tuple[int | None, str]:
    """Number and title of a line such as «1. Titel», «Område 1 Titel» or «1<tab>Titel»."""
    match = AREA_START.match(text) if len(text) < 200 else None
    if match is None:
        return None, text.replace("\t", " ").strip()
    return int(match[1] or match[2]), match[3].replace("\t", " ").strip(" .:–—-")
