"""Editions, cases, imports and published results, as rows."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from accounts.identifiers import uuid7
from accounts.models import Municipality, User
from accounts.roles import Part
from accounts.tenancy import Scope
from evaluations.models import (
    Area,
    Assignment,
    DraftFinding,
    Edition,
    EditionState,
    Evaluation,
    EvaluationState,
    Finding,
    FindingKind,
    PublishedFinding,
    PublishedScore,
    PublishedText,
    PublishedVersion,
    ReportImport,
    Score,
    Subarea,
    Text,
)
from evaluations.publication.content import head_of, sha256_of
from tests.factories.people import LONG_AGO
from tests.factories.scopes import in_scope

NOW = datetime(2027, 3, 15, 8, 0, tzinfo=UTC)


def _hand_of(evaluation: Evaluation) -> Scope:
    """The scope that writes a case's content: SKR's administrator, or the municipality its own evaluation's."""
    return Scope(municipality=evaluation.municipality_id) if evaluation.is_own else Scope(house="admin")


def shipped_edition(key: str = "2021") -> Edition:
    """A published edition that ships, as it was loaded."""
    with in_scope(Scope()):
        return Edition.objects.get(key=key)


def edition(key: str = "2030", *, state: EditionState = EditionState.DRAFT, areas: int = 2) -> Edition:
    """A new edition with a few areas of two sub-areas each."""
    with in_scope(Scope(house="admin")):
        made = Edition.objects.create(key=key, name=f"Kommunkompassen {key}")
        for number in range(1, areas + 1):
            area = Area.objects.create(edition=made, number=number, title=f"Område {number}", max_points=100)
            Subarea.objects.bulk_create(
                Subarea(edition=made, area=area, number=n, code=f"{number}.{n}", title=f"Delområde {n}", max_points=50)
                for n in (1, 2)
            )
        if state != EditionState.DRAFT:
            made.state, made.published_at = state, NOW
            made.save(update_fields=["state", "published_at"])
        return made


def evaluation(
    of: Municipality,
    number: str,
    *,
    state: EvaluationState = EvaluationState.SCORING,
    year: int = 2027,
    edition: Edition | None = None,
    is_own: bool = False,
    latest_version: int | None = None,
) -> Evaluation:
    """A case on the edition of 2021."""
    scope = Scope(municipality=of.pk) if is_own else Scope(house="admin")
    edition = edition or shipped_edition()
    with in_scope(scope):
        return Evaluation.objects.create(
            municipality=of,
            number=number,
            state=state,
            year=year,
            edition=edition,
            is_own=is_own,
            latest_version=latest_version or (1 if state == EvaluationState.PUBLISHED else None),
        )


def assignment(
    to: Evaluation,
    of: User,
    part: Part = Part.LEAD,
    *,
    name: str = "",
    organisation: str = "",
    start: date = LONG_AGO,
    end: date | None = None,
) -> Assignment:
    """A part on a case."""
    with in_scope(Scope(house="admin")):
        return Assignment.objects.create(
            evaluation=to,
            municipality_id=to.municipality_id,
            number=to.number,
            user=of,
            part=part,
            display_name=name or of.email.split("@")[0].capitalize(),
            organisation=organisation,
            start=start,
            end=end,
        )


def _area_of(evaluation: Evaluation, number: int) -> Area:
    return Area.objects.get(edition_id=evaluation.edition_id, number=number)


def score(of: Evaluation, code: str = "", *, area: int = 1, achieved: str = "50", maximum: str = "100") -> Score:
    """Points of an area, or of a sub-area where a code is given."""
    with in_scope(_hand_of(of)):
        found = Subarea.objects.select_related("area").get(edition_id=of.edition_id, code=code) if code else None
        return Score.objects.create(
            evaluation=of,
            municipality_id=of.municipality_id,
            is_own=of.is_own,
            area=found.area if found else _area_of(of, area),
            subarea=found,
            achieved=Decimal(achieved),
            maximum=Decimal(maximum),
        )


def text(of: Evaluation, *, area: int = 1, position: int = 1, title: str = "Allmänt", body: str = "En text.") -> Text:
    """A narrative text of an area."""
    with in_scope(_hand_of(of)):
        return Text.objects.create(
            evaluation=of,
            municipality_id=of.municipality_id,
            is_own=of.is_own,
            area=_area_of(of, area),
            position=position,
            title=title,
            body=body,
        )


def draft_finding(
    of: Evaluation,
    words: str = "Följ upp målen oftare.",
    *,
    kind: FindingKind = FindingKind.IMPROVEMENT,
    area: int = 1,
    position: int = 1,
) -> DraftFinding:
    """A finding before publication."""
    with in_scope(_hand_of(of)):
        return DraftFinding.objects.create(
            evaluation=of,
            municipality_id=of.municipality_id,
            is_own=of.is_own,
            area=_area_of(of, area),
            kind=kind,
            position=position,
            text=words,
        )


def finding(of: Evaluation, *, kind: FindingKind = FindingKind.IMPROVEMENT) -> Finding:
    """The lasting identity of a finding."""
    with in_scope(_hand_of(of)):
        return Finding.objects.create(evaluation=of, municipality_id=of.municipality_id, is_own=of.is_own, kind=kind)


