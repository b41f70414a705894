"""Totals that the text states for this evaluation, as opposed to means, ranges, other years and differences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evaluations.importing.draft import Points, Source

from .dates import find_years
from .entries import Entry, sentences
from .points import as_points

STATED = re.compile(
    r"(?<![\d–/-])(?<!\d\s)(\d{3}(?:,\d{1,2})?)\s*(?:(?:av|/)\s*(?:(?:max\w*|totalt|de|möjliga)\s+){0,2}\d{3}\s*(?:möjliga\s+)?)?(?:poäng|p)\b"
    r"|\b(?:totalpoäng\w*|poängsumma\w*|totalsumma\w*|total\s+poäng|totalresultat\w*|total\s+poängsumma|totalt\s+resultat)\s*(?:på|är|blev|:|=|–|uppgår\s+till|uppgick\s+till)?\s*(\d{3})\b"
    r"(?!\s*[-–]\s*\d)"
    r"|(?<![\d–/-])(\d{3})\s*(?:av|/)\s*(?:(?:max\w*|totalt|de|möjliga)\s+){0,2}800\b"
    r"|\bav\s+(?:(?:max\w*|totalt|de)\s+){0,2}800\s+(?:möjliga\s+)?(?:poäng\w*\s+)?(?:\w+\s+){1,4}?(\d{3})\b(?!\s*[–-]\s*\d)",
    re.IGNORECASE,
)
ABOUT = re.compile(
    r"(?:över|drygt|cirka|ca\.?|circa|omkring|nästan|närmare|knappt|runt|runtom|ungefär|minst|högst|upp\s+till|strax\s+(?:över|under|ovanför)|mer\s+än|fler\s+än|"
    r"under|max\w*|möjliga|gränsen\s+på|mellan|kring|med|ytterligare|plus|minus|[-–±+]|\bav)\s*$",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r"medel\w*|genomsnitt\w*|\bsnitt\w*|riket\w*|nationell\w*|median\w*|andra\s+kommuner|övriga|bästa\s+kommun\w*|högsta|lägsta|max\w*|jämfört\s+med|än\b|"
    r"förra|föregående|tidigare|senaste?\s+utvärdering\w*|dåvarande|\bdå\b|från|per\s+område",
    re.IGNORECASE,
)
OWN = re.compile(
    r"\b(?:når|nådde|får|fick|erhåller|erhöll|uppnår|uppnådde|hamnar|landar|resultat\w*|totalpoäng\w*|totalt|sammanlagt|summa\w*)\b",
    re.IGNORECASE,
)
DIFFERENCE_AFTER = re.compile(
    r"^\s*(?:\(\s*(?:i\s+)?(?:medel|snitt|genomsnitt|riket)|vid\s+(?:den\s+)?(?:förra|föregående|tidigare)|förra|högre|lägre|mer|bättre|sämre|fler|färre|upp\b|ned\b|mindre|under|över\s+(?:medel|snitt|genomsnitt)|i\s+(?:genomsnitt|medel|snitt)|tidigare)",
    re.IGNORECASE,
)
YEAR_AFTER = re.compile(r"^\s*[(,]?\s*(?:år|i|vid\s+utvärderingen|för)?\s*((?:19|20)\d{2})\b(?!\s*[:=])")
BETWEEN = re.compile(r"\bmellan\s+\d{2,3}\s+(?:poäng\s+)?och\s*$", re.IGNORECASE)
OTHER_SUBJECT = re.compile(
    r"\b(?:(?:bästa|andra|övriga|flera|många|några|vissa|flesta|högst\w*|alla|svenska)\s+(?:\w+\s+)?kommun\w*|kommunerna|kommuner)\b",
    re.IGNORECASE,
)
OWN_SUBJECT = re.compile(
    r"\bkommunens?\b|\bkommuns?\b|\bårets\b|denna\s+utvärdering|resultatet\b|totalpoäng", re.IGNORECASE
)
SINCE_YEAR = re.compile(r"\b(?:sedan|från|efter|före)\s+(?:år\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StatedTotal:
    value: Points
    source: Source


def stated_totals(entries: Sequence[Entry], year: int | None) -> Iterator[StatedTotal]:
    """Every exact total that a sentence gives for this evaluation, each value once."""
    seen: set[Points] = set()
    for sentence in sentences([entry for entry in entries if entry.kind != "row"]):
        text = sentence.text[:3000]
        reached = 0
        for match in STATED.finditer(text):
            value = as_points(next(group for group in match.groups() if group))
            before, after = text[reached : match.start()][-160:], text[match.end() : match.end() + 60]
            reached = match.end()
            if 100 < value < 800 and value not in seen and _is_own(before, after, year):
                seen.add(value)
                yield StatedTotal(value, Source.at(sentence.place, text))


def _is_own(before: str, after: str, year: int | None) -> bool:
    if ABOUT.search(before) or DIFFERENCE_AFTER.match(after):
        return False
    others = max((match.end() for match in OTHERS.finditer(before)), default=-1)
    own = max((match.end() for match in OWN.finditer(before)), default=-1)
    if others > own or BETWEEN.search(before):
        return False
    if _last(OTHER_SUBJECT, before) > _last(OWN_SUBJECT, before):
        return False
    named = [(found, place) for found, place in find_years(before) if not SINCE_YEAR.search(before[:place])]
    if any(found != year for found, _ in named[-1:]):
        return False
    match = YEAR_AFTER.match(after)
    return match is None or int(match[1]) == year


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=-1)
