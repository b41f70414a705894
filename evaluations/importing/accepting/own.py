"""Accepting a municipality's own import: one transaction, version 1 at once, seen by its members only."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import counters, journal
from accounts.errors import NotPermitted
from accounts.roles import Actor, require
from evaluations.importing.accepting.checks import Proposal, check
from evaluations.importing.accepting.content import rows_of_proposal, set_head, write_rows
from evaluations.importing.accepting.newer import Row
from evaluations.importing.accepting.refusals import NotAcceptable, YearMissing
from evaluations.importing.reviewing.review import ImportClosed
from evaluations.models import EditionState, Evaluation, EvaluationState, ImportState, PublishedVersion, ReportImport
from evaluations.publication.own import publish_own
from evaluations.publication.refusals import EditionNotPublished

SERIES = "own-evaluation"


class PublishedBySkr(NotAcceptable):
    """SKR's result of the year stands already."""

    code = "published_by_skr"
    message = _("SKR has published the result of that year already. You find it under Result.")


class OwnExists(NotAcceptable):
    """An own evaluation of the year stands already."""

    code = "own_evaluation_exists"
    message = _(
        "You have imported an evaluation of that year already."
        " Undo that import first if this file is to take its place."
    )


def accept_own_import(by: Actor, report_import: ReportImport, *, now: datetime) -> Evaluation:
    """Make the proposal an own evaluation with version 1, and its plan. Accepted again: nothing changes.

    Refuses what `check` and `check_own` name. Holds the municipality's series of own evaluations, so that no year
    gets two.
    """
    require(by, "accept_import")
    if by.scope.municipality is None:
        raise NotPermitted
    with transaction.atomic():
        mine = ReportImport.objects.visible_to(by).select_related("municipality", "edition")
        locked: ReportImport = mine.select_for_update(of=("self",)).get(pk=report_import.pk)
        if locked.state == ImportState.ACCEPTED:
            return Evaluation.objects.get(pk=locked.evaluation_id)  # type: ignore[no-any-return]
        if locked.state != ImportState.PROPOSED:
            raise ImportClosed
        counters.next_number(SERIES, by.scope.municipality)
        proposal = Proposal.of(locked)
        check(locked, proposal)
        check_own(locked)
        rows = rows_of_proposal(locked, proposal)
        evaluation = _evaluation(locked, rows)
        write_rows(evaluation, rows)
        locked.evaluation = evaluation
        locked.state = ImportState.ACCEPTED
        locked.save(update_fields=["evaluation", "state"])
        journal.record(
            by,
            "own_import.accepted",
            locked,
            now=now,
            evaluation=evaluation.pk,
            subject=str(locked),
            case=evaluation.number,
        )
        publish_own(evaluation, by, now=now)
    return evaluation


def check_own(report_import: ReportImport) -> None:
    """Refuse what the municipality's own evaluation cannot be; two queries."""
    if report_import.edition is not None and report_import.edition.state == EditionState.DRAFT:
        raise EditionNotPublished
    of_year = {"municipality_id": report_import.municipality_id, "year": report_import.year}
    if PublishedVersion.objects.filter(**of_year, is_own=False).exists():
        raise PublishedBySkr
    if Evaluation.objects.filter(**of_year, is_own=True).exclude(state=EvaluationState.CANCELLED).exists():
        raise OwnExists


def _evaluation(report_import: ReportImport, rows: list[Row]) -> Evaluation:
    """A new own evaluation; its number tells the year, and nothing of how many there are elsewhere."""
    if report_import.year is None:
        raise YearMissing
    of_town = Evaluation.objects.filter(municipality_id=report_import.municipality_id, is_own=True)
    before = of_town.filter(year=report_import.year).count()
    evaluation = Evaluation(
        number=f"Egen-{report_import.year}" + (f"-{before + 1}" if before else ""),
        municipality=report_import.municipality,
        edition=report_import.edition,
        year=report_import.year,
        state=EvaluationState.READY,
        is_own=True,
        is_imported=True,
    )
    set_head(evaluation, rows)
    evaluation.save(force_insert=True)
    return evaluation
