"""Plain functions that make one row each, with values that never change. Each opens the scope its row needs."""

from tests.factories.evaluations import (
    assignment,
    draft_finding,
    edition,
    evaluation,
    finding,
    published_version,
    report_import,
    score,
    shipped_edition,
    text,
)
from tests.factories.people import TODAY, membership, municipality, person, unit
from tests.factories.scopes import ADMIN, EVALUATOR, actor_of, as_actor, in_scope

__all__ = [
    "ADMIN",
    "EVALUATOR",
    "TODAY",
    "actor_of",
    "as_actor",
    "assignment",
    "draft_finding",
    "edition",
    "evaluation",
    "finding",
    "in_scope",
    "membership",
    "municipality",
    "person",
    "published_version",
    "report_import",
    "score",
    "shipped_edition",
    "text",
    "unit",
]
