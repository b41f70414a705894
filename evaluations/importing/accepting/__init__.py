"""A reviewed proposal becomes an evaluation, or is given up: accept, undo, abandon."""

from evaluations.importing.accepting.accept import Approver, accept_import, approvers_for
from evaluations.importing.accepting.own import OwnExists, PublishedBySkr, accept_own_import, check_own
from evaluations.importing.accepting.refusals import (
    AboutAnother,
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
from evaluations.importing.accepting.undo import ImportBuiltOn, OwnBuiltOn, OwnOffered, abandon_import, undo_import

__all__ = [
    "AboutAnother",
    "Approver",
    "AreasNotMatched",
    "ContradictionsNotChosen",
    "EditionNotFound",
    "EvaluationExists",
    "ImportBuiltOn",
    "MunicipalityMissing",
    "NotAcceptable",
    "OwnBuiltOn",
    "OwnExists",
    "OwnOffered",
    "PointsMissing",
    "PointsTooHigh",
    "PublishedBySkr",
    "SameApprover",
    "SubareasNotMatched",
    "YearMissing",
    "abandon_import",
    "accept_import",
    "accept_own_import",
    "approvers_for",
    "check_own",
    "undo_import",
]
