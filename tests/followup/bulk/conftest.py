"""Arboga's plan with actions that answer its improvement opportunities, and Astrid's hat."""

from collections.abc import Iterator

import pytest

from accounts.models import Membership, Municipality, User
from accounts.roles import Actor
from evaluations.models import Finding, PublishedVersion
from followup.models import Plan
from tests import factories
from tests.factories import as_actor


@pytest.fixture
def version(arboga: Municipality, ulla: User) -> PublishedVersion:
    return factories.published_case(arboga, ulla)


@pytest.fixture
def findings(version: PublishedVersion) -> list[Finding]:
    return factories.improvements(version)


@pytest.fixture
def draft(version: PublishedVersion) -> Plan:
    return factories.plan(version.evaluation)


@pytest.fixture
def by(astrid: User, draft: Plan) -> Iterator[Actor]:
    with as_actor(astrid, "arboga") as actor:
        yield actor


@pytest.fixture
def bos(bo: User) -> Membership:
    """Bo's membership in Arboga."""
    with factories.in_scope(factories.actor_of(bo, "arboga")):
        return Membership.objects.get(user=bo)


@pytest.fixture
def at(now: object, today: object) -> dict[str, object]:
    """The moment, as every verb takes it."""
    return {"now": now, "today": today}
