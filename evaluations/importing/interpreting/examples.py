"""Other municipalities that a report holds up as models: «se till exempel», «goda exempel finns i», «lär av»."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from accounts.register import RegisteredMunicipality, find_by_name
from evaluations.importing.draft import ExampleDraft, Source

from .entries import Entry, sentences

MODEL = re.compile(
    r"\b(?:gott|goda|bra|lärande|lyckat|lyckade|inspirerande|intressant|intressanta|framgångsrik\w*|bästa)\s+(?:\w+\s+)?exem(?:pel|plen)\b|"
    r"\bse\s+(?:till\s+exempel|t\.?\s?ex\.?|exempelvis|gärna|även|bland\s+annat|bl\.a\.|hur|på)\b|"
    r"\b(?:inspir\w+|föredöme\w*|förebild\w*|föregångare|föregångskommun\w*)\b|"
    r"\b(?:lära|lär|lärdom\w*)\s+(?:sig\s+)?(?:mer\s+)?(?:av|från|hos)\b|\bta(?:r)?\s+(?:efter|lärdom|intryck)\b|"
    r"\b(?:titta|snegla|studera|ta\s+del\s+av|besök(?:a)?|studiebesök|kontakta|vända\s+sig\s+till)\b|"
    r"\bhar\s+(?:tagit\s+fram\s+|utvecklat\s+|arbetat\s+fram\s+)?(?:en|ett)\s+(?:\w+\s+){0,2}?(?:modell|metod|arbetssätt|lösning)\w*|"
    r"\bkommit\s+(?:\w+\s+)?långt\b|\bi\s+framkant\b|\blyckats\s+(?:\w+\s+)?(?:väl|bra|med)\b|\bligger\s+långt\s+fram\b|"
    r"\bmodell(?:en)?\s+(?:från|i)\b|\bintressant(?:a)?\s+(?:är|att|i)\b",
    re.IGNORECASE,
)
SOME_OTHERS = re.compile(
    r"\b(?:andra|flera|några|många|vissa|ett\s+antal)\s+kommuner\b.{0,60}?\b(?:till\s+exempel|t\.?\s?ex\.?|exempelvis|såsom|bland\s+annat)",
    re.IGNORECASE,
)
COOPERATION = re.compile(
    r"\b(?:tillsammans|samverkan?r?|samarbet\w*|gemensam\w*|ihop|avtal|delar|samäger|nätverk\w*|grannkommun\w*|kommunalförbund\w*|förbund\w*|ingår|"
    r"delägare|samordna\w*)\b[^.;]{0,80}$",
    re.IGNORECASE,
)
COMPARISON = re.compile(
    r"\b(?:jämför\w*|till\s+skillnad|högre|lägre|bättre|sämre|fler|färre)\s+(?:\w+\s+){0,3}(?:med|mot|från|än|i)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
FIGURES = re.compile(r"\bpoäng|procent|\d\s?%|nyckeltal|medelvärde|genomsnitt|\bsnitt", re.IGNORECASE)
EXAMPLE_WORD = re.compile(r"exem|inspir|föredöm|förebild|föreg|lär", re.IGNORECASE)
AUTHORS = re.compile(
    r"(?:\benligt|\b(?:studie|rapport|undersökning|utredning|kartläggning|artikel|forskning|bok|enkät|granskning)\w*\b(?:\s+\w+){0,4}\s+(?:av|från|i|vid)|"
    r"\butvärderar\w*\s+(?:från|i|vid))\s+$",
    re.IGNORECASE,
)
CAPITALISED = re.compile(r"[A-ZÅÄÖ][\w-]+")
BETWEEN_NAMES = re.compile(
    r"^(?:kommun(?:er)?s?|stads?|städer)?[\s,]*(?:och|samt|eller|respektive|liksom|[,/])?\s*$", re.IGNORECASE
)
OTHER_BODY = re.compile(
    r"^\s+(?:län\w*|universitet\w*|högskola\w*|stift\w*|lasarett\w*|museum|lokaltrafik\w*|tingsrätt\w*|flygplats\w*)",
    re.IGNORECASE,
)
SUBJECT_AFTER = re.compile(r"^\s*(?:kommun|stad|har|är|arbetar|med\s+flera|,|och)\b", re.IGNORECASE)


LONGEST = 2_000  # letters of a sentence or an item


@dataclass(frozen=True, slots=True)
class Named:
    municipality: RegisteredMunicipality
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ExampleFinder:
    """Finds models for one report: its own municipality is none."""

    own_code: str | None
    register: tuple[RegisteredMunicipality, ...] | None = None
    looked_up: dict[str, RegisteredMunicipality | None] = field(default_factory=dict, compare=False)

    def in_entries(self, entries: Sequence[Entry], codes: tuple[str, ...]) -> Iterator[ExampleDraft]:
        """The models that a part of the narrative names, each with the whole sentence."""
        for sentence in sentences(entries):
            source = Source.at(sentence.place, sentence.text)
            yield from self.in_text(sentence.text, codes, source)

    def in_text(self, text: str, codes: tuple[str, ...], source: Source | None) -> Iterator[ExampleDraft]:
        """The models that a sentence or an item names."""
        text = text[:LONGEST]
        model = MODEL.search(text)
        if not (model or SOME_OTHERS.search(text)):
            return
        if FIGURES.search(text) and not EXAMPLE_WORD.search(text):
            return
        seen: set[str] = set()
        for group in _groups(text, list(self._names(text))):
            before = text[: group[0].start]
            if COMPARISON.search(before) or AUTHORS.search(before) or _only_cooperates(before):
                continue
            if model is None and COOPERATION.search(text):
                continue
            for named in group:
                if named.municipality.code not in (self.own_code, *seen):
                    seen.add(named.municipality.code)
                    yield ExampleDraft(named.municipality.name, named.municipality.code, text, codes, source)

    def _find(self, name: str) -> RegisteredMunicipality | None:
        if name not in self.looked_up:
            self.looked_up[name] = find_by_name(name, self.register)
        return self.looked_up[name]

    def _names(self, text: str) -> Iterator[Named]:
        words = list(CAPITALISED.finditer(text))
        place = 0
        while place < len(words):
            taken = 1
            for length in (3, 2, 1):
                span = words[place : place + length]
                name = text[span[0].start() : span[-1].end()]
                found = self._find(name) if len(span) == length else None
                if found and OTHER_BODY.match(text[span[-1].end() :]):
                    break
                if found and (length > 1 or self._stands_as_name(text, span[0], words[place - 1] if place else None)):
                    yield Named(found, span[0].start(), span[-1].end())
                    taken = length
                    break
            place += taken

    def _stands_as_name(self, text: str, word: re.Match[str], before: re.Match[str] | None) -> bool:
        """Whether one word is a municipality, and not the first word of a sentence or the last of a longer name."""
        if not text[: word.start()].strip(' ”"“('):
            return bool(SUBJECT_AFTER.match(text[word.end() :]))
        joined = before is not None and text[before.end() : word.start()].strip(" ") == ""
        return not joined or before is None or before.start() == 0 or self._find(before[0]) is not None


def _groups(text: str, names: Sequence[Named]) -> list[list[Named]]:
    """Names that a list holds together, since what is said before the first holds for all."""
    groups: list[list[Named]] = []
    for named in names:
        if groups and BETWEEN_NAMES.match(text[groups[-1][-1].end : named.start].strip()):
            groups[-1].append(named)
        else:
            groups.append([named])
    return groups


def _only_cooperates(before: str) -> bool:
    """Whether the words before a name speak of cooperation with it, and no words of example come after those."""
    match = COOPERATION.search(before)
    return (
        match is not None
        and not EXAMPLE_WORD.search(before[match.start() :])
        and not MODEL.search(before[match.start() :])
    )
