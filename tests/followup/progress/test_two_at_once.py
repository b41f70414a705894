"""Two people press at the same moment: one is first, the other is told how it stands."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from accounts.errors import RuleViolation
from accounts.models import Event
from followup import planning, progress
from followup.models import Action, ActionChange, ActionStatus
from tests import factories
from tests.followup.progress.test_table import press


@pytest.fixture
def at_once(transactional_db):
    """Run functions in threads of their own that start together; answer what each came to."""

    def run(*deeds):
        gate = Barrier(len(deeds))

        def one(deed):
            by, what = deed
            try:
                gate.wait(timeout=10)
                with factories.in_scope(by):
                    return what(by)
            except RuleViolation as refusal:
                return refusal.code
            finally:
                connection.close()

        with ThreadPoolExecutor(len(deeds)) as pool:
            return list(pool.map(one, deeds))

    return run


def test_of_done_and_cancelled_one_holds(at_once, make, actor, astrid, bo, now, today):
    action = make(ActionStatus.IN_PROGRESS)
    answers = at_once(
        (actor(bo), lambda by: press(action, by, "complete_action", now, today).status),
        (actor(astrid), lambda by: press(action, by, "cancel_action", now, today).status),
    )
    with factories.in_scope(actor(astrid)):
        stands = Action.objects.get(pk=action.pk)

    assert answers.count("action_transition_refused") == 1
    assert stands.status in answers
    assert stands.version == 2


def test_a_double_click_is_told_once(at_once, make, actor, bo, now, today):
    action = make()
    answers = at_once(*[(actor(bo), lambda by: progress.start_action(action, by, now=now, today=today).version)] * 4)
    with factories.in_scope(actor(bo)):
        assert ActionChange.objects.filter(action=action).count() == 1
        assert Event.objects.filter(verb="action.started").count() == 1
    assert answers == [2, 2, 2, 2]


def test_nothing_is_written_into_a_plan_that_is_being_closed(at_once, make, town, actor, astrid, bo, now, today):
    action = make()
    plan = town.plan
    with factories.in_scope(actor(astrid)):
        planning.adopt_plan(
            plan, actor(astrid), body="KS", adopted_on=today, reference="KS 2027/15", now=now, today=today
        )
    answers = at_once(
        (actor(astrid), lambda by: planning.close_plan(plan, by, now=now, today=today).state),
        (actor(bo), lambda by: progress.start_action(action, by, now=now, today=today).status),
    )
    with factories.in_scope(actor(bo)):
        stands = Action.objects.get(pk=action.pk)

    assert answers in (["closed", "plan_closed"], ["closed", "in_progress"])
    assert stands.version == (1 if answers[1] == "plan_closed" else 2)
