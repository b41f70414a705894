"""Choosing, in the review of a newer file, which rows that it does not mention go from the evaluation."""

from collections.abc import Collection
from datetime import datetime

from accounts import journal
from accounts.roles import Actor
from evaluations.importing.accepting.checks import Proposal
from evaluations.importing.accepting.meeting import meeting
from evaluations.importing.accepting.newer import Outcome
from evaluations.importing.reviewing.review import under_review
from evaluations.models import ReportImport


def choose_removals(by: Actor, report_import: ReportImport, keys: Collection[str], *, now: datetime) -> int:
    """Mark exactly these unmentioned rows to be removed at acceptance; returns how many. The same again: nothing.

    Keys of rows that are not there, or that the file mentions, are passed over.
    """
    with under_review(by, report_import) as locked:
        changes = meeting(locked).changes(locked, Proposal.of(locked))
        known = [change.key for change in changes if change.outcome == Outcome.UNMENTIONED]
        chosen = [key for key in known if key in keys]
        before = locked.replacing.get("remove", [])
        if chosen != before:
            locked.replacing["remove"] = chosen
            locked.version += 1
            locked.save(update_fields=["replacing", "version"])
            journal.record(
                by,
                "import.corrected",
                locked,
                now=now,
                subject=str(locked),
                step="removals_chosen",
                before=len(before),
                after=len(chosen),
            )
    return len(chosen)
