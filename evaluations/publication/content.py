"""The content of a result: what is hashed and kept at publication, and what pages, reports and open data read."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from accounts.models import Municipality
from evaluations.models import (
    Area,
    DraftFinding,
    Evaluation,
    FindingKind,
    ImportState,
    ProposedArea,
    Score,
    Text,
)
from evaluations.publication.refusals import NothingToPublish, PointsDisagree
from evaluations.publication.shown import SCORING_VERSION, shown_numbers
from evaluations.scoring import Shown

SCHEMA_VERSION = 2  # 2: each area has `examples`; contents of version 1 have none and stay as they are

type Json = dict[str, Any]  # Any: values of JSON

THOUSANDTH = Decimal("0.001")


def sha256_of(content: Json) -> str:
    """SHA-256 over the content as canonical JSON: keys sorted, no spaces, UTF-8."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def content_of(evaluation: Evaluation) -> Json:
    """The evaluation's points, texts and findings as they would be published now. Four queries.

    Raises NothingToPublish without points, PointsDisagree where whole points cannot be made to add up.
    """
    scores = list(Score.objects.filter(evaluation=evaluation).select_related("area", "subarea"))
    if not scores:
        raise NothingToPublish
    texts = _by_area(Text.objects.filter(evaluation=evaluation).order_by("position"))
    findings = _by_area(
        DraftFinding.objects.filter(evaluation=evaluation)
        .select_related("named")
        .order_by("area_id", "kind", "position", "id")
    )
    titles = _titles_of_sections(evaluation)
    areas = [
        _area(area, rows, titles.get(area.number, area.title), texts[area.pk], findings[area.pk])
        for area, rows in _scores_by_area(scores)
    ]
    try:
        shown = shown_numbers(areas)
    except ValueError:
        raise PointsDisagree from None
    for area in areas:
        area["shown"] = _json_of(shown.areas[area["number"]])
        for subarea in area["subareas"]:
            subarea["shown"] = _json_of(shown.subareas[subarea["code"]])
    return {
        "schema_version": SCHEMA_VERSION,
        "scoring_version": SCORING_VERSION,
        **head_of(evaluation),
        "total": _json_of(shown.total),
        "areas": areas,
    }


def head_of(evaluation: Evaluation) -> Json:
    """The facts of the case that a result is printed with."""
    municipality, edition = evaluation.municipality, evaluation.edition
    return {
        "evaluation": {
            "key": str(evaluation.key),
            "number": evaluation.number,
            "year": evaluation.year,
            "evaluated_on": _json_of_date(evaluation.evaluated_on),
            "evaluated_precision": evaluation.evaluated_precision,
            "reported_on": _json_of_date(evaluation.reported_on),
            "reported_precision": evaluation.reported_precision,
            "ordinal": evaluation.ordinal,
            "previous_year": evaluation.previous_year,
            "evaluators": evaluation.evaluators,
        },
        "municipality": _named(municipality),
        "edition": {"key": edition.key, "name": edition.name} if edition else None,
    }


def _area(area: Area, rows: list[Score], title: str, texts: list[Text], findings: list[DraftFinding]) -> Json:
    own = next((row for row in rows if row.subarea is None), None)
    parts = [(row.subarea, row) for row in rows if row.subarea is not None]
    parts.sort(key=lambda part: part[0].number)
    return {
        "number": area.number,
        "title": title,
        "achieved": _exact(own.achieved if own else sum((row.achieved for _subarea, row in parts), Decimal())),
        "maximum": _exact(own.maximum if own else sum((row.maximum for _subarea, row in parts), Decimal())),
        "subareas": [
            {
                "code": subarea.code,
                "title": subarea.title,
                "achieved": _exact(row.achieved),
                "maximum": _exact(row.maximum),
            }
            for subarea, row in parts
        ],
        "texts": [{"title": text.title, "body": text.body, "subarea_codes": text.subarea_codes} for text in texts],
        "strengths": _words(findings, FindingKind.STRENGTH),
        "improvements": _words(findings, FindingKind.IMPROVEMENT),
        "examples": [
            {**_word(finding), "subarea_code": finding.subarea_code, "named": _named(finding.named)}
            for finding in findings
            if finding.kind == FindingKind.EXAMPLE
        ],
    }


def _words(findings: list[DraftFinding], kind: FindingKind) -> list[Json]:
    return [_word(finding) for finding in findings if finding.kind == kind]


def _word(finding: DraftFinding) -> Json:
    return {"key": str(finding.key), "text": finding.text}


def _named(municipality: Municipality | None) -> Json | None:
    """The municipality that an example names."""
    if municipality is None:
        return None
    return {"code": municipality.code, "name": municipality.name, "short_name": municipality.short_name}


def _scores_by_area(scores: list[Score]) -> list[tuple[Area, list[Score]]]:
    rows: dict[int, list[Score]] = defaultdict(list)
    areas: dict[int, Area] = {}
    for score in scores:
        areas[score.area_id] = score.area
        rows[score.area_id].append(score)
    return [(area, rows[area.pk]) for area in sorted(areas.values(), key=lambda area: area.number)]


def _by_area[Row: (Text, DraftFinding)](rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.area_id].append(row)
    return found


def _titles_of_sections(evaluation: Evaluation) -> dict[int, str]:
    """The areas' titles as the imported report's sections write them; its overview may say otherwise."""
    rows = ProposedArea.objects.filter(
        report_import__evaluation=evaluation, report_import__state=ImportState.ACCEPTED
    ).exclude(title="")
    return dict(rows.order_by("report_import_id").values_list("area_number", "title"))


def _exact(points: Decimal) -> str:
    return str(points.quantize(THOUSANDTH))


def _json_of(shown: Shown) -> Json:
    return {"achieved": shown.achieved, "maximum": shown.max}


def _json_of_date(value: date | None) -> str | None:
    return value.isoformat() if value else None
