"""Which lines of an area's narrative are headings: known titles, those like them, and lines that stand so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from evaluations.importing.draft import Points, Why

from .entries import SENTENCE_END, Entry, ends_sentence
from .points import without_points
from .titles import GENERAL_HEADINGS, closest, plain, stems, without_number

CODED = re.compile(r"^\s*(\d{1,2})\.(\d{1,2})[.:)]?\s+(?=\S)")
LONGEST = 160
LIKE_ENOUGH = 0.75
MOST_WORDS_IN_BOLD = 15
FEWEST_CAPITALS = 8  # fewer may be an abbreviation
NO_HEADING = re.compile(
    r"^(?:figur|tabell|diagram|bild|källa|foto|länk|se)\b|https?:|www\.|@|^[”\"“'*(<]|\d\s*%|[.:,;!–-]\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundHeading:
    title: str
    lines: int
    sure: bool
    why: Why
    code: str | None = None
    points: tuple[Points, Points | None] | None = None


def heading_at(
    entries: Sequence[Entry], place: int, end: int, number: int, known: dict[str, str]
) -> FoundHeading | None:
    """The heading that begins at this entry; `known` holds the plain forms of the titles the area may use."""
    title, achieved, highest = without_points(entries[place].text)
    if achieved is None or entries[place].kind == "row":
        return _heading_at(entries, place, end, number, known)
    bare = [replace(entries[place], text=title.rstrip()), *entries[place + 1 : place + 6]]
    found = _heading_at(bare, 0, min(end - place, len(bare)), number, known)
    if found is None or (found.why is Why.BY_LAYOUT and highest is None):
        return None
    return replace(found, points=(achieved, highest))


def _heading_at(
    entries: Sequence[Entry], place: int, end: int, number: int, known: dict[str, str]
) -> FoundHeading | None:
    entry = entries[place]
    if entry.kind not in ("line", "heading") or not entry.text or len(entry.text) > LONGEST:
        return None
    coded = CODED.match(entry.text)
    code = f"{int(coded[1])}.{int(coded[2])}" if coded and int(coded[1]) == number else None
    exact = _exact(entries, place, end, known)
    if exact is not None and (entry.gap or entry.kind == "heading" or _may_follow(entries, place)):
        return FoundHeading(without_number(exact[0]), exact[1], True, Why.PLAIN, code)
    if (entry.gap or _may_follow(entries, place)) and _merges(entry.text, known):
        return FoundHeading(without_number(entry.text), 1, True, Why.BY_LIKENESS, code)
    if entry.kind == "heading":
        return FoundHeading(without_number(entry.text), 1, True, Why.PLAIN, code)
    if ends_sentence(entry.text) and not entry.text.endswith("?"):
        return None
    if code and entry.gap and len(entry.text.split()) <= 14:
        return FoundHeading(without_number(entry.text), 1, True, Why.PLAIN, code)
    if not entry.gap or NO_HEADING.search(entry.text):
        return None
    return _by_likeness(entries, place, end, known) or _by_bold(entries, place, end) or _by_layout(entries, place, end)


def _exact(entries: Sequence[Entry], place: int, end: int, known: dict[str, str]) -> tuple[str, int] | None:
    text = entries[place].text
    found = (text, 1) if plain(text) in known or plain(text) in GENERAL_HEADINGS else None
    for lines in (2, 3):
        following = entries[place + lines - 1] if place + lines - 1 < end else None
        if following is None or following.gap or following.kind != "line" or len(text) > LONGEST:
            break
        text = f"{text[:-1]}{following.text}" if text.endswith("-") else f"{text} {following.text}"
        if plain(text) in known:
            found = (text, lines)
    return found


def _merges(text: str, known: dict[str, str]) -> bool:
    """Whether a title has the words of two or more known titles and no others."""
    if not text[:1].isupper() or len(text.split()) > 14 or ends_sentence(text):
        return False
    words = stems(text)
    parts = {stems(title) for title in known.values() if stems(title) <= words}
    return len(parts) > 1 and frozenset().union(*parts) == words


def _may_follow(entries: Sequence[Entry], place: int) -> bool:
    """Inside a paragraph a title is a heading only where a sentence or another heading has ended before it."""
    following = entries[place + 1] if place + 1 < len(entries) else None
    if entries[place].text[:1].isupper() and following is not None and following.text[:1].isupper():
        return True
    before = entries[place - 1] if place else None
    return (
        before is None or bool(SENTENCE_END.search(before.text[-40:])) or before.kind != "line" or before.word_count < 5
    )


def _by_likeness(entries: Sequence[Entry], place: int, end: int, known: dict[str, str]) -> FoundHeading | None:
    entry = entries[place]
    if entry.word_count > 14 or not _text_follows(entries, place, end, at_least=8):
        return None
    title, alike = closest(entry.text, known.values())
    if title is None or alike < LIKE_ENOUGH:
        return None
    return FoundHeading(without_number(entry.text), 1, True, Why.BY_LIKENESS)


def _by_bold(entries: Sequence[Entry], place: int, end: int) -> FoundHeading | None:
    """A paragraph of one line, bold or in capitals, over a text that is neither."""
    entry, following = entries[place], entries[place + 1] if place + 1 < end else None
    if not _stands_out(entry) or not entry.text[0].isupper() or entry.word_count > MOST_WORDS_IN_BOLD:
        return None
    if following is None or following.kind not in ("line", "item") or _stands_out(following) or not following.gap:
        return None
    return FoundHeading(without_number(entry.text), 1, True, Why.BY_LAYOUT)


def _stands_out(entry: Entry) -> bool:
    return entry.bold or (entry.text.isupper() and len(entry.text) >= FEWEST_CAPITALS)


def _by_layout(entries: Sequence[Entry], place: int, end: int) -> FoundHeading | None:
    """A short line between paragraphs, with a capital first and no full stop, over a text that begins a sentence."""
    entry = entries[place]
    text = entry.text.strip()
    if entry.word_count > 11 or len(text) > 90 or not text[0].isupper() or text.endswith("?"):
        return None
    before = entries[place - 1] if place else None
    if before is not None and before.kind == "line" and not ends_sentence(before.text) and before.word_count > 11:
        return None  # a page break may have parted a sentence here
    if not _text_follows(entries, place, end, at_least=12):
        return None
    return FoundHeading(without_number(text), 1, False, Why.BY_LAYOUT)


def _text_follows(entries: Sequence[Entry], place: int, end: int, *, at_least: int) -> bool:
    """Whether a paragraph that begins a sentence comes next."""
    following = entries[place + 1] if place + 1 < end else None
    if following is None or following.kind not in ("line", "item"):
        return False
    if following.kind == "item":
        return entries[place].word_count < 8
    if not following.gap and len(entries[place].text) * 2 > len(following.text):
        return False
    first = following.text.lstrip(" ”\"“'(")[:1]
    words = following.word_count
    for later in entries[place + 2 : min(end, place + 5)]:
        if later.gap:
            break
        words += later.word_count
    return (first.isupper() or first.isdigit()) and words >= at_least
