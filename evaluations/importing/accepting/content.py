"""An evaluation's content as rows: read from the case or from a proposal, and written so that equal rows are left."""

import json
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from uuid import UUID

from accounts.identifiers import uuid7
from accounts.models import Municipality
from evaluations.importing.accepting.checks import Proposal
from evaluations.importing.accepting.newer import FINDINGS, Kind, Row
from evaluations.models import (
    Area,
    DraftFinding,
    Evaluation,
    FindingKind,
    ProposedArea,
    ProposedSubarea,
    ReportImport,
    Score,
    Subarea,
    Text,
)

DATES = ("evaluated", "reported")
NUMBERS = ("ordinal", "previous_year")


def rows_of_case(evaluation: Evaluation) -> list[Row]:
    """The content as it stands; three queries."""
    rows = head_rows(evaluation)
    scores = Score.objects.filter(evaluation=evaluation).select_related("area", "subarea")
    for score in scores.order_by("area__number", "subarea__number", "id"):
        code = score.subarea.code if score.subarea else ""
        rows.append(Row(Kind.POINTS, score.area.number, code, _points(score.achieved, score.maximum)))
    texts = Text.objects.filter(evaluation=evaluation).select_related("area")
    for text in texts.order_by("area__number", "position"):
        rows.append(Row(Kind.TEXT, text.area.number, text.title, (text.body, *text.subarea_codes)))
    findings = DraftFinding.objects.filter(evaluation=evaluation).select_related("area", "named")
    for each in findings.order_by("area__number", "kind", "position", "id"):
        value = (each.text, each.subarea_code, each.named.code if each.named else "")
        rows.append(Row(Kind(each.kind), each.area.number, str(each.key), value))
    return rows


def rows_of_proposal(
    report_import: ReportImport, proposal: Proposal, keys: Mapping[int, UUID] = MappingProxyType({})
) -> list[Row]:
    """Head and content that the proposal gives; what is not matched or has no points yet is left out.

    `keys` holds what findings are known by already, by the proposed finding.
    """
    parts: list[tuple[ProposedArea | ProposedSubarea, str]] = [(area, "") for area in proposal.areas]
    parts += [(part, part.subarea.code) for part in proposal.subareas if part.subarea]
    rows = head_rows(report_import)
    rows += [
        Row(Kind.POINTS, each.area_number, code, _points(each.achieved, each.maximum))
        for each, code in parts
        if each.achieved is not None and each.maximum is not None
    ]
    for text in proposal.texts:
        rows.append(Row(Kind.TEXT, text.area_number, text.title, (text.body, *text.subarea_codes)))
    for item in proposal.kept_findings:
        value = (item.text, item.subarea_code, item.named.code if item.named else "")
        rows.append(Row(Kind(item.kind), item.area_number, str(keys.get(item.pk, "")), value))
    return rows


def head_rows(of: Evaluation | ReportImport) -> list[Row]:
    """The facts of the head that are known; municipality, year and edition are what the two are matched by."""
    rows = []
    for name in DATES:
        value: date | None = getattr(of, f"{name}_on")
        if value is not None:
            rows.append(Row(Kind.HEAD, 0, name, (value.isoformat(), getattr(of, f"{name}_precision"))))
    rows += [Row(Kind.HEAD, 0, name, (str(getattr(of, name)),)) for name in NUMBERS if getattr(of, name) is not None]
    if of.evaluators:
        evaluators = (json.dumps(each, sort_keys=True, ensure_ascii=False) for each in of.evaluators)
        rows.append(Row(Kind.HEAD, 0, "evaluators", tuple(evaluators)))
    return rows


