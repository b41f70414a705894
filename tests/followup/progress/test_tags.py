"""Resources, reference and tags of an action, and who may change them."""

import pytest

from accounts.editing import Edit
from accounts.errors import NotPermitted
from accounts.models import Event
from followup import planning, progress
from followup.models import Action
from followup.progress import refusals
from tests import factories


def test_a_coordinator_sets_reference_and_tags_an_owner_resources(make, actor, astrid, bo, now, today):
    action, times = make(tags=["digitalt"]), {"now": now, "today": today}
    with factories.in_scope(actor(bo)):
        progress.edit_action(action, actor(bo), Edit({}, {"resources": "En halv tjänst."}), **times)
        for name in ("reference", "tags"):
            with pytest.raises(NotPermitted):
                progress.edit_action(action, actor(bo), Edit({}, {name: "KS 2027/15"}), **times)
    with factories.in_scope(actor(astrid)):
        new = {"reference": "KS 2027/15", "tags": " Budget ,digitalt,, budget,  två   ord"}
        for _press in range(2):
            edited = progress.edit_action(action, actor(astrid), Edit({}, new), **times)

        assert Action.objects.values("resources", "reference", "tags", "version").get() == {
            "resources": "En halv tjänst.",
            "reference": "KS 2027/15",
            "tags": ["Budget", "digitalt", "två ord"],
            "version": 3,
        }
        facts = Event.objects.order_by("-id").select_related("facts").first().facts.facts
        assert facts["tags"] == ["digitalt", "Budget, digitalt, två ord"]
        assert facts["reference"] == ["", "KS 2027/15"]
        progress.undo_last(edited, actor(astrid), **times)
        assert Action.objects.get().tags == ["digitalt"]


@pytest.mark.parametrize(
    ("new", "refusal"),
    [
        ({"tags": "x" * 41}, refusals.TagTooLong),
        ({"tags": ",".join(map(str, range(21)))}, refusals.TagsTooMany),
        ({"reference": "x" * 61}, refusals.TextTooLong),
    ],
)
def test_what_is_too_much_is_refused(new, refusal, make, actor, astrid, now, today):
    action, by = make(), actor(astrid)
    with factories.in_scope(by), pytest.raises(refusal):
        progress.edit_action(action, by, Edit({}, new), now=now, today=today)


def test_a_new_action_begins_with_all_of_it_and_as_it_was_estimated(town, actor, astrid, now, today):
    by, (first, second) = actor(astrid), factories.improvements(town.version)
    factories.estimate(town.plan, second, effort="low", expected_effect="high")
    with factories.in_scope(by):
        made = planning.create_action(
            town.plan, by, title="Mät", findings=[first, second], intended_result="Kortare väntan.", effort="medium",
            resources="En tjänst.", reference="KS 2027/15", tags=["budget", "Budget", "skola"], now=now, today=today,
        )  # fmt: skip
        assert Action.objects.filter(pk=made.pk).values(
            "intended_result", "effort", "expected_effect", "resources", "reference", "tags"
        ).get() == {
            "intended_result": "Kortare väntan.",
            "effort": "medium",
            "expected_effect": "high",
            "resources": "En tjänst.",
            "reference": "KS 2027/15",
            "tags": ["budget", "skola"],
        }
