"""Earlier evaluations of the same municipality: which in order this one is, and when the latest before it was."""

import re
from collections.abc import Sequence

from evaluations.importing.draft import Reading, Source, Why

from .dates import find_years
from .entries import MOST_READ_FOR_FACTS, Entry, Sentence, sentences
from .overview import source_of

ORDINALS = {
    "första": 1, "andra": 2, "tredje": 3, "fjärde": 4, "femte": 5,
    "sjätte": 6, "sjunde": 7, "åttonde": 8, "nionde": 9, "tionde": 10,
}  # fmt: skip
NUMERALS = {"en": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8}
ORDINAL = re.compile(
    rf"\b({'|'.join(ORDINALS)}|\d{{1,2}}:?[ae])\s+(?:\w+\s+){{0,2}}?"
    r"(?:utvärdering(?:en)?|gången|kommunkompass\w*|mätning(?:en)?|ordningen|tillfället)\b",
    re.IGNORECASE,
)
ORDINAL_ALONE = re.compile(rf"\b(?:kommunens|[A-ZÅÄÖ]\w+s)\s+({'|'.join(ORDINALS)})(?=\s*(?:[.,;(]|$|(?:och|efter)\b))")
NUMERAL = rf"({'|'.join(NUMERALS)}|\d)"
TIMES_BEFORE = re.compile(
    rf"\b{NUMERAL}\s+(?:gång(?:er)?|utvärderingar|tillfällen)\s+(?:tidigare|förut)|"
    rf"tidigare\s+(?:\w+\s+){{0,3}}{NUMERAL}\s+(?:gång(?:er)?|tillfällen?)|"
    rf"\b{NUMERAL}\s+tidigare\s+(?:gånger|tillfällen?|utvärderingar|mätningar|kommunkompass\w*)",
    re.IGNORECASE,
)
TIMES = re.compile(
    rf"\b(?:genomförts|utvärderats|gjorts|deltagit|genomgått|mätts|använts)\s+(?:\w+\s+){{0,4}}?{NUMERAL}\s+gånger",
    re.IGNORECASE,
)
TAKEN_PART = re.compile(r"utvärder|kommunkompass|deltagit|genomgått|medverkat|mätning", re.IGNORECASE)
EARLIER_ONES = re.compile(r"tidigare|även|också|redan|förut|dessförinnan", re.IGNORECASE)
YEAR_CELL = re.compile(
    r"^(?:(?:poäng|resultat|utfall|kommunkompassen|kk|uppnått|utvärdering(?:en)?|år)\s*)*((?:19|20)\d{2})(?:\s*(?:poäng|p))?$",
    re.IGNORECASE,
)
EVALUATED = re.compile(
    r"\butvärdera(?:de|ts|des|t)\b|utvärderingar|kommunkompass\w*\s+(?:har\s+)?genomför|deltog|deltagit", re.I
)
NEVER_BEFORE = re.compile(
    r"\b(?:inte|aldrig|ej)\s+(?:\w+\s+){0,2}(?:tidigare|förut|utvärderats)|inte\s+(?:\w+\s+){0,3}tidigare",
    re.IGNORECASE,
)
EARLIER = re.compile(
    r"\b(?:även|också|första|andra|tredje|fjärde|femte|sjätte|förra|förr|föregående|tidigare|senast\w*|förut|sist\w*|dessförinnan|då)\b",
    re.IGNORECASE,
)
ABOUT_EVALUATION = re.compile(
    r"utvärder|kommunkompass|genomför|mätning|gjorde?s|gången|gånger|resultat|poäng|deltagit|genomgått", re.IGNORECASE
)
COMPARED = re.compile(r"(?:jämför\w*\s+med|gentemot|mot|sedan|från|vid)\s+(?:\w+\s+){0,4}$", re.IGNORECASE)
OTHERS = re.compile(
    r"revider|medelvärde|genomsnitt|\bsnitt|alla\s+(?:\w+\s+)?utvärderingar|(?:andra|övriga|svenska|de)\s+kommuner|kommuner\s+som|framåt|nationell|"
    r"kommuner\s+i\b|finns\s+tillgänglig|använder|infördes|togs\s+fram|årsredovisning|mandatperiod|budget|vision",
    re.IGNORECASE,
)
SINCE = re.compile(
    r"\b(?:sedan|från|före|efter|fr\.o\.m\.|t\.o\.m\.|till|åren|mellan)\s+(?:och\s+med\s+)?(?:år\s+|året\s+)?$",
    re.IGNORECASE,
)
SINCE_EVALUATION = re.compile(
    r"(?:utvärdering\w*|mätning\w*|resultat\w*|kommunkompass\w*)\s*(?:från|av|,|\()?\s*(?:år\s+)?$", re.IGNORECASE
)


def read_evaluation_number(front: Sequence[Entry], year: int | None = None) -> Reading[int | None]:
    """Which evaluation of the municipality this is, counted from 1: the highest that chapter 2 names."""
    best: Reading[int | None] = Reading(None, None, sure=False, why=Why.MISSING)
    for sentence in sentences(front):
        text = sentence.text[:1500]
        for number in _numbers(text):
            if best.value is None or number > best.value:
                best = Reading(number, _source(sentence))
    if best.value is None:
        for sentence in sentences(front):
            text = sentence.text[:1500]
            if NEVER_BEFORE.search(text) and TAKEN_PART.search(text):
                return Reading(1, _source(sentence), sure=False, why=Why.FROM_TEXT)
        return _counted(front, year)
    return best


