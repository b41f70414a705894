"""What a newer file changes, as properties of the comparison: nothing is lost, nothing is counted twice."""

from collections import Counter
from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from evaluations.importing.accepting.newer import (
    FINDINGS,
    Change,
    Kind,
    Outcome,
    Row,
    compare,
    counted,
    merged,
    named_as_before,
)

VOCABULARY = ("mål", "dialog", "budget", "nämnd", "uppföljning", "tydlig", "saknas", "årlig")
WORDS = st.lists(st.sampled_from(VOCABULARY), min_size=1).map(" ".join)
AREAS = st.integers(1, 2)
FINDING = st.builds(
    lambda kind, area, words, code: Row(kind, area, "", (words, code, "")),
    st.sampled_from(sorted(FINDINGS)),
    AREAS,
    WORDS,
    st.sampled_from(["", "1.1"]),
)
POINTS = st.builds(
    lambda area, code, points: Row(Kind.POINTS, area, code, (str(points), "20")),
    AREAS,
    st.sampled_from(["", "1.1", "1.2"]),
    st.integers(0, 20),
)
TEXT = st.builds(
    lambda area, title, body: Row(Kind.TEXT, area, title, (body,)), AREAS, st.sampled_from(["Allmänt", "Mål"]), WORDS
)
HEAD = st.builds(
    lambda name, value: Row(Kind.HEAD, 0, name, (str(value),)), st.sampled_from(["ordinal"]), st.integers(1, 3)
)


def _content(findings: list[Row], points: list[Row], texts: list[Row], head: list[Row]) -> list[Row]:
    once = list({(row.area, row.name): row for row in points}.values())
    return [*head[:1], *once, *texts, *findings]


CONTENTS = st.builds(
    _content,
    st.lists(FINDING, max_size=8),
    st.lists(POINTS, max_size=4),
    st.lists(TEXT, max_size=4),
    st.lists(HEAD, max_size=1),
)


def _keyed(rows: Iterable[Row], mark: str = "key") -> list[Row]:
    """The content as it stands in a case: every finding has a key."""
    return [
        Row(row.kind, row.area, f"{mark}-{place}", row.value) if row.is_finding else row
        for place, row in enumerate(rows)
    ]


def _side(changes: list[Change], side: str) -> Counter[object]:
    rows = [getattr(change, side) for change in changes if getattr(change, side)]
    return Counter((row.kind, row.area, "" if row.is_finding else row.name, row.value) for row in rows)


def _plainly(rows: Iterable[Row]) -> Counter[object]:
    return Counter((row.kind, row.area, "" if row.is_finding else row.name, row.value) for row in rows)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(CONTENTS, CONTENTS)
def test_every_row_of_both_sides_stands_there_once(old: list[Row], new: list[Row]) -> None:
    changes = compare(_keyed(old), new)
    assert _side(changes, "before") == _plainly(old)
    assert _side(changes, "after") == _plainly(new)
    assert sum(counted(changes).values()) == len(changes)


@settings(max_examples=40, derandomize=True, deadline=None)
@given(CONTENTS)
def test_the_same_file_changes_nothing(content: list[Row]) -> None:
    stands = _keyed(content)
    changes = compare(stands, content)
    assert {change.outcome for change in changes} <= {Outcome.UNTOUCHED}
    assert Counter(merged(changes)) == Counter(stands)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(CONTENTS, CONTENTS)
def test_nothing_disappears_unless_it_is_removed_by_name(old: list[Row], new: list[Row]) -> None:
    changes = compare(_keyed(old), new)
    whole = _plainly(merged(changes))
    unmentioned = [change for change in changes if change.outcome == Outcome.UNMENTIONED]
    assert whole == _plainly(new) + _plainly(change.row for change in unmentioned)
    assert len({change.key for change in unmentioned}) == len(unmentioned)
    assert _plainly(merged(changes, {change.key for change in unmentioned})) == _plainly(new)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(CONTENTS, CONTENTS)
def test_keys_are_kept_by_one_finding_each(old: list[Row], new: list[Row]) -> None:
    stands = _keyed(old)
    rows = merged(compare(stands, new))
    keys = [row.name for row in rows if row.is_finding and row.name]
    assert len(keys) == len(set(keys))
    same_words = {(row.kind, row.area, row.value) for row in old if row.is_finding} & {
        (row.kind, row.area, row.value) for row in new if row.is_finding
    }
    kept = {(row.kind, row.area, row.value) for row in rows if row.is_finding and row.name}
    assert same_words <= kept


@settings(max_examples=40, derandomize=True, deadline=None)
@given(CONTENTS, CONTENTS, CONTENTS)
def test_a_second_acceptance_finds_the_keys_that_the_first_gave(
    old: list[Row], new: list[Row], first: list[Row]
) -> None:
    rows = merged(compare(_keyed(old), new))
    stands = _keyed(merged(compare(_keyed(old), first)), "later")
    again = named_as_before(rows, stands)
    assert _plainly(again) == _plainly(rows)
    keys = [row.name for row in again if row.is_finding and row.name]
    assert len(keys) == len(set(keys))


def _finding(text: str, kind: Kind = Kind.IMPROVEMENT, area: int = 1, name: str = "") -> Row:
    return Row(kind, area, name, (text, "", ""))


def test_a_reworded_finding_keeps_its_key_and_a_moved_one_too() -> None:
    stands = [
        _finding("Målen bör följas upp oftare än en gång om året.", name="a"),
        _finding("Dialogen är väl utvecklad.", Kind.STRENGTH, name="b"),
        _finding("Budgeten saknar en tidplan.", name="c"),
    ]
    new = [
        _finding("Målen bör följas upp oftare än två gånger om året."),
        _finding("Dialogen är väl utvecklad.", Kind.STRENGTH, area=2),
        _finding("Något helt annat."),
    ]
    told = [(change.outcome.value, change.row.name) for change in compare(stands, new)]
    assert told == [("changed", "a"), ("changed", "b"), ("created", ""), ("unmentioned", "c")]


def test_thousands_of_items_in_one_list_are_compared_at_once() -> None:
    stands = [_finding(f"Punkt {number} om mål och uppföljning", name=str(number)) for number in range(3000)]
    new = [_finding(f"Punkten {number} om mål och uppföljning") for number in range(3000)]
    assert counted(compare(stands, new)) == {"created": 3000, "changed": 0, "untouched": 0, "unmentioned": 3000}
