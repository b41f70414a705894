"""The worker reads an uploaded file and writes what it found as a proposal; nothing else is touched."""

from decimal import InvalidOperation

import structlog
from django.db import DataError, IntegrityError, transaction

from accounts import files, journal, municipalities
from accounts.models import Municipality
from accounts.outbox import Running
from evaluations.importing import reading_progress
from evaluations.importing.edition_rows import rows_of_edition
from evaluations.importing.fence import WasRead, read_in_fence
from evaluations.importing.proposal import batches, rows
from evaluations.importing.proposal.editions import stored_editions
from evaluations.importing.proposal.head import write_head
from evaluations.importing.proposal.pages import KeptPictures
from evaluations.importing.proposal.problems import UNEXPECTED, WAITING
from evaluations.importing.reading.refusals import Crashed, UnreadableReport
from evaluations.models import (
    Edition,
    ImportState,
    ProposedArea,
    ProposedContradiction,
    ProposedFinding,
    ProposedSubarea,
    ProposedText,
    ReportImport,
    ReportPage,
)

_log = structlog.get_logger(__name__)
PROPOSED_ROWS = (ProposedArea, ProposedSubarea, ProposedFinding, ProposedText, ProposedContradiction, ReportPage)


def begin_reading(running: Running) -> None:
    """Show that the file is being read; a transaction of its own, so that the page sees it."""
    ReportImport.objects.filter(pk=running.arguments["report_import"], state=ImportState.UPLOADED).update(
        state=ImportState.READING
    )


def propose(running: Running) -> None:
    """Read the file and write the proposal, or why it cannot be read. A second run changes nothing."""
    waiting = ReportImport.objects.select_for_update().filter(state__in=WAITING)
    report_import = waiting.filter(pk=running.arguments["report_import"]).first()
    if report_import is None:
        return
    pictures = KeptPictures()
    try:
        read = _read(report_import, pictures, running)
        _write_or_refuse(report_import, read, pictures)
        journal.record(running.by, "import.read", report_import, now=running.now, subject=str(report_import))
    except UnreadableReport as problem:
        pictures.discard()
        _fail(report_import, problem.code, running)
    except BaseException:
        pictures.discard()
        raise
    finally:
        reading_progress.forget(report_import)
    batches.promise_word(report_import, running)


def give_up_reading(running: Running) -> None:
    """The last attempt failed without a word: the person who sent the file is told."""
    report_import = ReportImport.objects.filter(pk=running.arguments["report_import"], state__in=WAITING).first()
    if report_import is not None:
        _fail(report_import, UNEXPECTED, running)
        batches.promise_word(report_import, running)


def _read(report_import: ReportImport, pictures: KeptPictures, running: Running) -> WasRead:
    return read_in_fence(
        files.read(report_import.stored_name),
        report_import.file_name,
        municipalities.as_registered(),
        stored_editions(running.by),
        on_page=reading_progress.teller(report_import),
        on_picture=pictures.keep,
    )


def _fail(report_import: ReportImport, code: str, running: Running) -> None:
    report_import.state = ImportState.FAILED
    report_import.problem = code
    report_import.save(update_fields=["state", "problem"])
    told = str(report_import)
    journal.record(running.by, "import.failed", report_import, now=running.now, subject=told, problem=code)


def _write_or_refuse(report_import: ReportImport, read: WasRead, pictures: KeptPictures) -> None:
    """Write the proposal. What no table takes was made by no reader of ours: raises Crashed, and nothing is written."""
    before = vars(report_import).copy()
    try:
        with transaction.atomic():
            _write(report_import, read, pictures)
    except (DataError, IntegrityError, InvalidOperation) as error:
        _log.error("reader_answered_nonsense", error=type(error).__name__)
        vars(report_import).update(before)
        raise Crashed from None


def _write(report_import: ReportImport, read: WasRead, pictures: KeptPictures) -> None:
    draft = read.draft
    edition = rows_of_edition(Edition.objects.filter(key=draft.edition_key.value or "").first())
    write_head(report_import, draft, edition)
    for model in PROPOSED_ROWS:
        model.objects.filter(report_import=report_import).delete()
    codes = {example.municipality_code for area in draft.areas for example in area.examples}
    named = dict(Municipality.objects.public().filter(code__in=codes).values_list("code", "pk"))
    ProposedArea.objects.bulk_create(rows.areas(report_import, draft, edition))
    ProposedSubarea.objects.bulk_create(rows.subareas(report_import, draft, edition))
    ProposedFinding.objects.bulk_create(rows.findings(report_import, draft, named))
    ProposedText.objects.bulk_create(rows.texts(report_import, draft))
    ProposedContradiction.objects.bulk_create(rows.contradictions(report_import, draft))
    pictures.write_rows(report_import, read.sheets)
