"""A plan from draft to closed."""

from datetime import date

import pytest

from accounts.errors import NotPermitted
from accounts.models import Event
from accounts.roles import Actor
from accounts.tenancy import Scope
from evaluations.models import Evaluation
from evaluations.publication.content import sha256_of
from followup.models import Plan, PlanCopy
from followup.planning import (
    AdoptedInFuture,
    BodyMissing,
    PlanNotAdopted,
    adopt_plan,
    close_plan,
    create_action,
    decide,
    link_finding,
    newest_plan,
    plan_of,
)
from followup.refusals import PlanClosed
from tests.factories import as_actor, in_scope
from tests.factories.followup import plan, published_case

ADOPTED = {"body": "Kommunstyrelsen", "adopted_on": date(2027, 3, 10), "reference": "KS 2027/15"}


def test_a_plan_is_made_once(astrid, version, now):
    with as_actor(astrid, "arboga") as by:
        first = plan_of(version.evaluation, by, now)
        assert plan_of(version.evaluation, by, now) == first
        assert (first.state, Plan.objects.count()) == ("draft", 1)
        assert Event.objects.filter(verb="plan.created").count() == 1


def test_the_job_that_prepares_a_plan_has_no_hat(arboga, version, now):
    scope = Scope(municipality=arboga.pk)
    with in_scope(scope):
        assert plan_of(version.evaluation, Actor.of_job(scope), now).state == "draft"


def test_a_reader_makes_no_plan(birgit, version, now):
    with as_actor(birgit, "arboga") as by, pytest.raises(NotPermitted):
        plan_of(version.evaluation, by, now)


def test_another_towns_evaluation_has_no_plan_here(by, boden, ulla, now):
    foreign = published_case(boden, ulla, "KK-2026-002")
    with pytest.raises(Evaluation.DoesNotExist):
        plan_of(foreign.evaluation, by, now)


def test_the_newest_plan_is_that_of_the_newest_evaluation(by, draft, arboga, ulla):
    plan(published_case(arboga, ulla, "KK-2020-001", year=2020).evaluation)
    assert newest_plan(by) == draft


def test_adopting_keeps_a_copy_of_everything(by, draft, findings, at):
    create_action(draft, by, title="Mät", owner_text="Ekonomichefen", findings=findings[:1], **at)
    decide(draft, findings[1], by, kind="decline", reason="Görs inte.", **at)
    copy = adopt_plan(draft, by, **ADOPTED, **at)
    assert copy.sha256 == sha256_of(copy.content)
    decided = {"wait_until": None, "done_what": "", "done_on": None}
    unweighed = {"subarea": "", "effort": "", "expected_effect": "", "recurs_from": []}
    assert {name: copy.content[name] for name in copy.content if name not in ("areas", "actions")} == {
        "schema_version": 2,
        "municipality": "Arboga kommun",
        "evaluation": "KK-2026-001",
        "year": 2026,
        "version": 1,
    }
    assert copy.content["areas"][0]["improvements"] == [
        {
            "key": str(findings[0].key),
            "text": "Följ upp målen oftare.",
            "decision": {"kind": "act", "reason": "", **decided},
            **unweighed,
        },
        {
            "key": str(findings[1].key),
            "text": "Låt invånarna påverka budgeten.",
            "decision": {"kind": "decline", "reason": "Görs inte.", **decided},
            **unweighed,
        },
    ]
    (kept,) = copy.content["actions"]
    assert {name: value for name, value in kept.items() if value} == {
        "number": 1,
        "title": "Mät",
        "owner": "Ekonomichefen",
        "status": "not_started",
        "improvements": [str(findings[0].key)],
    }
    row = Plan.objects.get()
    assert (row.state, row.adopted_body, row.adopted_on, row.version) == (
        "adopted",
        "Kommunstyrelsen",
        date(2027, 3, 10),
        2,
    )


def test_adopting_the_same_twice_makes_one_copy(by, draft, at):
    first = adopt_plan(draft, by, **ADOPTED, **at)
    assert adopt_plan(draft, by, **ADOPTED, **at) == first
    assert Event.objects.filter(verb="plan.adopted").count() == 1


def test_adopted_again_it_becomes_a_new_copy(by, draft, at):
    adopt_plan(draft, by, **ADOPTED, **at)
    create_action(draft, by, title="Mät", **at)
    assert adopt_plan(draft, by, **ADOPTED, **at).number == 2
    assert [len(copy.content["actions"]) for copy in PlanCopy.objects.order_by("number")] == [0, 1]


def test_work_goes_on_in_an_adopted_plan(by, draft, findings, at):
    adopt_plan(draft, by, **ADOPTED, **at)
    assert decide(draft, findings[0], by, kind="act", **at).kind == "act"


@pytest.mark.parametrize(
    ("given", "refusal"), [({"body": " "}, BodyMissing), ({"adopted_on": date(2027, 3, 16)}, AdoptedInFuture)]
)
def test_adoption_says_by_whom_and_when(given, refusal, by, draft, at):
    with pytest.raises(refusal):
        adopt_plan(draft, by, **(ADOPTED | given), **at)


def test_closing_twice_changes_nothing(by, draft, at, today):
    adopt_plan(draft, by, **ADOPTED, **at)
    closed = close_plan(draft, by, **at)
    assert (closed.state, closed.closed_on) == ("closed", today)
    assert close_plan(draft, by, **at).version == closed.version
    assert Event.objects.filter(verb="plan.closed").count() == 1


def test_a_draft_is_not_closed(by, draft, at):
    with pytest.raises(PlanNotAdopted):
        close_plan(draft, by, **at)


def test_a_closed_plan_refuses_everything(by, draft, findings, at):
    made = create_action(draft, by, title="Mät", **at)
    adopt_plan(draft, by, **ADOPTED, **at)
    close_plan(draft, by, **at)
    for verb in (
        lambda: create_action(draft, by, title="Mät", **at),
        lambda: link_finding(made, findings[0], by, **at),
        lambda: decide(draft, findings[0], by, kind="act", **at),
        lambda: adopt_plan(draft, by, **ADOPTED, **at),
    ):
        with pytest.raises(PlanClosed):
            verb()


@pytest.mark.parametrize("name", ["lena", "bo", "birgit"])
def test_only_the_coordinator_adopts_and_closes(name, request, draft, at):
    with as_actor(request.getfixturevalue(name), "arboga") as other:
        with pytest.raises(NotPermitted):
            adopt_plan(draft, other, **ADOPTED, **at)
        with pytest.raises(NotPermitted):
            close_plan(draft, other, **at)
