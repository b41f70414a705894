"""The judgement: criteria, evaluations, findings, imported reports and published results."""

from evaluations.models.evaluation import Assignment, Evaluation, EvaluationState
from evaluations.models.finding import DraftFinding, Finding, FindingKind, Score, Text
from evaluations.models.published_result import PublishedFinding, PublishedScore, PublishedText, PublishedVersion
from evaluations.models.report_import import (
    ImportState,
    ProposedArea,
    ProposedContradiction,
    ProposedFinding,
    ProposedSubarea,
    ProposedText,
    ReportImport,
    ReportPage,
)
from evaluations.models.rubric import Area, Comparability, Edition, EditionState, Subarea, SubareaMapping

__all__ = [
    "Area",
    "Assignment",
    "Comparability",
    "DraftFinding",
    "Edition",
    "EditionState",
    "Evaluation",
    "EvaluationState",
    "Finding",
    "FindingKind",
    "ImportState",
    "ProposedArea",
    "ProposedContradiction",
    "ProposedFinding",
    "ProposedSubarea",
    "ProposedText",
    "PublishedFinding",
    "PublishedScore",
    "PublishedText",
    "PublishedVersion",
    "ReportImport",
    "ReportPage",
    "Score",
    "Subarea",
    "SubareaMapping",
    "Text",
]
