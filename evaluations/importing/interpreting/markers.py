"""The words that structure an area's section: strengths, improvement opportunities, points."""

import re

from evaluations.importing.draft import Points
from evaluations.importing.words import (
    CONTINUED,
    IMPROVEMENTS,
    STRENGTHS,
    SUFFIX,
    WEAK_IMPROVEMENTS,
    WEAK_STRENGTHS,
)

from .points import as_points
from .titles import plain

BOTH = re.compile(
    r"^(?:(?:kommunens|sammanfattning(?: av)?|identifierade)\s+)?(?:styrkor|starka sidor)\s*(?:och|/|-|&|samt)\s*"
    r"(?:(?:förbättrings|utvecklings)\w+|svagheter|svaga sidor|utmaningar|rekommendationer)" + SUFFIX
)
POINTS_LABEL = re.compile(r"^(?:rubrik(?:er)?|delområden?|område|poäng|resultat)(?:\s+(?:poäng|resultat))?$")
SECTION_POINTS = re.compile(
    r"^(?:(?:områdets|områdespoäng|uppnådd[ae]?|erhåll\w+|total\w*|sammanlagd?|summa|antal|kommunens)\s*)*(?:poäng|resultat|totalpoäng|poängsumma|summa|områdespoäng)?"
    r"(?:\s+(?:för\s+)?(?:område\w*|området)(?:\s+\d{1,2})?)?(?:\s+är)?\s*[:=–—-]?\s*(\d{1,3}(?:[.,]\d+)?)\s*(?:poäng|p)?\s*"
    r"(?:(?:/|\(?av|\(|\(?(?:av\s+)?max\w*|av\s+möjliga)\s*:?\s*(?:möjliga\s+|totalt\s+)?(\d{2,3})\s*)?"
    r"(?:möjliga\s*)?(?:poäng|p)?\.?\)?\s*\.?$",
    re.IGNORECASE,
)
SENTENCE_POINTS = re.compile(
    r"\b(?:får|fick|når|nådde|erhåller|erhöll|uppnår|uppnådde|har\s+(?:fått|erhållit|uppnått))\s+(?:totalt\s+|sammanlagt\s+)?"
    r"(\d{1,3}(?:,\d)?)(?:\s+poäng)?(?:\s+av\s+(?:maximalt\s+|totalt\s+|möjliga\s+|de\s+)?(\d{2,3}))?"
    r"(?:\s+möjliga)?(?:\s+poäng)?\s+(?:inom|i|för|på)\s+(?:det(?:ta)?\s+)?område(?:t)?\b",
    re.IGNORECASE,
)
OTHER_TIME = re.compile(r"förra|föregående|tidigare|senast|medel|snitt|andra kommuner|(?:19|20)\d\d", re.IGNORECASE)


def _word(text: str) -> str:
    return CONTINUED.sub("", plain(text)) if len(text) < 80 else ""


def strength_word(text: str) -> bool:
    return bool(STRENGTHS.match(_word(text)))


def improvement_word(text: str) -> bool:
    return bool(IMPROVEMENTS.match(_word(text)))


def weak_strength_word(text: str) -> bool:
    """A word that heads strengths only where improvement opportunities have their heading beside or after it."""
    return bool(WEAK_STRENGTHS.match(_word(text)))


def weak_improvement_word(text: str) -> bool:
    """A word that heads improvement opportunities only beside or after the heading of the strengths."""
    return bool(WEAK_IMPROVEMENTS.match(_word(text)))


def both_words(text: str) -> bool:
    """A heading over both lists begins neither."""
    return bool(BOTH.match(_word(text)))


def points_label(text: str) -> bool:
    return len(text) < 60 and bool(POINTS_LABEL.match(plain(text)))


def section_points(text: str) -> tuple[Points, Points | None] | None:
    """The points that a short line gives for the area: «Poäng: 66», «66 av 100 poäng», «66/100»."""
    text = text.replace("\t", " ").strip()
    if len(text) > 80 or not any(map(str.isdigit, text)):
        return None
    match = SECTION_POINTS.match(text)
    if match is None or (
        text.isdigit() is False and not re.search(r"poäng|resultat|summa|total|/|av|\d\s?p\b", text, re.IGNORECASE)
    ):
        return None
    if text.isdigit():
        return None
    achieved = as_points(match[1])
    highest = as_points(match[2]) if match[2] else None
    return (achieved, highest) if achieved <= 100 else None


def points_in_sentence(text: str) -> tuple[Points, Points | None] | None:
    """The points that a sentence gives for the area: «Kommunen får 66 poäng av 100 möjliga inom området.»"""
    match = SENTENCE_POINTS.search(text[:600])
    if match is None or OTHER_TIME.search(text[: match.start()]):
        return None
    achieved, highest = as_points(match[1]), as_points(match[2]) if match[2] else None
    return (achieved, highest) if achieved <= (highest or 100) else None
