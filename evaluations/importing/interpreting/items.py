"""Strengths and improvement opportunities: which pieces of a list or cell are one item, and which are several."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from accounts.register import find_by_name
from evaluations.importing.draft import ItemDraft, Source, Why

from .entries import Entry, join, starts_small
from .titles import SUPERSCRIPT
from .wrapping import CAPITAL, UNFINISHED, ItemPiece, ListLayout

NOTE_MARK = re.compile(r"\s*(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\[\d{1,3}\])")
NAME_BEFORE = re.compile(r"(?:[:;/„“”\"'(–—-]|[:’']s|\bAB)$")
ABBREVIATION = re.compile(r"^[(”\"]?[A-ZÅÄÖ]{2,6}(?::?s)?[),.:;”\"]?$")
BEGUN = r"(?=[”“\"]?[A-ZÅÄÖ](?:[a-zåäö]{2}|[a-zåäö]\s|[A-ZÅÄÖ]{0,2}-[a-zåäö]))"  # as an item begins
GLUED = re.compile(
    rf"(?:(?<=[a-zåäöé]{{3}})|(?<=[./\s](?:se|nu|eu|år))|(?<=\w[”“\"])|(?<=[\w”\"][.?!)])|(?<=[.?!][”\")])){BEGUN}"
    r"|(?<=\w\.)(?=www\.)|(?:(?<=\b[A-ZÅÄÖ]{2})|(?<=\b[A-ZÅÄÖ]{3}))(?=[A-ZÅÄÖ][a-zåäö]{3})"
)
LONG_WORD = 9  # letters; the parts of a name such as «PowerPoint» are shorter
ALREADY_NUMBERED = re.compile(r"^(?:\d{1,2}[.)]|[a-zåäö][.)]|[+*»>→✔✓+−])\s+(?=\S)")
STRAY = re.compile(r"^\d{1,3}$")  # a page's number
SEMICOLON = re.compile(r";\s+(?![^()]{0,200}\))")


LONGEST_CELL = 20_000  # letters
LONG_PART = 2_000  # letters; an item is a few hundred


@dataclass(slots=True)
class Gathered:
    parts: list[str]
    source: Source
    sure: bool = True
    why: Why = Why.PLAIN
    joined: bool = False

    def add(self, text: str, words: frozenset[str]) -> None:
        """Go on with another line; what is already long is left as it is."""
        self.joined = True
        if len(self.parts[-1]) > LONG_PART:
            self.parts.append(text)
        else:
            self.parts[-1] = join(self.parts[-1], text, words)


@dataclass(slots=True)
class ItemList:
    """The pieces of one column or list, gathered while a section is read."""

    pieces: list[ItemPiece] = field(default_factory=list)
    marked: bool = False

    def add_line(self, entry: Entry) -> None:
        source = Source.at(entry.place, entry.text)
        self.pieces.append(ItemPiece(entry.flat, entry.kind == "item", entry.gap, source, wraps=entry.wraps))
        self.marked = self.marked or entry.kind == "item"

    def add_cell(self, entry: Entry, column: int) -> None:
        if entry.row is None or column >= len(entry.row.cells):
            return
        cell = entry.row.cells[column]
        listed = cell.listed and not any(piece.marked for piece in cell.pieces)
        for place, piece in enumerate(cell.pieces):
            source = Source.at(piece.place or entry.place, piece.text)
            alone = len(cell.pieces) == 1 and not piece.marked
            apart = place == 0 or piece.apart
            self.pieces.append(ItemPiece(piece.text, piece.marked, apart, source, listed, alone, piece.wraps))
            self.marked = self.marked or piece.marked


def read_items(pieces: Sequence[ItemPiece], words: frozenset[str], rows: int = 0) -> tuple[ItemDraft, ...]:
    """The items in order, whole, without note marks; `rows` are those of the longer of the two lists side by side."""
    pieces = _numbered_as_marked([_without_notes(piece) for piece in pieces])
    pieces = [
        piece for piece in pieces if re.search(r"\w", piece.text) and not (piece.apart and STRAY.match(piece.text))
    ]
    marked = any(piece.marked for piece in pieces)
    runs_together = not marked and max(len(pieces), rows) <= 2 and all(piece.alone for piece in pieces)
    pieces = [part for piece in pieces for part in _split(piece, runs_together, marked)]
    pieces = [part for piece in pieces for part in at_semicolons(piece, alone=len(pieces) == 1)]
    layout = ListLayout.of(pieces)
    gathered: list[Gathered] = []
    for place, piece in enumerate(pieces):
        if gathered and layout.continues(gathered[-1].parts[-1], pieces[place - 1], piece):
            gathered[-1].add(piece.text, words)
            if layout.guesses(pieces[place - 1], piece):
                gathered[-1].sure = False
        else:
            gathered.append(Gathered([piece.text], piece.source))
            if isinstance(piece, SplitPiece):
                gathered[-1].sure, gathered[-1].why = False, piece.why
    return tuple(_item(item) for item in gathered)


@dataclass(frozen=True, slots=True)
class SplitPiece(ItemPiece):
    """A piece that has no mark of its own before it."""

    why: Why = Why.SPLIT_AT_CAPITAL


def _item(item: Gathered) -> ItemDraft:
    text = " ".join(" ".join(item.parts).split())
    why = Why.JOINED if item.joined and item.why is Why.PLAIN else item.why
    return ItemDraft(text, item.sure, why, item.source)


def _without_notes(piece: ItemPiece) -> ItemPiece:
    text = NOTE_MARK.sub("", SUPERSCRIPT.sub("", piece.text)).strip()
    return ItemPiece(text, piece.marked, piece.apart, piece.source, piece.listed, piece.alone, piece.wraps)


def _numbered_as_marked(pieces: list[ItemPiece]) -> list[ItemPiece]:
    """Numbers before the items are marks, when most of them have one."""
    numbered = [bool(ALREADY_NUMBERED.match(piece.text)) for piece in pieces]
    if sum(numbered) < 2 or not numbered[0]:
        return pieces
    return [
        ItemPiece(ALREADY_NUMBERED.sub("", piece.text), has_number or piece.marked, piece.apart, piece.source)
        for piece, has_number in zip(pieces, numbered, strict=True)
    ]


def _split(piece: ItemPiece, runs_together: bool, marked: bool) -> Iterable[ItemPiece]:
    """The items of a cell that has no marks between them; beside marked cells only a cell that is tagged as a list."""
    if piece.marked or not (piece.listed or (piece.alone and not marked)):
        return [piece]
    glued = [part for part in _at_glue(piece.text) if part.strip()]
    parts = (
        glued
        if len(glued) > 1
        else _at_capitals(piece.text)
        if runs_together and len(piece.text) < LONGEST_CELL
        else [piece.text]
    )
    if len(parts) == 1:
        return [piece]
    return [SplitPiece(part.strip(), marked and not starts_small(part), True, piece.source) for part in parts]


def at_semicolons(piece: ItemPiece, *, alone: bool) -> Iterable[ItemPiece]:
    """The items of a list that is one running text with semicolons between them."""
    parts = [part.strip() for part in SEMICOLON.split(piece.text) if part.strip()] if alone else []
    if len(parts) < 2 or piece.marked:
        return [piece]
    return [SplitPiece(_freed(part), True, True, piece.source, why=Why.BY_LAYOUT) for part in parts]


def _freed(part: str) -> str:
    """An item of a running text without the word that leads to the last one."""
    return re.sub(r"^(?:och|samt)\s+", "", part)


def _at_glue(text: str) -> list[str]:
    """Split where a small letter meets a capital: «rutinerTydlig». A name such as «PowerBI» is left alone."""
    parts: list[str] = []
    start = 0
    for match in GLUED.finditer(text):
        if _inside_quotation(text, match.start()):
            continue
        before = re.split(r"[\s/(”\"]", text[max(start, match.start() - 60) : match.start()])[-1]
        after = re.match(r"\w*", text[match.start() : match.start() + 60])
        long = len(before) >= LONG_WORD or (after is not None and len(after[0]) >= LONG_WORD)
        if long or before[:1].islower() or not before[-1:].isalpha():
            parts.append(text[start : match.start()])
            start = match.start()
    return [*parts, text[start:]]


def _inside_quotation(text: str, place: int) -> bool:
    """Whether a quotation goes on at a place; «”» may open one as well as close it."""
    return sum(letter in '”“"' for letter in text[:place]) % 2 == 1


def _at_capitals(text: str) -> list[str]:
    """Split before words with a capital that nothing before them explains."""
    parts: list[list[str]] = [[]]
    in_name = False
    for word in text.split():
        before = parts[-1][-1] if parts[-1] else ""
        if not before or not CAPITAL.match(word):
            in_name = False if before else in_name
            parts[-1].append(word)
            continue
        explained = (
            in_name
            or bool(UNFINISHED.search(before))
            or bool(NAME_BEFORE.search(before))
            or bool(ABBREVIATION.match(word))
            or find_by_name(word.strip("().,")) is not None
        )
        if explained and not (before.endswith((".", "?", "!")) and not UNFINISHED.search(before)):
            parts[-1].append(word)
            in_name = not ABBREVIATION.match(word)
        else:
            parts.append([word])
            in_name = False
    return [" ".join(part) for part in parts if part]
