"""The rows that other tests start from obey the database in every state."""

import pytest

from followup.models import ActionStatus, PlanState
from tests import factories


@pytest.mark.parametrize("status", list(ActionStatus))
def test_an_action_of_every_state(status, arboga, sara, bo):
    version = factories.published_case(arboga, sara)
    finding, _other = factories.improvements(version)
    plan = factories.plan(version.evaluation)
    action = factories.action(plan, status=status, findings=(finding,))
    factories.milestone(action)
    factories.comment(action, bo)
    factories.status_report(action, bo)
    factories.attached_link(action, bo)
    factories.attached_file(action, bo)

    assert action.status == status


@pytest.mark.parametrize("state", list(PlanState))
def test_a_plan_of_every_state_with_a_decision(state, arboga, sara, astrid):
    version = factories.published_case(arboga, sara)
    plan = factories.plan(version.evaluation, state=state)

    assert factories.decision(plan, factories.improvements(version)[0], version, astrid).is_current
