"""The words that head the lists of strengths and of improvement opportunities, in the forms that reports give them."""

import re

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


def heads_strengths(text: str) -> bool:
    """Whether a line as it stands heads a list of strengths."""
    return bool((plain := _plain(text)) and (STRENGTHS.match(plain) or WEAK_STRENGTHS.match(plain)))


def heads_improvements(text: str) -> bool:
    """Whether a line as it stands heads a list of improvement opportunities."""
    return bool((plain := _plain(text)) and (IMPROVEMENTS.match(plain) or WEAK_IMPROVEMENTS.match(plain)))


def _plain(text: str) -> str:
    return CONTINUED.sub("", " ".join(text.casefold().split()).strip(" .,:;!*-")) if len(text) < 80 else ""
