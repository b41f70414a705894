"""The marks that Word puts before paragraphs itself: bullets, and numbers counted through the document."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .word_package import Element, W
from .word_styles import Format

PLACE = re.compile(r"%([1-9])")
LEVELS = 9
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
         (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
LARGEST = 3000
ITEM_LABEL = re.compile(r"^\W*(?:\d{1,3}|[a-zåäö]|[ivxlc]{1,6})?\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Level:
    kind: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Label:
    """The mark before a paragraph; `is_item` unless it is more than a bullet or number, as «Område 1» and «3.1»."""

    text: str
    is_item: bool


class Numbering:
    """Counts the numbered paragraphs of a document in the order in which they are asked for."""

    def __init__(self, root: Element | None) -> None:
        self.abstract: dict[str, dict[int, Level]] = {}
        self.lists: dict[str, tuple[str, dict[int, Level]]] = {}
        self.counts: dict[str, list[int | None]] = {}
        if root is None:
            return
        links: dict[str, str] = {}
        for element in root.iterfind(f"{W}abstractNum"):
            key = element.get(f"{W}abstractNumId") or ""
            self.abstract[key] = dict(_levels(element))
            links.update(dict.fromkeys(_values(element, "styleLink"), key))
        for element in root.iterfind(f"{W}abstractNum"):
            for name in _values(element, "numStyleLink"):
                self.abstract[element.get(f"{W}abstractNumId") or ""] = self.abstract.get(links.get(name, ""), {})
        for element in root.iterfind(f"{W}num"):
            levels = dict(level for other in element.iterfind(f"{W}lvlOverride") for level in _levels(other))
            abstract = next(_values(element, "abstractNumId"), "")
            self.lists[element.get(f"{W}numId") or ""] = (abstract, levels)

    def label(self, found: Format) -> Label | None:
        """The mark before the next paragraph of this format, or none."""
        if found.list_id is None or found.list_id not in self.lists or found.list_level >= LEVELS:
            return None
        abstract, overrides = self.lists[found.list_id]
        levels = {**self.abstract.get(abstract, {}), **overrides}
        level = levels.get(found.list_level)
        if level is None or (level.kind == "none" and not level.text.strip()):
            return None
        if level.kind == "bullet":
            return Label("•", is_item=True)
        counts = self.counts.setdefault(abstract, [None] * LEVELS)
        before = counts[found.list_level]
        counts[found.list_level] = level.start if before is None else before + 1
        for deeper in range(found.list_level + 1, LEVELS):
            counts[deeper] = None
        text = PLACE.sub(lambda match: _written(levels, counts, int(match[1]) - 1), level.text).strip()
        return Label(text, is_item=bool(ITEM_LABEL.match(text))) if text else None


def _written(levels: dict[int, Level], counts: list[int | None], place: int) -> str:
    level = levels.get(place)
    count = counts[place]
    number = count if count is not None else level.start if level else 1
    kind = level.kind if level else "decimal"
    if kind in ("lowerLetter", "upperLetter") and 0 < number <= 26:
        return chr(ord("a" if kind == "lowerLetter" else "A") + number - 1)
    if kind in ("lowerRoman", "upperRoman") and 0 < number < LARGEST:
        return _roman(number).upper() if kind == "upperRoman" else _roman(number)
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in ROMAN:
        while number >= value:
            text, number = text + letters, number - value
    return text


def _levels(element: Element) -> list[tuple[int, Level]]:
    found = []
    for level in element.iterfind(f"{W}lvl"):
        number = level.get(f"{W}ilvl") or "0"
        start = next(_values(level, "start"), "1")
        kind = next(_values(level, "numFmt"), "decimal")
        text = next(_values(level, "lvlText"), "")
        if number.isdecimal() and len(number) < 5:
            found.append(
                (int(number), Level(kind, text[:40], int(start) if start.isdecimal() and len(start) < 9 else 1))
            )
    return found


def _values(element: Element, name: str) -> Iterator[str]:
    return (child.get(f"{W}val") or "" for child in element.iterfind(f"{W}{name}"))
