"""What a file changes in an evaluation that stands: row by row, matched by identity. Knows no database.

Nothing disappears because a newer file does not mention it: such rows stay until somebody removes them deliberately.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256

LIKE_ENOUGH = 0.5
MOST_PAIRS = 40_000  # a file of thousands of items in one list must not hold the page: beyond this only equals meet


class Kind(StrEnum):
    """What a row holds."""

    HEAD = "head"
    POINTS = "points"
    TEXT = "text"
    STRENGTH = "strength"
    IMPROVEMENT = "improvement"
    EXAMPLE = "example"


FINDINGS = frozenset({Kind.STRENGTH, Kind.IMPROVEMENT, Kind.EXAMPLE})


class Outcome(StrEnum):
    """What becomes of a row."""

    CREATED = "created"
    CHANGED = "changed"
    UNTOUCHED = "untouched"
    UNMENTIONED = "unmentioned"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of an evaluation's content, whole.

    `name` is what it is known by: a head fact, a sub-area's code (empty: the area), a heading, a finding's key (empty:
    none yet). `value` holds points and highest points; a text's body and codes; a finding's words, sub-area and the
    code of the municipality it names. The head's rows have area 0.
    """

    kind: Kind
    area: int
    name: str
    value: tuple[str, ...]

    @property
    def is_finding(self) -> bool:
        """Whether it is known by its words rather than by its name."""
        return self.kind in FINDINGS


@dataclass(frozen=True, slots=True)
class Change:
    """A row before and after; `key` tells an unmentioned row from all others of the same evaluation."""

    outcome: Outcome
    before: Row | None
    after: Row | None
    key: str = ""

    @property
    def row(self) -> Row:
        """The newer of the two."""
        row = self.after or self.before
        assert row is not None
        return row


def compare(before: Sequence[Row], after: Sequence[Row]) -> list[Change]:
    """Every row of both sides once: those of the new file in its order, then those it does not mention."""
    partner = dict(_pairs_by_name(before, after))
    partner |= _pairs_by_words(before, after)
    changes = []
    for place, row in enumerate(after):
        if place not in partner:
            changes.append(Change(Outcome.CREATED, None, row))
            continue
        stands = before[partner[place]]
        row = replace(row, name=stands.name)
        changes.append(Change(Outcome.UNTOUCHED if stands == row else Outcome.CHANGED, stands, row))
    met = set(partner.values())
    keys = _keys(before)
    changes += [
        Change(Outcome.UNMENTIONED, row, None, keys[place]) for place, row in enumerate(before) if place not in met
    ]
    return changes


def merged(changes: Iterable[Change], remove: Collection[str] = ()) -> list[Row]:
    """The content after the change: the new file's rows, and those it does not mention but for the removed ones."""
    return [change.row for change in changes if change.outcome != Outcome.UNMENTIONED or change.key not in remove]


def named_as_before(rows: Sequence[Row], before: Sequence[Row]) -> list[Row]:
    """The rows, whose findings without a key get that of a finding before which they answer to, if it is free."""
    taken = {row.name for row in rows if row.is_finding and row.name}
    free = [row for row in before if row.is_finding and row.name not in taken]
    bare = [row for row in rows if row.is_finding and not row.name]
    found = iter([change.row for change in compare(free, bare) if change.after])
    return [next(found) if row.is_finding and not row.name else row for row in rows]


def counted(changes: Iterable[Change]) -> dict[str, int]:
    """How many rows have each outcome."""
    found = Counter(change.outcome for change in changes)
    return {outcome.value: found[outcome] for outcome in Outcome}


def _pairs_by_name(before: Sequence[Row], after: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Places (after, before) of rows known by the same name; the second of a heading answers to the second."""
    places = dict(zip(_names(before), range(len(before)), strict=True))
    for place, name in enumerate(_names(after)):
        row = after[place]
        if name in places and (row.name or not row.is_finding):
            yield place, places[name]


def _names(rows: Sequence[Row]) -> list[tuple[str, int, str, int]]:
    """What each row is known by; equal ones are counted."""
    times: Counter[tuple[str, int, str]] = Counter()
    names = []
    for row in rows:
        name = ("finding", 0, row.name) if row.is_finding else (row.kind.value, row.area, _plain(row.name))
        times[name] += 1
        names.append((*name, times[name]))
    return names


def _keys(rows: Sequence[Row]) -> list[str]:
    return [sha256("|".join(map(str, name)).encode()).hexdigest()[:16] for name in _names(rows)]


def _pairs_by_words(before: Sequence[Row], after: Sequence[Row]) -> dict[int, int]:
    """Equal findings; then the same words in the same list; then anywhere; then those most alike in their list."""
    pairs: dict[int, int] = {}
    met: set[int] = set()
    named = dict(_pairs_by_name(before, after))
    for identify in (_whole, _in_its_list, _words_of):
        waiting: dict[object, list[int]] = defaultdict(list)
        for place, row in enumerate(before):
            if row.is_finding and place not in met and place not in named.values():
                waiting[identify(row)].append(place)
        for place, row in enumerate(after):
            if row.is_finding and place not in pairs and place not in named and waiting.get(identify(row)):
                pairs[place] = waiting[identify(row)].pop(0)
                met.add(pairs[place])
    lists: dict[tuple[Kind, int], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, rows, gone in ((0, before, met | set(named.values())), (1, after, pairs.keys() | named.keys())):
        for place, row in enumerate(rows):
            if row.is_finding and place not in gone:
                lists[row.kind, row.area][side].append(place)
    for left, right in lists.values():
        pairs |= _most_alike(before, left, after, right)
    return pairs


def _most_alike(before: Sequence[Row], left: list[int], after: Sequence[Row], right: list[int]) -> dict[int, int]:
    if len(left) * len(right) > MOST_PAIRS:
        return {}
    bags = {
        (side, place): _bag(rows[place])
        for side, rows, places in ((0, before, left), (1, after, right))
        for place in places
    }
    scored = sorted(
        ((_likeness(bags[0, one], bags[1, other]), -other, -one) for one in left for other in right), reverse=True
    )
    pairs: dict[int, int] = {}
    met: set[int] = set()
    for alike, other, one in scored:
        if alike < LIKE_ENOUGH:
            break
        if -other not in pairs and -one not in met:
            pairs[-other] = -one
            met.add(-one)
    return pairs


def _whole(row: Row) -> object:
    return row.kind, row.area, row.value


def _in_its_list(row: Row) -> object:
    return row.kind, row.area, _plain(row.value[0])


def _words_of(row: Row) -> object:
    return _plain(row.value[0])


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _bag(row: Row) -> Counter[str]:
    return Counter(re.findall(r"\w+", row.value[0].casefold()))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """The share of words in common, 0 to 1."""
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 0.0
