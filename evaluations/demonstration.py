"""The demonstration's own evaluation: an invented report that goes the whole way, by the rules that everybody uses."""

from datetime import date, datetime
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from accounts import outbox
from accounts.models import Job, Membership, Role
from accounts.roles import Actor, Hat, Part
from accounts.tenancy import House, Scope, open_scope
from evaluations import publication
from evaluations.importing import accepting, uploading
from evaluations.models import PublishedVersion, ReportImport

FOLDER = Path(__file__).parent / "data" / "demonstration"
PUBLISHED = "ekhult-2022.txt"  # ekhult-2025.txt is left for the first walk


@transaction.atomic  # whole or nothing, so that the next start tries again
def publish_earlier_report(now: datetime, today: date) -> bool:
    """Upload, read, accept and publish the invented report of 2022 as SKR's demonstration people would; once."""
    with open_scope(Scope(owner=True)):
        if PublishedVersion.objects.filter(municipality__is_demonstration=True).exists():
            return False
        people = Membership.objects.of_skr().filter(user__is_demonstration=True).order_by("id")
        admin = next(member for member in people if member.role == Role.SKR_ADMIN)
        approver = next(member for member in people if member.user_id != admin.user_id)
    by = _actor(admin, {Role.SKR_ADMIN}, house="admin")
    with open_scope(by.scope):
        file = SimpleUploadedFile(PUBLISHED, (FOLDER / PUBLISHED).read_bytes(), "text/plain")
        report_import = uploading.upload_report(by, file, now=now).report_import
        job = Job.objects.get(key=f"{uploading.READ_REPORT}:{report_import.pk}")
    outbox.run(job, now)
    with open_scope(by.scope):
        report_import = ReportImport.objects.get(pk=report_import.pk)
        evaluation = accepting.accept_import(by, report_import, approver.user_id, now=now, today=today)
    second = _actor(approver, {Role.SKR_EVALUATOR, Part.APPROVER}, evaluation=evaluation.pk)
    with open_scope(second.scope):
        publication.publish(evaluation, second, now=now, today=today, version=evaluation.version)
    return True


def _actor(member: Membership, hats: set[Hat], *, house: House = "", evaluation: int | None = None) -> Actor:
    scope = Scope(user=member.user_id, house=house, evaluation=evaluation)
    return Actor(scope, member.user_id, member.display_name, frozenset(hats), employed_by_skr=True)
