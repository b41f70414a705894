"""A published result, its plan, and an action that Bo owns."""

from collections.abc import Callable

import pytest

from accounts.models import Membership, Municipality, User
from accounts.tenancy import Scope
from evaluations.models import PublishedVersion
from followup.models import Action, Plan
from tests import factories


@pytest.fixture
def membership_of(arboga: Municipality) -> Callable[[User], Membership]:
    """A person's membership in Arboga."""

    def find(person: User) -> Membership:
        with factories.in_scope(Scope(municipality=arboga.pk)):
            return Membership.objects.get(user=person)

    return find


@pytest.fixture
def version(arboga: Municipality, ulla: User) -> PublishedVersion:
    return factories.published_case(arboga, ulla)


@pytest.fixture
def plan(version: PublishedVersion) -> Plan:
    return factories.plan(version.evaluation)


@pytest.fixture
def action(plan: Plan, version: PublishedVersion, bo: User, membership_of: Callable[[User], Membership]) -> Action:
    """Å-1, in its first state, Bo's, answering the first improvement opportunity."""
    first, _second = factories.improvements(version)
    return factories.action(plan, 1, owner=membership_of(bo), findings=(first,), description="Vi mäter varje vecka.")


@pytest.fixture
def stands(arboga: Municipality) -> Callable[[Action], Action]:
    """The action as the database holds it now."""

    def find(action: Action) -> Action:
        with factories.in_scope(Scope(municipality=arboga.pk)):
            return Action.objects.with_helpers().get(pk=action.pk)

    return find
