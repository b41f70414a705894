"""Published evaluations with points, texts and findings, as publication would have left them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from accounts.models import Counter, User
from evaluations.models import (
    Area,
    Edition,
    Evaluation,
    EvaluationState,
    Finding,
    FindingKind,
    PublishedFinding,
    PublishedScore,
    PublishedText,
    PublishedVersion,
)
from evaluations.publication.content import SCHEMA_VERSION, head_of, sha256_of
from evaluations.publication.shown import SCORING_VERSION
from followup.seeding.dice import WHAT, Dice
from followup.seeding.people import Town

EDITION = "2021"
IMPROVEMENTS, STRENGTHS = 41, 24
FULL = 100
YEARS_BETWEEN = 2


def make_results(dice: Dice, towns: list[Town], skr: list[User], today: date, age: int = 0) -> list[PublishedVersion]:
    """One published evaluation a town, of last year or so many rounds before it."""
    edition = Edition.objects.get(key=EDITION)
    areas = list(Area.objects.filter(edition=edition).order_by("number"))
    year = today.year - 1 - age * YEARS_BETWEEN
    cases = Evaluation.objects.bulk_create(
        Evaluation(
            key=dice.key(),
            number=f"KK-{year}-{number:03}",
            municipality=town.municipality,
            edition=edition,
            state=EvaluationState.PUBLISHED,
            year=year,
            latest_version=1,
        )
        for number, town in enumerate(towns, start=1)
    )
    Counter.objects.update_or_create(municipality=None, series=f"case-{year}", defaults={"value": len(cases)})
    at = datetime(today.year, today.month, today.day, 9, tzinfo=UTC)
    at -= timedelta(days=240 + age * YEARS_BETWEEN * 365)
    contents = [_content(dice, case, areas) for case in cases]
    versions = PublishedVersion.objects.bulk_create(
        PublishedVersion(
            municipality_id=case.municipality_id,
            evaluation=case,
            edition=edition,
            case_number=case.number,
            year=year,
            number=1,
            schema_version=SCHEMA_VERSION,
            scoring_version=SCORING_VERSION,
            achieved=content["total"]["achieved"],
            maximum=content["total"]["maximum"],
            content=content,
            sha256=sha256_of(content),
            made_by=skr[0],
            approved_by=skr[-1],
            at=at,
        )
        for case, content in zip(cases, contents, strict=True)
    )
    _flatten(versions, areas)
    return versions


def _content(dice: Dice, case: Evaluation, areas: list[Area]) -> dict[str, Any]:
    points = [dice.number(30, 85) for _area in areas]
    return {
        "schema_version": SCHEMA_VERSION,
        "scoring_version": SCORING_VERSION,
        **head_of(case),
        "total": {"achieved": sum(points), "maximum": FULL * len(areas)},
        "areas": [
            {
                "number": area.number,
                "title": area.title,
                "achieved": f"{achieved}.000",
                "maximum": f"{FULL}.000",
                "shown": {"achieved": achieved, "maximum": FULL},
                "subareas": [],
                "texts": [{"title": "Allmänt", "body": _paragraphs(dice), "subarea_codes": []}],
                "strengths": _findings(dice, place, len(areas), STRENGTHS, "Kommunen arbetar väl med"),
                "improvements": _findings(dice, place, len(areas), IMPROVEMENTS, "Kommunen kan utveckla"),
            }
            for place, (area, achieved) in enumerate(zip(areas, points, strict=True))
        ],
    }


def _findings(dice: Dice, place: int, areas: int, total: int, words: str) -> list[dict[str, str]]:
    """The area's part of the report's findings."""
    count = total // areas + (place < total % areas)
    return [{"key": str(dice.key()), "text": f"{words} {dice.one(WHAT)}."} for _each in range(count)]


def _paragraphs(dice: Dice) -> str:
    return "\n\n".join(f"Kommunen arbetar med {dice.one(WHAT)} och {dice.one(WHAT)}." for _each in range(4))


def _flatten(versions: list[PublishedVersion], areas: list[Area]) -> None:
    """The flat rows of the contents, as publication writes them."""
    by_number = {area.number: area for area in areas}
    findings, published, scores, texts = [], [], [], []
    for version in versions:
        for part in version.content["areas"]:
            common = {"municipality_id": version.municipality_id, "published_version": version}
            common["area_number"] = part["number"]
            scores.append(_score(common, part, by_number[part["number"]]))
            texts += [
                PublishedText(**common, position=position, title=text["title"], body=text["body"])
                for position, text in enumerate(part["texts"], start=1)
            ]
            for kind in (FindingKind.STRENGTH, FindingKind.IMPROVEMENT):
                for position, item in enumerate(part[f"{kind}s"], start=1):
                    finding = Finding(
                        key=item["key"],
                        evaluation_id=version.evaluation_id,
                        municipality_id=version.municipality_id,
                        kind=kind,
                    )
                    findings.append(finding)
                    published.append(
                        PublishedFinding(**common, finding=finding, kind=kind, position=position, text=item["text"])
                    )
    PublishedScore.objects.bulk_create(scores)
    PublishedText.objects.bulk_create(texts)
    Finding.objects.bulk_create(findings, batch_size=1000)
    for row in published:
        row.finding_id = row.finding.pk
    PublishedFinding.objects.bulk_create(published, batch_size=1000)


def _score(common: dict[str, Any], part: dict[str, Any], area: Area) -> PublishedScore:
    return PublishedScore(
        **common,
        title=part["title"],
        area=area,
        achieved=part["achieved"],
        maximum=part["maximum"],
        shown_achieved=part["shown"]["achieved"],
        shown_maximum=part["shown"]["maximum"],
    )
