"""Saving what a plan assumes of its actions' effect."""

import pytest

from accounts.editing import Edit, FieldsClash
from accounts.errors import NotPermitted
from accounts.models import Event
from followup.models import Plan, PlanState
from followup.planning import AssumptionOutOfOrder, PercentUnknown, set_assumption
from followup.planning.assuming import as_assumed
from followup.refusals import PlanClosed
from tests.factories import as_actor
from tests.factories.followup import plan

STANDS = {"low": "5", "medium": "10", "high": "20", "most": "50"}


def _edit(**new: str) -> Edit:
    return Edit(STANDS, STANDS | new)


def test_it_is_saved_for_the_plan_and_told(by, draft, now):
    saved = set_assumption(draft, by, _edit(low="8", most="60"), now=now)
    assert as_assumed(Plan.objects.get()) == {"low": "8", "medium": "10", "high": "20", "most": "60"}
    assert saved.version == 2
    event = Event.objects.get(verb="plan.assumption_changed")
    assert event.facts.facts == {
        "by": "Astrid Lund",
        "subject": "KK-2026-001",
        "assumed_low": [5, 8],
        "assumed_most": [50, 60],
    }


def test_a_second_press_changes_nothing(by, draft, now):
    for _press in range(2):
        set_assumption(draft, by, _edit(low="8"), now=now)
    assert (Plan.objects.get().version, Event.objects.filter(verb="plan.assumption_changed").count()) == (2, 1)


@pytest.mark.parametrize("same", ["5", "05", " 5 ", "5 %"])
def test_the_same_percent_written_otherwise_changes_nothing(by, draft, now, same):
    assert set_assumption(draft, by, _edit(low=same), now=now).version == 1


@pytest.mark.parametrize("person", ["lena", "bo", "birgit"])
def test_only_a_coordinator_saves(request, draft, now, person):
    with as_actor(request.getfixturevalue(person), "arboga") as by, pytest.raises(NotPermitted):
        set_assumption(draft, by, _edit(low="8"), now=now)


@pytest.mark.parametrize(
    ("new", "refusal"),
    [
        ({"low": "11"}, AssumptionOutOfOrder),
        ({"high": "9"}, AssumptionOutOfOrder),
        ({"most": "19"}, AssumptionOutOfOrder),
        ({"most": "101"}, PercentUnknown),
        ({"low": "-1"}, PercentUnknown),
        ({"low": "4,5"}, PercentUnknown),
        ({"low": ""}, PercentUnknown),
        ({"low": "fem"}, PercentUnknown),
        ({"low": "٤"}, PercentUnknown),
    ],
)
def test_what_is_refused(by, draft, now, new, refusal):
    with pytest.raises(refusal):
        set_assumption(draft, by, _edit(**new), now=now)
    assert as_assumed(Plan.objects.get()) == STANDS


def test_two_who_change_different_percent_both_win(by, draft, now):
    set_assumption(draft, by, _edit(low="8"), now=now)
    set_assumption(draft, by, _edit(high="30"), now=now)
    assert as_assumed(Plan.objects.get()) == STANDS | {"low": "8", "high": "30"}


def test_two_who_change_the_same_are_asked(by, draft, now):
    set_assumption(draft, by, _edit(low="8"), now=now)
    with pytest.raises(FieldsClash) as clash:
        set_assumption(draft, by, _edit(low="3"), now=now)
    assert [(each.name, each.was, each.theirs, each.yours) for each in clash.value.clashes] == [("low", "5", "8", "3")]


def test_a_closed_plan_keeps_its_assumption(astrid, version, now):
    closed = plan(version.evaluation, state=PlanState.CLOSED)
    with as_actor(astrid, "arboga") as by, pytest.raises(PlanClosed):
        set_assumption(closed, by, _edit(low="8"), now=now)
