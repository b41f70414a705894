"""A case that is ready to publish."""

import pytest

from accounts.models import User
from evaluations.models import (
    Evaluation,
    EvaluationState,
    FindingKind,
)
from tests import factories
from tests.evaluations.publication.acting import change


@pytest.fixture
def case(arboga_case: Evaluation, erik: User) -> Evaluation:
    """Arboga's case, led by Erik and made ready by him, with points, a text and two findings in the first area."""
    for code, achieved, maximum in (("1.1", "10", "20"), ("1.2", "4", "10"), ("2.1", "11", "20")):
        factories.score(arboga_case, code, achieved=achieved, maximum=maximum)
    factories.text(arboga_case, title="Allmänt", body="Kommunen har **mål**.")
    factories.draft_finding(arboga_case, "Tydliga mål.", kind=FindingKind.STRENGTH)
    factories.draft_finding(arboga_case, "Följ upp målen oftare.")
    change(arboga_case, state=EvaluationState.READY, made_ready_by=erik)
    return arboga_case
