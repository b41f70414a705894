"""Who evaluated: names and the organisations behind them."""

import re
from collections.abc import Sequence
from itertools import pairwise

from accounts.register import find_by_name
from evaluations.importing.draft import Evaluator, Reading, Why

from .dates import find_dates
from .entries import Entry, join
from .overview import source_of

LABEL = re.compile(
    r"\b(?:utvärderar(?:e|na|gruppen|team)?|utvärderingsgrupp(?:en)?|utvärderingsteam(?:et)?|utvärderingsledare|utvärderad\s+av|"
    r"utvärderingen\s+(?:är\s+|har\s+)?(?:genomförd|genomförts|gjord|utförd|genomfördes)\s+av|(?:rapport(?:en)?\s+)?författare|rapporten\s+är\s+skriven\s+av)"
    r"\s*(?:har\s+varit|var|är|:|–|-)?\s*",
    re.IGNORECASE,
)
NAME_WORD = r"[A-ZÅÄÖÉÜ][a-zåäöéüøæáà]+(?:[-’'][A-ZÅÄÖÉÜ]?[a-zåäöéüøæ]+)*|[A-ZÅÄÖÉÜ]\.|[A-ZÅÄÖ]{2,}(?=\s|$)"
PARTICLE = r"(?:von|af|av|de|der|van|da|la|el|al)"
NAME = re.compile(rf"(?:{NAME_WORD})(?:\s+(?:{PARTICLE}\s+){{0,2}}(?:{NAME_WORD})){{1,3}}")
KNOWN_BODY = re.compile(
    r"Sveriges\s+Kommuner\s+(?:och|&)\s+(?:Regioner|Landsting)|Svenska\s+Kommunförbundet|"
    r"Region\s+[A-ZÅÄÖ][a-zåäö]+(?:\s[A-ZÅÄÖ][a-zåäö]+)?|"
    r"(?:[A-ZÅÄÖ][\w-]+\s+){1,3}(?:kommun|stad|Kommun|Stad|landsting|kommunförbund|AB|universitet)\b|"
    r"\b(?:KS\s+Konsulent|[A-ZÅÄÖ]{2,6})\b"
)
HALF_BODY = re.compile(r"\bSveriges(?:\s+Kommuner(?:\s+(?:och|&))?)?\s*$", re.IGNORECASE)
SEPARATOR = re.compile(r"\s*(?:[,;()/&|•]|\boch\b|\bsamt\b|\bfrån\b|\bvid\b|\s[–-]\s)\s*", re.IGNORECASE)
ENDING_BODY = re.compile(rf"({NAME.pattern}?)\s+([A-ZÅÄÖ]{{2,6}})$")
MOST_LINES = 8


def read_evaluators(entries: Sequence[Entry]) -> Reading[tuple[Evaluator, ...]]:
    """The people named after the word for evaluators, first on the cover; their organisation follows one or several."""
    for place, entry in enumerate(entries):
        if entry.word_count > 60 or (entry.kind == "row" and len(entry.text) > 300):
            continue
        match = LABEL.search(entry.flat)
        if match is None or _is_sentence_about(entry.flat, match):
            continue
        people = people_in(_text_after(entries, place, match.end()))
        if people:
            return Reading(people, source_of(entry))
    return Reading((), None, sure=False, why=Why.MISSING)


def _is_sentence_about(text: str, match: re.Match[str]) -> bool:
    """Whether the word stands in running text that names nobody after it."""
    rest = text[match.end() :].strip()
    return bool(rest) and NAME.match(rest) is None and not KNOWN_BODY.match(rest)


def _text_after(entries: Sequence[Entry], place: int, start: int) -> str:
    """What follows the label on its line and on those after it, as long as they name people or organisations."""
    lines = [entries[place].flat[start:]]
    for before, entry in pairwise(entries[place : place + 1 + MOST_LINES]):
        text = entry.flat
        if not entry.gap and lines[-1].strip() and (_is_half(lines[-1]) or (before.wraps and text[:1].islower())):
            lines[-1] = join(lines[-1].strip(), text)
            continue
        if len(text) > 120 or entry.kind == "heading" or not _names_only(text):
            break
        if entry.gap and entry.kind == "line" and lines[0].strip() and not _open(lines[-1], text):
            break
        lines.append(text)
    return ", ".join(line.strip(" ,") if not _open_word(line) else line for line in lines if line.strip())


