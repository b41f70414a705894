"""Two people at one form: each field is compared as it was loaded, as it stands now and as it is sent."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from accounts.errors import EditConflict

LOADED = "was-"  # the prefix under which a form carries the value a field was loaded with


@dataclass(frozen=True, slots=True)
class Edit:
    """What a form sent: the new values, and those the fields were loaded with."""

    was: Mapping[str, str]
    new: Mapping[str, str]

    def of(self, names: Container[str]) -> "Edit":
        """The part that is about these fields."""
        return Edit(*({n: v for n, v in part.items() if n in names} for part in (self.was, self.new)))


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that somebody else changed while it was being edited; all three texts are kept for the choice."""

    name: str
    was: str
    theirs: str
    yours: str
    label: Promise | str = ""
    by: str = ""
    at: datetime | None = None


class FieldsClash(EditConflict):
    """Raised by `merged`; the page shows each clash with both texts and keeps the other fields as they were sent."""

    def __init__(self, clashes: tuple[Clash, ...]) -> None:
        self.clashes = clashes
        super().__init__()


def same(one: str, other: str) -> bool:
    """Whether two texts are the same to their writer: browsers send line ends as CRLF and trim nothing."""
    return one.replace("\r\n", "\n").strip() == other.replace("\r\n", "\n").strip()


def merged(now: Mapping[str, str], edit: Edit) -> dict[str, str]:
    """The fields to write: those the sender changed and nobody else did.

    Raises FieldsClash where both changed one to different texts. Without its loaded value a field counts as loaded now.
    """
    changed: dict[str, str] = {}
    clashes = []
    for name, new in edit.new.items():
        stands = now[name]
        was = edit.was.get(name, stands)
        if same(new, was) or same(new, stands):
            continue
        if same(was, stands):
            changed[name] = new.replace("\r\n", "\n").strip()
        else:
            clashes.append(Clash(name, was, stands, new))
    if clashes:
        raise FieldsClash(tuple(clashes))
    return changed


def edit_from(data: Mapping[str, str], names: tuple[str, ...]) -> Edit:
    """Read an edit from what a form sent: `<name>` and `was-<name>`, after a conflict also `<name>-choice`.

    A choice settles the field: «theirs» leaves what stands, «yours» writes over what the person has now seen.
    """
    was, new = {}, {}
    for name in names:
        if name not in data or data.get(f"{name}-choice") == "theirs":
            continue
        new[name] = data[name].replace("\x00", "")
        if LOADED + name in data:
            was[name] = data[LOADED + name]
    return Edit(was, new)
