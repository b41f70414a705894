"""Milestones are worded anew, dated and put in another order."""

import pytest

from accounts.editing import Edit, FieldsClash
from accounts.errors import NotPermitted
from accounts.models import Event
from followup import progress
from followup.models import ActionStatus, Milestone
from followup.progress import refusals
from tests import factories

TITLES = ("Enkät", "Förslag", "Beslut")


@pytest.fixture
def steps(make):
    """An action with three steps, in this order."""
    action = make()
    return action, [factories.milestone(action, title, position=place) for place, title in enumerate(TITLES, start=1)]


def _order():
    return list(Milestone.objects.order_by("position").values_list("title", flat=True))


def test_words_and_date_are_changed_and_undone(steps, actor, karin, now, today):
    (action, (first, *_rest)), by, times = steps, actor(karin), {"now": now, "today": today}
    edit = Edit({"title": "Enkät", "due": ""}, {"title": " Enkät i maj ", "due": "2027-05-31"})
    with factories.in_scope(by):
        for _press in range(2):
            progress.edit_milestone(action, by, edit, milestone_id=first.pk, **times)
        stands = Milestone.objects.get(pk=first.pk)
        assert (stands.title, str(stands.due), stands.version) == ("Enkät i maj", "2027-05-31", 2)
        assert Event.objects.filter(verb="milestone.edited").count() == 1
        progress.undo_last(action, by, **times)
        stands = Milestone.objects.get(pk=first.pk)
        assert (stands.title, stands.due) == ("Enkät", None)


@pytest.mark.parametrize(
    ("place", "position", "order"),
    [
        (0, 2, ["Förslag", "Enkät", "Beslut"]),
        (2, 1, ["Beslut", "Enkät", "Förslag"]),
        (1, 99, ["Enkät", "Beslut", "Förslag"]),
        (0, -5, list(TITLES)),
        (1, 2, list(TITLES)),
    ],
)
def test_a_step_gets_another_place(steps, actor, bo, now, today, place, position, order):
    (action, rows), by = steps, actor(bo)
    with factories.in_scope(by):
        for _press in range(2):
            progress.move_milestone(action, by, milestone_id=rows[place].pk, position=position, now=now, today=today)
        assert _order() == order
        assert Event.objects.filter(verb="milestone.edited").count() == (0 if order == list(TITLES) else 1)


def test_another_order_is_undone(steps, actor, bo, now, today):
    (action, rows), by, times = steps, actor(bo), {"now": now, "today": today}
    with factories.in_scope(by):
        progress.move_milestone(action, by, milestone_id=rows[2].pk, position=1, **times)
        progress.undo_last(action, by, **times)
        assert _order() == list(TITLES)


def test_others_may_not(steps, actor, lena, mats, now, today):
    action, rows = steps
    for person in (lena, mats):
        with factories.in_scope(actor(person)), pytest.raises(NotPermitted):
            progress.move_milestone(action, actor(person), milestone_id=rows[0].pk, position=2, now=now, today=today)


def test_what_is_refused(steps, make, actor, bo, now, today):
    (action, (first, *_rest)), by, times = steps, actor(bo), {"now": now, "today": today}
    done = make(ActionStatus.DONE, 2)
    step = factories.milestone(done)
    with factories.in_scope(by):
        with pytest.raises(refusals.TitleMissing):
            progress.edit_milestone(action, by, Edit({}, {"title": " "}), milestone_id=first.pk, **times)
        with pytest.raises(refusals.ValueUnknown):
            progress.edit_milestone(action, by, Edit({}, {"due": "snart"}), milestone_id=first.pk, **times)
        with pytest.raises(refusals.ActionTransitionRefused):
            progress.edit_milestone(done, by, Edit({}, {"title": "Ny"}), milestone_id=step.pk, **times)
        with pytest.raises(Milestone.DoesNotExist):
            progress.edit_milestone(action, by, Edit({}, {"title": "Ny"}), milestone_id=step.pk, **times)


def test_two_who_reword_the_same_step_keep_both(steps, actor, astrid, now, today):
    (action, (first, *_rest)), by = steps, actor(astrid)
    edit = Edit({"title": "Något annat"}, {"title": "Mitt"})
    with factories.in_scope(by), pytest.raises(FieldsClash):
        progress.edit_milestone(action, by, edit, milestone_id=first.pk, now=now, today=today)
