"""The rubric editions that ship with the product, read from their files; a loader elsewhere stores them."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Literal

RUBRIC_FOLDER = Path(__file__).parent / "data" / "rubrics"
EDITION_KEYS = ("2010", "2016", "2020", "2021")
EDITION_NAMES = {
    "2010": "Kommunkompassen 2010",
    "2016": "Kommunkompassen 2016",
    "2020": "Kommunkompassen 2020",
    "2021": "Kommunkompassen 2021",
}

Comparability = Literal["full", "partial", "none"]
RANK: dict[Comparability, int] = {"none": 0, "partial": 1, "full": 2}


@dataclass(frozen=True, slots=True)
class ShippedSubarea:
    code: str
    title: str
    max: int
    aliases: tuple[str, ...] = ()

    @property
    def titles(self) -> tuple[str, ...]:
        return (self.title, *self.aliases)


@dataclass(frozen=True, slots=True)
class ShippedArea:
    number: int
    title: str
    aliases: tuple[str, ...]
    subareas: tuple[ShippedSubarea, ...]
    max: int = 100

    @property
    def titles(self) -> tuple[str, ...]:
        return (self.title, *self.aliases)


@dataclass(frozen=True, slots=True)
class ShippedEdition:
    """An edition known by its areas and, except for the oldest, their sub-areas."""

    key: str
    name: str
    areas: tuple[ShippedArea, ...]

    def area(self, number: int) -> ShippedArea | None:
        return next((area for area in self.areas if area.number == number), None)

    @property
    def subareas(self) -> tuple[ShippedSubarea, ...]:
        return tuple(subarea for area in self.areas for subarea in area.subareas)


@dataclass(frozen=True, slots=True)
class ShippedMapping:
    """A sub-area of one edition answers to one of another; `to_code` is None where nothing does."""

    from_edition: str
    from_code: str
    to_edition: str
    to_code: str | None
    comparable: Comparability


@cache
def shipped_editions() -> tuple[ShippedEdition, ...]:
    """The editions, oldest first."""
    return tuple(_read_edition(key) for key in EDITION_KEYS)


@cache
def shipped_mapping() -> tuple[ShippedMapping, ...]:
    """The shipped rows, followed by 2016 → 2020 composed through 2021."""
    with (RUBRIC_FOLDER / "mapping.csv").open(encoding="utf-8", newline="") as file:
        rows = tuple(
            ShippedMapping(
                row["from_edition"],
                row["from_code"],
                row["to_edition"],
                row["to_code"] or None,
                _comparability(row["comparable"]),
            )
            for row in csv.DictReader(file)
        )
    return rows + compose(rows, older="2016", newer="2020", through="2021")


def compose(rows: Iterable[ShippedMapping], *, older: str, newer: str, through: str) -> tuple[ShippedMapping, ...]:
    """Older → newer where both map to the same sub-area of a third: the lower comparability, never better than partial.

    An older sub-area that reaches nothing in the newer edition is mapped to none.
    """
    rows = tuple(rows)
    forerunners = [row for row in rows if row.from_edition == newer and row.to_edition == through and row.to_code]
    composed = []
    for row in rows:
        if row.from_edition != older or row.to_edition != through:
            continue
        for forerunner in forerunners:
            if forerunner.to_code == row.to_code:
                lowest = min((row.comparable, forerunner.comparable, _comparability("partial")), key=RANK.__getitem__)
                composed.append(ShippedMapping(older, row.from_code, newer, forerunner.from_code, lowest))
    reached = {row.from_code for row in composed}
    known = dict.fromkeys(row.from_code for row in rows if row.from_edition == older and row.to_edition == through)
    composed += [ShippedMapping(older, code, newer, None, "none") for code in known if code not in reached]
    return tuple(composed)


def _comparability(word: str) -> Comparability:
    for known in RANK:
        if word == known:
            return known
    raise ValueError(f"{word!r} is no comparability")


def _read_edition(key: str) -> ShippedEdition:
    with (RUBRIC_FOLDER / f"{key}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    areas = []
    for number, group in groupby(rows, key=lambda row: int(row["area"])):
        members = list(group)
        first = members[0]
        areas.append(
            ShippedArea(
                number=number,
                title=first["area_title"],
                aliases=_aliases(first["area_aliases"]),
                subareas=tuple(
                    ShippedSubarea(row["code"], row["title"], int(row["max"]), _aliases(row["aliases"]))
                    for row in members
                    if row["code"]
                ),
            )
        )
    return ShippedEdition(key, EDITION_NAMES[key], tuple(areas))


def _aliases(field: str) -> tuple[str, ...]:
    return tuple(alias for alias in field.split("|") if alias)
