"""Weighing an improvement opportunity before it is decided on."""

import pytest

from accounts.editing import Edit, FieldsClash
from accounts.errors import NotPermitted
from accounts.models import Event
from followup.models import FindingEstimate, PlanState
from followup.planning import FindingNotInPlan, create_action, prioritise
from followup.progress.refusals import ValueUnknown
from followup.refusals import PlanClosed
from tests import factories
from tests.factories import as_actor

NEW = {"effort": "low", "expected_effect": "high"}
WAS = {"effort": "", "expected_effect": ""}


def test_effort_and_effect_are_kept_with_the_event(by, draft, findings, now, today):
    made = prioritise(draft, findings[0], by, Edit(WAS, NEW), now=now)
    assert (made.effort, made.expected_effect, made.version) == ("low", "high", 1)
    facts = Event.objects.get(verb="finding.prioritised").facts.facts
    assert (facts["effort"], facts["expected_effect"]) == (["", "low"], ["", "high"])
    action = create_action(draft, by, title="Mät", findings=findings[:1], now=now, today=today)
    assert (action.effort, action.expected_effect) == ("low", "high")


def test_the_same_twice_changes_nothing(by, draft, findings, now):
    for _each in range(2):
        prioritise(draft, findings[0], by, Edit({}, NEW), now=now)
    assert FindingEstimate.objects.get().version == 1
    assert Event.objects.filter(verb="finding.prioritised").count() == 1


def test_two_who_weigh_at_once_see_both(by, draft, findings, now):
    prioritise(draft, findings[0], by, Edit(WAS, {"effort": "low"}), now=now)
    with pytest.raises(FieldsClash):
        prioritise(draft, findings[0], by, Edit(WAS, {"effort": "high"}), now=now)
    assert prioritise(draft, findings[0], by, Edit(WAS, {"expected_effect": "low"}), now=now).version == 2


@pytest.mark.parametrize("name", ["lena", "bo", "birgit"])
def test_only_the_coordinator_weighs(name, request, draft, findings, now):
    with as_actor(request.getfixturevalue(name), "arboga") as other, pytest.raises(NotPermitted):
        prioritise(draft, findings[0], other, Edit({}, NEW), now=now)


def test_another_value_a_closed_plan_and_anothers_are_refused(by, draft, findings, boden, ulla, now, today):
    with pytest.raises(ValueUnknown):
        prioritise(draft, findings[0], by, Edit({}, {"effort": "huge"}), now=now)
    foreign = factories.improvements(factories.published_case(boden, ulla, "KK-2026-002"))[0]
    with pytest.raises(FindingNotInPlan):
        prioritise(draft, foreign, by, Edit({}, NEW), now=now)
    type(draft).objects.filter(pk=draft.pk).update(state=PlanState.CLOSED, closed_on=today)
    with pytest.raises(PlanClosed):
        prioritise(draft, findings[0], by, Edit({}, NEW), now=now)
    assert not FindingEstimate.objects.exists()
