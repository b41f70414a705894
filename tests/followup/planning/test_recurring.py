"""An improvement opportunity that an older evaluation pointed out too."""

import pytest

from accounts.errors import NotPermitted
from accounts.models import Event
from followup.models import PlanState, Recurrence
from followup.planning import (
    EarlierUnknown,
    FindingNotInPlan,
    NotEarlier,
    RecursItself,
    link_recurring,
    unlink_recurring,
)
from followup.refusals import PlanClosed
from tests.factories import as_actor
from tests.factories.followup import improvements, published_case


@pytest.fixture
def older(arboga, ulla):
    return improvements(published_case(arboga, ulla, "KK-2022-001", year=2022))


def test_linking_and_unlinking_are_told_and_the_second_press_changes_nothing(by, draft, findings, older, now):
    first = link_recurring(draft, findings[0], older[0], by, now=now)
    assert link_recurring(draft, findings[0], older[0], by, now=now) == first
    assert (first.by_id, first.at) == (by.user_id, now)
    for _each in range(2):
        unlink_recurring(draft, findings[0], older[0], by, now=now)
    assert not Recurrence.objects.exists()
    told = list(
        Event.objects.filter(verb__startswith="finding.recurrence").order_by("id").values_list("verb", flat=True)
    )
    assert sorted(told) == ["finding.recurrence_linked", "finding.recurrence_unlinked"]


@pytest.mark.parametrize("name", ["lena", "bo", "birgit"])
def test_only_the_coordinator_links(name, request, draft, findings, older, now):
    with as_actor(request.getfixturevalue(name), "arboga") as other:
        for verb in (link_recurring, unlink_recurring):
            with pytest.raises(NotPermitted):
                verb(draft, findings[0], older[0], other, now=now)


def test_itself_the_same_evaluation_and_a_newer_one_are_refused(by, draft, findings, older, arboga, ulla, now):
    newer = improvements(published_case(arboga, ulla, "KK-2027-001", year=2027))
    for earlier, refusal in ((findings[0], RecursItself), (findings[1], NotEarlier), (newer[0], NotEarlier)):
        with pytest.raises(refusal):
            link_recurring(draft, findings[0], earlier, by, now=now)
    with pytest.raises(FindingNotInPlan):
        link_recurring(draft, older[0], older[1], by, now=now)


def test_another_towns_is_refused_on_either_side(by, draft, findings, boden, ulla, now):
    foreign = improvements(published_case(boden, ulla, "KK-2022-002", year=2022))[0]
    with pytest.raises(EarlierUnknown):
        link_recurring(draft, findings[0], foreign, by, now=now)
    with pytest.raises(FindingNotInPlan):
        link_recurring(draft, foreign, findings[0], by, now=now)


def test_a_closed_plan_takes_no_link(by, draft, findings, older, now, today):
    type(draft).objects.filter(pk=draft.pk).update(state=PlanState.CLOSED, closed_on=today)
    for verb in (link_recurring, unlink_recurring):
        with pytest.raises(PlanClosed):
            verb(draft, findings[0], older[0], by, now=now)
