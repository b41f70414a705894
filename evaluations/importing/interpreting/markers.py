"""The words that structure an area's section: strengths, improvement opportunities, points."""

import re

from evaluations.importing.draft import Points

from .points import as_points
from .titles import plain

CONTINUED = re.compile(r"[\s(,]*(?:forts\.?|fortsättning|forts\.? från föregående sida)\)?$")
STRENGTHS = re.compile(
    r"^(?:(?:kommunens|identifierade|områdets|viktiga|särskilda)\s+)?"
    r"(?:styrk(?:a|or|orna)|starka sidor)(?:\s+inom området)?$"
)
IMPROVEMENTS = re.compile(
    r"^(?:(?:kommunens|identifierade|områdets|viktiga|möjliga)\s+)?(?:(?:förbättrings|utvecklings)-?\s?"
    r"(?:möjlighet|område|behov|potential|förslag|punkt)(?:er|en|et|erna|ena|ar|arna|n|na)?|förbättringar|svagheter|"
    r"möjligheter till förbättring(?:ar)?|utmaningar)(?:\s+inom området)?$"
)
BOTH = re.compile(r"^styrkor\s*(?:och|/|-|&|samt)\s*(?:förbättrings|utvecklings)\w+$")
POINTS_LABEL = re.compile(r"^(?:rubrik(?:er)?|delområden?|område|poäng|resultat)(?:\s+(?:poäng|resultat))?$")
SECTION_POINTS = re.compile(
    r"^(?:(?:områdets|områdespoäng|uppnådd[ae]?|erhåll\w+|total\w*|sammanlagd?|summa|antal|kommunens)\s*)*(?:poäng|resultat|totalpoäng|poängsumma|summa|områdespoäng)?"
    r"(?:\s+(?:för\s+)?(?:område\w*|området)(?:\s+\d{1,2})?)?(?:\s+är)?\s*[:=–—-]?\s*(\d{1,3}(?:[.,]\d+)?)\s*(?:poäng|p)?\s*"
    r"(?:(?:/|\(|av|av\s+max\w*|av\s+möjliga|\(max\w*|max\w*)\s*:?\s*(?:möjliga\s+)?(\d{2,3})\s*)?(?:möjliga\s+)?(?:poäng|p)?\.?\)?\s*\.?$",
    re.IGNORECASE,
)


def _word(text: str) -> str:
    return CONTINUED.sub("", plain(text)) if len(text) < 80 else ""


def strength_word(text: str) -> bool:
    return bool(STRENGTHS.match(_word(text)))


def improvement_word(text: str) -> bool:
    return bool(IMPROVEMENTS.match(_word(text)))


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
