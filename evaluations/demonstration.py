"""The demonstration's own evaluations: invented reports that go the whole way, by the rules that everybody uses."""

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
PUBLISHED = {"demo-ekhult": "ekhult-2022.txt", "demo-lovnas": "lovnas-2024.txt"}  # ekhult-2025.txt: the first walk


@transaction.atomic  # whole or nothing, so that the next start tries again
def publish_reports(now: datetime, today: date) -> int:
    """Upload, read, accept and publish the invented reports as SKR's demonstration people would, each once.

    Returns how many were new.
    """
    with open_scope(Scope(owner=True)):
        there = PublishedVersion.objects.filter(municipality__slug__in=PUBLISHED)
        known = set(there.values_list("municipality__slug", flat=True))
    missing = [name for slug, name in PUBLISHED.items() if slug not in known]
    for name in missing:
        _publish(name, now, today)
    return len(missing)


def _publish(name: str, now: datetime, today: date) -> None:
    with open_scope(Scope(owner=True)):
        people = Membership.objects.of_skr().filter(user__is_demonstration=True).order_by("id")
        admin = next(member for member in people if member.role == Role.SKR_ADMIN)
        approver = next(member for member in people if member.user_id != admin.user_id)
    by = _actor(admin, {Role.SKR_ADMIN}, house="admin")
    with open_scope(by.scope):
        file = SimpleUploadedFile(name, (FOLDER / name).read_bytes(), "text/plain")
        report_import = uploading.upload_report(by, file, now=now).report_import
        job = Job.objects.get(key=f"{uploading.READ_REPORT}:{report_import.pk}")
    outbox.run(job, now)
    with open_scope(by.scope):
        report_import = ReportImport.objects.get(pk=report_import.pk)
        evaluation = accepting.accept_import(by, report_import, approver.user_id, now=now, today=today)
    second = _actor(approver, {Role.SKR_EVALUATOR, Part.APPROVER}, evaluation=evaluation.pk)
    with open_scope(second.scope):
        publication.publish(evaluation, second, now=now, today=today, version=evaluation.version)


def _actor(member: Membership, hats: set[Hat], *, house: House = "", evaluation: int | None = None) -> Actor:
    scope = Scope(user=member.user_id, house=house, evaluation=evaluation)
    return Actor(scope, member.user_id, member.display_name, frozenset(hats), employed_by_skr=True)
