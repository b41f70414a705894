"""Lines of a list without marks: which of them begin an item, and which go on with the one before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from accounts.register import find_by_name
from evaluations.importing.draft import Source

from .entries import ends_sentence, starts_small

UNFINISHED = re.compile(
    r"(?:[,(–/&-]|\b(?:och|eller|samt|som|att|i|på|av|för|med|till|från|vid|om|kring|inom|mellan|under|över|hos|mot|genom|"
    r"utifrån|enligt|en|ett|den|det|de|är|har|kan|ska|bör|inte|sin|sina|sitt|deras|t\.ex\.|bl\.a\.|utan|hur|vilka|vilken|"
    r"avseende|gällande|respektive|både|via|efter|före|innan|när|där|denna|detta|dessa|mer|fler|ännu))$",
    re.IGNORECASE,
)
OPEN = re.compile(r"(?:[,(–/&-]|[:’']s|\b(?:och|eller|samt|så\s+kallade?|t\.ex\.|bl\.a\.))$", re.IGNORECASE)
NAMING = re.compile(r"\b(?:projektet|nätverket|begreppet|verktyget|bolaget|namnet|kallade?|heter)$", re.IGNORECASE)
FINISHED = re.compile(r"\b(?:ta|tar|tog|tagit) del av$", re.IGNORECASE)
CAPITAL = re.compile(r"^[”\"“(]?[A-ZÅÄÖÉ]")
NAME_AT_END = re.compile(r"[\w,;:)] [A-ZÅÄÖ][a-zåäöé]+(?<!en)(?<!et)(?<!na)(?<!an)(?<!s)$")
LONGEST_OPEN = 160  # letters; a bracket or quotation that is open longer than this was never closed
MOSTLY = 0.75
SHORT = 0.6  # of the longest line


@dataclass(frozen=True, slots=True)
class ItemPiece:
    """A part of a list as the layout gives it."""

    text: str
    marked: bool
    apart: bool  # set apart from what stands before: a paragraph, a row, a tagged piece
    source: Source
    listed: bool = False  # in a cell marked as a list whose items lack marks
    alone: bool = False  # the whole of its cell
    wraps: bool = False


@dataclass(frozen=True, slots=True)
class ListLayout:
    """How a list is laid out, as all its pieces together show it."""

    marked: bool
    all_small: bool
    wrapping: bool  # some lines carry the layout's own word that they run on
    widest: int
    paragraphs: bool  # an empty line stands between the items, and none inside them
    wraps: bool  # some line certainly goes on with the one before it
    stopped: bool  # the items end with full stops
    parted: bool  # some items are set apart
    told: bool  # the layout says of full stops whether an item ends there

    @classmethod
    def of(cls, pieces: Sequence[ItemPiece]) -> "ListLayout":
        """What the pieces show."""
        marked = any(piece.marked for piece in pieces)
        small = [starts_small(piece.text) for piece in pieces if piece.marked or not marked]
        widest = max((len(piece.text) for piece in pieces), default=0)
        inside = [place for place, piece in enumerate(pieces) if place and not piece.apart]
        full = [place for place in inside if was_full(pieces[place - 1].text, pieces[place].text, widest)]
        apart = sum(piece.apart for piece in pieces)
        return cls(
            marked=marked,
            all_small=len(small) > 1 and small[0] and sum(small) * 10 >= len(small) * 6,
            wrapping=not marked and any(piece.wraps for piece in pieces) and not all(piece.wraps for piece in pieces),
            widest=widest,
            paragraphs=not marked and apart > 1 and len(full) >= MOSTLY * len(inside) > 0 and _run_on(pieces, inside),
            wraps=any(starts_small(pieces[place].text) for place in full),
            parted=apart > 1,
            told=any(not piece.wraps and ends_sentence(piece.text) for piece in pieces[:-1]),
            stopped=not marked and len(pieces) > 1 and pieces[-1].text.rstrip().endswith("."),
        )

    def continues(self, text: str, line: ItemPiece, piece: ItemPiece) -> bool:
        """Whether a piece belongs to the item before it, whose text so far and whose last line are given."""
        if piece.marked:
            return False
        if self.marked:
            return True
        if OPEN.search(text[-20:]) or is_open(text):
            return True
        stopped = self.stopped and not (self.told and line.wraps)
        if stopped and ends_sentence(text) and not text.endswith(":") and CAPITAL.match(piece.text):
            return False
        paragraphs = self.paragraphs and not _parted_by_page(line, piece) and not self._was_ended(line, piece)
        if paragraphs and not piece.apart:
            return True
        if starts_small(piece.text):
            return (not self.all_small and not ends_sentence(text)) or bool(UNFINISHED.search(text[-20:]))
        if piece.apart or paragraphs:
            return False
        if self.wrapping and line.wraps:
            return True
        if self.parted and UNFINISHED.search(text[-20:]) and not FINISHED.search(text[-20:]):
            return True
        return was_full(line.text, piece.text, self.widest) and self._reads_on(text, piece)

    def _was_ended(self, line: ItemPiece, piece: ItemPiece) -> bool:
        """Whether a line ends far from the side where others of the list wrap, and a capital follows."""
        short = len(line.text) < SHORT * self.widest and not line.wraps
        return self.wrapping and short and bool(CAPITAL.match(piece.text))

    def guesses(self, line: ItemPiece, piece: ItemPiece) -> bool:
        """Whether a piece that was joined to the line before it could as well have been an item of its own."""
        return not (self.marked or self.paragraphs or line.wraps) and bool(CAPITAL.match(piece.text))

    def _reads_on(self, text: str, piece: ItemPiece) -> bool:
        """Whether a line that begins with a capital, after a line that was full, goes on with its sentence."""
        if not CAPITAL.match(piece.text):
            return not ends_sentence(text)
        if FINISHED.search(text[-20:]):
            return False
        if UNFINISHED.search(text[-20:]) or NAMING.search(text[-20:]):
            return True
        last = text.rsplit(maxsplit=1)[-1]
        return self.wraps and bool(NAME_AT_END.search(text[-40:])) and find_by_name(last) is None


def _run_on(pieces: Sequence[ItemPiece], inside: Sequence[int]) -> bool:
    """Whether the layout, where it tells at all, says of most lines inside paragraphs that they only wrapped."""
    if not any(piece.wraps for piece in pieces):
        return True
    return sum(pieces[place - 1].wraps for place in inside) >= MOSTLY * len(inside)


def _parted_by_page(line: ItemPiece, piece: ItemPiece) -> bool:
    """Whether a page ends between two lines, so that no space can show a new paragraph."""
    return line.source.page != piece.source.page


def is_open(text: str) -> bool:
    """Whether a bracket or a quotation stands open at the end of a text."""
    begun = text.rfind("(")
    if begun >= 0 and ")" not in text[begun:] and len(text) - begun < LONGEST_OPEN:
        return True
    quotes = [place for place, letter in enumerate(text) if letter in '”“"']
    return len(quotes) % 2 == 1 and len(text) - quotes[-1] < LONGEST_OPEN


def was_full(line: str, following: str, widest: int) -> bool:
    """Whether the next word would not have fitted on the line, so that its end says nothing."""
    first = following.split(maxsplit=1)[0] if following else ""
    return len(line) + 1 + len(first) > widest
