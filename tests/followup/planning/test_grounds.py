"""An open action stands for something that is acted on, whichever way it would come to stand for nothing."""

from datetime import timedelta

import pytest

from accounts.models import Event, Membership, Role
from followup import progress
from followup.models import Action, ActionFinding, ActionStatus, Decision, Plan, PlanState
from followup.planning import (
    ActionsHangOnIt,
    DecidedOtherwise,
    OwnerUnknown,
    create_action,
    decide,
    link_finding,
    unlink_finding,
)
from followup.progress.refusals import ActionTransitionRefused, NothingToUndo
from tests import factories
from tests.factories.followup import action

DECLINE = {"kind": "decline", "reason": "Regionen gör det."}


@pytest.fixture
def bos(bo):
    """Bo's membership in Arboga."""
    with factories.in_scope(factories.actor_of(bo, "arboga")):
        return Membership.objects.get(user=bo)


def test_the_last_of_several_is_not_declined_under_an_open_action(by, draft, findings, at):
    create_action(draft, by, title="Mät", findings=findings[:2], **at)
    decide(draft, findings[0], by, **DECLINE, **at)
    with pytest.raises(ActionsHangOnIt):
        decide(draft, findings[1], by, **DECLINE, **at)
    assert Decision.objects.current().get(finding=findings[1]).kind == "act"


@pytest.mark.parametrize("verb", ["restore_action", "reopen_action"])
def test_what_was_declined_meanwhile_gets_no_open_action_back(verb, by, draft, findings, at):
    ended = ActionStatus.CANCELLED if verb == "restore_action" else ActionStatus.DONE
    row = action(draft, 1, status=ended, findings=(findings[0],))
    decide(draft, findings[0], by, **DECLINE, **at)
    with pytest.raises(DecidedOtherwise):
        getattr(progress, verb)(row, by, reason="Vi ångrar oss.", **at)
    assert Action.objects.get(pk=row.pk).status == ended
    decide(draft, findings[0], by, kind="act", **at)
    getattr(progress, verb)(row, by, reason="Vi ångrar oss.", **at)
    assert Action.objects.get(pk=row.pk).is_open


def test_an_undone_cancellation_is_refused_where_something_was_built_on_it(by, draft, findings, at):
    row = create_action(draft, by, title="Mät", findings=findings[:1], **at)
    progress.cancel_action(row, by, reason="Behövs inte.", **at)
    decide(draft, findings[0], by, **DECLINE, **at)
    with pytest.raises(DecidedOtherwise):
        progress.undo_last(row, by, **at)
    assert Action.objects.get(pk=row.pk).status == ActionStatus.CANCELLED


def test_unlinking_leaves_no_open_action_on_what_was_declined_alone(by, draft, findings, at):
    row = create_action(draft, by, title="Mät", findings=findings[:2], **at)
    decide(draft, findings[0], by, **DECLINE, **at)
    with pytest.raises(DecidedOtherwise):
        unlink_finding(row, findings[1], by, **at)
    assert ActionFinding.objects.filter(action=row).count() == 2
    unlink_finding(row, findings[0], by, **at)
    unlink_finding(row, findings[1], by, **at)
    assert not ActionFinding.objects.filter(action=row).exists()


@pytest.mark.parametrize("ended", [ActionStatus.CANCELLED, ActionStatus.EFFECT_SHOWN])
def test_what_has_ended_answers_nothing_anew(ended, by, draft, findings, at):
    row = action(draft, 1, status=ended, findings=(findings[0],))
    with pytest.raises(ActionTransitionRefused):
        link_finding(row, findings[1], by, **at)
    with pytest.raises(ActionTransitionRefused):
        unlink_finding(row, findings[0], by, **at)
    assert not Decision.objects.exists()


@pytest.mark.parametrize("role", [Role.READER, Role.MANAGEMENT])
def test_a_new_action_is_owned_and_helped_by_those_who_may_work_with_it(role, by, draft, arboga, at):
    reader = factories.membership(factories.person("ny@arboga.example"), role, arboga)
    with pytest.raises(OwnerUnknown):
        create_action(draft, by, title="Mät", owner_id=reader.pk, **at)
    with pytest.raises(OwnerUnknown):
        create_action(draft, by, title="Mät", helper_ids=[reader.pk], **at)
    assert not Action.objects.exists()


def test_nobody_gets_an_action_back_who_has_left(by, draft, bos, at, now, today):
    row = create_action(draft, by, title="Mät", owner_id=bos.pk, **at)
    progress.change_owner(row, by, text="Ekonomichefen", **at)
    bos.end = today - timedelta(days=1)
    bos.save(update_fields=["end"])
    with pytest.raises(NothingToUndo):
        progress.undo_last(row, by, **at)
    assert Action.objects.values_list("owner_id", "owner_text").get(pk=row.pk) == (None, "Ekonomichefen")


def test_a_new_member_claims_what_may_still_change_hands(by, draft, bos, at):
    for number, status in enumerate(ActionStatus, start=1):
        action(draft, number, status=status, owner_text="Bo Ek")
    assert progress.owner_texts("Bo Ek", "", draft.municipality_id) == ["Bo Ek"]
    assert progress.claim_actions(bos, ["Bo Ek"], by, **at) == 4
    kept = Action.objects.filter(owner=None).order_by("number").values_list("status", flat=True)
    assert list(kept) == [ActionStatus.EFFECT_SHOWN, ActionStatus.CANCELLED]


def test_a_closed_plan_is_claimed_by_nobody_and_offers_no_undoing(by, draft, bos, at, now, today):
    row = create_action(draft, by, title="Mät", owner_text="Bo Ek", **at)
    progress.start_action(row, by, **at)
    Plan.objects.filter(pk=draft.pk).update(state=PlanState.CLOSED, closed_on=today)
    row = Action.objects.with_helpers().get(pk=row.pk)
    assert progress.owner_texts("Bo Ek", "", draft.municipality_id) == []
    assert progress.claim_actions(bos, ["Bo Ek"], by, **at) == 0
    assert progress.undoable(row, by, now) is None
    assert not Event.objects.filter(verb="action.owner_changed").exists()
