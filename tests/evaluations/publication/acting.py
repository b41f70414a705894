"""Changing and publishing a case as somebody."""

from datetime import date, datetime
from typing import Any

from accounts.models import User
from evaluations.models import (
    Evaluation,
    PublishedVersion,
)
from evaluations.publication import (
    publish,
)
from tests.factories import ADMIN, as_actor, in_scope


def change(case: Evaluation, **values: Any) -> None:
    """Set fields of the case as SKR's administrator."""
    with in_scope(ADMIN):
        Evaluation.objects.filter(pk=case.pk).update(**values)
    for name, value in values.items():
        setattr(case, name, value)


def publish_as(person: User, case: Evaluation, now: datetime, today: date, **options: Any) -> PublishedVersion:
    """Publish it at the page's version, or at the one that is named."""
    options.setdefault("version", case.version)
    with as_actor(person, case.number) as by:
        return publish(case, by, now=now, today=today, **options)
