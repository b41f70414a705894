"""What differs between two contents of a plan: a table of cases, and properties of any two."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup.planning.comparing import Change, Difference, compare

ACT = {"kind": "act", "wait_until": None, "reason": "", "done_what": "", "done_on": None}
DECLINE = {**ACT, "kind": "decline", "reason": "Ryms inte."}


def improvement(key: str = "a", **fields: Any) -> dict[str, Any]:
    return {"key": key, "text": "Följ upp målen.", "decision": None, "effort": "", "recurs_from": [], **fields}


def action(number: int = 1, **fields: Any) -> dict[str, Any]:
    given = {"title": "Mät", "due": "2027-04-30", "status": "in_progress", "helpers": [], "improvements": ["a"]}
    return {"number": number, **given, **fields}


def content(*actions: dict[str, Any], improvements: tuple[dict[str, Any], ...] = (improvement(),)) -> dict[str, Any]:
    return {"areas": [{"number": 3, "title": "Tre", "improvements": list(improvements)}], "actions": list(actions)}


BEFORE = content(action())


@pytest.mark.parametrize(
    ("after", "actions", "improvements"),
    [
        pytest.param(content(action()), [], [], id="the same"),
        pytest.param(
            content(action(), action(2, title="Räkna")), [Difference("added", "2", "Räkna")], [], id="an action is new"
        ),
        pytest.param(content(), [Difference("removed", "1", "Mät")], [], id="an action is gone"),
        pytest.param(
            content(action(title="Mät oftare")),
            [Difference("changed", "1", "Mät oftare", changes=(Change("title", "Mät", "Mät oftare"),))],
            [],
            id="reworded",
        ),
        pytest.param(
            content(action(due="2027-08-31")),
            [Difference("changed", "1", "Mät", changes=(Change("due", "2027-04-30", "2027-08-31"),))],
            [],
            id="its date is moved",
        ),
        pytest.param(
            content(action(status="cancelled")),
            [Difference("cancelled", "1", "Mät", changes=(Change("status", "in_progress", "cancelled"),))],
            [],
            id="cancelled",
        ),
        pytest.param(
            content(action(helpers=["Bo Ek"])),
            [Difference("changed", "1", "Mät", changes=(Change("helpers", [], ["Bo Ek"]),))],
            [],
            id="somebody helps",
        ),
        pytest.param(
            content(action(resources="En utredare")), [], [], id="a field that the older content could not hold"
        ),
        pytest.param(
            content(action(), improvements=(improvement(decision=DECLINE),)),
            [],
            [Difference("changed", "a", "Följ upp målen.", 3, (Change("decision", None, DECLINE),))],
            id="decided",
        ),
        pytest.param(
            content(action(), improvements=(improvement(), improvement("b", text="Räkna."))),
            [],
            [Difference("added", "b", "Räkna.", 3)],
            id="the result was corrected",
        ),
        pytest.param(
            content(action(), improvements=()),
            [],
            [Difference("removed", "a", "Följ upp målen.", 3)],
            id="an improvement opportunity is gone",
        ),
    ],
)
def test_what_differs(after: dict[str, Any], actions: list[Difference], improvements: list[Difference]) -> None:
    found = compare(BEFORE, after)
    assert (list(found.actions), list(found.improvements)) == (actions, improvements)
    assert found.count == len(actions) + len(improvements)


def test_what_was_cancelled_before_is_no_news() -> None:
    cancelled = content(action(status="cancelled"))
    assert compare(cancelled, content(action(status="cancelled", title="Ny rubrik"))).actions[0].kind == "changed"


def test_a_finding_that_moved_tells_its_area() -> None:
    before = content(improvements=(improvement(),))
    after = {"areas": [{"number": 4, "title": "Fyra", "improvements": [improvement()]}], "actions": []}
    assert compare(before, after).improvements[0].changes == (Change("area", 3, 4),)


WORDS = st.sampled_from(["", "a", "b"])
DAYS = st.sampled_from([None, "2027-01-01", "2027-12-31"])
ACTION_FIELDS = {
    "title": WORDS,
    "description": WORDS,
    "due": DAYS,
    "status": st.sampled_from(["not_started", "done", "cancelled"]),
    "helpers": st.lists(WORDS, max_size=2),
    "improvements": st.lists(st.sampled_from("abc"), max_size=2),
}
IMPROVEMENT_FIELDS = {"text": WORDS, "decision": st.sampled_from([None, ACT, DECLINE]), "effort": WORDS}


@st.composite
def contents(draw: st.DrawFn) -> dict[str, Any]:
    numbers = draw(st.lists(st.integers(1, 5), unique=True, max_size=4))
    keys = draw(st.lists(st.sampled_from("abcd"), unique=True, max_size=3))
    return content(
        *[draw(st.fixed_dictionaries({"number": st.just(number), **ACTION_FIELDS})) for number in sorted(numbers)],
        improvements=tuple(draw(st.fixed_dictionaries({"key": st.just(key), **IMPROVEMENT_FIELDS})) for key in keys),
    )


@given(contents())
def test_a_content_does_not_differ_from_itself(one: dict[str, Any]) -> None:
    assert compare(one, deepcopy(one)).count == 0


@given(contents(), contents())
def test_every_change_is_told_and_nothing_else(before: dict[str, Any], after: dict[str, Any]) -> None:
    found = compare(before, after)
    assert applied(before, after, found.actions, "number") == things(after, "number")
    assert applied(before, after, found.improvements, "key") == things(after, "key")


@given(contents(), contents())
def test_backwards_is_from_and_to_exchanged(before: dict[str, Any], after: dict[str, Any]) -> None:
    def fields(one: dict[str, Any], other: dict[str, Any]) -> set[tuple[str, str]]:
        return {(each.label, change.field) for each in compare(one, other).actions for change in each.changes}

    assert fields(before, after) == fields(after, before)


def things(of: dict[str, Any], label: str) -> dict[str, dict[str, Any]]:
    rows = of["actions"] if label == "number" else [each for area in of["areas"] for each in area["improvements"]]
    return {str(row[label]): dict(row) for row in rows}


def applied(
    before: dict[str, Any], after: dict[str, Any], told: tuple[Difference, ...], label: str
) -> dict[str, dict[str, Any]]:
    """What was before, with all that is told put into it."""
    made = things(before, label)
    for each in told:
        if each.kind == "removed":
            del made[each.label]
        elif each.kind == "added":
            made[each.label] = things(after, label)[each.label]
        for change in each.changes:
            assert made[each.label][change.field] == change.before
            made[each.label][change.field] = change.after
    return made
