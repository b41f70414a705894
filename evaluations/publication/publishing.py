"""Publish a ready evaluation: a numbered, hashed version, its flat rows, and news of it."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Greatest

from accounts import journal
from accounts.models import Municipality
from accounts.roles import Actor, Part, require
from evaluations.models import (
    Area,
    Assignment,
    EditionState,
    Evaluation,
    EvaluationState,
    Finding,
    FindingKind,
    PublishedFinding,
    PublishedScore,
    PublishedText,
    PublishedVersion,
    Subarea,
)
from evaluations.publication.content import Json, content_of, sha256_of
from evaluations.publication.refusals import (
    CaseHasChanged,
    EditionNotPublished,
    NotReady,
    PublisherNotEmployed,
    ReasonMissing,
    SecondPersonNeeded,
)
from evaluations.signals import evaluation_published

ACCESS_AFTER_PUBLICATION = timedelta(days=30)


def publish(
    evaluation: Evaluation, by: Actor, *, now: datetime, today: date, version: int, reason: str = ""
) -> PublishedVersion:
    """Publish the evaluation as it is in `version` of its row, and end its assignments in thirty days.

    Refuses unless it is ready and its edition published, and whoever led it, made it ready or is not employed by SKR;
    a correction needs its reason. Pressed again it changes nothing. Locks the evaluation and tells others by the signal
    evaluation_published.
    """
    require(by, "publish")
    with transaction.atomic():
        rows = Evaluation.objects.visible_to(by).select_related("municipality", "edition")
        locked = rows.select_for_update(of=("self",)).get(pk=evaluation.pk)
        versions = PublishedVersion.objects.filter(evaluation=locked)
        newest: PublishedVersion | None = versions.order_by("-number").first()
        if newest is not None and locked.state == EvaluationState.PUBLISHED:
            return newest
        check_publishable(locked, by)
        if locked.version != version:
            raise CaseHasChanged
        if newest is not None and not reason.strip():
            raise ReasonMissing
        made = insert_version(locked, by, now, newest, reason.strip())
        locked.state = EvaluationState.PUBLISHED
        locked.latest_version = made.number
        locked.sent_back_reason = ""
        locked.version += 1
        locked.save(update_fields=["state", "latest_version", "sent_back_reason", "version"])
        _end_assignments(locked, today + ACCESS_AFTER_PUBLICATION)
        journal.record(
            by,
            "evaluation.published",
            locked,
            now=now,
            evaluation=locked.pk,
            subject=locked.number,
            state=[EvaluationState.READY.value, EvaluationState.PUBLISHED.value],
            version=made.number,
            points=f"{made.achieved}/{made.maximum}",
            sha256=made.sha256,
            reason=made.reason,
        )
        evaluation_published.send(sender=Evaluation, evaluation=locked, version=made, by=by, now=now)
    return made


def check_publishable(evaluation: Evaluation, by: Actor) -> None:
    """Raise what stands in the way of this person's publishing the evaluation; one query."""
    if evaluation.state != EvaluationState.READY:
        raise NotReady
    if evaluation.edition is None or evaluation.edition.state == EditionState.DRAFT:
        raise EditionNotPublished(evaluation.edition.name if evaluation.edition else "")
    if not by.employed_by_skr:
        raise PublisherNotEmployed
    led = Assignment.objects.filter(evaluation=evaluation, user_id=by.user_id, part=Part.LEAD)
    if evaluation.made_ready_by_id == by.user_id or led.exists():
        raise SecondPersonNeeded


