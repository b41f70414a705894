"""Any row of presses by anybody leaves an action that the database and the table agree on."""

import contextlib
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from accounts.errors import RuleViolation
from accounts.models import Event
from followup import progress
from followup.models import Action, ActionChange
from tests import factories
from tests.followup.progress.test_table import VERBS, press

START = datetime(2027, 3, 15, 9, 0, tzinfo=ZoneInfo("Europe/Stockholm"))


@pytest.fixture
def world(make, actor, astrid, bo, karin, mats):
    """A way to a new action with evidence, and four who press."""
    numbers = iter(range(1, 10_000))

    def begin() -> Action:
        action = make(number=next(numbers))
        factories.attached_link(action, bo, is_evidence=True)
        return action

    return begin, [actor(person) for person in (astrid, bo, karin, mats)]


def test_any_row_of_presses_is_told_and_counted(world):
    begin, people = world

    class Presses(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.action, self.now, self.undone = begin(), START, 0

        @rule(verb=st.sampled_from(sorted(VERBS)), who=st.integers(0, 3), minutes=st.integers(0, 20))
        def press(self, verb: str, who: int, minutes: int) -> None:
            self.now += timedelta(minutes=minutes)
            by = people[who]
            with factories.in_scope(by):
                found = Action.objects.visible_to(by).with_helpers().select_related("plan").get(pk=self.action.pk)
                offered = verb in progress.possible(found, by, self.now.date())
                with contextlib.suppress(RuleViolation):
                    press(self.action, by, verb, self.now, self.now.date())
                    offered = False
            assert not offered

        @rule(who=st.integers(0, 3))
        def undo(self, who: int) -> None:
            by = people[who]
            with factories.in_scope(by):
                found = Action.objects.visible_to(by).with_helpers().get(pk=self.action.pk)
                may = progress.undoable(found, by, self.now) is not None
                try:
                    progress.undo_last(self.action, by, now=self.now, today=self.now.date())
                except RuleViolation:
                    assert not may
                else:
                    assert may
                    self.undone += 1

        @invariant()
        def every_version_has_its_change_and_its_event(self) -> None:
            with factories.in_scope(people[0]):
                stands = Action.objects.get(pk=self.action.pk)
                changes = ActionChange.objects.filter(action=stands).count()
                events = Event.objects.filter(subject_kind="action", subject_id=str(stands.pk)).count()
            assert stands.version == 1 + changes + self.undone
            assert events == changes + self.undone

    run_state_machine_as_test(
        Presses,
        settings=settings(
            max_examples=12,
            stateful_step_count=12,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
