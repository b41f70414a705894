"""One mail when all files that were sent together are done: how many wait for review, which failed and why."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import outbox
from accounts.mails import deliver
from accounts.models import Membership
from accounts.roles import Actor
from accounts.tenancy import Scope
from evaluations.importing.proposal.problems import WAITING, problem_text
from evaluations.models import Assignment, ImportState, ReportImport

BATCH_READ = "mail.imports_read"


def promise_word(report_import: ReportImport, running: outbox.Running) -> None:
    """Promise the mail where this was the last of several files; one that was sent alone is watched on its page.

    Of two workers that end at once the second waits here and then sees what the first wrote.
    """
    if report_import.batch is None:
        return
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(report_import.batch)])
    batch = ReportImport.objects.filter(batch=report_import.batch)
    if batch.count() < 2 or batch.filter(state__in=WAITING).exists():
        return
    key = f"{BATCH_READ}:{report_import.batch}"
    outbox.promise(BATCH_READ, key, running.by.scope, running.now, batch=str(report_import.batch))


def tell_sender(running: outbox.Running) -> None:
    """Tell the person who sent the files, in their language; nobody who has left meanwhile."""
    rows = ReportImport.objects.filter(batch=UUID(str(running.arguments["batch"]))).order_by("number")
    imports = list(rows.select_related("municipality", "evaluation", "uploaded_by"))
    if not imports or not _belongs(running.by, imports[0].uploaded_by_id, running):
        return
    user = imports[0].uploaded_by
    if not user.is_active:
        return
    with translation.override(user.language):
        context = _context(imports, running.by.scope)
        subject = _("%(count)s reports have been read in Kompass") % {"count": len(imports)}
        deliver(user.email, subject, "evaluations/imports_read", context)


def _belongs(by: Actor, user_id: int, running: outbox.Running) -> bool:
    today = timezone.localdate(running.now)
    if by.scope.evaluation:
        return Assignment.objects.filter(evaluation_id=by.scope.evaluation, user_id=user_id).valid(on=today).exists()
    return Membership.objects.visible_to(by).filter(user_id=user_id).valid(on=today).exists()


def _context(imports: list[ReportImport], scope: Scope) -> dict[str, Any]:  # Any: what a template takes
    told = [
        {
            "name": each.file_name,
            "whose": _whose(each),
            "why": problem_text(each.problem) if each.state == ImportState.FAILED else "",
            "link": _address(each, scope, "import", each.number),
        }
        for each in imports
    ]
    return {
        "count": len(told),
        "read": [each for each in told if not each["why"]],
        "failed": [each for each in told if each["why"]],
        "link": _address(imports[0], scope, "imports"),
    }


def _whose(report_import: ReportImport) -> str:
    name = report_import.municipality.name if report_import.municipality else report_import.municipality_name
    return f"{name} {report_import.year or ''}".strip()


def _address(report_import: ReportImport, scope: Scope, name: str, *arguments: int) -> str:
    """The page below the prefix that the files were sent below."""
    before: list[str] = []
    if scope.municipality and report_import.municipality is not None:
        name, before = f"own_{name}", [report_import.municipality.slug]
    elif scope.evaluation and report_import.evaluation is not None:
        name, before = f"case_{name}", [report_import.evaluation.number]
    return settings.SITE_ADDRESS + reverse(name, args=[*before, *arguments])
