"""What differs between two contents of a plan: two copies, or a copy and the plan as it stands. Pure, no database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

type Content = Mapping[str, Any]  # Any: the JSON of a copy

ADDED, REMOVED, CANCELLED, CHANGED = "added", "removed", "cancelled", "changed"
_LABELS = ("number", "key")  # what a thing is known by, never a change of it


@dataclass(frozen=True, slots=True)
class Change:
    """One field, from what to what."""

    field: str
    before: Any  # Any: a value of JSON
    after: Any


@dataclass(frozen=True, slots=True)
class Difference:
    """An action or an improvement opportunity that is not as it was: added, removed, cancelled or changed."""

    kind: str
    label: str  # an action's number, an improvement opportunity's key
    title: str
    area: int | None = None  # of an improvement opportunity
    changes: tuple[Change, ...] = ()

    @property
    def fields(self) -> frozenset[str]:
        """The names of what changed."""
        return frozenset(change.field for change in self.changes)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs, in the order of the numbers and of the report."""

    actions: tuple[Difference, ...]
    improvements: tuple[Difference, ...]

    @property
    def count(self) -> int:
        """How many actions and improvement opportunities are not as they were."""
        return len(self.actions) + len(self.improvements)


def compare(before: Content, after: Content) -> Comparison:
    """Tell what differs. A field that only one of the contents can hold, being of a later schema, says nothing."""
    return Comparison(
        tuple(_differences(_actions(before), _actions(after), named="title")),
        tuple(_differences(_improvements(before), _improvements(after), named="text")),
    )


def _actions(content: Content) -> dict[str, Content]:
    return {str(each["number"]): each for each in content["actions"]}


def _improvements(content: Content) -> dict[str, Content]:
    return {each["key"]: {**each, "area": area["number"]} for area in content["areas"] for each in area["improvements"]}


def _differences(before: Mapping[str, Content], after: Mapping[str, Content], *, named: str) -> Iterator[Difference]:
    for label, new in after.items():
        old = before.get(label)
        if old is None:
            yield Difference(ADDED, label, new[named], new.get("area"))
        elif changes := tuple(_changes(old, new)):
            yield Difference(_kind(old, new), label, new[named], new.get("area"), changes)
    for label, old in before.items():
        if label not in after:
            yield Difference(REMOVED, label, old[named], old.get("area"))


def _kind(old: Content, new: Content) -> str:
    return CANCELLED if new.get("status") == CANCELLED != old.get("status") else CHANGED


def _changes(old: Content, new: Content) -> Iterator[Change]:
    for field, value in new.items():
        if field in old and field not in _LABELS and old[field] != value:
            yield Change(field, old[field], value)
