"""An action of Bo's in Arboga, with Astrid who leads the plan and a colleague who helps."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from accounts.models import Membership, Role, User
from accounts.tenancy import Scope
from followup.models import Action, ActionStatus
from tests import factories


def membership_of(person: User) -> Membership:
    """The person's one membership in a municipality."""
    with factories.in_scope(Scope(user=person.pk)):
        return Membership.objects.get(user=person)


@pytest.fixture
def karin(arboga) -> User:
    """An action owner who helps Bo."""
    made = factories.person("karin@arboga.example")
    factories.membership(made, Role.ACTION_OWNER, arboga, name="Karin Nord")
    return made


@pytest.fixture
def mats(arboga) -> User:
    """An action owner who has nothing to do with the action."""
    made = factories.person("mats@arboga.example")
    factories.membership(made, Role.ACTION_OWNER, arboga, name="Mats Hed")
    return made


@pytest.fixture
def town(arboga, sara, astrid, bo, karin) -> SimpleNamespace:
    """A published result of Arboga and its draft plan."""
    version = factories.published_case(arboga, sara)
    return SimpleNamespace(version=version, plan=factories.plan(version.evaluation), arboga=arboga)


@pytest.fixture
def make(town, bo, karin) -> Callable[..., Action]:
    """Make an action that Bo owns and Karin helps with."""

    def build(status: ActionStatus = ActionStatus.NOT_STARTED, number: int = 1, **fields: Any) -> Action:
        values = {"owner": membership_of(bo), "helpers": (membership_of(karin),)} | fields
        return factories.action(town.plan, number, status=status, **values)

    return build


@pytest.fixture
def actor(arboga) -> Callable[[User], Any]:
    """The person's actor in Arboga; the test opens its scope with `in_scope`."""
    return lambda person: factories.actor_of(person, arboga.slug)
