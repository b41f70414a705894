"""Who evaluated: where a report names them, with their organisations."""

import re
from collections.abc import Sequence

from evaluations.importing.draft import Evaluator, Reading, Source, Why

from .dates import find_dates
from .entries import SENTENCE_BREAK, Entry, ends_sentence, join, sentences
from .names import BODY, CONTACT, KNOWN_BODY, NAME, people_in
from .overview import source_of

LABEL = re.compile(
    r"\b(?:(?:huvud|med|bi)?utvärderar(?:e|na|gruppen|team)?|utvärderingsgrupp(?:en)?|utvärderingsteam(?:et)?|"
    r"utvärderingsledare|utvärderad\s+av|utvärderingen\s+(?:är\s+|har\s+)?(?:genomförd|genomförts|gjord|utförd|genomfördes)\s+av|"
    r"(?:rapport(?:en)?\s+)?författare|rapporten\s+är\s+skriven\s+av)"
    r"\s*(?:har\s+varit|var|är|:|–|-)?\s*",
    re.IGNORECASE,
)
HOUSE_FIRST = re.compile(rf"(?:(?i:från|vid|på)\s+)?({BODY})\s*(?::|(?i:var|är|har\s+varit)\b)\s*(?=\S)")
CELL_WORDS = re.compile(
    r"(?:^|\t)(?:namn|organisation|kommun|roll|titel|befattning|arbetsgivare|e-?post|telefon)(?=\t|$)", re.IGNORECASE
)
DONE_BY = re.compile(r"\b(?:genomför\w*|utför\w*|gjor\w+|utvärdera\w*)\b[^.]{0,80}?\bav\s+", re.IGNORECASE)
AS_EVALUATORS = re.compile(r"\bsom\s+(?:externa\s+)?utvärderare\b", re.IGNORECASE)
ABOUT_EVALUATING = re.compile(r"utvärdering|kommunkompass", re.IGNORECASE)
AFTER_NAMES = re.compile(r"\b(?:genomförde|gjorde|intervjuade|besökte|träffade|har|som|under|den|i)\b|[.!?](?:\s|$)")
PROFESSION = r"(?:\w*(?:konsult|strateg|utvecklare|handläggare|direktör|chef|ledare|controller|utredare))"
ON_COVER = re.compile(rf"{NAME.pattern}\s*[,(]\s*(?:{PROFESSION}\b|(?:{PROFESSION}[\w\s]{{0,40}}[,(]\s*)?(?:{BODY}))")
NO_NAMES = frozenset({"innehåll", "innehållsförteckning"})
MOST_LINES = 8
LONGEST_LINE = 1000  # letters; no line that names people is longer


def read_evaluators(entries: Sequence[Entry], cover: Sequence[Entry] = ()) -> Reading[tuple[Evaluator, ...]]:
    """The people named after the word for evaluators; their organisation follows one or several.

    Without that word those whom the cover names with an organisation, else those in a sentence about the evaluation.
    """
    for place, entry in enumerate(entries):
        if entry.word_count > 60 or (entry.kind == "row" and len(entry.text) > 300):
            continue
        match = LABEL.search(entry.flat)
        if match is None:
            continue
        people = _named_at(entries, place, match)
        if people:
            return Reading(people, source_of(entry))
    return _named_on_cover(cover) or _named_in_sentences(entries)


def _named_on_cover(cover: Sequence[Entry]) -> Reading[tuple[Evaluator, ...]] | None:
    """Lines of a cover that begin with a name, an organisation or a profession behind it: «Ann Ek, SKR»."""
    lines = [entry for entry in cover if ON_COVER.match(_plain_line(entry)) and not any(find_dates(entry.flat))]
    people = people_in(_joined([_plain_line(entry) for entry in lines]))
    return Reading(people, source_of(lines[0]), sure=False, why=Why.BY_LAYOUT) if people else None


def _named_at(entries: Sequence[Entry], place: int, match: re.Match[str]) -> tuple[Evaluator, ...]:
    """The people named after the word, else those before it on its line, else those on the lines above it."""
    text = entries[place].flat
    rest = CONTACT.sub(" ", text[match.end() :]).strip(" ,.\t")
    before = CONTACT.sub(" ", text[: match.start()]).strip(" ,(\t")
    if before and ends_sentence(before):
        sentence = _rest_of_sentence(entries, place, match.end())
        return people_in(sentence) if NAME.match(sentence) or KNOWN_BODY.match(sentence) else ()
    if before and NAME.match(before) and _names_only(before):
        return people_in(_lines_with_word(entries, place))
    begins = NAME.match(_evened(rest)) or KNOWN_BODY.match(rest) or HOUSE_FIRST.match(rest)
    if rest and not begins and not _is_cells(entries[place]):
        return ()
    people = people_in(_text_after(entries, place))
    if people or rest or before:
        return people
    return people_in(_text_before(entries, place))


def _rest_of_sentence(entries: Sequence[Entry], place: int, start: int) -> str:
    """What follows the label in its sentence, on this line and those that its paragraph runs on over."""
    text = entries[place].flat[start:]
    for entry in entries[place + 1 : place + MOST_LINES]:
        if entry.gap or entry.kind != "line":
            break
        text = join(text.rstrip(), entry.flat)
    return SENTENCE_BREAK.split(text.strip())[0].rstrip(" .")


def _is_cells(entry: Entry) -> bool:
    return entry.kind == "row" and bool(CELL_WORDS.search(entry.text))


