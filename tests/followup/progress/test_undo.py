"""Undoing the last change."""

from datetime import date, timedelta

import pytest

from accounts.editing import Edit
from accounts.errors import NotPermitted
from accounts.models import Event
from followup import progress
from followup.models import Action, ActionChange, ActionStatus, Attachment, Milestone, StatusReport
from followup.progress.refusals import NothingToUndo
from followup.refusals import PlanClosed
from tests import factories
from tests.followup.progress.conftest import membership_of
from tests.followup.progress.test_table import VERBS, press

MOVING = [verb for verb in VERBS if verb not in ("unblock_action",)]


def _row(action: Action) -> dict[str, object]:
    values = Action.objects.filter(pk=action.pk).values().get()
    del values["version"]
    return values


@pytest.mark.parametrize("verb", MOVING)
def test_every_verb_is_put_back_as_it_was(verb, make, actor, astrid, bo, now, today):
    action, by = make(next(iter(VERBS[verb][2]))), actor(astrid)
    factories.attached_link(action, bo, is_evidence=True)
    with factories.in_scope(by):
        before = _row(action)
        press(action, by, verb, now, today)
        undone = progress.undo_last(action, by, now=now + timedelta(minutes=15), today=today)

        assert _row(action) == before
        assert undone.version == 3
        assert list(ActionChange.objects.values_list("verb", flat=True)) == [verb]
        assert Event.objects.filter(verb="action.undone").count() == 1
        with pytest.raises(NothingToUndo):
            progress.undo_last(action, by, now=now + timedelta(minutes=15), today=today)


def test_undone_reports_milestones_files_and_helpers_go_with_it(make, actor, astrid, mats, now, today):
    action, by = make(), actor(astrid)
    times = {"now": now, "today": today}
    with factories.in_scope(by):
        report = progress.report_status(action, by, note="Halvvägs.", light="yellow", percent=50, **times)
        progress.undo_last(action, by, **times)
        milestone = progress.add_milestone(action, by, title="Enkät", **times)
        progress.undo_last(action, by, **times)
        link = progress.attach_link(action, by, title="Enkät", url="https://arboga.example/e", **times)
        progress.undo_last(action, by, **times)
        helpers = list(Action.objects.with_helpers().get(pk=action.pk).helper_ids)
        progress.edit_action(action, by, Edit({}, {}), helper_ids=[membership_of(mats).pk], **times)
        progress.undo_last(action, by, **times)

        assert StatusReport.objects.get(pk=report.pk).withdrawn_at == now
        assert Milestone.objects.get(pk=milestone.pk).is_dropped
        assert Attachment.objects.get(pk=link.pk).removed_at == now
        assert list(Action.objects.with_helpers().get(pk=action.pk).helper_ids) == helpers
        assert Action.objects.get(pk=action.pk).status == ActionStatus.NOT_STARTED


def test_a_ticked_milestone_is_open_again(make, actor, bo, now, today):
    action, by = make(), actor(bo)
    milestone = factories.milestone(action)
    with factories.in_scope(by):
        progress.tick_milestone(action, by, milestone_id=milestone.pk, now=now, today=today)
        progress.undo_last(action, by, now=now, today=today)

        assert Milestone.objects.get(pk=milestone.pk).is_open


def test_who_may_not(make, actor, astrid, bo, mats, birgit, now, today):
    action = make()
    with factories.in_scope(actor(astrid)):
        progress.start_action(action, actor(astrid), now=now, today=today)
    with factories.in_scope(actor(bo)), pytest.raises(NothingToUndo, match=r"15 minut"):
        progress.undo_last(action, actor(bo), now=now, today=today)
    for person in (mats, birgit):
        with factories.in_scope(actor(person)), pytest.raises(NotPermitted):
            progress.undo_last(action, actor(person), now=now, today=today)


def test_not_after_a_quarter_of_an_hour(make, actor, bo, now, today):
    action, by = make(), actor(bo)
    with factories.in_scope(by):
        progress.start_action(action, by, now=now, today=today)
        late = now + timedelta(minutes=15, seconds=1)

        assert progress.undoable(action, by, late) is None
        with pytest.raises(NothingToUndo):
            progress.undo_last(action, by, now=late, today=today)


def test_not_where_something_was_built_on_it(make, actor, bo, astrid, now, today):
    action = make()
    with factories.in_scope(actor(bo)):
        progress.start_action(action, actor(bo), now=now, today=today)
    with factories.in_scope(actor(astrid)):
        progress.move_deadline(action, actor(astrid), due=date(2027, 9, 1), reason="Mer tid.", now=now, today=today)
    with factories.in_scope(actor(bo)), pytest.raises(NothingToUndo):
        progress.undo_last(action, actor(bo), now=now, today=today)


def test_an_earlier_change_does_not_become_the_last_one(make, actor, bo, now, today):
    action, by = make(), actor(bo)
    with factories.in_scope(by):
        progress.start_action(action, by, now=now, today=today)
        progress.block_action(action, by, note="Pengar.", unblocker="KS", now=now, today=today)
        progress.undo_last(action, by, now=now, today=today)
        with pytest.raises(NothingToUndo):
            progress.undo_last(action, by, now=now, today=today)

        assert Action.objects.get(pk=action.pk).status == ActionStatus.IN_PROGRESS


def test_a_comment_is_not_built_on_it(make, actor, bo, now, today):
    action, by = make(), actor(bo)
    with factories.in_scope(by):
        progress.start_action(action, by, now=now, today=today)
        progress.add_comment(action, by, text="Igång.", now=now, today=today)
        found = Action.objects.with_helpers().get(pk=action.pk)

        assert progress.undoable(found, by, now) is not None
        assert progress.undo_last(action, by, now=now, today=today).status == ActionStatus.NOT_STARTED


def test_not_in_a_closed_plan(make, actor, town, bo, now, today):
    action, by = make(), actor(bo)
    with factories.in_scope(by):
        progress.start_action(action, by, now=now, today=today)
        town.plan.state, town.plan.closed_on = "closed", today
        town.plan.save()
        with pytest.raises(PlanClosed):
            progress.undo_last(action, by, now=now, today=today)
