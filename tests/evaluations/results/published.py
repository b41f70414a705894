"""A published result as publication makes it, for the tests of its pages."""

from datetime import datetime

from accounts.identifiers import uuid7
from accounts.models import Municipality, User
from evaluations.models import (
    Area,
    DraftFinding,
    Evaluation,
    EvaluationState,
    FindingKind,
    PublishedVersion,
    Score,
    Subarea,
    Text,
)
from evaluations.publication import publish
from tests import factories
from tests.factories import ADMIN, TODAY, as_actor, in_scope


def ready_case(
    of: Municipality, number: str, *, year: int = 2027, findings: int = 2, edition: str = "2021"
) -> Evaluation:
    """A case that is ready: half the points of every sub-area, texts, and so many findings of each kind in area 1."""
    case = factories.evaluation(of, number, year=year, edition=factories.shipped_edition(edition))
    common = {"evaluation": case, "municipality": of}
    with in_scope(ADMIN):
        areas = list(Area.objects.filter(edition=case.edition).order_by("number"))
        subareas = Subarea.objects.filter(edition=case.edition).select_related("area")
        parts = [(part.area, part) for part in subareas] or [(area, None) for area in areas]
        Score.objects.bulk_create(
            Score(**common, area=area, subarea=part, achieved=most / 2, maximum=most)
            for area, part in parts
            for most in [(part or area).max_points]
        )
        merged = {"title": "1.1 och 1.2", "body": "Två i ett.", "subarea_codes": ["1.1", "1.2"]}
        Text.objects.bulk_create(
            [
                Text(**common, area=areas[0], position=1, title="Allmänt", body="Kommunen har **mål**."),
                Text(**common, area=areas[0], position=2, **merged),
            ]
        )
        DraftFinding.objects.bulk_create(
            DraftFinding(**common, key=uuid7(), area=areas[0], kind=kind, position=place, text=f"{kind} {place}")
            for kind in FindingKind.values
            for place in range(1, findings + 1)
        )
        Evaluation.objects.filter(pk=case.pk).update(
            state=EvaluationState.READY,
            evaluated_on=f"{year}-05-01",
            evaluated_precision="month",
            evaluators=[{"name": "Karin Tegelby", "organisation": "SKR"}],
        )
        case.refresh_from_db()
    return case


def published(
    of: Municipality,
    number: str,
    by: User,
    now: datetime,
    *,
    year: int = 2027,
    findings: int = 2,
    edition: str = "2021",
) -> PublishedVersion:
    """The same, published by SKR's administrator."""
    case = ready_case(of, number, year=year, findings=findings, edition=edition)
    with as_actor(by, number) as actor:
        return publish(case, actor, now=now, today=TODAY, version=case.version)


def corrected(version: PublishedVersion, by: User, now: datetime, reason: str) -> PublishedVersion:
    """The next version of the same evaluation."""
    with in_scope(ADMIN):
        Evaluation.objects.filter(pk=version.evaluation_id).update(state=EvaluationState.READY)
        case = Evaluation.objects.get(pk=version.evaluation_id)
    with as_actor(by, case.number) as actor:
        return publish(case, actor, now=now, today=TODAY, version=case.version, reason=reason)