def insert_version(
    evaluation: Evaluation, by: Actor, now: datetime, newest: PublishedVersion | None, reason: str
) -> PublishedVersion:
    """The evaluation's content as its next version, with the flat rows; the caller locks the evaluation."""
    content = content_of(evaluation)
    made: PublishedVersion = PublishedVersion.objects.create(
        evaluation=evaluation,
        municipality_id=evaluation.municipality_id,
        is_own=evaluation.is_own,
        edition=evaluation.edition,
        case_number=evaluation.number,
        year=evaluation.year,
        number=newest.number + 1 if newest else 1,
        schema_version=content["schema_version"],
        scoring_version=content["scoring_version"],
        achieved=content["total"]["achieved"],
        maximum=content["total"]["maximum"],
        content=content,
        sha256=sha256_of(content),
        reason=reason,
        made_by_id=evaluation.made_ready_by_id,
        approved_by_id=by.user_id,
        at=now,
        supersedes=newest,
    )
    _insert_scores(made, content)
    _insert_texts(made, content)
    _insert_findings(made, content)
    return made


def _insert_scores(version: PublishedVersion, content: Json) -> None:
    areas = {area.number: area for area in Area.objects.filter(edition_id=version.edition_id)}
    subareas = {subarea.code: subarea for subarea in Subarea.objects.filter(edition_id=version.edition_id)}
    PublishedScore.objects.bulk_create(
        PublishedScore(
            published_version=version,
            municipality_id=version.municipality_id,
            is_own=version.is_own,
            area_number=area["number"],
            code=part.get("code", ""),
            title=part["title"],
            area=areas[area["number"]],
            subarea=subareas[part["code"]] if "code" in part else None,
            achieved=Decimal(part["achieved"]),
            maximum=Decimal(part["maximum"]),
            shown_achieved=part["shown"]["achieved"],
            shown_maximum=part["shown"]["maximum"],
        )
        for area in content["areas"]
        for part in (area, *area["subareas"])
    )


def _insert_texts(version: PublishedVersion, content: Json) -> None:
    PublishedText.objects.bulk_create(
        PublishedText(
            published_version=version,
            municipality_id=version.municipality_id,
            is_own=version.is_own,
            area_number=area["number"],
            position=position,
            title=text["title"],
            body=text["body"],
            subarea_codes=text["subarea_codes"],
        )
        for area in content["areas"]
        for position, text in enumerate(area["texts"], start=1)
    )


def _insert_findings(version: PublishedVersion, content: Json) -> None:
    """A draft finding's key becomes the lasting finding's; a correction finds those of earlier versions again."""
    words = [
        (area["number"], kind, position, UUID(item["key"]), item)
        for area in content["areas"]
        for kind, items in (
            (FindingKind.STRENGTH, area["strengths"]),
            (FindingKind.IMPROVEMENT, area["improvements"]),
            (FindingKind.EXAMPLE, area["examples"]),
        )
        for position, item in enumerate(items, start=1)
    ]
    codes = {item["named"]["code"] for *_place, item in words if item.get("named")}
    named = dict(Municipality.objects.filter(code__in=codes).values_list("code", "pk")) if codes else {}
    of_case = {
        "evaluation_id": version.evaluation_id,
        "municipality_id": version.municipality_id,
        "is_own": version.is_own,
    }
    findings = {finding.key: finding for finding in Finding.objects.filter(evaluation_id=version.evaluation_id)}
    new = [Finding(key=key, kind=kind, **of_case) for _number, kind, _place, key, _item in words if key not in findings]
    findings.update((finding.key, finding) for finding in Finding.objects.bulk_create(new))
    PublishedFinding.objects.bulk_create(
        PublishedFinding(
            published_version=version,
            municipality_id=version.municipality_id,
            is_own=version.is_own,
            area_number=number,
            finding=findings[key],
            kind=kind,
            position=position,
            text=item["text"],
            subarea_code=item.get("subarea_code", ""),
            named_id=named[item["named"]["code"]] if item.get("named") else None,
        )
        for number, kind, position, key, item in words
    )


def _end_assignments(evaluation: Evaluation, last_day: date) -> None:
    open_longer = Assignment.objects.filter(Q(end=None) | Q(end__gt=last_day), evaluation=evaluation)
    open_longer.update(end=Greatest(F("start"), Value(last_day)))
