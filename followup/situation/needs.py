"""The actions that somebody must decide about: held up, off track, or nobody's."""

from collections.abc import Iterable
from dataclasses import dataclass

from followup.models import Light
from followup.situation.rows import ActionRow

KINDS = ("blocked", "red", "without_owner")


@dataclass(frozen=True, slots=True)
class Need:
    """The actions that wait for the same kind of decision."""

    kind: str
    rows: list[ActionRow]


def needs_of(rows: Iterable[ActionRow]) -> list[Need]:
    """Each kind that has actions; an action that is blocked and off track stands once, where it is blocked."""
    found: dict[str, list[ActionRow]] = {kind: [] for kind in KINDS}
    for row in rows:
        if not row.action.is_open:
            continue
        if row.action.is_blocked:
            found["blocked"].append(row)
        elif row.action.light == Light.RED:
            found["red"].append(row)
        if row.is_nobodys:
            found["without_owner"].append(row)
    return [Need(kind, rows) for kind, rows in found.items() if rows]
