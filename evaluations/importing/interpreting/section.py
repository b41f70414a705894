"""An area's own section, walked through once: points, headings with their texts, strengths and improvements."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from evaluations.importing.draft import Points, Source, Why

from .entries import Entry, ends_sentence, starts_small
from .footnotes import footnote_length
from .headings import FoundHeading, heading_at
from .items import ItemList
from .markers import (
    both_words,
    improvement_word,
    points_in_sentence,
    points_label,
    section_points,
    strength_word,
    weak_improvement_word,
    weak_strength_word,
)
from .outline import AreaSpan, area_heading
from .overview import source_of
from .points import SUM_WORDS, PointsRow, figures, header_columns, read_points_row
from .titles import GENERAL_HEADINGS, plain, subarea_titles, without_number
from .wrapping import UNFINISHED

type Mode = Literal["text", "points", "rubrics", "items table", "strengths", "improvements", "after items"]
LONG_PARAGRAPH = 60
FIGURE = re.compile(r"[0-9]{1,3}")  # raised figures are digits too, but no numbers


@dataclass(slots=True)
class SectionText:
    """A heading of the narrative and the entries under it; the title is empty before the first heading."""

    title: str
    source: Source | None
    sure: bool = True
    why: Why = Why.PLAIN
    code: str | None = None
    entries: list[Entry] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class AreaSection:
    number: int
    points: Points | None = None
    max: Points | None = None
    points_source: Source | None = None
    rubrics: list[str] = field(default_factory=list)
    rows: list[tuple[PointsRow, Entry]] = field(default_factory=list)
    strengths: ItemList = field(default_factory=ItemList)
    improvements: ItemList = field(default_factory=ItemList)
    texts: list[SectionText] = field(default_factory=list)

    def set_points(self, achieved: Points, highest: Points | None, source: Source) -> None:
        if self.points is None:
            self.points, self.max, self.points_source = achieved, highest, source


class SectionReader:
    """Walks through the entries of one area. Each kind of content ends where another begins."""

    def __init__(self, entries: Sequence[Entry], span: AreaSpan, titles: Sequence[str]) -> None:
        self.entries = entries
        self.span = span
        self.section = AreaSection(span.number)
        self.known = {plain(title): title for title in (*titles, *subarea_titles(span.number))}
        self.mode: Mode = "text"
        self.columns: tuple[int, int] = (0, 1)
        self.beside: ItemList | None = None
        self.last_improvements: int | None = None  # the line of the last heading of such, once asked for
        if span.points:
            self.section.set_points(*span.points, source_of(entries[span.start]))

    def read(self) -> AreaSection:
        place = self.span.body
        while place < self.span.end:
            place += self._read_at(place)
        self._drop_listed_titles()
        return self.section

    def _read_at(self, place: int) -> int:
        """Read what begins at this entry and say how many entries it took."""
        entry = self.entries[place]
        notes = footnote_length(self.entries, place, self.span.end)
        if notes:
            self._text().footnotes.append(" ".join(other.flat for other in self.entries[place : place + notes]))
            return notes
        if place > self.span.body and self._repeats_heading(place):
            return 1
        if entry.kind == "row":
            self._read_row(entry)
            return 1
        return self._read_marker(entry) or self._read_heading(place) or self._read_line(entry)

    def _repeats_heading(self, place: int) -> bool:
        again = area_heading(self.entries, place) if len(self.entries[place].text) < 200 else None
        return again is not None and again.number == self.span.number and plain(again.title) == plain(self.span.title)

    def _text(self) -> SectionText:
        if not self.section.texts:
            self.section.texts.append(SectionText("", None))
        return self.section.texts[-1]

    def _read_marker(self, entry: Entry) -> int:
        """A line that is only a word of the structure, perhaps with what it announces on the same line."""
        text = entry.flat
        in_list = self.mode in ("strengths", "improvements") and ":" in text[:40]
        if not text[:1].isupper() or (text.endswith(".") and not entry.gap and not in_list):
            return self._read_points_line(entry)
        if len(text) < 120 and both_words(text):
            self.mode = "after items"
            return 1
        if entry.kind == "item" and self.mode in ("strengths", "improvements"):
            return 0
        label, _, rest = text.partition(":")
        whole = not rest.strip()
        label = label if rest else text
        if strength_word(label) or (weak_strength_word(label) and self._improvements_follow(entry)):
            self.mode = "strengths"
        elif improvement_word(label) or (weak_improvement_word(label) and self._strengths_stand_before()):
            self.mode = "improvements"
        else:
            return self._read_points_line(entry)
        if not whole:
            self._items().add_line(Entry("line", rest.strip(), entry.place, True, entry.wraps))
        return 1

    def _strengths_stand_before(self) -> bool:
        return bool(self.section.strengths.pieces) and not self.section.improvements.pieces

    def _improvements_follow(self, entry: Entry) -> bool:
        if self.section.strengths.pieces:
            return False
        if self.last_improvements is None:
            inside = self.entries[self.span.body : self.span.end]
            lines = (
                each.place.line for each in inside if improvement_word(each.flat) or weak_improvement_word(each.flat)
            )
            self.last_improvements = max(lines, default=0)
        return self.last_improvements > entry.place.line

    def _read_points_line(self, entry: Entry) -> int:
        if self.mode in ("strengths", "improvements"):
            return 0
        text = entry.flat
        said = points_in_sentence(text)
        if said is not None:
            self.section.set_points(said[0], said[1], source_of(entry))
            return 0
        found = section_points(text)
        if found is None and self.mode in ("rubrics", "points") and FIGURE.fullmatch(text) and int(text) <= 100:
            found = int(text), None
        if found is not None and (self.section.points is None or self.mode != "text"):
            self.section.set_points(found[0], found[1], source_of(entry))
            self.mode = "points" if self.mode in ("rubrics", "points") else "text"
            return 1
        if points_label(text) and entry.kind != "item" and plain(text) != "resultat" and not self._text_begun():
            self.mode = "rubrics"
            return 1
        return 1 if FIGURE.fullmatch(text) else 0

    def _text_begun(self) -> bool:
        return any(text.title for text in self.section.texts)

    def _items(self) -> ItemList:
        return self.section.strengths if self.mode == "strengths" else self.section.improvements

    def _read_heading(self, place: int) -> int:
        entry = self.entries[place]
        heading = heading_at(self.entries, place, self.span.end, self.span.number, self.known)
        if heading is None:
            return 0
        if self.mode in ("strengths", "improvements", "items table") and not self._ends_list(place, heading.why):
            return 0
        if self.mode == "points" and not self._text_begun() and self._is_listed(place, heading):
            self._add_rubrics([heading.title])
            return heading.lines
        if (
            self.mode == "rubrics"
            and plain(heading.title) not in GENERAL_HEADINGS
            and not self._begins_text(place + heading.lines)
        ):
            return 0
        self.section.texts.append(SectionText(heading.title, source_of(entry), heading.sure, heading.why, heading.code))
        if heading.points is not None:
            figures = tuple(number for number in heading.points if number is not None)
            self.section.rows.append((PointsRow(heading.code, heading.title, figures, None), entry))
        self.mode = "text"
        return heading.lines

    def _is_listed(self, place: int, heading: FoundHeading) -> bool:
        """Whether a title below the points is one of the table's list, and not the heading of a text to come."""
        title = plain(heading.title)
        named_before = any(plain(rubric) == title for rubric in self.section.rubrics)
        if title in GENERAL_HEADINGS or title not in self.known or named_before:
            return False
        following = heading_at(self.entries, place + heading.lines, self.span.end, self.span.number, self.known)
        listed = following is not None and plain(following.title) in (*self.known, *GENERAL_HEADINGS)
        return listed or not self._begins_text(place + heading.lines)

    def _begins_text(self, place: int) -> bool:
        """Whether a paragraph follows, and not the next title of a list."""
        if place >= self.span.end:
            return False
        words = 0
        for entry in self.entries[place : min(place + 4, self.span.end)]:
            if words and entry.gap:
                break
            words += entry.word_count if entry.kind == "line" else 0
        return words >= 15

    def _ends_list(self, place: int, why: Why) -> bool:
        """In a list a title may be an item: only what has a paragraph under it is a heading."""
        entry = self.entries[place]
        if entry.kind == "heading":
            return True
        return why is Why.PLAIN and entry.gap and self._begins_text(place + 1)

    def _read_line(self, entry: Entry) -> int:
        text = entry.flat
        if self.mode == "rubrics":
            if len(text) < 200 and entry.word_count <= 20:
                self._add_rubrics([text])
                return 1
            self.mode = "text"
        if self.mode in ("strengths", "improvements"):
            items = self._items()
            if self._belongs_to_list(entry, items):
                items.add_line(entry)
                return 1
            self.mode = "after items"
            self.section.texts.append(SectionText("", source_of(entry)))
        elif self.mode == "after items" and entry.kind == "line":
            self.section.texts.append(SectionText("", source_of(entry)))
            self.mode = "text"
        elif self.mode == "items table" and self._completes_cell(entry):
            self.section.improvements.add_line(entry)
            return 1
        elif self.mode == "points":
            self.mode = "text"
        self._text().entries.append(entry)
        return 1

    def _belongs_to_list(self, entry: Entry, items: ItemList) -> bool:
        if entry.kind == "item" or not entry.gap or not items.pieces:
            runs = not items.pieces and entry.text.count(";") > 1
            return entry.word_count <= LONG_PARAGRAPH or entry.kind == "item" or not entry.gap or runs
        if UNFINISHED.search(items.pieces[-1].text[-20:]) or starts_small(entry.text):
            return True
        if items.marked:
            return False
        return entry.word_count <= LONG_PARAGRAPH

    def _completes_cell(self, entry: Entry) -> bool:
        """A line after a table that goes on where its last cell was cut."""
        pieces = self.section.improvements.pieces
        return (
            bool(pieces) and starts_small(entry.text) and not ends_sentence(pieces[-1].text) and entry.word_count < 40
        )

    def _read_row(self, entry: Entry) -> None:
        cells = [cell.strip() for cell in entry.text.split("\t")]
        first, second = _heads(cells)
        if first is not None and second is not None:
            self.mode, self.columns = "items table", (first, second)
        elif (first is not None or second is not None) and sum(map(bool, cells)) == 1:
            self.mode = "strengths" if first is not None else "improvements"
        elif (first == 0 or second == 0) and len(cells) > 1:
            items = self.section.strengths if first == 0 else self.section.improvements
            self._add_beside(entry, items)
            self.mode = "after items"
        elif self.mode == "after items" and self.beside is not None and not cells[0] and any(cells):
            self._add_beside(entry, self.beside)
        elif self._is_points_header(entry, cells):
            self.mode = "points"
        elif self.mode == "items table":
            self.section.strengths.add_cell(entry, self.columns[0])
            self.section.improvements.add_cell(entry, self.columns[1])
        elif self.mode in ("points", "rubrics") or self._is_points_row(entry):
            self._read_points_row(entry)
        elif self.mode in ("strengths", "improvements"):
            for column in range(len(cells)):
                self._items().add_cell(entry, column)
        else:
            self._text().entries.append(entry)

    def _add_beside(self, entry: Entry, items: ItemList) -> None:
        """The cells beside the word that heads them; on the next page the word's own cell is empty."""
        self.beside = items
        for column in range(1, len(entry.text.split("\t"))):
            items.add_cell(entry, column)

    def _is_points_header(self, entry: Entry, cells: Sequence[str]) -> bool:
        if header_columns(entry):
            return True
        labels = [cell for cell in cells if cell]
        return len(labels) >= 2 and all(points_label(cell) or plain(cell) in ("max", "maxpoäng") for cell in labels)

    def _is_points_row(self, entry: Entry) -> bool:
        row = read_points_row(entry)
        if self._text_begun() and self.section.points is not None:
            return row.area == self.section.number and len(row.numbers) >= 2
        named = (
            not row.title
            or bool(SUM_WORDS.match(row.title))
            or points_label(row.title)
            or row.area == self.section.number
        )
        return bool(row.numbers) and named

    def _read_points_row(self, entry: Entry) -> None:
        """The row of a points table: titles and the area's points, or one sub-area with its own."""
        row = read_points_row(entry)
        titles = [piece.text for cell in (entry.row.cells if entry.row else ()) for piece in cell.pieces]
        titles = [title for title in titles if any(map(str.isalpha, title)) and not points_label(title)]
        achieved, highest, _ = figures(row, ())
        if achieved is not None and len(row.numbers) >= 2 and titles and not SUM_WORDS.match(row.title):
            whole = (highest is not None and highest >= 100) or len(titles) > 1
            if not whole:
                self.section.rows.append((row, entry))
                self._add_rubrics([row.title])
                return
        if achieved is not None and achieved <= 100:
            if len(titles) == 1 and len(row.numbers) == 1 and row.code:
                self.section.rows.append((row, entry))
            else:
                self.section.set_points(achieved, highest, source_of(entry))
                self.mode = "points"
        if not SUM_WORDS.match(row.title):
            self._add_rubrics(titles)

    def _add_rubrics(self, titles: Sequence[str]) -> None:
        for title in titles:
            words = without_number(read_points_row(Entry("line", title, self.entries[self.span.start].place)).title)
            if words:
                self.section.rubrics.append(words)
                self.known.setdefault(plain(words), words)

    def _drop_listed_titles(self) -> None:
        """A list of titles before the text is no narrative: a title without text that comes again is dropped."""
        texts = self.section.texts
        self.section.texts = [
            text
            for place, text in enumerate(texts)
            if text.entries
            or (
                text.title
                and text.sure
                and not any(plain(text.title) == plain(later.title) for later in texts[place + 1 :])
            )
        ]


def _heads(cells: Sequence[str]) -> tuple[int | None, int | None]:
    """Which cells of a row head strengths and improvement opportunities; a weak word does so beside another."""
    first = next((place for place, cell in enumerate(cells) if strength_word(cell)), None)
    second = next((place for place, cell in enumerate(cells) if improvement_word(cell)), None)
    weak_first = next((place for place, cell in enumerate(cells) if weak_strength_word(cell)), None)
    weak_second = next((place for place, cell in enumerate(cells) if weak_improvement_word(cell)), None)
    if first is None and weak_first is not None and (second if second is not None else weak_second) is not None:
        first = weak_first
    if second is None and weak_second is not None and first is not None:
        second = weak_second
    return first, second


def read_section(entries: Sequence[Entry], span: AreaSpan, titles: Sequence[str]) -> AreaSection:
    """Everything the area's own section says; `titles` are those of its sub-areas in the overview."""
    return SectionReader(entries, span, titles).read()
