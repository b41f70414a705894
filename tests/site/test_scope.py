"""One hat a request, chosen by the prefix of its address."""

import pytest

from accounts.models import Role
from accounts.roles import Part
from tests import factories


def test_actor_at_each_place(people, arboga, arboga_case):
    assert factories.actor_of(people.astrid, "arboga").hats == {Role.COORDINATOR}
    assert factories.actor_of(people.erik, "KK-2027-001").hats == {Part.LEAD}
    assert factories.actor_of(people.erik, "KK-2027-001").scope.evaluation == arboga_case.pk
    assert factories.actor_of(people.sara, "skr").scope.house == "admin"
    assert factories.actor_of(people.ulla, "KK-2027-001").scope.house == "evaluator"
    assert factories.actor_of(people.astrid).scope.municipality is None
    with pytest.raises(LookupError):
        factories.actor_of(people.cecilia, "arboga")
