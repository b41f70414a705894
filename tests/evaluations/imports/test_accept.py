"""Accepting a proposal."""

from datetime import date, datetime

from accounts.models import Municipality, User
from evaluations.importing import accepting, reviewing
from evaluations.models import Assignment, DraftFinding, Evaluation, ProposedContradiction, ReportImport, Score
from tests import factories


def test_it_becomes_an_evaluation_that_waits_for_the_approver(
    proposed: ReportImport, sara: User, ulla: User, arboga: Municipality, now: datetime, today: date
) -> None:
    assert proposed.state == "proposed", proposed.problem
    with factories.as_actor(sara, "skr") as by:
        reviewing.set_head(by, proposed, reviewing.HeadEdit({}, {"municipality": str(arboga.pk)}), now=now)
        contradiction = ProposedContradiction.objects.get(report_import=proposed)
        reviewing.choose_reading(by, proposed, contradiction.pk, "in_overview", now=now)
        evaluation = accepting.accept_import(by, proposed, ulla.pk, now=now, today=today)
        assert (evaluation.number, evaluation.state) == ("KK-2025-001", "ready")
        assert Score.objects.filter(evaluation=evaluation, subarea=None).count() == 8
        assert sum(s.achieved for s in Score.objects.filter(evaluation=evaluation, subarea=None)) == 508
        assert Assignment.objects.get(evaluation=evaluation).user_id == ulla.pk
