"""Which titles a report may use, and when two of them mean the same."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache

from evaluations.rubric_files import ShippedEdition, shipped_editions

NUMBERING = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2}){0,2}\.?|\d{1,2}[.):]|(?:[IVX]{1,5}|[A-J])[.):])\s+(?=\S)")
ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
    "XI": 11,
    "XII": 12,
}
MARKS = re.compile(r"[”“„\"'’´`«»*_#]")
DASHES = re.compile(r"\s*[-–—−‑/]\s*")
SUPERSCRIPT = re.compile(r"\s*[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
LINKING_WORDS = frozenset(
    [
        "och",
        "för",
        "i",
        "av",
        "med",
        "till",
        "den",
        "det",
        "en",
        "ett",
        "på",
        "som",
        "samt",
        "kring",
        "om",
        "att",
        "hur",
        "finns",
        "det",
        "vid",
        "mellan",
        "respektive",
        "eller",
        "de",
    ]
)
GENERAL_HEADINGS = frozenset(
    {
        "allmänt", "allmän beskrivning", "generellt", "sammanfattning", "inledning", "bakgrund", "bedömning",
        "sammanfattande bedömning", "sammanfattande kommentarer", "sammanfattande kommentar", "analys", "iakttagelser",
        "nuläge", "kommentar", "kommentarer", "reflektioner", "slutsats", "slutsatser", "goda exempel",
        "lärande exempel",
        "beskrivning", "övergripande", "om området", "beskrivning av området", "resultat", "utvärdering",
        "utvärderarnas bedömning", "utvärderarnas kommentarer", "exempel att inspireras av", "tips", "läs mer",
    }
)  # fmt: skip


def ordinal_of(mark: str) -> int | None:
    """The number that «4», «IV» or «D» counts to, if it is one of these."""
    mark = mark.strip()
    if mark.isdigit():
        return int(mark)
    if mark.upper() in ROMAN:
        return ROMAN[mark.upper()]
    return ord(mark.upper()) - ord("A") + 1 if len(mark) == 1 and mark.upper() in "ABCDEFGHJ" else None


def without_number(text: str) -> str:
    """A title without the number and note mark that it carries in its place: «3.1 Effektivitet» is «Effektivitet»."""
    return SUPERSCRIPT.sub("", NUMBERING.sub("", text, count=1)).strip(" \t.:–—-•*#")


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """A title as it is compared: without number, case, quotes, and the shape of dashes and spaces."""
    text = MARKS.sub("", without_number(text[:300])).casefold()
    return " ".join(DASHES.sub("-", text).split()).strip(" .,:;!-")


@lru_cache(maxsize=20_000)
def stems(text: str) -> frozenset[str]:
    """The beginnings of the words that carry a title's meaning."""
    words = re.findall(r"\w+", plain(text))
    kept = [word for word in words if word not in LINKING_WORDS] or words
    return frozenset(word[:6] for word in kept)


def likeness(one: str, other: str) -> float:
    """How much two titles share, 0 to 1: 1 where they are the same, else the share of word beginnings in common."""
    if plain(one) == plain(other):
        return 1.0
    left, right = stems(one), stems(other)
    if not left or not right:
        return 0.0
    return min(0.99, 2 * len(left & right) / (len(left) + len(right)))


def closest(title: str, others: Iterable[str]) -> tuple[str | None, float]:
    """The other title most like this one, and how like it is; the first of equals."""
    best: str | None = None
    highest = 0.0
    for other in others:
        alike = likeness(title, other)
        if alike > highest:
            best, highest = other, alike
    return best, highest


@dataclass(frozen=True, slots=True)
class KnownTitles:
    """The titles of the editions that a report may follow: of areas with their numbers, and of their sub-areas."""

    areas: dict[str, int]
    subareas: dict[int, tuple[str, ...]]

    @classmethod
    def of(cls, editions: Iterable[ShippedEdition]) -> "KnownTitles":
        """The titles of these editions; where two give an area title different numbers, the first one counts."""
        areas: dict[str, int] = {}
        subareas: dict[int, dict[str, None]] = {}
        for edition in editions:
            for area in edition.areas:
                for title in area.titles:
                    areas.setdefault(plain(title), area.number)
                for subarea in area.subareas:
                    subareas.setdefault(area.number, {}).update(dict.fromkeys(subarea.titles))
        return cls(areas, {number: tuple(titles) for number, titles in subareas.items()})


@cache
def _shipped_titles() -> KnownTitles:
    return KnownTitles.of(shipped_editions())


_known_titles: ContextVar[KnownTitles | None] = ContextVar("known_titles", default=None)


@contextmanager
def titles_of(editions: Iterable[ShippedEdition] | None) -> Iterator[None]:
    """Read with the titles of these editions as the known ones; without any, those that ship with the product."""
    token = _known_titles.set(KnownTitles.of(editions) if editions is not None else None)
    try:
        yield
    finally:
        _known_titles.reset(token)


def area_numbers() -> dict[str, int]:
    """The number of the area that each known area title stands for, in any edition."""
    return (_known_titles.get() or _shipped_titles()).areas


def subarea_titles(number: int) -> tuple[str, ...]:
    """Every title that any edition gives the sub-areas of the area with this number."""
    return (_known_titles.get() or _shipped_titles()).subareas.get(number, ())
