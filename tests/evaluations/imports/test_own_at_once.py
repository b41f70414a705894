"""Two who act on an own import at the very same time."""

from datetime import date, datetime

import pytest

from accounts.models import Municipality, User
from accounts.tenancy import Scope
from evaluations.importing import accepting
from evaluations.importing.offering import offer_to_skr
from evaluations.models import Evaluation, EvaluationState, Finding, FindingKind, PublishedVersion, ReportImport
from followup.models import Decision, Plan
from followup.planning import decide
from tests import factories
from tests.evaluations.imports.test_at_once import at_once
from tests.evaluations.imports.town import accepted, own_proposal, reviewed

pytestmark = pytest.mark.django_db(transaction=True)


def test_four_who_accept_make_one_evaluation(astrid: User, arboga: Municipality, ekhult: bytes, now: datetime) -> None:
    proposal = reviewed(own_proposal(astrid, arboga, ekhult, now), astrid, arboga, now)

    def press() -> None:
        with factories.as_actor(astrid, "arboga") as by:
            accepting.accept_own_import(by, proposal, now=now)

    assert at_once(press) == []
    with factories.in_scope(Scope(municipality=arboga.pk)):
        assert (Evaluation.objects.count(), PublishedVersion.objects.count()) == (1, 1)


def test_two_files_of_one_year_make_one_evaluation(
    astrid: User, arboga: Municipality, ekhult: bytes, now: datetime
) -> None:
    files = [ekhult, ekhult + b"\n"]
    proposals = [reviewed(own_proposal(astrid, arboga, file, now), astrid, arboga, now) for file in files]

    def press() -> None:
        with factories.as_actor(astrid, "arboga") as by:
            accepting.accept_own_import(by, proposals.pop(), now=now)

    assert at_once(press, times=2) == ["OwnExists"]
    with factories.in_scope(Scope(municipality=arboga.pk)):
        assert Evaluation.objects.count() == 1


def test_four_who_offer_make_one_offer(astrid: User, arboga: Municipality, ekhult: bytes, now: datetime) -> None:
    proposal = reviewed(own_proposal(astrid, arboga, ekhult, now), astrid, arboga, now)
    own = accepted(proposal, astrid, arboga, now)

    def press() -> None:
        with factories.as_actor(astrid, "arboga") as by:
            offer_to_skr(by, own, now=now)

    assert at_once(press) == []
    with factories.in_scope(factories.ADMIN):
        assert ReportImport.objects.count() == 1


def test_who_undoes_and_who_decides_do_not_both_succeed(
    astrid: User, arboga: Municipality, ekhult: bytes, now: datetime, today: date
) -> None:
    proposal = reviewed(own_proposal(astrid, arboga, ekhult, now), astrid, arboga, now)
    own = accepted(proposal, astrid, arboga, now)
    with factories.in_scope(Scope(municipality=arboga.pk)):
        plan = Plan.objects.get()
        finding = Finding.objects.filter(evaluation=own, kind=FindingKind.IMPROVEMENT)[0]
    presses = ["undo", "decide"]

    def press() -> None:
        with factories.as_actor(astrid, "arboga") as by:
            if presses.pop() == "undo":
                accepting.undo_import(by, proposal, now=now, today=today)
            else:
                decide(plan, finding, by, kind="act", now=now, today=today)

    failures = at_once(press, times=2)
    with factories.in_scope(Scope(municipality=arboga.pk)):
        state = Evaluation.objects.get().state
        decided = Decision.objects.exists()
    assert (failures, state, decided) in [
        (["OwnBuiltOn"], EvaluationState.PUBLISHED, True),
        (["PlanClosed"], EvaluationState.CANCELLED, False),
    ]
