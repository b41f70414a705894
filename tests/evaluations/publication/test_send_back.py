"""Sending a ready evaluation back."""

from datetime import datetime

import pytest

from accounts.errors import NotPermitted
from accounts.models import Event, User
from accounts.roles import Part
from evaluations.models import Assignment, Evaluation, EvaluationState, ImportState, ReportImport
from evaluations.publication import CaseHasChanged, NotReady, ReasonMissing, send_back
from tests import factories
from tests.factories import ADMIN, as_actor, in_scope


@pytest.fixture
def case(arboga_case: Evaluation, ulla: User) -> Evaluation:
    """Arboga's case, ready, with Ulla as approver."""
    with in_scope(ADMIN):
        Evaluation.objects.filter(pk=arboga_case.pk).update(state=EvaluationState.READY)
        arboga_case.refresh_from_db()
    factories.assignment(arboga_case, ulla, Part.APPROVER, name="Ulla Nord")
    return arboga_case


def send_back_as(person: User, case: Evaluation, now: datetime, reason: str = "Område 3 saknar text.") -> Evaluation:
    with as_actor(person, case.number) as by:
        return send_back(case, by, reason=reason, now=now, version=case.version)


def test_the_approver_sends_it_back_with_a_reason(case: Evaluation, ulla: User, now: datetime) -> None:
    send_back_as(ulla, case, now)
    with in_scope(ADMIN):
        case.refresh_from_db()
        assert (case.state, case.sent_back_reason) == (EvaluationState.SCORING, "Område 3 saknar text.")
        event = Event.objects.select_related("facts").get(verb="evaluation.sent_back")
        assert event.evaluation == case.pk
        assert event.facts.facts == {
            "by": "Ulla Nord",
            "subject": "KK-2027-001",
            "state": ["ready", "scoring"],
            "reason": "Område 3 saknar text.",
        }
        assert Assignment.objects.get(evaluation=case, user=ulla).end is None


def test_the_accepted_import_is_a_proposal_again(case: Evaluation, sara: User, ulla: User, now: datetime) -> None:
    behind = factories.report_import(sara, state="accepted", of=case.municipality, evaluation=case)
    undone = factories.report_import(sara, number=2, state="undone", of=case.municipality, evaluation=case)
    send_back_as(ulla, case, now)
    with in_scope(ADMIN):
        states = dict(ReportImport.objects.values_list("pk", "state"))
        assert states == {behind.pk: ImportState.PROPOSED, undone.pk: ImportState.UNDONE}
        assert Event.objects.get(verb="import.reopened").subject_id == str(behind.pk)


def test_the_lead_may_take_it_back(case: Evaluation, erik: User, now: datetime) -> None:
    assert send_back_as(erik, case, now).state == EvaluationState.SCORING


def test_sending_back_twice_changes_nothing(case: Evaluation, ulla: User, now: datetime) -> None:
    first = send_back_as(ulla, case, now)
    assert send_back_as(ulla, case, now).version == first.version
    with in_scope(ADMIN):
        assert Event.objects.filter(verb="evaluation.sent_back").count() == 1


def test_the_administrator_does_not_send_back(case: Evaluation, sara: User, now: datetime) -> None:
    with pytest.raises(NotPermitted):
        send_back_as(sara, case, now)


@pytest.mark.parametrize("reason", ["", "   \n"])
def test_a_reason_is_needed(case: Evaluation, ulla: User, now: datetime, reason: str) -> None:
    with pytest.raises(ReasonMissing):
        send_back_as(ulla, case, now, reason)


def test_only_a_ready_evaluation_is_sent_back(boden_case: Evaluation, ulla: User, now: datetime) -> None:
    factories.assignment(boden_case, ulla, Part.APPROVER)
    with pytest.raises(NotReady):
        send_back_as(ulla, boden_case, now)


def test_what_was_changed_meanwhile_must_be_looked_at_again(case: Evaluation, ulla: User, now: datetime) -> None:
    case.version += 1
    with pytest.raises(CaseHasChanged):
        send_back_as(ulla, case, now)
