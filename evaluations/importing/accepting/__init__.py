"""A reviewed proposal becomes an evaluation, or is given up: accept, undo, abandon."""

from evaluations.importing.accepting.accept import Approver, accept_import, approvers_for
from evaluations.importing.accepting.refusals import (
    AreasNotMatched,
    ContradictionsNotChosen,
    EditionNotFound,
    EvaluationExists,
    MunicipalityMissing,
    NotAcceptable,
    PointsMissing,
    PointsTooHigh,
    SameApprover,
    SubareasNotMatched,
    YearMissing,
)
from evaluations.importing.accepting.undo import ImportBuiltOn, abandon_import, undo_import

__all__ = [
    "Approver",
    "AreasNotMatched",
    "ContradictionsNotChosen",
    "EditionNotFound",
    "EvaluationExists",
    "ImportBuiltOn",
    "MunicipalityMissing",
    "NotAcceptable",
    "PointsMissing",
    "PointsTooHigh",
    "SameApprover",
    "SubareasNotMatched",
    "YearMissing",
    "abandon_import",
    "accept_import",
    "approvers_for",
    "undo_import",
]