def set_head(evaluation: Evaluation, rows: Iterable[Row]) -> None:
    """Give the head the facts of the rows, and no others; the caller saves."""
    facts = {row.name: row.value for row in rows if row.kind == Kind.HEAD}
    for name in DATES:
        told, precision = facts.get(name, ("", ""))
        setattr(evaluation, f"{name}_on", date.fromisoformat(told) if told else None)
        setattr(evaluation, f"{name}_precision", precision)
    for name in NUMBERS:
        setattr(evaluation, name, int(facts[name][0]) if name in facts else None)
    evaluation.evaluators = [json.loads(each) for each in facts.get("evaluators", ())]


def write_rows(evaluation: Evaluation, rows: Sequence[Row]) -> None:
    """Make points, texts and findings what the rows say, in their order; rows that are so already are not touched.

    A finding without a key gets one. The areas and sub-areas are those of the evaluation's edition.
    """
    common = {"evaluation": evaluation, "municipality_id": evaluation.municipality_id, "is_own": evaluation.is_own}
    areas = {area.number: area for area in Area.objects.filter(edition_id=evaluation.edition_id)}
    subareas = {subarea.code: subarea for subarea in Subarea.objects.filter(edition_id=evaluation.edition_id)}
    codes = {row.value[2] for row in rows if row.kind == Kind.EXAMPLE} - {""}
    named = {each.code: each for each in Municipality.objects.filter(code__in=codes)} if codes else {}
    scores, texts, findings = [], [], []
    order: Counter[tuple[Kind, int]] = Counter()
    for row in rows:
        if row.kind == Kind.HEAD:
            continue
        area = areas[row.area]
        order[row.kind, row.area] += 1
        position = order[row.kind, row.area]
        if row.kind == Kind.POINTS:
            achieved, maximum = map(Decimal, row.value)
            subarea = subareas[row.name] if row.name else None
            scores.append(Score(**common, area=area, subarea=subarea, achieved=achieved, maximum=maximum))
        elif row.kind == Kind.TEXT:
            body, *covered = row.value
            texts.append(Text(**common, area=area, position=position, title=row.name, body=body, subarea_codes=covered))
        else:
            text, code, names = row.value
            key = UUID(row.name) if row.name else uuid7()
            finding = DraftFinding(**common, area=area, kind=FindingKind(row.kind), position=position, text=text)
            finding.key, finding.subarea_code, finding.named = key, code, named.get(names)
            findings.append(finding)
    _leave_equals(Score, evaluation, scores, lambda row: (row.area_id, row.subarea_id, row.achieved, row.maximum))
    _leave_equals(
        Text, evaluation, texts, lambda row: (row.area_id, row.position, row.title, row.body, tuple(row.subarea_codes))
    )
    _leave_equals(
        DraftFinding,
        evaluation,
        findings,
        lambda row: (row.key, row.area_id, row.kind, row.position, row.text, row.subarea_code, row.named_id),
    )


def _leave_equals(
    model: type[Score] | type[Text] | type[DraftFinding],
    evaluation: Evaluation,
    wanted: Sequence[Any],  # Any: rows of the model
    identify: Callable[[Any], Hashable],
) -> None:
    missing = {identify(row): row for row in wanted}
    gone = [row.pk for row in model.objects.filter(evaluation=evaluation) if missing.pop(identify(row), None) is None]
    if gone:
        model.objects.filter(pk__in=gone).delete()
    model.objects.bulk_create(missing.values())


def as_json(rows: Iterable[Row]) -> list[list[object]]:
    """The rows as JSON keeps them."""
    return [[row.kind.value, row.area, row.name, *row.value] for row in rows]


def from_json(kept: Iterable[Sequence[Any]]) -> list[Row]:
    """The rows that were kept."""
    return [Row(Kind(kind), int(area), name, tuple(value)) for kind, area, name, *value in kept]


def has_content(rows: Iterable[Row]) -> bool:
    """Whether there is anything but a head."""
    return any(row.kind in FINDINGS or row.kind in (Kind.POINTS, Kind.TEXT) for row in rows)


def _points(achieved: Decimal, maximum: Decimal) -> tuple[str, str]:
    return f"{achieved:.3f}", f"{maximum:.3f}"
