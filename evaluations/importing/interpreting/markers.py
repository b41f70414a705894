"""The words that structure an area's section: strengths, improvement opportunities, points."""

import re

from evaluations.importing.draft import Points

from .points import as_points
from .titles import plain

CONTINUED = re.compile(
    r"[\s(,–-]*(?:forts\.?|fortsättning|forts\.? från föregående sida)\)?$|\s*\(\s*\d{1,2}\s*(?:st\.?|stycken)?\s*\)$"
)
SUFFIX = (
    r"(?:\s*[,–:-]?\s*(?:(?:inom|i|för|på|hos|av|under)\s+)?(?:det(?:ta)?\s+|kriteri\w+\s+|respektive\s+|huvud)?"
    r"(?:område\s*(?:\d{1,2}|[ivx]{1,4})|område(?:t|na)?|kommunen|kommunens arbete|verksamheten|organisationen)"
    r"(?:\s+\d{1,2})?)?"
    r"(?:\s+som\s+(?:utvärderarna|vi)\s+\w+)?[?!.]?$"
)
PREFIX = (
    r"^(?:(?:kommunens|identifierade|områdets|viktiga|viktigaste|särskilda|möjliga|tydliga|våra|några|de|främsta|största|"
    r"sammanfattning(?: av)?|sammanfattande|sammanfattade|exempel på|övergripande|utvärderarnas|\d{1,2})\s+){0,3}"
)
STRENGTHS = re.compile(
    PREFIX + r"(?:styrk(?:a|or|orna)|starka sidor(?:na)?|positiva sidor|fördelar|"
    r"(?:(?:det|detta|det här|det där|vad|som|här|saker)\s+){1,3}(?:är|gör|gjorde|fungerar|går|lyckas)\s+"
    r"(?:(?:kommunen|vi|ni|man|riktigt|särskilt|som|är|med)\s+){0,3}(?:bra|väl)|"
    r"(?:här är )?kommunen (?:är )?(?:bra|stark) på|det kommunen gör bra|bra exempel och styrkor)" + SUFFIX
)
IMPROVEMENTS = re.compile(
    PREFIX + r"(?:(?:förbättrings|utvecklings)-?\s?"
    r"(?:möjlighet|område|behov|potential|förslag|punkt|fråg|idé)(?:er|en|et|erna|ena|ar|arna|or|n|na)?|förbättringar|"
    r"svagheter|svaga sidor|"
    r"(?:möjligheter|förslag|behov|områden)\s+(?:till|på|av|för)\s+(?:förbättring|utveckling)(?:ar|en)?|"
    r"(?:(?:områden|sådant|saker|punkter)\s+)?(?:för kommunen\s+)?att "
    r"(?:(?:vidare)?utveckla|förbättra|utveckla vidare|(?:arbeta|jobba) vidare med)|"
    r"(?:(?:det|detta|det här|vad|som|här|sådant|saker|kommunen|vi|ni|man)\s+){0,4}"
    r"(?:kan|kunde|skulle kunna|bör|behöver|kan kommunen)\s+"
    r"(?:(?:kommunen|ytterligare|vidare|göras|göra)\s+){0,2}"
    r"(?:förbättras?|utvecklas?|bli bättre|bättre|stärkas?|vidareutvecklas?)(?: på| vidare| ytterligare)?)" + SUFFIX
)
WEAK_STRENGTHS = re.compile(PREFIX + r"(?:positivt|plus|framgångsfaktorer|framgångar|bra|goda sidor|det goda)" + SUFFIX)
WEAK_IMPROVEMENTS = re.compile(
    PREFIX
    + r"(?:utmaningar(?:na)?|rekommendation(?:er|erna)?|negativt|minus|brister|nästa steg|att tänka på|råd|mindre bra|"
    r"förslag)" + SUFFIX
)
BOTH = re.compile(
    r"^(?:(?:kommunens|sammanfattning(?: av)?|identifierade)\s+)?(?:styrkor|starka sidor)\s*(?:och|/|-|&|samt)\s*"
    r"(?:(?:förbättrings|utvecklings)\w+|svagheter|svaga sidor|utmaningar|rekommendationer)" + SUFFIX
)
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