def _counted(front: Sequence[Entry], year: int | None) -> Reading[int | None]:
    """The number told by the years that a sentence lists as those of evaluations, or by how many times it says."""
    for sentence in sentences(front):
        text = sentence.text[:1500]
        if year is None or not EVALUATED.search(text):
            continue
        listed = {found for found, place in find_years(text) if 1995 <= found <= year}
        earlier = {
            found for found, place in find_years(text) if 1995 <= found < year and _names_evaluation(text, place)
        }
        times = TIMES.search(text)
        if times:
            number = NUMERALS.get(times[1].casefold()) or int(times[1])
            return Reading(number + (len(listed - {year}) == number), _source(sentence), sure=False, why=Why.FROM_TEXT)
        if earlier and EARLIER_ONES.search(text):
            return Reading(len(earlier) + 1, _source(sentence), sure=False, why=Why.COUNTED)
    return Reading(None, None, sure=False, why=Why.MISSING)


def _numbers(text: str) -> list[int]:
    found = []
    for match in ORDINAL.finditer(text):
        word = match[1].casefold()
        if _is_about_others(text, match.start()):
            continue
        found.append(ORDINALS.get(word) or int(re.sub(r"\D", "", word)))
    if TAKEN_PART.search(text):
        found.extend(ORDINALS[match[1]] for match in ORDINAL_ALONE.finditer(text))
    for match in TIMES_BEFORE.finditer(text):
        word = next(group for group in match.groups() if group).casefold()
        if TAKEN_PART.search(text):
            found.append((NUMERALS.get(word) or int(word)) + 1)
    return [number for number in found if 0 < number < 15]


def _is_about_others(text: str, place: int) -> bool:
    return bool(
        re.search(r"(?:andra|övriga)\s+kommuner\w*\s+(?:\w+\s+){0,3}$", text[max(0, place - 60) : place], re.IGNORECASE)
    )


def read_previous_year(front: Sequence[Entry], year: int | None, number: int | None) -> Reading[int | None]:
    """The year of the latest evaluation before this one, or none where this is the first."""
    if number == 1 or year is None:
        return Reading(None, None, sure=number == 1, why=Why.MISSING)
    best: tuple[int, Sentence] | None = None
    for sentence in sentences(front):
        text = sentence.text[:1500]
        times = TIMES.search(text)
        for found, place in find_years(text):
            named = _names_evaluation(text, place) or (times and not OTHERS.search(text))
            if 1995 <= found < year and named and (best is None or found > best[0]):
                best = found, sentence
    in_table = _previous_in_table(front, year)
    if best is None or (in_table is not None and in_table[0] > best[0]):
        if in_table is None:
            return Reading(None, None, sure=False, why=Why.MISSING)
        return Reading(in_table[0], source_of(in_table[1]), sure=False, why=Why.FROM_TEXT)
    return Reading(best[0], _source(best[1]), sure=number is not None, why=Why.FROM_TEXT)


def _previous_in_table(front: Sequence[Entry], year: int) -> tuple[int, Entry] | None:
    """The latest earlier year that a table of results heads a column with, beside this evaluation's year."""
    best: tuple[int, Entry] | None = None
    for entry in front[:MOST_READ_FOR_FACTS]:
        if entry.kind != "row" or len(entry.text) > 300 or OTHERS.search(entry.text):
            continue
        heads = [match for cell in entry.text.split("\t") if (match := YEAR_CELL.match(cell.strip()))]
        years = {int(match[1]) for match in heads}
        if year in years and (before := [found for found in years if 1995 <= found < year]):
            best = max((best, (max(before), entry)), key=lambda each: each[0] if each else 0)
    return best


def _names_evaluation(text: str, place: int) -> bool:
    """Whether a year in a sentence is the year of an earlier evaluation of this municipality."""
    before, after = text[max(0, place - 160) : place], text[place + 4 : place + 120]
    if OTHERS.search(_clause(before, last=True)) or re.match(r"\s*(?:/|–|-)\s*\d|\s*och\s+framåt", after):
        return False
    if SINCE_EVALUATION.search(before[-40:]) and not OTHERS.search(before[-60:]):
        return True
    near = f"{before} {_clause(after, last=False)}"
    if not ABOUT_EVALUATION.search(near) or OTHERS.search(_clause(after, last=False)):
        return False
    if SINCE.search(before) and not re.search(r"\bdå\b|\bnär\b", after[:30]):
        return False
    return bool(EARLIER.search(near) or COMPARED.search(before))


def _clause(text: str, *, last: bool) -> str:
    parts = re.split(r"[.;]|,\s(?:men|och|medan)\b|\s(?:men|medan)\s", text)
    return parts[-1] if last else parts[0]


def _source(sentence: Sentence) -> Source:
    return Source.at(sentence.place, sentence.text)
