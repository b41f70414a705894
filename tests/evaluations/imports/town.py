"""A municipality's own import in tests: uploaded, read, reviewed and accepted as its samordnare does it."""

from datetime import date, datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts import outbox
from accounts.models import Municipality, User
from accounts.tenancy import Scope
from evaluations.importing import accepting, reviewing, uploading
from evaluations.importing.offering import offer_to_skr
from evaluations.models import Evaluation, ProposedContradiction, ReportImport
from evaluations.publication import publish
from tests import factories


def own_proposal(by: User, town: Municipality, data: bytes, now: datetime, name: str = "rapport.txt") -> ReportImport:
    """The file uploaded in the municipality's scope, and read."""
    with factories.as_actor(by, town.slug) as actor:
        made = uploading.upload_report(actor, SimpleUploadedFile(name, data, "text/plain"), now=now)
    outbox.run_due(lambda: now)
    return fresh(made.report_import, town)


def fresh(report_import: ReportImport, town: Municipality) -> ReportImport:
    """The import as it stands, in the municipality's scope."""
    with factories.in_scope(Scope(municipality=town.pk)):
        found: ReportImport = ReportImport.objects.get(pk=report_import.pk)
        return found


def reviewed(report_import: ReportImport, by: User, town: Municipality, now: datetime) -> ReportImport:
    """With its contradiction settled: it can be accepted."""
    with factories.as_actor(by, town.slug) as actor:
        for row in ProposedContradiction.objects.filter(report_import=report_import):
            reviewing.choose_reading(actor, report_import, row.pk, "in_overview", now=now)
    return report_import


def accepted(report_import: ReportImport, by: User, town: Municipality, now: datetime) -> Evaluation:
    """Accepted, and its plan made by the worker."""
    with factories.as_actor(by, town.slug) as actor:
        evaluation = accepting.accept_own_import(actor, report_import, now=now)
    outbox.run_due(lambda: now)
    return evaluation


def offered(evaluation: Evaluation, by: User, town: Municipality, now: datetime) -> ReportImport:
    """Offered to SKR, and received there."""
    with factories.as_actor(by, town.slug) as actor:
        offer_to_skr(actor, evaluation, now=now)
    outbox.run_due(lambda: now)
    with factories.in_scope(factories.ADMIN):
        found: ReportImport = ReportImport.objects.filter(offered_from_id=evaluation.pk).latest("pk")
        return found


def accepted_by_skr(offer: ReportImport, sara: User, ulla: User, now: datetime, today: date) -> Evaluation:
    """SKR's administrator accepts the offer and asks the approver."""
    with factories.as_actor(sara, "skr") as actor:
        return accepting.accept_import(actor, offer, ulla.pk, now=now, today=today)


def published_by_skr(case: Evaluation, ulla: User, now: datetime, today: date) -> Evaluation:
    """The approver publishes, and the worker does what that promises."""
    with factories.as_actor(ulla, case.number) as actor:
        found = Evaluation.objects.get(pk=case.pk)
        publish(found, actor, now=now, today=today, version=found.version)
    outbox.run_due(lambda: now)
    with factories.in_scope(factories.ADMIN):
        made: Evaluation = Evaluation.objects.get(pk=case.pk)
        return made
