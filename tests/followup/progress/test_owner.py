"""Who answers for an action: given, given up, left, claimed."""

from datetime import timedelta

import pytest

from accounts import belonging
from accounts.models import Event, Membership, Role
from accounts.signals import membership_ended, owner_texts_claimed, owner_texts_sought
from followup import progress
from followup.models import Action, ActionChange, ActionStatus
from followup.progress.refusals import OwnerUnknown
from tests import factories
from tests.followup.progress.conftest import membership_of


def test_an_action_goes_to_another_member_who_no_longer_only_helps(make, actor, astrid, karin, now, today):
    action, by, new = make(), actor(astrid), membership_of(karin)
    with factories.in_scope(by):
        changed = progress.change_owner(action, by, membership_id=new.pk, now=now, today=today)
        stands = Action.objects.with_helpers().get(pk=action.pk)
        (event,) = Event.objects.filter(verb="action.owner_changed").select_related("facts")

    assert (stands.owner_id, stands.owner_text, stands.helper_ids) == (new.pk, "", [])
    assert changed.version == 2
    assert event.facts.facts == {"by": "Astrid Lund", "subject": "Å-1", "owner": ["Bo Ek", "Karin Nord"]}


def test_an_action_goes_to_a_role_without_an_account_or_to_nobody(make, actor, astrid, now, today):
    action, by = make(), actor(astrid)
    with factories.in_scope(by):
        progress.change_owner(action, by, text=" IT-chefen ", now=now, today=today)
        assert Action.objects.values_list("owner_id", "owner_text").get(pk=action.pk) == (None, "IT-chefen")

        progress.change_owner(action, by, now=now, today=today)
        assert list(Action.objects.without_owner()) == [action]


def test_only_a_member_who_may_work_with_actions_is_taken(make, actor, astrid, birgit, cecilia, arboga, now, today):
    action, by = make(), actor(astrid)
    gone = factories.membership(
        factories.person("gone@arboga.example"), Role.ACTION_OWNER, arboga, end=today - timedelta(days=1)
    )
    for membership_id in (membership_of(birgit).pk, membership_of(cecilia).pk, gone.pk, 999_999):
        with factories.in_scope(by), pytest.raises(OwnerUnknown):
            progress.change_owner(action, by, membership_id=membership_id, now=now, today=today)


def test_an_ended_membership_turns_into_text(make, actor, astrid, bo, karin, now, today):
    first, done, helped = make(), make(ActionStatus.DONE, 2), make(number=3, owner=membership_of(karin))
    by, membership = actor(astrid), membership_of(bo)
    with factories.in_scope(by):
        membership_ended.send(sender=Membership, membership=membership, by=by, now=now, today=today)
        membership_ended.send(sender=Membership, membership=membership, by=by, now=now, today=today)

        assert list(Action.objects.order_by("number").values_list("number", "owner_text", "owner_left", "version")) == [
            (1, "Bo Ek", True, 2),
            (2, "Bo Ek", True, 2),
            (3, "", False, 1),
        ]
        assert set(Action.objects.without_owner()) == {first}
        assert Event.objects.filter(verb="action.owner_left").count() == 2
        assert ActionChange.objects.filter(action=done).get().verb == "owner_leaves"
        assert Action.objects.get(pk=helped.pk).owner_id == membership_of(karin).pk


def test_an_ended_helper_is_taken_away(make, actor, astrid, karin, now, today):
    action, by = make(), actor(astrid)
    with factories.in_scope(by):
        progress.owner_leaves(membership_of(karin), by, now=now, today=today)

        assert Action.objects.with_helpers().get(pk=action.pk).helper_ids == []


def test_who_goes_on_under_another_role_keeps_the_actions(make, actor, astrid, bo, arboga, now, today):
    action, by = make(), actor(astrid)
    other = factories.membership(bo, Role.COORDINATOR, arboga, name="Bo Ek")
    with factories.in_scope(by):
        old = Membership.objects.get(user=bo, role=Role.ACTION_OWNER)
        progress.owner_leaves(old, by, now=now, today=today)

        assert Action.objects.values_list("owner_id", "owner_left").get(pk=action.pk) == (other.pk, False)


def test_a_new_member_finds_and_claims_the_actions_of_their_name(make, actor, astrid, mats, now, today):
    named = make(owner=None, owner_text="Mats Hed, controller")
    titled = make(number=2, owner=None, owner_text="Ekonomichefen")
    make(number=3, owner=None, owner_text="Någon annan")
    by, new = actor(mats), membership_of(mats)
    with factories.in_scope(by):
        ((_receiver, found),) = owner_texts_sought.send(
            sender=None, name="Mats Hed", title="ekonomichefen", municipality=new.municipality_id
        )
        owner_texts_claimed.send(sender=Membership, membership=new, texts=found, by=by, now=now, today=today)
        owner_texts_claimed.send(sender=Membership, membership=new, texts=found, by=by, now=now, today=today)

        assert found == ["Ekonomichefen", "Mats Hed, controller"]
        assert set(Action.objects.filter(owner=new, version=2)) == {named, titled}


def test_another_town_is_left_alone(make, actor, cecilia, bo, boden, now, today):
    action = make()
    make(number=2, owner=None, owner_text="Cecilia Alm")
    by = factories.actor_of(cecilia, boden.slug)
    membership = membership_of(bo)
    with factories.in_scope(by):
        assert progress.owner_leaves(membership, by, now=now, today=today) == 0
        assert progress.owner_texts("Cecilia Alm", "", boden.pk) == []
        with pytest.raises(Action.DoesNotExist):
            Action.objects.visible_to(by).get(pk=action.pk)


def test_the_coordinator_ends_a_membership_and_its_actions_lack_an_owner(make, actor, astrid, bo, now, today):
    action, by = make(), actor(astrid)
    with factories.in_scope(by):
        belonging.end_membership(by, membership_of(bo).pk, now=now, today=today)

        assert list(Action.objects.without_owner()) == [action]
        assert Action.objects.get(pk=action.pk).owner_text == "Bo Ek"


def test_who_may_no_longer_work_with_actions_lets_go_of_them(make, actor, astrid, bo, now, today):
    action, by, row = make(), actor(astrid), membership_of(bo)
    with factories.in_scope(by):
        belonging.change_role(by, row.pk, role=Role.COORDINATOR, now=now, today=today)
        assert Action.objects.get(pk=action.pk).owner_id == row.pk
        belonging.change_role(by, row.pk, role=Role.READER, now=now, today=today)

        left = Action.objects.get(pk=action.pk)
        assert (left.owner_id, left.owner_text, left.owner_left) == (None, "Bo Ek", True)
        assert list(Action.objects.without_owner()) == [left]
