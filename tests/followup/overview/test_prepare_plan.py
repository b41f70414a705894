"""A published result promises the municipality's plan; the worker makes it in the municipality's own scope."""

from datetime import datetime

import pytest

from accounts import outbox
from accounts.models import Event, Job, Municipality, User
from accounts.tenancy import Scope
from followup.models import Plan
from tests.evaluations.results.published import corrected, published
from tests.factories import in_scope


def _plans(of: Municipality) -> list[Plan]:
    with in_scope(Scope(municipality=of.pk)):
        return list(Plan.objects.all())


def test_publishing_promises_a_plan_and_makes_none(arboga: Municipality, sara: User, now: datetime) -> None:
    version = published(arboga, "KK-2027-101", sara, now)
    assert _plans(arboga) == []
    job = Job.objects.get(kind="plan.prepare")
    assert (job.key, job.municipality, job.house, job.user) == (
        f"plan.prepare:{version.evaluation_id}:1",
        arboga.pk,
        "",
        None,
    )


@pytest.mark.django_db
def test_the_worker_makes_one_draft(arboga: Municipality, boden: Municipality, sara: User, now: datetime) -> None:
    version = published(arboga, "KK-2027-101", sara, now)
    job = Job.objects.get(kind="plan.prepare")
    outbox.run(job, now)
    outbox.run(job, now)
    (plan,) = _plans(arboga)
    assert (plan.evaluation_id, plan.state) == (version.evaluation_id, "draft")
    assert _plans(boden) == []
    with in_scope(Scope(municipality=arboga.pk)):
        assert Event.objects.filter(verb="plan.created").count() == 1


def test_a_correction_promises_anew_and_changes_nothing(arboga: Municipality, sara: User, now: datetime) -> None:
    version = published(arboga, "KK-2027-101", sara, now)
    corrected(version, sara, now, "Fel årtal.")
    for job in Job.objects.filter(kind="plan.prepare").order_by("id"):
        outbox.run(job, now)
    assert Job.objects.filter(kind="plan.prepare", done_at=None).count() == 0
    assert len(_plans(arboga)) == 1
