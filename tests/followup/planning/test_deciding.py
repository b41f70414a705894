"""Deciding on an improvement opportunity."""

from datetime import date, timedelta

import pytest

from accounts.errors import NotPermitted
from accounts.models import Event
from followup.models import ActionStatus, Decision, DecisionKind
from followup.planning import (
    ActionsHangOnIt,
    DecisionHasChanged,
    DoneInFuture,
    DoneMissing,
    FindingNotInPlan,
    ReasonMissing,
    TitleMissing,
    WaitDateMissing,
    WaitDatePassed,
    create_action,
    decide,
    decide_to_act,
)
from followup.refusals import PlanClosed
from tests import factories
from tests.factories import as_actor, in_scope
from tests.factories.followup import action, plan, published_case

WAIT = {"kind": "wait", "wait_until": date(2027, 8, 31)}
DECLINE = {"kind": "decline", "reason": "Regionen gör det."}
DONE = {"kind": "already_done", "done_what": "Ny rutin.", "done_on": date(2027, 2, 1)}


def as_row(decision):
    return {
        name: getattr(decision, name) for name in ("kind", "wait_until", "reason", "done_what", "done_on", "is_current")
    }


@pytest.mark.parametrize("given", [{"kind": "act"}, WAIT, DECLINE, DONE], ids=lambda given: given["kind"])
def test_each_choice_is_kept_with_the_version_it_was_made_on(given, by, draft, findings, version, at):
    made = decide(draft, findings[0], by, **given, **at)
    empty = {"wait_until": None, "reason": "", "done_what": "", "done_on": None, "is_current": True}
    assert as_row(made) == empty | given
    assert (made.made_on_id, made.by_id, made.at, made.version) == (version.pk, by.user_id, at["now"], 1)
    event = Event.objects.get(verb="decision.made")
    assert event.facts.facts["decision"] == ["", given["kind"]]
    assert event.municipality_id == draft.municipality_id


def test_a_decision_can_be_changed_and_the_older_one_is_kept(by, draft, findings, at):
    decide(draft, findings[0], by, **DECLINE, **at)
    decide(draft, findings[0], by, **WAIT, **at)
    rows = Decision.objects.order_by("version").values_list("kind", "is_current", "version")
    assert list(rows) == [("decline", False, 1), ("wait", True, 2)]


def test_deciding_the_same_twice_changes_nothing(by, draft, findings, at):
    first = decide(draft, findings[0], by, **DECLINE, **at)
    assert decide(draft, findings[0], by, **DECLINE, version=0, **at) == first
    assert Event.objects.filter(verb="decision.made").count() == 1


def test_a_passed_wait_leaves_something_to_decide(by, draft, findings, at, today):
    made = decide(draft, findings[0], by, **WAIT, **at)
    assert made.is_settled(date(2027, 8, 31))
    assert not made.is_settled(date(2027, 9, 1))
    assert not Decision.objects.settled(on=date(2027, 9, 1)).exists()


@pytest.mark.parametrize("name", ["lena", "bo", "birgit"])
def test_only_the_coordinator_decides(name, request, draft, findings, at):
    with as_actor(request.getfixturevalue(name), "arboga") as other, pytest.raises(NotPermitted):
        decide(draft, findings[0], other, **DECLINE, **at)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"kind": "wait"}, WaitDateMissing),
        ({"kind": "wait", "wait_until": factories.TODAY}, WaitDatePassed),
        ({"kind": "decline", "reason": " "}, ReasonMissing),
        ({"kind": "already_done", "done_on": date(2027, 1, 1)}, DoneMissing),
        ({"kind": "already_done", "done_what": "Klart."}, DoneMissing),
        (
            {"kind": "already_done", "done_what": "Klart.", "done_on": factories.TODAY + timedelta(days=1)},
            DoneInFuture,
        ),
    ],
)
def test_what_a_choice_lacks_is_refused(given, refusal, by, draft, findings, at):
    with pytest.raises(refusal):
        decide(draft, findings[0], by, **given, **at)
    assert not Decision.objects.exists()


def test_an_open_action_that_answers_nothing_else_holds_the_decision(by, draft, findings, at):
    create_action(draft, by, title="Mät", findings=findings[:1], **at)
    with pytest.raises(ActionsHangOnIt):
        decide(draft, findings[0], by, **DECLINE, **at)


def test_an_action_that_is_over_or_answers_another_one_too_does_not_hold_it(by, draft, findings, at):
    action(draft, 1, findings=(findings[0],), status=ActionStatus.CANCELLED)
    action(draft, 2, findings=tuple(findings))
    decide(draft, findings[0], by, kind="act", **at)
    assert decide(draft, findings[0], by, **DECLINE, **at).kind == DecisionKind.DECLINE


def test_two_who_decide_at_once_see_both(by, draft, findings, at):
    first = decide(draft, findings[0], by, **DECLINE, version=0, **at)
    with pytest.raises(DecisionHasChanged) as refused:
        decide(draft, findings[0], by, **WAIT, version=0, **at)
    assert refused.value.current == first
    assert decide(draft, findings[0], by, **WAIT, version=first.version, **at).version == 2


def test_a_closed_plan_takes_no_decision(arboga, ulla, astrid, at):
    from followup.models import PlanState
    from tests.factories.followup import improvements

    made = published_case(arboga, ulla)
    closed = plan(made.evaluation, state=PlanState.CLOSED)
    with as_actor(astrid, "arboga") as by, pytest.raises(PlanClosed):
        decide(closed, improvements(made)[0], by, **DECLINE, **at)


def test_another_evaluations_finding_is_refused(by, draft, arboga, ulla, at):
    from tests.factories.followup import improvements

    earlier = published_case(arboga, ulla, "KK-2020-001", year=2020)
    with pytest.raises(FindingNotInPlan):
        decide(draft, improvements(earlier)[0], by, **DECLINE, **at)


def test_another_towns_finding_is_refused_like_an_unknown_one(by, draft, boden, ulla, at):
    from tests.factories.followup import improvements

    with in_scope(by):
        pass
    foreign = published_case(boden, ulla, "KK-2026-002")
    with pytest.raises(FindingNotInPlan):
        decide(draft, improvements(foreign)[0], by, **DECLINE, **at)


def test_a_correction_asks_for_the_decision_to_be_confirmed(by, draft, findings, version, ulla, at):
    first = decide(draft, findings[0], by, **DECLINE, **at)
    assert first.made_on == version


def test_deciding_to_act_makes_the_action_too(by, draft, findings, at):
    made = decide_to_act(draft, findings[0], by, version=0, title="Mät oftare", due=date(2027, 8, 31), **at)
    assert (made.number, made.title, made.first_due) == (1, "Mät oftare", date(2027, 8, 31))
    assert [link.finding_id for link in made.links.all()] == [findings[0].pk]
    assert Decision.objects.current().get().kind == DecisionKind.ACT


def test_without_a_title_neither_decision_nor_action_is_made(by, draft, findings, at):
    with pytest.raises(TitleMissing):
        decide_to_act(draft, findings[0], by, title=" ", **at)
    assert not Decision.objects.exists()


def test_two_who_decide_to_act_at_once_do_not_make_two_actions(by, draft, findings, at):
    decide_to_act(draft, findings[0], by, version=0, title="Mät", **at)
    with pytest.raises(DecisionHasChanged):
        decide_to_act(draft, findings[0], by, version=0, title="Mät oftare", **at)
