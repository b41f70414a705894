"""Who publishes: a second person employed by SKR."""

from datetime import date, datetime, timedelta

import pytest

from accounts.errors import NotPermitted
from accounts.models import Role, User
from accounts.roles import Part
from evaluations.models import (
    Evaluation,
)
from evaluations.publication import (
    PublisherNotEmployed,
    SecondPersonNeeded,
)
from tests import factories
from tests.evaluations.publication.acting import change, publish_as

# Who publishes: SKR's role, parts on the case (open or ended), whether that person made it ready → what happens.
SECOND_PERSON: list[tuple[Role | None, tuple[Part, ...], bool, type[Exception] | None]] = [
    (Role.SKR_ADMIN, (), False, None),
    (Role.SKR_ADMIN, (), True, SecondPersonNeeded),
    (Role.SKR_ADMIN, (Part.LEAD,), False, SecondPersonNeeded),
    (Role.SKR_ADMIN, (Part.LEAD, Part.APPROVER), False, SecondPersonNeeded),
    (Role.SKR_ADMIN, (Part.CO,), False, None),
    (Role.SKR_ADMIN, (Part.CO,), True, SecondPersonNeeded),
    (Role.SKR_ADMIN, (Part.APPROVER,), True, SecondPersonNeeded),
    (Role.SKR_EVALUATOR, (), False, NotPermitted),
    (Role.SKR_EVALUATOR, (Part.LEAD,), False, NotPermitted),
    (Role.SKR_EVALUATOR, (Part.LEAD, Part.CO), False, SecondPersonNeeded),
    (Role.SKR_EVALUATOR, (Part.CO,), False, None),
    (Role.SKR_EVALUATOR, (Part.CO,), True, SecondPersonNeeded),
    (Role.SKR_EVALUATOR, (Part.APPROVER,), False, None),
    (Role.SKR_EVALUATOR, (Part.APPROVER,), True, SecondPersonNeeded),
    (Role.SKR_EVALUATOR, (Part.APPROVER, Part.LEAD), False, SecondPersonNeeded),
    (None, (Part.CO,), False, PublisherNotEmployed),
    (None, (Part.APPROVER,), False, PublisherNotEmployed),
    (None, (Part.LEAD,), False, NotPermitted),
]


@pytest.mark.parametrize(("role", "parts", "made_ready", "refusal"), SECOND_PERSON)
def test_second_person(
    case: Evaluation,
    now: datetime,
    today: date,
    role: Role | None,
    parts: tuple[Part, ...],
    made_ready: bool,
    refusal: type[Exception] | None,
) -> None:
    person = factories.person("petra@skr.example")
    if role:
        factories.membership(person, role)
    for part in parts:
        factories.assignment(case, person, part)
    if made_ready:
        change(case, made_ready_by=person)
    if refusal is None:
        assert publish_as(person, case, now, today).number == 1
    else:
        with pytest.raises(refusal):
            publish_as(person, case, now, today)


def test_who_led_before_does_not_publish_now(case: Evaluation, sara: User, now: datetime, today: date) -> None:
    factories.assignment(case, sara, Part.LEAD, end=today - timedelta(days=1))
    with pytest.raises(SecondPersonNeeded, match=str(SecondPersonNeeded.message)):
        publish_as(sara, case, now, today)
