"""What was weighed and what recurs go on under SKR's result, at the improvement opportunities of the same keys."""

from datetime import date
from types import SimpleNamespace

import pytest

from accounts.roles import Actor
from accounts.tenancy import Scope
from evaluations.models import EvaluationState
from followup.models import CheckIn, FindingEstimate, Recurrence
from followup.planning import take_over
from tests import factories
from tests.factories import in_scope
from tests.factories.followup import check_in, estimate, improvements, plan, recurrence

PUBLISHED = {"state": EvaluationState.PUBLISHED}


@pytest.fixture
def world(arboga, ulla, astrid):
    """An older result, the municipality's own of 2024, SKR's of the same keys, and a newer one."""

    def result(number, year, keys=(), *, is_own=False):
        case = factories.evaluation(arboga, number, year=year, is_own=is_own, **PUBLISHED)
        return factories.published_version(case, ulla, words=("Mät.", "Fråga."), keys=keys)

    older = result("KK-2022-001", 2022)
    own = result("KK-2024-901", 2024, is_own=True)
    keys = tuple(each.key for each in improvements(own))
    skr = result("KK-2024-001", 2024, keys)
    newer = result("KK-2027-001", 2027)
    versions = {"older": older, "own": own, "skr": skr, "newer": newer}
    return SimpleNamespace(
        by=Actor.of_job(Scope(municipality=arboga.pk)),
        astrid=astrid,
        own=own.evaluation,
        skr=skr.evaluation,
        **{f"in_{name}": improvements(version) for name, version in versions.items()},
    )


def take(world, now):
    with in_scope(world.by):
        take_over(world.own, world.skr, world.by, now=now)
        take_over(world.own, world.skr, world.by, now=now)


def links(world):
    with in_scope(world.by):
        return set(Recurrence.objects.values_list("finding_id", "earlier_id"))


def estimates(world):
    with in_scope(world.by):
        rows = FindingEstimate.objects.order_by("id")
        return list(rows.values_list("plan__evaluation__number", "finding_id", "effort"))


def test_recurrences_follow_on_either_side(world, now):
    recurrence(world.in_own[0], world.in_older[0], world.astrid)
    recurrence(world.in_newer[0], world.in_own[1], world.astrid)
    take(world, now)
    assert links(world) == {
        (world.in_skr[0].pk, world.in_older[0].pk),
        (world.in_newer[0].pk, world.in_skr[1].pk),
    }


def test_a_recurrence_that_is_said_of_skrs_already_stands_once(world, now):
    for finding in (world.in_own[0], world.in_skr[0]):
        recurrence(finding, world.in_older[0], world.astrid)
    take(world, now)
    assert links(world) == {(world.in_skr[0].pk, world.in_older[0].pk)}


def test_what_was_weighed_follows(world, now):
    estimate(plan(world.own), world.in_own[0])
    take(world, now)
    assert estimates(world) == [("KK-2024-001", world.in_skr[0].pk, "low")]


def test_what_was_weighed_meanwhile_holds(world, now):
    mine = plan(world.own)
    estimate(mine, world.in_own[0])
    estimate(mine, world.in_own[1])
    estimate(plan(world.skr), world.in_skr[0], effort="high")
    take(world, now)
    assert estimates(world) == [
        ("KK-2024-901", world.in_own[0].pk, "low"),
        ("KK-2024-001", world.in_skr[1].pk, "low"),
        ("KK-2024-001", world.in_skr[0].pk, "high"),
    ]


def test_check_ins_follow_the_actions_that_they_ask_about(world, now):
    mine, theirs = plan(world.own), plan(world.skr)
    for on in (date(2026, 12, 31), date(2027, 4, 30)):
        check_in(mine, on=on, closed=on.year == 2026)
    check_in(theirs, on=date(2026, 12, 31), closed=True)
    take(world, now)
    with in_scope(world.by):
        rows = CheckIn.objects.order_by("on", "plan__evaluation__number")
        assert list(rows.values_list("on", "plan__evaluation__number")) == [
            (date(2026, 12, 31), "KK-2024-001"),
            (date(2026, 12, 31), "KK-2024-901"),
            (date(2027, 4, 30), "KK-2024-001"),
        ]
