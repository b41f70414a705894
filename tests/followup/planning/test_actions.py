"""Making actions and linking them."""

from datetime import date

import pytest

from accounts.errors import NotPermitted
from accounts.models import Event, Membership, Role
from followup.models import Action, ActionChange, ActionFinding, ActionHelper, Decision, DecisionKind
from followup.planning import (
    DecidedOtherwise,
    EndsBeforeStart,
    FindingNotInPlan,
    OwnerUnknown,
    TitleMissing,
    UnitUnknown,
    create_action,
    decide,
    link_finding,
    unlink_finding,
)
from tests import factories
from tests.factories import as_actor
from tests.factories.followup import improvements, published_case


@pytest.fixture
def bos(bo, arboga):
    with factories.in_scope(factories.actor_of(bo, "arboga")):
        return Membership.objects.get(user=bo)


def test_an_action_is_made_with_everything_it_says(by, draft, findings, bos, arboga, at):
    unit = factories.unit(arboga)
    made = create_action(
        draft,
        by,
        title=" Mät svarstider ",
        description="Varje månad.",
        findings=findings,
        owner_id=bos.pk,
        owner_text="Någon",
        helper_ids=[bos.pk],
        unit_id=unit.pk,
        start=date(2027, 4, 1),
        due=date(2027, 8, 31),
        priority="high",
        note="Budget finns.",
        **at,
    )
    row = Action.objects.filter(pk=made.pk).values(
        "number", "title", "owner_id", "owner_text", "unit_id", "due", "first_due", "status", "priority", "version"
    )
    assert row.get() == {
        "number": 1,
        "title": "Mät svarstider",
        "owner_id": bos.pk,
        "owner_text": "",
        "unit_id": unit.pk,
        "due": date(2027, 8, 31),
        "first_due": date(2027, 8, 31),
        "status": "not_started",
        "priority": "high",
        "version": 1,
    }
    assert ActionFinding.objects.count() == 2
    assert not ActionHelper.objects.exists()  # the owner helps anyhow
    assert ActionChange.objects.get().verb == "create_action"
    assert Event.objects.filter(verb="action.created", municipality=arboga).count() == 1
    assert list(Decision.objects.current().values_list("kind", flat=True)) == [DecisionKind.ACT] * 2


def test_numbers_follow_one_another(by, draft, at):
    assert [create_action(draft, by, title="Mät", **at).number for _each in range(3)] == [1, 2, 3]


def test_a_passed_wait_becomes_act(by, draft, findings, now, at):
    decide(draft, findings[0], by, kind="wait", wait_until=date(2027, 4, 1), **at)
    create_action(draft, by, title="Mät", findings=findings[:1], now=now, today=date(2027, 5, 1))
    assert Decision.objects.current().get().kind == DecisionKind.ACT


def test_an_action_against_another_decision_is_refused(by, draft, findings, at):
    decide(draft, findings[0], by, kind="decline", reason="Görs inte.", **at)
    with pytest.raises(DecidedOtherwise):
        create_action(draft, by, title="Mät", findings=findings[:1], **at)
    assert not Action.objects.exists()


@pytest.mark.parametrize("name", ["lena", "bo", "birgit"])
def test_only_the_coordinator_makes_actions(name, request, draft, at):
    with as_actor(request.getfixturevalue(name), "arboga") as other, pytest.raises(NotPermitted):
        create_action(draft, other, title="Mät", **at)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"title": ""}, TitleMissing),
        ({"start": date(2027, 5, 2), "due": date(2027, 5, 1)}, EndsBeforeStart),
        ({"unit_id": 999_999}, UnitUnknown),
        ({"owner_id": 999_999}, OwnerUnknown),
        ({"helper_ids": [999_999]}, OwnerUnknown),
    ],
)
def test_what_does_not_make_sense_is_refused(given, refusal, by, draft, at):
    with pytest.raises(refusal):
        create_action(draft, by, **({"title": "Mät"} | given), **at)
    assert not Action.objects.exists()


def test_another_towns_people_and_units_answer_like_unknown_ones(by, draft, cecilia, boden, at):
    foreign = factories.membership(cecilia, Role.READER, boden)
    unit = factories.unit(boden)
    with factories.in_scope(by):
        pass
    with pytest.raises(OwnerUnknown):
        create_action(draft, by, title="Mät", owner_id=foreign.pk, **at)
    with pytest.raises(UnitUnknown):
        create_action(draft, by, title="Mät", unit_id=unit.pk, **at)


def test_a_membership_that_ended_owns_nothing_new(by, draft, astrid, arboga, at):
    ended = factories.membership(astrid, Role.READER, arboga, end=date(2027, 3, 14))
    with pytest.raises(OwnerUnknown):
        create_action(draft, by, title="Mät", owner_id=ended.pk, **at)


def test_linking_makes_an_undecided_one_act(by, draft, findings, at):
    made = create_action(draft, by, title="Mät", findings=findings[:1], **at)
    assert link_finding(made, findings[1], by, **at).version == 2
    assert link_finding(made, findings[1], by, **at).version == 2  # linked already
    assert Decision.objects.current().filter(kind="act").count() == 2
    assert Event.objects.filter(verb="action.linked").count() == 1


def test_unlinking_keeps_the_decision(by, draft, findings, at):
    made = create_action(draft, by, title="Mät", findings=findings, **at)
    assert unlink_finding(made, findings[1], by, **at).version == 2
    assert unlink_finding(made, findings[1], by, **at).version == 2
    assert Decision.objects.current().count() == 2
    assert ActionFinding.objects.count() == 1


def test_linking_to_another_towns_finding_is_refused(by, draft, boden, ulla, at):
    made = create_action(draft, by, title="Mät", **at)
    foreign = improvements(published_case(boden, ulla, "KK-2026-002"))[0]
    with pytest.raises(FindingNotInPlan):
        link_finding(made, foreign, by, **at)
