"""What the cover and the second chapter say about the evaluation: whose it is and when it was made."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from accounts.register import RegisteredMunicipality, find_by_name
from evaluations.importing.draft import Reading, Source, Why

from .dates import FoundDate, find_bare_months, find_dates, find_years
from .entries import MOST_READ_FOR_FACTS, Entry, Sentence, ends_sentence, sentences
from .overview import source_of
from .people import LABEL
from .titles import plain

COVER_LINES = 30
CONTENTS = re.compile(r"^innehåll(?:sförteckning)?\b|^\W*1[.\s]\s*vad är kommunkompassen", re.IGNORECASE)
FIRST_CHAPTER = re.compile(r"^(?:Kapitel\s+)?1[.)]?\s+[A-ZÅÄÖ]|^(?:\d[.)]?\s+)?(?:Inledning|Bakgrund|Förord)$")
CAPITALISED = r"(?:[A-ZÅÄÖ][\w-]*\s+){1,3}"
NAMED = re.compile(rf"\bRegion\s+[A-ZÅÄÖ]\w+|(?<![\w-]){CAPITALISED}(?:kommun|stad|Kommun|Stad|KOMMUN|STAD)s?\b")
EVALUATED_WORDS = re.compile(
    r"(?:genomför|utför|ägde\s+rum|gjord|skedde|pågick|utvärder\w+\s+(?:i|under|den)\b|utvärdera(?:de|t)s\b|besök|intervju"
    r"|nuläge)",
    re.IGNORECASE,
)
DONE_WORDS = re.compile(r"genomför|utför|ägde\s+rum|gjorde?s|skedde", re.IGNORECASE)
EARLIER_WORDS = re.compile(r"första\s+(?:utvärd|genomf)|förra|föregående|tidigare|senaste?\b|förut", re.IGNORECASE)
LATER_WORDS = re.compile(r"\b(?:nästa|kommande|planera\w*|antag\w+|beslut\w*|gäll\w+)\b", re.IGNORECASE)
COMPILED_WORDS = re.compile(
    r"(?:rapport\w*|analys\w*)\b.{0,60}(?:sammanställ|färdigställ|klar\b|skrev|skriven|skrivit|skriva|avslutad|presenter|lämna|daterad|upprätta|publicer)"
    r"|(?:sammanställ|färdigställ)\w*.{0,40}rapport",
    re.IGNORECASE,
)
REPORT_LABEL = re.compile(r"\b(?:rapport\w*|datum|daterad)\b", re.IGNORECASE)


def cover_of(entries: Sequence[Entry]) -> Sequence[Entry]:
    """The entries before the list of contents or the first chapter."""
    for place, entry in enumerate(entries[:COVER_LINES]):
        if CONTENTS.match(entry.flat) or entry.word_count > 40 or (place and _is_first_chapter(entry)):
            return entries[:place]
    return entries[:COVER_LINES]


def _is_first_chapter(entry: Entry) -> bool:
    text = entry.flat
    return len(text) < 100 and not ends_sentence(text) and bool(FIRST_CHAPTER.match(text))


def read_municipality(
    entries: Sequence[Entry], cover: Sequence[Entry], register: Iterable[RegisteredMunicipality] | None
) -> tuple[Reading[str | None], Reading[str | None]]:
    """The evaluated municipality as the report writes it, and its code. Beside evaluators' names stand others."""
    votes: Counter[str] = Counter()
    written: dict[str, tuple[str, Entry]] = {}
    rows = tuple(register) if register is not None else None
    on_cover = {entry.place for entry in cover}
    for entry in entries[:MOST_READ_FOR_FACTS]:
        label = LABEL.search(entry.flat) if len(entry.text) < 300 else None
        text = entry.flat[:5000]
        for match in NAMED.finditer(text):
            if label and entry.place in on_cover and match.start() >= label.start():
                continue
            name, found = _registered(match[0], rows)
            if found is None:
                continue
            weight = (
                1
                + 30 * (entry.place in on_cover)
                + 20 * bool(re.search(r"(?:av|i|för)\s+$|^\W*\d?\W*$", text[: match.start()]))
            )
            votes[found.code] += weight
            if found.code not in written or (written[found.code][0].isupper() and not name.isupper()):
                written[found.code] = (name, entry)
    if not votes:
        return _by_bare_name(cover, rows) or _unregistered(cover)
    code = votes.most_common(1)[0][0]
    name, entry = written[code]
    if name.isupper():
        name = name.title().replace("Kommun", "kommun")
    return Reading(name, source_of(entry)), Reading(code, source_of(entry))


