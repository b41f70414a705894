"""Two people at the same time, each with a connection of their own: the plan's lock lets one after the other."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from followup.models import Action, Decision, Plan
from followup.planning import create_action, decide, plan_of
from tests.factories import actor_of, in_scope
from tests.factories.followup import improvements, plan, published_case

pytestmark = pytest.mark.django_db(transaction=True)


def both(verb):
    """Run the verb in two threads that start together."""
    start = threading.Barrier(2, timeout=10)

    def run(_each):
        try:
            start.wait()
            return verb()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, range(2)))


def test_two_decide_at_once_and_one_decision_applies(arboga, ulla, astrid, now, today):
    version = published_case(arboga, ulla)
    work, finding = plan(version.evaluation), improvements(version)[0]
    by = actor_of(astrid, "arboga")
    kinds = iter(({"kind": "act"}, {"kind": "decline", "reason": "Nej."}))

    def press():
        given = next(kinds)
        with in_scope(by):
            return decide(work, finding, by, **given, now=now, today=today).version

    assert sorted(both(press)) == [1, 2]
    with in_scope(by):
        assert Decision.objects.count() == 2
        assert Decision.objects.current().count() == 1


def test_two_actions_at_once_get_numbers_of_their_own(arboga, ulla, astrid, now, today):
    work = plan(published_case(arboga, ulla).evaluation)
    by = actor_of(astrid, "arboga")

    def press():
        with in_scope(by):
            return create_action(work, by, title="Mät", now=now, today=today).number

    assert sorted(both(press)) == [1, 2]
    with in_scope(by):
        assert Action.objects.count() == 2


def test_two_ask_for_the_plan_at_once_and_one_is_made(arboga, ulla, astrid, now):
    case = published_case(arboga, ulla).evaluation
    by = actor_of(astrid, "arboga")

    def press():
        with in_scope(by):
            return plan_of(case, by, now).pk

    first, second = both(press)
    assert first == second
    with in_scope(by):
        assert Plan.objects.count() == 1