def _lines_with_word(entries: Sequence[Entry], place: int) -> str:
    """This line and those after it that name people beside the word: «Ann Ek, SKR, utvärderare»."""
    lines = []
    for entry in entries[place : place + MOST_LINES]:
        match = LABEL.search(entry.flat)
        if match is None or not NAME.match(entry.flat):
            break
        lines.append(f"{_plain_line(entry)[: match.start()]}, {entry.flat[match.end() :]}")
    return _joined(lines)


def _text_before(entries: Sequence[Entry], place: int) -> str:
    lines: list[str] = []
    for entry in reversed(entries[max(0, place - MOST_LINES) : place]):
        text = _plain_line(entry)
        if len(text) > 120 or not NAME.match(text) or not _names_only(text) or KNOWN_BODY.fullmatch(text):
            break
        lines.insert(0, text)
        if entry.gap and entry.kind == "line":
            break
    return _joined(lines)


def _text_after(entries: Sequence[Entry], place: int) -> str:
    """What follows the label on its line and on those after it, as long as they name people or organisations."""
    lines = [_labelled(_plain_line(entries[place]))]
    for entry in entries[place + 1 : place + 1 + MOST_LINES]:
        text = _plain_line(entry)
        if LABEL.match(text):
            text = _labelled(text)
            if not text or not _names_only(text):
                break
            lines.append(text)
            continue
        if not entry.gap and len(text) < 120 and _runs_on(lines[-1], text):
            lines[-1] = join(lines[-1].rstrip(), text)
            continue
        if len(text) > 120 or entry.kind == "heading" or not _names_only(text):
            break
        if entry.gap and entry.kind == "line" and lines[0].strip() and not _open(lines[-1], text):
            break
        lines.append(text)
    return _joined(lines)


def _runs_on(before: str, text: str) -> bool:
    """Whether a line ends with a cut word, or inside an organisation's name that goes on with a small letter."""
    if before.rstrip().endswith("-"):
        return True
    first = re.split(r"[,;(]", text)[0].split()
    return bool(before.strip()) and first[:1] != ["och"] and len(first) <= 2 and text[:1].islower()


def _plain_line(entry: Entry) -> str:
    """A line without addresses, numbers of telephones and the words that head columns."""
    text = entry.text[:LONGEST_LINE]
    text = CELL_WORDS.sub("\t", text) if entry.kind == "row" else text
    return CONTACT.sub(" ", _evened(text.replace("\t", ", ").strip(" ,")))


def _labelled(text: str) -> str:
    """What stands after the label; an organisation named with the label is put after the names."""
    match = LABEL.search(text)
    rest = text[match.end() :] if match else text
    house = HOUSE_FIRST.match(rest.strip())
    if house:
        return f"{rest.strip()[house.end() :].rstrip(' .')}, {house[1]}"
    return rest


def _evened(text: str) -> str:
    """Names in capitals as names; abbreviations stay."""
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) < 8 or not all(letter.isupper() for letter in letters):
        return text
    words = [
        word if word.strip(",.:;()") in ("SKR", "SKL", "KS", "RKA", "AB") else word.title() for word in text.split()
    ]
    return re.sub(r"\b(Kommun|Stad)\b", lambda match: match[0].lower(), " ".join(words))


def _joined(lines: Sequence[str]) -> str:
    """The lines as one text; a name or an organisation that a line break parted is one again."""
    text = ""
    for line in (
        line.strip(" ,") if not line.rstrip().endswith(",") else line.strip() for line in lines if line.strip()
    ):
        if not text:
            text = line
        elif re.search(r"(?:,|\boch|\bsamt|&)\s*$", text) or line[:1].islower() or _parts_name(text, line):
            text = f"{text} {line}"
        else:
            text = f"{text}, {line}"
    return text


def _parts_name(before: str, after: str) -> bool:
    last = re.split(r"[,;()/]|\boch\b|\bsamt\b|:", before)[-1].split()
    first = re.split(r"[,;()/]|\boch\b|\bsamt\b", after)[0].split()
    return len(last) == 1 and len(first) == 1 and not any(KNOWN_BODY.fullmatch(word[0]) for word in (last, first))


def _open(before: str, text: str) -> bool:
    """Whether a list of names goes on over an empty line: after a comma, or with an organisation alone."""
    return bool(re.search(r"(?:,|\boch|\bsamt)\s*$", before)) or bool(KNOWN_BODY.fullmatch(text.strip(" ,.()")))


def _names_only(text: str) -> bool:
    if not text or any(find_dates(text)) or re.search(r"\d{3}|[.!?]\s+\w{4}", text):
        return False
    rest = KNOWN_BODY.sub(" ", text)
    rest = NAME.sub(" ", rest)
    left = [word for word in re.findall(r"\w+", rest) if word.casefold() not in {"och", "samt", "från", "vid"}]
    return len(left) <= 2 and left != re.findall(r"\w+", text) and text.casefold() not in NO_NAMES


def _named_in_sentences(entries: Sequence[Entry]) -> Reading[tuple[Evaluator, ...]]:
    """«Utvärderingen genomfördes av …», «… deltog som utvärderare»."""
    for sentence in sentences(entries):
        text = sentence.text[:1000]
        if not ABOUT_EVALUATING.search(text):
            continue
        done = DONE_BY.search(text)
        named = text[done.end() :] if done else ""
        role = AS_EVALUATORS.search(text)
        if not done and role:
            first = NAME.search(text[: role.start()])
            named = text[first.start() : role.start()] if first else ""
        stop = AFTER_NAMES.search(named)
        named = named[: stop.start()] if stop else named
        people = people_in(named) if NAME.match(named) else ()
        if people:
            return Reading(people, Source.at(sentence.place, sentence.text), sure=False, why=Why.FROM_TEXT)
    return Reading((), None, sure=False, why=Why.MISSING)