def _registered(
    text: str, rows: tuple[RegisteredMunicipality, ...] | None
) -> tuple[str, RegisteredMunicipality | None]:
    """The longest end of a capitalised phrase that the register knows."""
    words = text.split()
    for start in range(len(words) - 1):
        candidate = " ".join(words[start:])
        found = find_by_name(candidate, rows)
        if found:
            kind = words[-1]
            return (candidate[:-1] if kind.casefold() in ("kommuns", "stads") else candidate), found
    return text, None


def _by_bare_name(
    cover: Sequence[Entry], rows: tuple[RegisteredMunicipality, ...] | None
) -> tuple[Reading[str | None], Reading[str | None]] | None:
    """A cover may give the name alone."""
    for entry in cover:
        if LABEL.search(entry.flat):
            continue
        words = re.findall(r"[\wÅÄÖåäö-]+", entry.flat)[:40]
        for start in range(len(words)):
            for length in (3, 2, 1):
                name = " ".join(words[start : start + length])
                found = find_by_name(name, rows) if name[:1].isupper() else None
                if found:
                    source = source_of(entry)
                    return Reading(name, source, sure=False, why=Why.BY_LAYOUT), Reading(found.code, source, sure=False)
    return None


def _unregistered(cover: Sequence[Entry]) -> tuple[Reading[str | None], Reading[str | None]]:
    """A municipality that the register does not hold, as the cover writes it; never an evaluators' organisation."""
    missing: Reading[str | None] = Reading(None, None, sure=False, why=Why.MISSING)
    for entry in cover:
        label = LABEL.search(entry.flat)
        match = NAMED.search(entry.flat[: label.start()] if label else entry.flat)
        if match:
            words = match[0].split()
            name = " ".join(words[-2:]).removesuffix("s") if words[-1].casefold() in ("kommuns", "stads") else match[0]
            return Reading(name, source_of(entry), sure=False, why=Why.MISSING), missing
    return missing, missing


def read_evaluated(front: Sequence[Entry]) -> Reading[str | None]:
    """The month in which the evaluation was carried out; what a sentence says goes before what it implies.

    Of several months the last, in which the work was finished; a season stands for its last month, if nothing
    more exact is said.
    """
    best: tuple[tuple[int, str], Reading[str | None]] | None = None
    for sentence in sentences(front):
        text = sentence.text[:1500]
        if not EVALUATED_WORDS.search(text) or (COMPILED_WORDS.search(text) and not DONE_WORDS.search(text)):
            continue
        reached = 0
        in_sentence = best
        for found in find_dates(text):
            score = _evaluated_score(text, found, reached)
            reached = found.end
            # of equals the first sentence, and in it the latest date, since earlier evaluations are told first
            if score > 0 and (best is None or score > best[0][0] or (best is not in_sentence and score == best[0][0])):
                why = Why.PLAIN if found.certain else Why.SEVERAL
                best = (score, found.text), Reading(found.text[:7], _sentence_source(sentence), found.certain, why)
    return best[1] if best else _evaluated_without_year(front)


def _evaluated_score(text: str, found: FoundDate, reached: int) -> int:
    before = text[max(reached, found.start - 120) : found.start]
    if _tells_of_report(before) or LATER_WORDS.search(before):
        return 0
    score = 1 + 4 * bool(DONE_WORDS.search(before)) + 2 * bool(re.search(r"utvärdering", before, re.IGNORECASE))
    score += 2 * bool(re.search(r"kommun", text, re.IGNORECASE)) - 3 * found.vague
    if EARLIER_WORDS.search(before) and not re.search(r"\b(?:nu|denna|årets|den\s+här)\b", before, re.IGNORECASE):
        score -= 6
    return score


