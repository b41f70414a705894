"""A result of Arboga whose first area has two sub-areas, with its plan: 60 of 100 there, 465 of 800 in all."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from accounts.models import Municipality, User
from followup.models import Action, Plan
from tests.factories import followup as made

WORDS = ("Följ upp målen oftare.", "Låt invånarna påverka budgeten.", "Redovisa resultaten.")


@pytest.fixture
def result(arboga: Municipality, ulla: User) -> SimpleNamespace:
    """The first improvement opportunity is tied to 1.1, the others to the area; the eighth area does not apply."""
    version = made.published_case(
        arboga,
        ulla,
        words=WORDS,
        tied=("1.1",),
        parts=(("1.1", 30, 50), ("1.2", 30, 50)),
        points=(60, 50, 40, 70, 55, 65, 45, 0),
        maxima=(100, 100, 100, 100, 100, 100, 100, 0),
    )
    return SimpleNamespace(version=version, findings=made.improvements(version))


@pytest.fixture
def plan(result: SimpleNamespace) -> Plan:
    return made.plan(result.version.evaluation)


@pytest.fixture
def make(plan: Plan, result: SimpleNamespace) -> Callable[..., Action]:
    """An action with this number and effect that answers the improvement opportunities in these places."""

    def act(number: int, effect: str = "", places: tuple[int, ...] = (0,), **fields: object) -> Action:
        answered = tuple(result.findings[place] for place in places)
        return made.action(plan, number, expected_effect=effect, findings=answered, **fields)  # type: ignore[arg-type]

    return act