def published_version(
    of: Evaluation,
    approved_by: User,
    *,
    number: int = 1,
    points: tuple[int, ...] = (60, 50, 40, 70, 55, 65, 45, 75),
    words: tuple[str, ...] = ("Följ upp målen oftare.",),
    tied: tuple[str, ...] = (),
    parts: tuple[tuple[str, int, int], ...] = (),
    maxima: tuple[int, ...] = (100,) * 8,
    keys: tuple[UUID, ...] = (),
    reason: str = "",
    at: datetime = NOW,
) -> PublishedVersion:
    """A published version with the points of its areas, a text of the first area and improvement opportunities there.

    `tied` are the codes of the sub-areas that they belong to, `parts` sub-areas of the first area with their points.
    The evaluation's state is left alone: `evaluation(state=PUBLISHED)` says it.
    """
    with in_scope(_hand_of(of)):
        areas = list(Area.objects.filter(edition_id=of.edition_id).order_by("number"))
        common = {"municipality_id": of.municipality_id, "is_own": of.is_own}
        keys = keys or tuple(uuid7() for _each in words)
        content = _content(of, areas, points, maxima, list(zip(keys, words, strict=True)))
        version = PublishedVersion.objects.create(
            **common,
            evaluation=of,
            edition_id=of.edition_id,
            case_number=of.number,
            year=of.year,
            number=number,
            schema_version=1,
            scoring_version=1,
            achieved=sum(points[: len(areas)]),
            maximum=sum(maxima[: len(areas)]),
            content=content,
            sha256=sha256_of(content),
            reason=reason,
            approved_by=approved_by,
            at=at,
            supersedes=PublishedVersion.objects.filter(evaluation=of, number=number - 1).first(),
        )
        PublishedScore.objects.bulk_create(
            PublishedScore(
                **common,
                published_version=version,
                area_number=area.number,
                title=area.title,
                area=area,
                achieved=achieved,
                maximum=maximum,
                shown_achieved=achieved,
                shown_maximum=maximum,
            )
            for area, achieved, maximum in zip(areas, points, maxima, strict=False)
        )
        PublishedScore.objects.bulk_create(
            PublishedScore(
                **common,
                published_version=version,
                area_number=1,
                code=code,
                title=f"Delområde {code}",
                area=areas[0],
                achieved=achieved,
                maximum=maximum,
                shown_achieved=achieved,
                shown_maximum=maximum,
            )
            for code, achieved, maximum in parts
        )
        PublishedText.objects.create(
            **common, published_version=version, area_number=1, position=1, title="Allmänt", body="Kommunen har mål."
        )
        codes = (*tied, *("" for _each in words[len(tied) :]))
        for position, (key, each, code) in enumerate(zip(keys, words, codes, strict=True), start=1):
            lasting = Finding.objects.create(**common, key=key, evaluation=of, kind=FindingKind.IMPROVEMENT)
            PublishedFinding.objects.create(
                **common,
                published_version=version,
                area_number=1,
                finding=lasting,
                kind=FindingKind.IMPROVEMENT,
                position=position,
                text=each,
                subarea_code=code,
            )
        return version


def _content(
    of: Evaluation,
    areas: list[Area],
    points: tuple[int, ...],
    maxima: tuple[int, ...],
    words: list[tuple[UUID, str]],
) -> dict[str, object]:
    """What publication keeps of these areas: text and improvement opportunities in the first."""
    pairs = list(zip(areas, points, maxima, strict=False))
    return {
        **head_of(of),
        "schema_version": 1,
        "scoring_version": 1,
        "total": {"achieved": sum(points[: len(pairs)]), "maximum": sum(maxima[: len(pairs)])},
        "areas": [
            {
                "number": area.number,
                "title": area.title,
                "achieved": f"{achieved}.000",
                "maximum": f"{maximum}.000",
                "shown": {"achieved": achieved, "maximum": maximum},
                "subareas": [],
                "texts": [{"title": "Allmänt", "body": "Kommunen har mål.", "subarea_codes": []}] * (area.number == 1),
                "strengths": [],
                "improvements": [{"key": str(key), "text": text} for key, text in words] * (area.number == 1),
            }
            for area, achieved, maximum in pairs
        ],
    }


def report_import(
    by: User,
    *,
    number: int = 1,
    state: str = "proposed",
    of: Municipality | None = None,
    evaluation: Evaluation | None = None,
    is_own: bool = False,
    file_name: str = "rapport.pdf",
    **fields: object,
) -> ReportImport:
    """An uploaded report; SKR's, or (is_own) a municipality's own. No file lies behind it."""
    scope = Scope(municipality=of.pk) if is_own and of else Scope(house="admin")
    with in_scope(scope):
        return ReportImport.objects.create(
            number=number,
            state=state,
            municipality=of,
            evaluation=evaluation,
            is_own=is_own,
            uploaded_by=by,
            uploaded_at=NOW,
            file_name=file_name,
            stored_name=f"00/{number:048x}",
            size=1000,
            sha256=f"{number:064x}",
            **fields,
        )