def _tells_of_report(before: str) -> bool:
    """Whether the words nearest before a date speak of the report and not of the evaluation."""
    reports = [match.start() for match in re.finditer(r"\brapport\w*", before, re.IGNORECASE)]
    done = [match.start() for match in re.finditer(r"utvärdering\w*|intervju\w*|besök\w*", before, re.IGNORECASE)]
    return bool(reports) and bool(COMPILED_WORDS.search(before[reports[-1] :])) and max(done, default=-1) < reports[-1]


def _evaluated_without_year(front: Sequence[Entry]) -> Reading[str | None]:
    """«Utvärderingen genomfördes i mars, och rapporten blev klar i juni 2022»: the month takes the sentence's year."""
    for sentence in sentences(front):
        text = sentence.text[:1500]
        years = [year for year, _ in find_years(text)]
        for month, place in find_bare_months(text):
            done = DONE_WORDS.search(text[max(0, place - 80) : place])
            if (
                years
                and done
                and not EARLIER_WORDS.search(text[:place])
                and re.search("utvärd|intervj", text[:place], re.I)
            ):
                return Reading(f"{years[0]}-{month:02}", _sentence_source(sentence), False, Why.FROM_TEXT)
    return Reading(None, None, sure=False, why=Why.MISSING)


def read_year(evaluated: Reading[str | None], front: Sequence[Entry], cover: Sequence[Entry]) -> Reading[int | None]:
    """The year of the evaluation: that of its month, else the year on the cover, else the one a sentence gives."""
    if evaluated.value:
        return Reading(int(evaluated.value[:4]), evaluated.source, evaluated.sure, evaluated.why)
    for sentence in sentences(front):
        text = sentence.text[:1500]
        if (
            re.search(r"utvärdering", text, re.IGNORECASE)
            and DONE_WORDS.search(text)
            and not EARLIER_WORDS.search(text)
        ):
            for year, _ in find_years(text):
                return Reading(year, _sentence_source(sentence), sure=False, why=Why.FROM_TEXT)
    for entry in cover:
        for year, _ in find_years(entry.flat):
            return Reading(year, source_of(entry))
    return Reading(None, None, sure=False, why=Why.MISSING)


def read_report_date(
    front: Sequence[Entry], cover: Sequence[Entry], year: int | None, evaluated: str | None
) -> Reading[str | None]:
    """The date on the cover, else the month in which the text says that the report was compiled."""
    on_cover = [
        (bool(REPORT_LABEL.search(entry.flat)), found, entry)
        for entry in cover
        if not DONE_WORDS.search(entry.flat)
        and "utvärderades" not in plain(entry.flat)
        and "revider" not in plain(entry.flat)
        for found in find_dates(entry.flat[:500])
        if not found.vague
    ]
    if on_cover:
        labelled = [each for each in on_cover if each[0]] or on_cover
        _, found, entry = labelled[0]
        return Reading(found.text, source_of(entry), found.certain)
    for sentence in sentences(front):
        text = sentence.text[:1500]
        match = COMPILED_WORDS.search(text)
        if match is None:
            continue
        for found in find_dates(text, year):
            if found.end < match.start() and found.text[:7] == evaluated:
                continue
            return Reading(found.text, _sentence_source(sentence), found.certain, Why.FROM_TEXT)
        for month, place in find_bare_months(text):
            if evaluated and place > match.start():
                later = int(evaluated[:4]) + (month < int(evaluated[5:7]))
                return Reading(f"{later}-{month:02}", _sentence_source(sentence), False, Why.FROM_TEXT)
    return Reading(None, None, sure=True, why=Why.MISSING)


def _sentence_source(sentence: Sentence) -> Source:
    return Source.at(sentence.place, sentence.text)
