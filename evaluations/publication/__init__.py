"""From an evaluation that is ready to a version that nothing can change."""

from evaluations.publication.content import content_of
from evaluations.publication.publishing import check_publishable, publish
from evaluations.publication.refusals import (
    CaseHasChanged,
    EditionNotPublished,
    NothingToPublish,
    NotReady,
    PointsDisagree,
    PublisherNotEmployed,
    ReasonMissing,
    SecondPersonNeeded,
)
from evaluations.publication.sending_back import send_back
from evaluations.publication.verifying import Difference, verify_versions

__all__ = [
    "CaseHasChanged",
    "Difference",
    "EditionNotPublished",
    "NotReady",
    "NothingToPublish",
    "PointsDisagree",
    "PublisherNotEmployed",
    "ReasonMissing",
    "SecondPersonNeeded",
    "check_publishable",
    "content_of",
    "publish",
    "send_back",
    "verify_versions",
]
