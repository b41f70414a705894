"""Which verb a move between the columns of the board is: a table of where from and where to."""

from datetime import timedelta

import pytest

from followup import progress
from followup.models import ActionStatus, PlanState
from followup.progress.moving import COLUMNS
from followup.progress.refusals import ActionTransitionRefused

S = ActionStatus


@pytest.mark.parametrize(
    ("status", "fields", "expected"),
    [
        (S.NOT_STARTED, {}, {S.IN_PROGRESS: "start_action", S.PAUSED: "pause_action", S.DONE: "complete_action"}),
        (S.IN_PROGRESS, {}, {S.PAUSED: "pause_action", S.DONE: "complete_action"}),
        (S.PAUSED, {}, {S.IN_PROGRESS: "resume_action", S.DONE: "complete_action"}),
        (S.PAUSED, {"started_on": None}, {S.NOT_STARTED: "resume_action", S.DONE: "complete_action"}),
        (S.DONE, {}, {S.IN_PROGRESS: "reopen_action", S.EFFECT_SHOWN: "show_effect"}),
        (S.EFFECT_SHOWN, {}, {S.DONE: "withdraw_effect"}),
        (S.CANCELLED, {}, {}),
    ],
)
def test_a_coordinator_moves_where_a_verb_leads(make, actor, astrid, today, status, fields, expected):
    by, action = actor(astrid), make(status, **fields)
    action.helper_ids = []
    assert progress.moves(action, by, today) == expected
    for column in COLUMNS:
        if column in expected:
            assert progress.verb_to(action, column, by, today) == expected[column]
        else:
            with pytest.raises(ActionTransitionRefused):
                progress.verb_to(action, column, by, today)


def test_an_owner_reopens_within_thirty_days_and_withdraws_nothing(make, actor, bo, today):
    done, shown = make(S.DONE, done_on=today), make(S.EFFECT_SHOWN, 2)
    done.helper_ids = shown.helper_ids = []
    assert S.IN_PROGRESS in progress.moves(done, actor(bo), today)
    assert S.IN_PROGRESS not in progress.moves(done, actor(bo), today + timedelta(days=31))
    assert progress.moves(shown, actor(bo), today) == {}


def test_a_helper_starts_and_nothing_more(make, actor, karin, today):
    action = make()
    action.helper_ids = list(actor(karin).memberships)
    assert progress.moves(action, actor(karin), today) == {S.IN_PROGRESS: "start_action"}


def test_nothing_moves_in_a_closed_plan(make, town, actor, astrid, today):
    action = make()
    action.plan.state = PlanState.CLOSED
    assert progress.moves(action, actor(astrid), today) == {}
