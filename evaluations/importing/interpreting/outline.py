"""Where the areas of a report begin and end. Lists of contents and of areas look alike, so that the text decides."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from evaluations.importing.draft import Points

from .entries import Entry, ends_sentence, starts_small
from .markers import improvement_word, points_label, strength_word
from .points import header_area, header_columns, read_points_row, without_points
from .titles import GENERAL_HEADINGS, NUMBERING, area_numbers, ordinal_of, plain, without_number

AREA_LINE = re.compile(
    r"^(?:(?i:(?:huvud|kriterie|bedömnings|utvärderings)?område|kriterium|del|kapitel))\s*(?:(?i:nr)\.?\s*)?"
    r"(\d{1,2}|[IVX]{1,4}|[A-J])(?![\w-])\s*[.:)–—-]*\s*(.*)$"
)
PAGE_AT_END = re.compile(r"(?:[\s.…·_]*\t\s*|[.…·_]{2,}\s*|\s{2,})\d{1,3}\s*$")
DOTS_AT_END = re.compile(r"[.…·_\s]{3,}$")
END_WORDS = re.compile(
    r"översikt|poängfördelning|poängsammanställning|sammanställning|poängtabell|^bilag|delfrågor|referens|källor",
    re.IGNORECASE,
)
MOST_CANDIDATES = 400
MOST_POINTS = 100


@dataclass(frozen=True, slots=True)
class AreaSpan:
    """An area's heading and the entries between it and what follows."""

    number: int
    title: str
    start: int
    body: int
    end: int
    points: tuple[Points, Points | None] | None = None
    strength: float = 0.0


def find_areas(entries: Sequence[Entry], titles: Mapping[str, int] | None = None) -> list[AreaSpan]:
    """The areas' own sections in order: of all lines that look like their headings, those with most to say.

    `titles` gives the numbers of areas by the plain forms of their titles; those of all editions are the default.
    """
    candidates = _merged(_candidates(entries, titles if titles is not None else area_numbers()))
    spans = []
    for place, candidate in enumerate(candidates):
        end = candidates[place + 1].start if place + 1 < len(candidates) else len(entries)
        spans.append(replace(candidate, end=end, strength=_strength(entries, candidate.body, end)))
    chosen = _best_chain([span for span in spans if span.strength > 0])
    areas = []
    for place, span in enumerate(chosen):
        limit = chosen[place + 1].start if place + 1 < len(chosen) else len(entries)
        areas.append(replace(span, end=_end_of(entries, span, limit)))
    return areas


def area_heading(entries: Sequence[Entry], place: int, titles: Mapping[str, int] | None = None) -> AreaSpan | None:
    """The heading of an area that begins at this entry, if one does."""
    entry = entries[place]
    text = entry.flat
    if not text or len(text) > 200 or entry.kind == "item":
        return None
    if entry.kind == "row" and (header_columns(entry) or len(read_points_row(entry).numbers) >= 2):
        return None
    text, points = _without_points(entry)
    match = AREA_LINE.match(text)
    if match:
        return _numbered_area(entries, place, ordinal_of(match[1]) or 0, match[2], points)
    numbers = titles if titles is not None else area_numbers()
    for lines in (2, 1):
        following = entries[place + 1 : place + lines]
        if any(other.gap or other.kind != "line" for other in following):
            continue
        joined = " ".join([text, *(other.flat for other in following)])
        number = numbers.get(plain(joined))
        if number is not None and (NUMBERING.match(joined) or entry.gap or entry.kind == "heading"):
            return AreaSpan(number, without_number(joined), place, place + lines, place + lines, points)
    return None


def _numbered_area(
    entries: Sequence[Entry], place: int, number: int, rest: str, points: tuple[Points, Points | None] | None
) -> AreaSpan | None:
    title = DOTS_AT_END.sub("", rest).strip(" \t.:–—-")
    body = place + 1
    if not 0 < number <= 20 or rest.endswith(".") or starts_small(title) or len(title) > 120:
        return None
    following = entries[body] if body < len(entries) else None
    if following is not None and following.kind in ("line", "heading") and len(following.flat) < 120:
        if not title and not points_label(following.flat):
            words, behind = _without_points(following)
            title, body, points = without_number(words), body + 1, points or behind
        elif plain(whole := f"{title} {following.flat}") in area_numbers() and (
            not following.gap or plain(title) not in area_numbers()  # a title cut in two, its lines set far apart
        ):
            title, body = whole, body + 1
    return AreaSpan(number, title, place, body, body, points) if title else None


