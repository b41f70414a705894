"""A published result of Arboga with two improvement opportunities, and Astrid's hat."""

from collections.abc import Iterator

import pytest

from accounts.models import Municipality, User
from accounts.roles import Actor
from evaluations.models import Finding, PublishedVersion
from followup.models import Plan
from tests.factories import as_actor
from tests.factories.followup import improvements, plan, published_case


@pytest.fixture
def version(arboga: Municipality, ulla: User) -> PublishedVersion:
    return published_case(arboga, ulla)


@pytest.fixture
def findings(version: PublishedVersion) -> list[Finding]:
    return improvements(version)


@pytest.fixture
def draft(version: PublishedVersion) -> Plan:
    return plan(version.evaluation)


@pytest.fixture
def by(astrid: User, draft: Plan) -> Iterator[Actor]:
    with as_actor(astrid, "arboga") as actor:
        yield actor


@pytest.fixture
def at(now: object, today: object) -> dict[str, object]:
    """The moment, as every verb takes it."""
    return {"now": now, "today": today}
