"""Everything in its order, in one transaction."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.apps import apps
from django.db import connection

from accounts.models import Role
from evaluations.models import PublishedVersion
from evaluations.publication.content import sha256_of
from followup.models import Plan, PlanCopy, PlanState
from followup.planning.copying import content_of
from followup.seeding.dice import Dice
from followup.seeding.people import make_people, make_towns
from followup.seeding.plans import Work, shares, shares_evenly
from followup.seeding.results import make_results


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much of everything."""

    municipalities: int
    users: int
    actions: int
    evaluations: int
    evaluated: int  # municipalities that have an evaluation; where there are fewer than evaluations, some have several
    comments: int
    fullest: int = 0  # actions in the plan that has most; 0: twice the mean

    @property
    def rounds(self) -> list[int]:
        """How many municipalities were evaluated in each round, the oldest first."""
        full, rest = divmod(self.evaluations, self.evaluated)
        return [*([rest] if rest else []), *([self.evaluated] * full)]


# What quality.md measures against.
FULL = Sizes(
    municipalities=290,
    users=14_500,
    actions=60_000,
    evaluations=1_500,
    evaluated=290,
    comments=200_000,
    fullest=400,
)


def load(sizes: Sizes, seed: int, today: date) -> dict[str, Any]:
    """Fill the database as its owner; returns where the fullest plan is and who leads it. The scope is the caller's."""
    dice = Dice(seed)
    everywhere = make_towns(sizes.municipalities)
    evaluated, skr = make_people(dice, everywhere[: sizes.evaluated], sizes.users, today)
    work = Work(dice, today, sizes.comments / sizes.actions)
    for age, count in reversed(list(enumerate(reversed(sizes.rounds)))):
        versions = make_results(dice, evaluated[:count], skr, today, age)
        work.make(versions, evaluated[:count], _shares(sizes, age), is_newest=age == 0)
        _analyze()
        _freeze(versions, skr[0].pk, today)
    work.count(evaluated)
    fullest = evaluated[0]
    return {
        "slug": fullest.municipality.slug,
        "coordinator": fullest.coordinator.user.email,
        "management": next((each.user.email for each in fullest.members if each.role == Role.MANAGEMENT), ""),
        "administrator": skr[0].email,
    }


def _shares(sizes: Sizes, age: int) -> list[int]:
    """How many actions each plan of a round has: six in ten are in the newest plans, the rest in older ones."""
    older = sizes.rounds[:-1]
    newest = sizes.actions if not older else sizes.actions * 6 // 10
    if age == 0:
        return shares(newest, sizes.evaluated, sizes.fullest)
    all_older = [*shares_evenly(sizes.actions - newest, sum(older))]
    begin = sum(older[: len(older) - age])
    return all_older[begin : begin + older[-age]]


def _analyze() -> None:
    """Tell the planner how many rows there are now: nothing does before the commit, and copies would read all rows."""
    with connection.cursor() as cursor:
        for model in apps.get_app_config("followup").get_models():
            cursor.execute(f"analyze {connection.ops.quote_name(model._meta.db_table)}")


def _freeze(versions: list[PublishedVersion], by_id: int, today: date) -> None:
    """The copies of the adopted plans."""
    adopted = Plan.objects.filter(
        evaluation__in=[version.evaluation_id for version in versions], state=PlanState.ADOPTED
    ).select_related("evaluation")
    copies = []
    for plan in adopted.order_by("id"):
        content = content_of(plan)
        copies.append(
            PlanCopy(
                municipality_id=plan.municipality_id,
                plan=plan,
                number=1,
                body=plan.adopted_body,
                adopted_on=plan.adopted_on,
                reference=plan.adopted_reference,
                content=content,
                sha256=sha256_of(content),
                at=datetime.combine(today, time(8), UTC),
                made_by_id=by_id,
            )
        )
    PlanCopy.objects.bulk_create(copies)
