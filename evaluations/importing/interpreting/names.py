"""Names of people and of organisations, told apart in lists of evaluators."""

import re

from accounts.register import find_by_name
from evaluations.importing.draft import Evaluator

NAME_WORD = r"[A-ZÅÄÖÉÜ][a-zåäöéüøæáà]+(?:[-’'][A-ZÅÄÖÉÜ]?[a-zåäöéüøæ]+)*|[A-ZÅÄÖÉÜ]\.|[A-ZÅÄÖ]{2,}(?=\s|$)"
PARTICLE = r"(?:von|af|av|de|der|van|da|la|el|al)"
NAME = re.compile(rf"(?:{NAME_WORD})(?:\s+(?:{PARTICLE}\s+){{0,2}}(?:{NAME_WORD})){{1,3}}")
BODY = (
    r"Sveriges\s+Kommuner\s+(?:och|&|\x01)\s+(?:Regioner|Landsting)|Svenska\s+Kommunförbundet|"
    r"(?:Kommunförbundet|Kommunalförbundet|Regionförbundet|Landstinget|Högskolan(?:\si)?|Länsstyrelsen(?:\si)?|Rådet\sför|"
    r"Stiftelsen|Föreningen)\s+[A-ZÅÄÖ][\w-]+(?:\s[A-ZÅÄÖ][\w-]+)?|"
    r"Region\s+[A-ZÅÄÖ][a-zåäö]+(?:\s[A-ZÅÄÖ][a-zåäö]+)?|"
    r"(?:[A-ZÅÄÖ][\w-]+\s+){1,3}(?:kommun|stad|Kommun|Stad|landsting|kommunförbund|AB|universitet)\b|"
    r"\b(?:KS\s+Konsulent|[A-ZÅÄÖ]{2,6})\b"
)
KNOWN_BODY = re.compile(BODY)
CONTACT = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|(?:\btel\w*[.:]?\s*|\bmobil\w*[.:]?\s*)?\+?\d[\d\s()–-]{6,}\d")
SEPARATOR = re.compile(
    r"\s*(?:[,;()/&|•:]|\boch\b|\bsamt\b|\bfrån\b|\bvid\b|\btillsammans\s+med\b|\s[–-]\s)\s*", re.IGNORECASE
)
OWN_ABBREVIATION = re.compile(r"(Sveriges\s+Kommuner\s+(?:och|&)\s+(?:Regioner|Landsting))\s*[,(]\s*SK[RL]\b\)?")
ENDING_BODY = re.compile(rf"({NAME.pattern}?)\s+([A-ZÅÄÖ]{{2,6}})$")


def people_in(text: str) -> tuple[Evaluator, ...]:
    """Names in order; an organisation belongs to all names before it that have none."""
    tokens: list[tuple[str, bool]] = []
    for part in SEPARATOR.split(_protected(text)):
        tokens.extend(_tokens(part.replace("\x01", "och").strip(" .:")))
    people: list[Evaluator] = []
    for token, is_body in tokens:
        if is_body:
            people = [Evaluator(who.name, who.organisation or token) for who in people]
        else:
            people.append(Evaluator(token, None))
    return tuple(people)


def _protected(text: str) -> str:
    """Organisations with «och» in their name are kept in one piece, and named once."""
    text = OWN_ABBREVIATION.sub(r"\1", text.replace("\x01", " "))
    return re.sub(
        r"(Sveriges\s+Kommuner)\s+(?:och|&)\s+(Regioner|Landsting)",
        lambda match: f"{match[1]} \x01 {match[2]}",
        text,
    )


def _tokens(part: str) -> list[tuple[str, bool]]:
    if not part:
        return []
    if KNOWN_BODY.fullmatch(part) and not (part.isupper() and " " in part):
        return _name_and_body(part)
    ending = ENDING_BODY.match(part)
    if ending and not part.isupper():
        return [(ending[1], False), (ending[2], True)]
    for match in KNOWN_BODY.finditer(part):
        name = NAME.match(part)
        if name and name.end() == len(part) and " " in part and not _is_body(part):
            break
        found = _name_and_body(match[0])
        body = found[-1][0]
        before = part[: part.index(body)].strip(" ,")
        return [*([(before, False)] if NAME.fullmatch(before) else []), (body, True)]
    if NAME.fullmatch(part):
        return [(part, False)]
    name = NAME.match(part)
    if name:
        return [(name[0], False)]
    return [(part, True)] if re.fullmatch(r"[A-ZÅÄÖ][\w&-]+(?:\s[A-ZÅÄÖ][\w&-]*)*", part) else []


def _name_and_body(part: str) -> list[tuple[str, bool]]:
    """«Anna Berg Tyresö kommun»: the shortest end that the register knows is the organisation."""
    words = part.split()
    if words[-1].casefold() in ("kommun", "stad"):
        for length in (2, 3, 4):
            if len(words) >= length and find_by_name(" ".join(words[-length:])):
                before = " ".join(words[:-length])
                body = " ".join(words[-length:])
                return [*([(before, False)] if NAME.fullmatch(before) else []), (body, True)]
    return [(part, True)]


def _is_body(part: str) -> bool:
    return part.casefold().endswith((" kommun", " stad", " ab")) or part.isupper() or part.startswith("Region ")
