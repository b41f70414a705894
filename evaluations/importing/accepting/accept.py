"""Accepting: the one transaction in which a proposal becomes an evaluation that waits for a second person."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts import counters, journal
from accounts.models import Membership
from accounts.roles import Actor, Part, require
from evaluations.importing.accepting import refusals
from evaluations.importing.accepting.checks import Checked, Proposal, check, check_not_there
from evaluations.importing.reviewing.review import ImportClosed
from evaluations.models import (
    Assignment,
    DraftFinding,
    Evaluation,
    EvaluationState,
    ImportState,
    ReportImport,
    Score,
    Text,
)

SERIES = "case-{year}"
HEAD = (
    "edition_id",
    "year",
    "evaluated_on",
    "evaluated_precision",
    "reported_on",
    "reported_precision",
    "ordinal",
    "previous_year",
    "evaluators",
)


@dataclass(frozen=True, slots=True)
class Approver:
    """Somebody at SKR who may be asked to approve."""

    user_id: int
    name: str


def approvers_for(by: Actor, report_import: ReportImport, today: date) -> list[Approver]:
    """SKR's people but the actor and the person who uploaded, each once, by name."""
    members = Membership.objects.visible_to(by).of_skr().valid(on=today).exclude(user_id=by.user_id)
    rows = members.exclude(user_id=report_import.uploaded_by_id).order_by("display_name", "id")
    return list({row.user_id: Approver(row.user_id, row.display_name) for row in reversed(rows)}.values())[::-1]


def accept_import(
    by: Actor, report_import: ReportImport, approver_id: int, *, now: datetime, today: date
) -> Evaluation:
    """Make the proposal an evaluation, ready to publish, and ask the approver. Accepted again: nothing changes.

    After the approver sent it back, the same evaluation gets the proposal's content and keeps its number. Refuses what
    `checks` names. Holds the import and the year's series of case numbers, so that no town gets two evaluations.
    """
    require(by, "accept_import")
    with transaction.atomic():
        locked = ReportImport.objects.select_for_update().get(pk=report_import.pk)
        if locked.state == ImportState.ACCEPTED:
            accepted: Evaluation = Evaluation.objects.get(pk=locked.evaluation_id)
            return accepted
        if locked.state != ImportState.PROPOSED:
            raise ImportClosed
        approver = next((each for each in approvers_for(by, locked, today) if each.user_id == approver_id), None)
        if approver is None:
            raise refusals.SameApprover
        proposal = Proposal.of(locked)
        checked = check(locked, proposal)
        evaluation = _evaluation(locked, by, now)
        _write_content(evaluation, proposal, checked)
        _ask(evaluation, approver, by, today, now)
        locked.evaluation = evaluation
        locked.state = ImportState.ACCEPTED
        locked.save(update_fields=["evaluation", "state"])
        journal.record(
            by,
            "import.accepted",
            locked,
            now=now,
            evaluation=evaluation.pk,
            subject=str(locked),
            case=evaluation.number,
            approver=approver.name,
        )
    return evaluation


def _evaluation(report_import: ReportImport, by: Actor, now: datetime) -> Evaluation:
    """The evaluation of a proposal that came back, or a new one with the year's next number."""
    number = counters.next_number(SERIES.format(year=report_import.year))
    check_not_there(report_import)
    if report_import.evaluation_id is not None:
        evaluation: Evaluation = Evaluation.objects.select_for_update().get(pk=report_import.evaluation_id)
        if evaluation.state != EvaluationState.SCORING:
            raise ImportClosed
    else:
        evaluation = Evaluation(number=f"KK-{report_import.year}-{number:03d}", municipality=report_import.municipality)
    for name in HEAD:
        setattr(evaluation, name, getattr(report_import, name))
    evaluation.is_imported = True
    evaluation.state = EvaluationState.READY
    evaluation.made_ready_by_id = by.user_id
    evaluation.sent_back_reason = ""
    is_new = evaluation.pk is None
    evaluation.version += 0 if is_new else 1
    evaluation.save()
    if is_new:
        journal.record(
            by, "evaluation.created", evaluation, now=now, evaluation=evaluation.pk, subject=evaluation.number
        )
    return evaluation


def _write_content(evaluation: Evaluation, proposal: Proposal, checked: Checked) -> None:
    """Replace the evaluation's content; a finding whose words stay keeps its key."""
    common = {"evaluation": evaluation, "municipality_id": evaluation.municipality_id}
    areas = checked.areas
    drafts = DraftFinding.objects.filter(evaluation=evaluation)
    keys = {(row.area_id, row.kind, row.text): row.key for row in drafts}
    for model in (Score, Text, DraftFinding):
        model.objects.filter(evaluation=evaluation).delete()
    Score.objects.bulk_create(
        Score(**common, area=row.area, subarea=row.subarea, achieved=row.achieved, maximum=row.maximum)
        for row in checked.points
    )
    places: dict[int, int] = {}
    for row in proposal.texts:
        row.position = places[row.area_number] = places.get(row.area_number, 0) + 1
    Text.objects.bulk_create(
        Text(
            **common,
            area=areas[row.area_number],
            position=row.position,
            title=row.title,
            body=row.body,
            subarea_codes=row.subarea_codes,
        )
        for row in proposal.texts
    )
    order: dict[tuple[int, str], int] = {}
    findings = []
    for item in proposal.kept_findings:
        area = areas[item.area_number]
        position = order[item.area_number, item.kind] = order.get((item.area_number, item.kind), 0) + 1
        finding = DraftFinding(**common, area=area, kind=item.kind, position=position, text=item.text)
        finding.key = keys.pop((area.pk, item.kind, item.text), finding.key)
        findings.append(finding)
    DraftFinding.objects.bulk_create(findings)


def _ask(evaluation: Evaluation, approver: Approver, by: Actor, today: date, now: datetime) -> None:
    """Give the approver the part; another one who was asked before is let go."""
    asked = Assignment.objects.filter(evaluation=evaluation, part=Part.APPROVER, end=None)
    asked.exclude(user_id=approver.user_id).update(end=today)
    if asked.filter(user_id=approver.user_id).exists():
        return
    assignment = Assignment.objects.create(
        evaluation=evaluation,
        municipality_id=evaluation.municipality_id,
        number=evaluation.number,
        user_id=approver.user_id,
        part=Part.APPROVER,
        display_name=approver.name,
        organisation="SKR",
        start=today,
    )
    journal.record(
        by,
        "assignment.made",
        assignment,
        now=now,
        evaluation=evaluation.pk,
        subject=evaluation.number,
        name=approver.name,
        part=Part.APPROVER.value,
    )
