"""Everything in its order, in one transaction."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from evaluations.models import PublishedVersion
from evaluations.publication.content import sha256_of
from followup.models import Plan, PlanCopy, PlanState
from followup.planning.copying import content_of
from followup.seeding.dice import Dice
from followup.seeding.people import make_people, make_towns
from followup.seeding.plans import Work
from followup.seeding.results import make_results


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much of everything."""

    municipalities: int
    users: int
    actions: int
    evaluations: int


def load(sizes: Sizes, seed: int, today: date) -> dict[str, Any]:
    """Fill the database as its owner; returns where the fullest plan is and who leads it. The scope is the caller's."""
    dice = Dice(seed)
    everywhere = make_towns(sizes.municipalities)
    evaluated, skr = make_people(dice, everywhere[: sizes.evaluations], sizes.users, today)
    versions = make_results(dice, evaluated, skr, today)
    Work(dice, today).make(versions, evaluated, sizes.actions)
    _freeze(versions, skr[0].pk, today)
    fullest = evaluated[0]
    return {
        "slug": fullest.municipality.slug,
        "coordinator": fullest.coordinator.user.email,
        "administrator": skr[0].email,
    }


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
