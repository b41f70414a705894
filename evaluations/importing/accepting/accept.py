"""Accepting: the one transaction in which a proposal becomes an evaluation that waits for a second person."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts import counters, journal
from accounts.errors import NotPermitted
from accounts.models import Membership
from accounts.roles import Actor, Part, require
from evaluations.importing.accepting import refusals
from evaluations.importing.accepting.checks import Proposal, check
from evaluations.importing.accepting.content import (
    rows_of_case,
    rows_of_proposal,
    set_head,
    write_rows,
)
from evaluations.importing.accepting.meeting import Meeting, Way, meeting
from evaluations.importing.accepting.newer import compare, counted, merged, named_as_before
from evaluations.importing.accepting.restoring import keep_before
from evaluations.importing.reviewing.review import ImportClosed
from evaluations.models import Assignment, Evaluation, EvaluationState, ImportState, ReportImport

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

    A case without content gets it; an imported evaluation that is not published is renewed by the newer file, and what
    that does not mention stays. After the approver sent it back, the same evaluation gets the proposal's content and
    keeps its number. In a case's scope nobody is asked: SKR's administrators publish. Refuses what `checks` and
    `meeting` name. Holds the import and the evaluation or the year's series of numbers, so that no town gets two.
    """
    require(by, "accept_import")
    if by.scope.municipality is not None:
        raise NotPermitted
    with transaction.atomic():
        locked = ReportImport.objects.select_for_update().get(pk=report_import.pk)
        if locked.state == ImportState.ACCEPTED:
            accepted: Evaluation = Evaluation.objects.get(pk=locked.evaluation_id)
            return accepted
        if locked.state != ImportState.PROPOSED:
            raise ImportClosed
        approver = next((each for each in approvers_for(by, locked, today) if each.user_id == approver_id), None)
        if approver is None and by.scope.house:
            raise refusals.SameApprover
        proposal = Proposal.of(locked)
        check(locked, proposal)
        met, evaluation = _meet(locked)
        counts = _fill(evaluation, met, locked, proposal, by, now)
        if approver is not None:
            _ask(evaluation, approver, by, today, now)
        locked.evaluation = evaluation
        locked.state = ImportState.ACCEPTED
        locked.save(update_fields=["evaluation", "state", "replacing"])
        told: dict[str, Any] = {"subject": str(locked), "case": evaluation.number}  # Any: facts of the journal
        told |= {"approver": approver.name} if approver else {}
        told |= counts if met.way == Way.NEWER else {}
        journal.record(by, "import.accepted", locked, now=now, evaluation=evaluation.pk, **told)
    return evaluation


def _meet(report_import: ReportImport) -> tuple[Meeting, Evaluation]:
    """What the proposal meets, and its evaluation, locked; a new one has the year's next number and is not stored."""
    met = meeting(report_import)
    if met.evaluation is not None:
        held = Evaluation.objects.select_for_update().get(pk=met.evaluation.pk)
        met = meeting(report_import)  # as it is now that nobody else can change it
        if (
            met.evaluation is None or met.evaluation != held
        ):  # it was cancelled, or another took its place, while this waited
            raise refusals.CaseChangedMeanwhile
        return met, met.evaluation
    number = counters.next_number(SERIES.format(year=report_import.year))
    met = meeting(report_import)
    if met.evaluation is not None:
        raise refusals.EvaluationExists
    number_in_words = f"KK-{report_import.year}-{number:03d}"
    return met, Evaluation(number=number_in_words, municipality=report_import.municipality)


def _fill(
    evaluation: Evaluation, met: Meeting, report_import: ReportImport, proposal: Proposal, by: Actor, now: datetime
) -> dict[str, int]:
    """Give the evaluation its content; the import keeps what stood before. Returns how many rows met which end."""
    is_new = evaluation.pk is None
    kept_before = "before" in report_import.replacing
    if not is_new and met.way != Way.NEW and not kept_before:
        keep_before(report_import, evaluation)
    report_import.replacing["way"] = met.way.value
    stands = rows_of_case(evaluation) if not is_new else []
    changes = compare(met.stands, rows_of_proposal(report_import, proposal, report_import.offered_keys))
    rows = named_as_before(merged(changes, report_import.replacing.get("remove", ())), stands)
    evaluation.edition_id = report_import.edition_id
    assert report_import.year is not None  # `check` refuses an import without
    evaluation.year = report_import.year
    set_head(evaluation, rows)
    evaluation.is_imported = True
    evaluation.state = EvaluationState.READY
    evaluation.made_ready_by_id = by.user_id
    evaluation.sent_back_reason = ""
    evaluation.version += 0 if is_new else 1
    evaluation.save()
    if is_new:
        subject = evaluation.number
        journal.record(by, "evaluation.created", evaluation, now=now, evaluation=evaluation.pk, subject=subject)
    write_rows(evaluation, rows)
    return counted(changes)


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