def _without_points(entry: Entry) -> tuple[str, tuple[Points, Points | None] | None]:
    """A heading's text without a page number or the points that may stand behind its title."""
    text, achieved, highest = without_points(entry.flat)
    if achieved is not None and achieved <= MOST_POINTS:
        return text, (achieved, highest)
    return PAGE_AT_END.sub("", entry.text).replace("\t", " ").strip(), None


def _candidates(entries: Sequence[Entry], titles: Mapping[str, int]) -> list[AreaSpan]:
    found = []
    for place in range(len(entries)):
        candidate = area_heading(entries, place, titles)
        if candidate:
            found.append(candidate)
            if len(found) >= MOST_CANDIDATES:
                break
    return found


def _merged(candidates: list[AreaSpan]) -> list[AreaSpan]:
    """A heading that pages repeat begins nothing new."""
    return [
        candidate
        for place, candidate in enumerate(candidates)
        if place == 0 or candidates[place - 1].number != candidate.number
    ]


def _strength(entries: Sequence[Entry], start: int, end: int) -> float:
    """How much a stretch looks like an area's section: its marks count most, then its words."""
    marks: set[str] = set()
    words = 0
    for entry in entries[start:end]:
        text = entry.flat
        if len(text) < 120:
            cells = [text, *entry.text.split("\t")] if entry.kind == "row" else [text]
            if any(strength_word(cell) or improvement_word(cell) for cell in cells):
                marks.add("items")
            elif any(points_label(cell) for cell in cells):
                marks.add("points")
            elif plain(text) in GENERAL_HEADINGS:
                marks.add("heading")
        if entry.kind != "row":
            words += entry.word_count if entry.word_count > 3 else 0
    return 4.0 * ("items" in marks) + 2.0 * ("points" in marks) + ("heading" in marks) + min(words, 400) / 200


def _best_chain(spans: list[AreaSpan]) -> list[AreaSpan]:
    """The areas in rising order that together look most like sections."""
    best: list[tuple[float, int | None]] = []
    for place, span in enumerate(spans):
        score, before = span.strength, None
        for earlier in range(place):
            if spans[earlier].number < span.number and best[earlier][0] + span.strength > score:
                score, before = best[earlier][0] + span.strength, earlier
        best.append((score, before))
    chain: list[AreaSpan] = []
    at: int | None = max(range(len(best)), key=lambda place: best[place][0], default=None)
    while at is not None:
        chain.insert(0, spans[at])
        at = best[at][1]
    return chain


def _end_of(entries: Sequence[Entry], span: AreaSpan, limit: int) -> int:
    """Where an area's section stops: at the chapter or table that speaks of all areas."""
    for place in range(span.body, limit):
        entry = entries[place]
        text = entry.flat
        if len(text) > 200 or not text:
            continue
        if _is_closing_chapter(entries, place):
            return place
        if entry.kind == "row" or any(character.isdigit() for character in text):
            if header_columns(entry):
                number, _ = header_area(entry)
                if number is not None and number != span.number:
                    return place
            row = read_points_row(entry)
            if row.area is not None and row.area != span.number and len(row.numbers) >= 2:
                return place
    return limit


def _is_closing_chapter(entries: Sequence[Entry], place: int) -> bool:
    """A short line with the words of such a chapter; where they could also be an item's, points must follow."""
    entry = entries[place]
    text = entry.flat
    if entry.kind in ("row", "item") or len(text) >= 90 or ends_sentence(text) or starts_small(text):
        return False
    if not END_WORDS.search(text):
        return False
    if entry.gap and re.search(r"poäng|^bilag", text, re.IGNORECASE):
        return entry.kind == "heading" or bool(NUMBERING.match(text)) or len(text.split()) <= 6
    return any(
        header_columns(other) or (len((row := read_points_row(other)).numbers) >= 2 and row.code is not None)
        for other in entries[place + 1 : place + 8]
    )
