"""What became of each row of a press, as it is kept and shown."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from django.db import transaction

from accounts import journal
from accounts.errors import RuleViolation
from followup.models import BulkChange


class Outcome(StrEnum):
    """What became of a row; when a press is undone, of its undoing too."""

    DONE = "done"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(slots=True)
class Result:
    """One row: an action by its number or an improvement opportunity by its key, and why it was refused."""

    name: str
    words: str
    outcome: Outcome = Outcome.UNCHANGED
    why: str = ""
    undone: Outcome | None = None
    why_not_undone: str = ""
    kept: dict[str, Any] = field(default_factory=dict)  # what undoing needs: ids of decisions, numbers of actions

    @property
    def is_undone(self) -> bool:
        """Whether it stands again as it did before the press."""
        return self.undone == Outcome.DONE

    def attempt(self, change: Callable[[], bool]) -> None:
        """Carry a change out in a savepoint of its own; it says whether anything changed."""
        try:
            with transaction.atomic(), journal.gathered():
                changed = change()
        except RuleViolation as refusal:
            self.outcome, self.why = Outcome.REFUSED, str(refusal)
        else:
            self.outcome = Outcome.DONE if changed else Outcome.UNCHANGED

    def attempt_undo(self, undo: Callable[[], object]) -> None:
        """Take the row back in a savepoint of its own."""
        try:
            with transaction.atomic(), journal.gathered():
                undo()
        except RuleViolation as refusal:
            self.undone, self.why_not_undone = Outcome.REFUSED, str(refusal)
        else:
            self.undone = Outcome.DONE


def results_of(bulk: BulkChange) -> list[Result]:
    """The rows of a press, in its order."""
    return [
        Result(
            **{
                **row,
                "outcome": Outcome(row["outcome"]),
                "undone": Outcome(row["undone"]) if row["undone"] else None,
            }
        )
        for row in bulk.results
    ]


def keep(bulk: BulkChange, results: list[Result]) -> None:
    """Write what became of the rows."""
    bulk.results = [asdict(result) for result in results]
    bulk.save(update_fields=["results", "undone_at"])
