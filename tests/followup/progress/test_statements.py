"""What a verb costs, whatever hangs on the action."""

import pytest

from accounts.tenancy import Scope
from followup import progress
from followup.models import Action, ActionChange, Milestone
from tests import factories
from tests.followup.progress.test_table import VERBS, press
from tests.statements import count_statements


def _lengthen(action, by, now, rows):
    """A history of so many changes and done milestones."""
    common = {"municipality_id": action.municipality_id, "action": action}
    told = {"verb": "edit_action", "at": now, "by": by, "by_name": "Bo Ek", "before": {}, "after": {}, "version": 1}
    with factories.in_scope(Scope(municipality=action.municipality_id)):
        ActionChange.objects.bulk_create(ActionChange(**common, **told) for _row in range(rows))
        Milestone.objects.bulk_create(
            Milestone(**common, position=position, title="Klart", done_on=now.date()) for position in range(rows)
        )


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "unblock_action"])
def test_a_verb_costs_few_statements_and_no_more_for_a_long_history(verb, make, actor, astrid, bo, now, today):
    status, by = next(iter(VERBS[verb][2])), actor(astrid)
    counts = []
    for number, rows in enumerate((2, 200), start=1):
        action = make(status, number)
        factories.attached_link(action, bo, is_evidence=True)
        _lengthen(action, bo, now, rows)
        with factories.in_scope(by), count_statements() as counted:
            press(action, by, verb, now, today)
        counts.append(len(counted.of_page))

    assert counts[0] == counts[1] <= 10, counted


def test_what_is_possible_asks_nothing(make, actor, astrid, today):
    make()
    by = actor(astrid)
    with factories.in_scope(by):
        action = Action.objects.visible_to(by).with_helpers().select_related("plan").get()
        with count_statements() as counted:
            progress.possible(action, by, today)

    assert len(counted.of_page) == 0
