"""A report file comes in: it is kept, given a number in its owner's series, and its reading promised.

It is SKR's, of a case (for its team and SKR), or a municipality's own, as the actor's scope and the case say.
"""

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import counters, files, journal, outbox
from accounts.errors import NotPermitted, RuleViolation
from accounts.roles import Actor, require
from evaluations.importing.reading import PDF_SUFFIXES, TEXT_SUFFIXES, WORD_SUFFIXES
from evaluations.importing.reading import refusals as unreadable
from evaluations.models import Evaluation, EvaluationState, ImportState, ReportImport

READ_REPORT = "import.read"
ACCEPTED_SUFFIXES = tuple(sorted(TEXT_SUFFIXES - {""} | WORD_SUFFIXES | PDF_SUFFIXES))
GONE = (ImportState.FAILED, ImportState.UNDONE, ImportState.ABANDONED)  # the same file may come again after these


class ReportRefused(RuleViolation):
    """The file cannot be a report: empty, too large, or of a type that is not read."""

    code = "report_refused"
    message = _("The file cannot be read.")
    status = 422


class CaseTakesNoReport(RuleViolation):
    """A case that is over gets its content in another way."""

    code = "case_takes_no_report"
    message = _(
        "The evaluation is published or cancelled, so no report is imported into it."
        " A published result is changed by a correction."
    )


@dataclass(frozen=True, slots=True)
class Upload:
    """What became of an uploaded file: its import, and whether it was here before."""

    report_import: ReportImport
    was_known: bool


def upload_report(
    by: Actor,
    upload: "UploadedFile[bytes]",
    *,
    now: datetime,
    case: Evaluation | None = None,
    batch: UUID | None = None,
) -> Upload:
    """Keep the file, give it a number and promise its reading. The same file again only finds its import.

    With a `case` the import is of that case; in a municipality's scope it is the municipality's own. `batch` ties files
    that were sent together. Holds the series of numbers, so that two uploads of one file at once make one import.
    """
    require(by, "upload_report")
    _check(upload)
    if case is not None and case.state in (EvaluationState.PUBLISHED, EvaluationState.CANCELLED):
        raise CaseTakesNoReport
    stored = files.keep(upload)
    with transaction.atomic():
        number = counters.next_number("import", by.scope.municipality)
        rows = ReportImport.objects.visible_to(by)
        rows = rows.filter(evaluation=case) if case else rows
        known = rows.filter(sha256=stored.sha256).exclude(state__in=GONE).first()
        if known is None:
            made = _made(by, upload, stored, now, case)
            made.number, made.batch = number, batch
            made.save(force_insert=True)
            of_case = case.pk if case else None
            journal.record(by, "import.uploaded", made, now=now, evaluation=of_case, subject=str(made), number=number)
            promise_reading(made, by, now)
            return Upload(made, was_known=False)
        transaction.set_rollback(True)  # the number is not used up
    files.discard(stored.name)
    return Upload(known, was_known=True)


def person_of(by: Actor) -> int:
    """The account that acts; nobody uploads or offers without one."""
    if by.user_id is None:
        raise NotPermitted
    return by.user_id


def _made(
    by: Actor, upload: "UploadedFile[bytes]", stored: files.StoredFile, now: datetime, case: Evaluation | None
) -> ReportImport:
    return ReportImport(
        is_own=by.scope.municipality is not None,
        municipality_id=case.municipality_id if case else by.scope.municipality,
        evaluation=case,
        uploaded_by_id=person_of(by),
        uploaded_at=now,
        file_name=_plain_name(upload.name or ""),
        stored_name=stored.name,
        size=stored.size,
        sha256=stored.sha256,
        declared_type=(upload.content_type or "")[:100],
        detected_type=PurePath(upload.name or "").suffix.lower().lstrip(".")[:20],
    )


def promise_reading(report_import: ReportImport, by: Actor, now: datetime) -> None:
    """Promise that the worker reads the file under the scope it was sent in, for the person who sent it."""
    outbox.promise(
        READ_REPORT,
        f"{READ_REPORT}:{report_import.pk}",
        by.scope,
        now,
        report_import=report_import.pk,
    )


def _check(upload: "UploadedFile[bytes]") -> None:
    suffix = PurePath(upload.name or "").suffix.lower()
    if not upload.size:
        raise _refused(unreadable.EmptyFile)
    if upload.size > settings.UPLOAD_LIMIT:
        raise _refused(unreadable.TooLarge)
    if suffix not in TEXT_SUFFIXES | WORD_SUFFIXES | PDF_SUFFIXES:
        raise _refused(unreadable.OldWordFile if suffix == ".doc" else unreadable.UnknownType)


def _refused(reason: type[unreadable.UnreadableReport]) -> ReportRefused:
    message: Promise | str = reason.message
    return ReportRefused(message)


def _plain_name(name: str) -> str:
    """The file's own name without control characters and marks that turn the reading direction."""
    kept = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C")
    return kept[-200:] or hashlib.sha256(name.encode()).hexdigest()[:12]
