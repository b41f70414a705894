"""Many actions or decisions changed by one press: each in its own savepoint, with a result per row, undone together."""

from followup.bulk.changing import MOST, Wanted, change_many
from followup.bulk.deciding import ForAll, SameDecision, decide_many
from followup.bulk.refusals import (
    ActionUnknown,
    BuiltUpon,
    BulkTooLarge,
    ChangedMeanwhile,
    NothingAsked,
    NothingChosen,
    UndoTooLate,
)
from followup.bulk.results import Outcome, Result, results_of
from followup.bulk.undoing import undo_bulk, undoable

__all__ = [
    "MOST",
    "ActionUnknown",
    "BuiltUpon",
    "BulkTooLarge",
    "ChangedMeanwhile",
    "ForAll",
    "NothingAsked",
    "NothingChosen",
    "Outcome",
    "Result",
    "SameDecision",
    "UndoTooLate",
    "Wanted",
    "change_many",
    "decide_many",
    "results_of",
    "undo_bulk",
    "undoable",
]
