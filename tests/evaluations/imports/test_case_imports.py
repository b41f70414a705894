"""A lead evaluator imports a finished report into the own case."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client

from accounts import counters, outbox
from accounts.models import Event, Municipality, User
from accounts.roles import Part
from accounts.tenancy import Scope
from evaluations.importing import accepting, reviewing, uploading
from evaluations.models import (
    DraftFinding,
    Evaluation,
    EvaluationState,
    ImportState,
    ProposedContradiction,
    ReportImport,
    Score,
)
from tests import factories
from tests.evaluations.imports.test_upload import a_file

NUMBER = "KK-2025-011"


@pytest.fixture
def case(arboga: Municipality, ulla: User) -> Evaluation:
    """A planned evaluation of Arboga that Ulla leads."""
    made = factories.evaluation(arboga, NUMBER, state=EvaluationState.PLANNED, year=2025)
    factories.assignment(made, ulla, Part.LEAD, name="Ulla Nord")
    return made


@pytest.fixture
def proposal(case: Evaluation, ulla: User, ekhult: bytes, now: datetime) -> ReportImport:
    """The report, read and with its contradiction settled."""
    return _read(case, ulla, ekhult, now)


def _read(case: Evaluation, by: User, data: bytes, now: datetime) -> ReportImport:
    with factories.as_actor(by, case.number) as actor:
        found = Evaluation.objects.get(pk=case.pk)
        file = SimpleUploadedFile("rapport.txt", data, "text/plain")
        made = uploading.upload_report(actor, file, now=now, case=found).report_import
    outbox.run_due(lambda: now)
    with factories.as_actor(by, case.number) as actor:
        for row in ProposedContradiction.objects.filter(report_import=made):
            reviewing.choose_reading(actor, made, row.pk, "in_overview", now=now)
        read: ReportImport = ReportImport.objects.get(pk=made.pk)
        return read


def test_the_lead_uploads_into_the_case(
    case: Evaluation, ulla: User, sara: User, ekhult: bytes, client_of: Callable[..., Client]
) -> None:
    factories.report_import(sara, number=1)
    with factories.in_scope(factories.ADMIN):
        counters.next_number("import")
    page = client_of(ulla).get(f"/utvarderingar/{NUMBER}/").content.decode()
    assert f"/utvarderingar/{NUMBER}/importer/ny/" in page
    for _press in range(2):
        answer = client_of(ulla).post(f"/utvarderingar/{NUMBER}/importer/ny/", {"reports": a_file(ekhult)})
        assert answer["Location"] == f"/utvarderingar/{NUMBER}/importer/2/"
    with factories.in_scope(factories.ADMIN):
        made = ReportImport.objects.get(number=2)
        assert (made.evaluation_id, made.municipality_id, made.is_own) == (case.pk, case.municipality_id, False)
        event = Event.objects.get(verb="import.uploaded")
        assert (event.municipality_id, event.evaluation) == (None, case.pk)


def test_read_it_stays_the_cases(proposal: ReportImport, case: Evaluation, arboga: Municipality) -> None:
    assert (proposal.state, proposal.evaluation_id, proposal.municipality_id) == ("proposed", case.pk, arboga.pk)


def test_accepted_the_case_is_ready(
    proposal: ReportImport, case: Evaluation, ulla: User, client_of: Callable[..., Client]
) -> None:
    answer = client_of(ulla).post(f"/utvarderingar/{NUMBER}/importer/{proposal.number}/godkann/", follow=True)
    assert answer.status_code == 200
    with factories.in_scope(factories.ADMIN):
        made = Evaluation.objects.get(pk=case.pk)
        assert (made.number, made.state, made.made_ready_by_id) == (NUMBER, "ready", ulla.pk)
        assert Score.objects.filter(evaluation=made, subarea=None).count() == 8
        assert DraftFinding.objects.filter(evaluation=made).exists()


def test_the_page_of_the_proposal_asks_no_approver(
    proposal: ReportImport, ulla: User, client_of: Callable[..., Client]
) -> None:
    page = client_of(ulla).get(f"/utvarderingar/{NUMBER}/importer/{proposal.number}/").content.decode()
    assert f'action="/utvarderingar/{NUMBER}/importer/{proposal.number}/godkann/"' in page
    assert 'name="approver"' not in page


def test_a_report_about_another_municipality_is_not_accepted(
    case: Evaluation, ulla: User, ekhult: bytes, now: datetime, today: date
) -> None:
    foreign = _read(case, ulla, ekhult.replace(b"Ekhult", b"Boden"), now)
    with factories.as_actor(ulla, NUMBER) as by, pytest.raises(accepting.AboutAnother):
        accepting.accept_import(by, foreign, 0, now=now, today=today)


@pytest.mark.parametrize("state", [EvaluationState.PUBLISHED, EvaluationState.CANCELLED])
def test_a_case_that_is_over_takes_none(
    arboga: Municipality,
    ulla: User,
    ekhult: bytes,
    state: EvaluationState,
    client_of: Callable[..., Client],
) -> None:
    case = factories.evaluation(arboga, NUMBER, state=state, year=2025)
    factories.assignment(case, ulla, Part.LEAD, name="Ulla Nord")
    answer = client_of(ulla).post(f"/utvarderingar/{NUMBER}/importer/ny/", {"reports": a_file(ekhult)})
    assert (answer.status_code, "publicerad eller avbruten" in answer.content.decode()) == (422, True)
    with factories.in_scope(factories.ADMIN):
        assert not ReportImport.objects.exists()


def test_given_up_the_case_stays(
    proposal: ReportImport, case: Evaluation, ulla: User, client_of: Callable[..., Client]
) -> None:
    client_of(ulla).post(f"/utvarderingar/{NUMBER}/importer/{proposal.number}/avsta/")
    with factories.in_scope(factories.ADMIN):
        assert ReportImport.objects.get().state == ImportState.ABANDONED
        assert Evaluation.objects.get(pk=case.pk).state == EvaluationState.PLANNED


def test_the_municipality_and_other_evaluators_see_nothing_of_it(
    proposal: ReportImport, case: Evaluation, astrid: User, erik: User, arboga: Municipality,
    client_of: Callable[..., Client],
) -> None:  # fmt: skip
    for person in (astrid, erik):
        assert client_of(person).get(f"/utvarderingar/{NUMBER}/importer/{proposal.number}/").status_code == 404
    assert client_of(astrid).get(f"/arboga/importer/{proposal.number}/").status_code == 404
    with factories.in_scope(Scope(municipality=arboga.pk)):
        assert not ReportImport.objects.exists()


def test_a_case_takes_numbers_of_imports_and_of_nothing_else(case: Evaluation, ulla: User) -> None:
    with factories.as_actor(ulla, NUMBER):
        assert counters.next_number("import") == 1
    with factories.as_actor(ulla, NUMBER), pytest.raises(DatabaseError), transaction.atomic():
        counters.next_number("case-2025")
