"""Footnotes, which stand where the page ended: in the middle of the text they belong to."""

import re
from collections.abc import Sequence

from .entries import Entry, ends_sentence, starts_small
from .wrapping import UNFINISHED, was_full

MARKED_NOTE = re.compile(r"^(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+\s?|\[\d{1,3}\]\s?|\[\^\d{1,3}\]:?\s?)(?=\S)")
FULL = 0.9  # of the widest line near it; letters differ in width
WIDEST_PAGE = 160  # letters; longer lines are whole paragraphs, and so is a note
NEVER_FULL = 10**6
NUMBERED_NOTE = re.compile(r"^\d{1,2}\s+(?=[A-ZÅÄÖ”\"“]|https?:|www\.)")


def footnote_length(entries: Sequence[Entry], place: int, end: int) -> int:
    """How many entries the footnote that begins here takes; 0 where none does."""
    entry = entries[place]
    if entry.kind not in ("line", "heading"):
        return 0
    if not MARKED_NOTE.match(entry.text) and not _parts_a_sentence(entries, place, end):
        return 0
    length = 1
    above = _text_above(entries, place)
    parts, hangs = not ends_sentence(above), bool(UNFINISHED.search(above[-20:]))
    near = [len(other.text) for other in entries[max(0, place - 12) : place + 12] if other.kind != "row"]
    width = FULL * max(near) if max(near) <= WIDEST_PAGE else NEVER_FULL
    while place + length < end and not entries[place + length].gap and entries[place + length].kind == "line":
        before, after = entries[place + length - 1].text, entries[place + length].text
        full = was_full(before, after, int(width))
        if starts_small(after):
            runs_on = not parts or (full and not (hangs and not UNFINISHED.search(before[-20:])))
        else:
            runs_on = full and not ends_sentence(before)
        if MARKED_NOTE.match(after) or not runs_on or length >= 4:
            break
        length += 1
    return length


def _text_above(entries: Sequence[Entry], place: int) -> str:
    """The line above a note and above the notes before it, which goes on under it if no sentence ends there."""
    while place > 0 and MARKED_NOTE.match(entries[place - 1].text):
        place -= 1
    return entries[place - 1].text if place > 0 and entries[place - 1].kind == "line" else "."


def _parts_a_sentence(entries: Sequence[Entry], place: int, end: int) -> bool:
    """A numbered line between the two halves of a sentence is a note whose mark lost its raised place."""
    if not NUMBERED_NOTE.match(entries[place].text) or not entries[place].gap:
        return False
    if not 0 < place < end - 1 or entries[place - 1].kind != "line" or ends_sentence(entries[place - 1].text):
        return False
    following = next((entry for entry in entries[place + 1 : min(place + 4, end)] if entry.gap), None)
    return following is not None and following.kind == "line" and starts_small(following.text)
