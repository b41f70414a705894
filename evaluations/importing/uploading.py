"""A report file comes in: it is kept, given a number, and its reading promised."""

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import counters, files, journal, outbox
from accounts.errors import RuleViolation
from accounts.roles import Actor, require
from accounts.tenancy import Scope
from evaluations.importing.reading import PDF_SUFFIXES, TEXT_SUFFIXES, WORD_SUFFIXES
from evaluations.importing.reading import refusals as unreadable
from evaluations.models import ImportState, ReportImport

READ_REPORT = "import.read"
ACCEPTED_SUFFIXES = tuple(sorted(TEXT_SUFFIXES - {""} | WORD_SUFFIXES | PDF_SUFFIXES))
GONE = (ImportState.FAILED, ImportState.UNDONE, ImportState.ABANDONED)  # the same file may come again after these


class ReportRefused(RuleViolation):
    """The file cannot be a report: empty, too large, or of a type that is not read."""

    code = "report_refused"
    message = _("The file cannot be read.")
    status = 422


@dataclass(frozen=True, slots=True)
class Upload:
    """What became of an uploaded file: its import, and whether it was here before."""

    report_import: ReportImport
    was_known: bool


def upload_report(by: Actor, upload: "UploadedFile[bytes]", *, now: datetime) -> Upload:
    """Keep the file, give it a number and promise its reading. The same file again only finds its import.

    Holds the series of numbers, so that two uploads of one file at once make one import.
    """
    require(by, "upload_report")
    _check(upload)
    stored = files.keep(upload)
    with transaction.atomic():
        number = counters.next_number("import")
        known = ReportImport.objects.visible_to(by).filter(sha256=stored.sha256).exclude(state__in=GONE).first()
        if known is None:
            return Upload(_store(by, upload, stored, number, now), was_known=False)
        transaction.set_rollback(True)  # the number is not used up
    files.discard(stored.name)
    return Upload(known, was_known=True)


def _store(
    by: Actor, upload: "UploadedFile[bytes]", stored: files.StoredFile, number: int, now: datetime
) -> ReportImport:
    report_import: ReportImport = ReportImport.objects.create(
        number=number,
        uploaded_by_id=by.user_id,
        uploaded_at=now,
        file_name=_plain_name(upload.name or ""),
        stored_name=stored.name,
        size=stored.size,
        sha256=stored.sha256,
        declared_type=(upload.content_type or "")[:100],
        detected_type=PurePath(upload.name or "").suffix.lower().lstrip(".")[:20],
    )
    journal.record(by, "import.uploaded", report_import, now=now, subject=str(report_import), number=number)
    promise_reading(report_import, by, now)
    return report_import


def promise_reading(report_import: ReportImport, by: Actor, now: datetime) -> None:
    """Promise that the worker reads the file; it works under SKR's scope, for the person who sent it."""
    outbox.promise(
        READ_REPORT,
        f"{READ_REPORT}:{report_import.pk}",
        Scope(user=by.user_id, house="admin"),
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
        raise _refused(unreadable.UnknownType)


def _refused(reason: type[unreadable.UnreadableReport]) -> ReportRefused:
    message: Promise | str = reason.message
    return ReportRefused(message)


def _plain_name(name: str) -> str:
    """The file's own name without control characters and marks that turn the reading direction."""
    kept = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C")
    return kept[-200:] or hashlib.sha256(name.encode()).hexdigest()[:12]