def _is_half(line: str) -> bool:
    """Whether a line ends inside a name, or with a cut word."""
    last = re.split(r",|\boch\b|\bsamt\b", line)[-1].strip()
    return (
        line.endswith("-")
        or bool(HALF_BODY.search(line))
        or (bool(re.fullmatch(NAME_WORD, last)) and not KNOWN_BODY.fullmatch(last))
    )


def _open(before: str, text: str) -> bool:
    """Whether a list of names goes on over an empty line: after a comma, or with an organisation alone."""
    return bool(re.search(r"(?:,|\boch|\bsamt)\s*$", before)) or bool(KNOWN_BODY.fullmatch(text.strip(" ,.()")))


def _open_word(line: str) -> bool:
    return bool(re.search(r"\b(?:och|samt)\s*$", line))


def _names_only(text: str) -> bool:
    if not text or any(find_dates(text)) or re.search(r"\d{3}|[.!?]\s+\w{4}", text):
        return False
    rest = KNOWN_BODY.sub(" ", text)
    rest = NAME.sub(" ", rest)
    left = [word for word in re.findall(r"\w+", rest) if word.casefold() not in {"och", "samt", "från", "vid"}]
    return (
        len(left) <= 2
        and left != re.findall(r"\w+", text)
        and text.casefold() not in {"innehåll", "innehållsförteckning"}
    )


def people_in(text: str) -> tuple[Evaluator, ...]:
    """Names in order; an organisation belongs to all names before it that have none."""
    tokens: list[tuple[str, bool]] = []
    for part in SEPARATOR.split(_protected(text)):
        tokens.extend(_tokens(part.replace("\x00", " ").strip(" .:")))
    people: list[Evaluator] = []
    for token, is_body in tokens:
        if is_body:
            people = [Evaluator(who.name, who.organisation or token) for who in people]
        else:
            people.append(Evaluator(token, None))
    return tuple(people)


def _protected(text: str) -> str:
    """Organisations with «och» in their name are kept in one piece."""
    return re.sub(
        r"Sveriges\s+Kommuner\s+(?:och|&)\s+(Regioner|Landsting)",
        lambda match: match[0].replace(" och ", "\x00och\x00").replace(" & ", "\x00&\x00"),
        text,
    )


def _tokens(part: str) -> list[tuple[str, bool]]:
    if not part:
        return []
    ending = ENDING_BODY.match(part)
    if ending and not part.isupper():
        return [(ending[1], False), (ending[2], True)]
    for match in KNOWN_BODY.finditer(part):
        body = match[0]
        name = NAME.match(part)
        if name and name.end() == len(part) and " " in part and not _is_body(part):
            break
        # «Anna Berg Tyresö kommun»: the shortest end that the register knows is the organisation.
        words = body.split()
        if words[-1].casefold() in ("kommun", "stad"):
            for length in (2, 3, 4):
                if len(words) >= length and find_by_name(" ".join(words[-length:])):
                    body = " ".join(words[-length:])
                    break
        before = part[: part.index(body)].strip(" ,")
        return [*([(before, False)] if NAME.fullmatch(before) else []), (body, True)]
    if NAME.fullmatch(part):
        return [(part, False)]
    name = NAME.match(part)
    if name:
        return [(name[0], False)]
    return [(part, True)] if re.fullmatch(r"[A-ZÅÄÖ][\w&-]+(?:\s[A-ZÅÄÖ][\w&-]*)*", part) else []


def _is_body(part: str) -> bool:
    return part.casefold().endswith((" kommun", " stad", " ab")) or part.isupper() or part.startswith("Region ")
