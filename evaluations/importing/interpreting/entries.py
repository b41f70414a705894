"""A document as one stream of lines, items and rows, which the rest of the interpreter walks through."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from evaluations.importing.reading.blocks import Document, Heading, Item, Line, Paragraph, Place, Row, Table

SENTENCE_END = re.compile(r"[.!?:;…][”\"'’)\]⁰¹²³⁴⁵⁶⁷⁸⁹\s]*$")
SENTENCE_BREAK = re.compile(r"(?<=[.!?])[”\")]?\s+(?=[A-ZÅÄÖÉ”\"“0-9])")
HELD_TOGETHER = re.compile(
    r"(?:\b(?:t\.?ex|bl\.a|m\.m|s\.k|dvs|ca|fr\.o\.m|t\.o\.m|jfr|sid|nr|kl|v|jan|feb|apr|aug|sept|sep|okt|nov|dec)\.)[”\"]?$",
    re.IGNORECASE,
)
MONTH_ALONE = re.compile(
    r"^(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)\s+\d{4}\.?$"
)
WORD_CUT = re.compile(r"(\S*[^\W\d_])-$")
ALONE = {"it", "tv", "hr", "ai", "vd", "id", "ip", "pr", "va", "eu", "ks", "kf"}
FIGURE_CUT = re.compile(r"\d[-–]$")
AFTER_HANGING_HYPHEN = {"och", "eller", "samt", "respektive", "resp", "resp.", "som", "till", "/"}
MOST_READ_FOR_FACTS = 3000  # entries; the chapters before the areas take a few hundred
LONGEST_PARAGRAPH = 20_000  # letters
ANYTHING = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the document; `gap` says that a paragraph begins with it."""

    kind: Literal["line", "item", "row", "heading"]
    text: str
    place: Place
    gap: bool = True
    wraps: bool = False
    row: Row | None = None
    bold: bool = False

    @property
    def flat(self) -> str:
        """The text with spaces where a row has cells."""
        return self.text.replace("\t", " ").strip()

    @property
    def word_count(self) -> int:
        return count_words(self.text[:LONGEST_PARAGRAPH])


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    place: Place


def entries_of(document: Document) -> list[Entry]:
    """The document's lines in order."""
    entries: list[Entry] = []
    for block in document.blocks:
        match block:
            case Heading(line):
                entries.append(Entry("heading", line.text, line.place))
            case Paragraph(lines):
                entries.extend(_lines(lines, "line"))
            case Item(lines):
                entries.extend(_lines(lines, "item"))
            case Table(rows):
                entries.extend(Entry("row", _row_text(row), row.place, row=row) for row in rows)
    return entries


def _row_text(row: Row) -> str:
    """The row's cells with tabs between them, words that were cut in them healed."""
    return "\t".join(_joined([piece.text for piece in cell.pieces]) if cell.pieces else "" for cell in row.cells)


def _lines(lines: Sequence[Line], first: Literal["line", "item"]) -> Iterator[Entry]:
    for number, line in enumerate(lines):
        yield Entry(
            first if number == 0 else "line", line.text, line.place, gap=number == 0, wraps=line.wraps, bold=line.bold
        )


def count_words(text: str) -> int:
    """Tokens with a letter or digit."""
    return sum(1 for token in text.split() if ANYTHING.search(token))


def starts_small(text: str) -> bool:
    """Whether the text begins inside a sentence: with a small letter, or with what can only follow."""
    text = text.lstrip(" ”\"“'(–-")
    return bool(text) and (text[0].islower() or text[0] in ",.;:)")


def ends_sentence(text: str) -> bool:
    return bool(SENTENCE_END.search(text[-40:]))


def join(one: str, other: str, words: frozenset[str] = frozenset()) -> str:
    """Two parts of a text that a line or page break parted; a word cut by it is healed.

    The words that the document has elsewhere tell whether the hyphen belongs to the word.
    """
    if not one or not other:
        return one or other
    first = other.split(maxsplit=1)[0].strip('.,;:)”"').casefold()
    if FIGURE_CUT.search(one[-8:]) and other[0].isalnum() and first not in AFTER_HANGING_HYPHEN:
        return one + other
    cut = WORD_CUT.search(one[-80:])
    if cut and other[0].isalpha():
        head = cut[1].casefold().lstrip('(”"')
        if head + first in words:
            return one[:-1] + other
        if first in AFTER_HANGING_HYPHEN:
            return f"{one} {other}"
        if f"{head}-{first}" in words or not other[0].islower() or cut[1].isupper() or _stands_alone(head):
            return one + other
        return one[:-1] + other
    if words and other[0].islower() and one[-1].isalpha():
        tail = one[-60:].split()[-1].casefold().lstrip('(”"')
        if len(tail) > 2 and tail not in words and first not in words and tail + first in words:
            return one + other
    return f"{one} {other}"


def _stands_alone(head: str) -> bool:
    """Whether what stands before a hyphen is a word by itself, as the first part of a compound."""
    return len(head) < 2 or head in ALONE


def paragraphs(entries: Sequence[Entry]) -> Iterator[tuple[str, Place]]:
    """Lines joined to paragraphs, also where a page break or a running line parted one in mid-sentence."""
    parts: list[str] = []
    place: Place | None = None
    for entry in entries:
        text = entry.flat
        runs_on = (
            bool(parts)
            and entry.kind == "line"
            and (not entry.gap or (starts_small(text) and not ends_sentence(parts[-1]) and not MONTH_ALONE.match(text)))
        )
        if parts and place and not runs_on:
            yield _joined(parts), place
            parts = []
        if not parts:
            place = entry.place
        parts.append(text)
    if parts and place:
        yield _joined(parts), place


def _joined(parts: list[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    healed = [
        f"{part[:-1]}"
        if WORD_CUT.search(part[-80:])
        and following[:1].islower()
        and following.split(maxsplit=1)[0].casefold() not in AFTER_HANGING_HYPHEN
        else f"{part} "
        for part, following in pairwise(parts)
        if following
    ]
    return "".join([*healed, parts[-1]])


def sentences(entries: Sequence[Entry]) -> Iterator[Sentence]:
    """The sentences of the entries; an abbreviation's point ends none."""
    for whole, place in paragraphs(entries[:MOST_READ_FOR_FACTS]):
        text = whole[:LONGEST_PARAGRAPH]
        held = ""
        for part in SENTENCE_BREAK.split(text):
            held = f"{held} {part}" if held else part
            if len(held) > 2000 or not HELD_TOGETHER.search(held[-20:]):
                yield Sentence(held, place)
                held = ""
        if held:
            yield Sentence(held, place)
