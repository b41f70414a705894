"""The worker reads an uploaded file and writes what it found as a proposal; nothing else is touched."""

import calendar
from collections.abc import Iterable
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import files, journal, municipalities
from accounts.models import Municipality
from accounts.outbox import Running
from evaluations.importing import read_report
from evaluations.importing.draft import Discrepancy, ItemDraft, Points, Reading, ReportDraft, SectionDraft, Source, Why
from evaluations.importing.edition_rows import EditionRows, rows_of_edition
from evaluations.importing.reading.refusals import UnreadableReport
from evaluations.models import (
    Edition,
    FindingKind,
    ImportState,
    ProposedArea,
    ProposedContradiction,
    ProposedFinding,
    ProposedSubarea,
    ProposedText,
    ReportImport,
)
from evaluations.models.evaluation import Precision

UNEXPECTED = "unexpected"
UNEXPECTED_MESSAGE = _(
    "Something went wrong while the file was read. Upload it again; if it fails again, tell support."
)
WAITING = (ImportState.UPLOADED, ImportState.READING)
PROPOSED_ROWS = (ProposedArea, ProposedSubarea, ProposedFinding, ProposedText, ProposedContradiction)


def problem_text(code: str) -> Promise | str:
    """Why a file could not be read, for the person who sent it."""
    return next((each.message for each in UnreadableReport.__subclasses__() if each.code == code), UNEXPECTED_MESSAGE)


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
    try:
        content = files.read(report_import.stored_name)
        draft = read_report(content, report_import.file_name, municipalities.as_registered())
    except UnreadableReport as problem:
        _fail(report_import, problem.code, running)
        return
    _write(report_import, draft)
    journal.record(running.by, "import.read", report_import, now=running.now, subject=str(report_import))


def give_up_reading(running: Running) -> None:
    """The last attempt failed without a word: the person who sent the file is told."""
    report_import = ReportImport.objects.filter(pk=running.arguments["report_import"], state__in=WAITING).first()
    if report_import is not None:
        _fail(report_import, UNEXPECTED, running)


def _fail(report_import: ReportImport, code: str, running: Running) -> None:
    report_import.state = ImportState.FAILED
    report_import.problem = code
    report_import.save(update_fields=["state", "problem"])
    told = str(report_import)
    journal.record(running.by, "import.failed", report_import, now=running.now, subject=told, problem=code)


def _write(report_import: ReportImport, draft: ReportDraft) -> None:
    edition = rows_of_edition(Edition.objects.filter(key=draft.edition_key.value or "").first())
    _write_head(report_import, draft, edition)
    for model in PROPOSED_ROWS:
        model.objects.filter(report_import=report_import).delete()
    ProposedArea.objects.bulk_create(_areas(report_import, draft, edition))
    ProposedSubarea.objects.bulk_create(_subareas(report_import, draft, edition))
    ProposedFinding.objects.bulk_create(_findings(report_import, draft))
    ProposedText.objects.bulk_create(_texts(report_import, draft))
    ProposedContradiction.objects.bulk_create(_contradiction(report_import, found) for found in draft.discrepancies)


def _write_head(report_import: ReportImport, draft: ReportDraft, edition: EditionRows) -> None:
    report_import.state = ImportState.PROPOSED
    report_import.edition = edition.edition
    report_import.municipality_name = (draft.municipality.value or "")[:120]
    if not report_import.is_own and report_import.evaluation_id is None:  # elsewhere the place says whose report it is
        report_import.municipality = Municipality.objects.public().filter(code=_code(draft)).first()
    report_import.year = draft.year.value
    report_import.evaluated_on, report_import.evaluated_precision = as_date(draft.evaluated.value)
    report_import.reported_on, report_import.reported_precision = as_date(draft.report_date.value)
    report_import.ordinal = draft.evaluation_number.value
    report_import.previous_year = draft.previous_year.value
    report_import.evaluators = [
        {"name": each.name, "organisation": each.organisation or ""} for each in draft.evaluators.value
    ]
    report_import.sources = {
        "municipality": _told(draft.municipality) | {"code": _code(draft) if draft.municipality.sure else ""},
        "year": _told(draft.year),
        "evaluated": _told(draft.evaluated),
        "reported": _told(draft.report_date),
        "evaluators": _told(draft.evaluators),
        "ordinal": _told(draft.evaluation_number),
        "previous_year": _told(draft.previous_year),
        "total": _told(draft.total) | {"value": None if draft.total.value is None else str(draft.total.value)},
        "edition": _told(draft.edition_key),
    }
    report_import.save()


def _code(draft: ReportDraft) -> str:
    return draft.municipality_code.value or ""


def as_date(text: str | None) -> tuple[date | None, str]:
    """A date as reports give it («2023», «2023-05», «2023-05-12») with how exactly it is known. Raises ValueError."""
    if not text:
        return None, ""
    parts = [int(part) for part in text.split("-")]
    precision = (Precision.YEAR, Precision.MONTH, Precision.DAY)[len(parts) - 1]
    year, month, day = [*parts, 1, 1][:3]
    return date(year, month, min(day, calendar.monthrange(year, month)[1])), precision.value


def place_of(source: Source | None) -> dict[str, object]:
    """Page, line and box of a value; nothing where nobody knows."""
    if source is None:
        return {"page": None, "line": None, "box": None}
    return {"page": source.page, "line": source.line, "box": list(source.box) if source.box else None}


def _told[T](reading: Reading[T]) -> dict[str, object]:
    return {
        **place_of(reading.source),
        "quote": _text(reading.source.quote if reading.source else ""),
        "sure": reading.sure,
        "why": "" if reading.why == Why.PLAIN else str(reading.why),
    }


def _text(text: str) -> str:
    return text.replace("\x00", "").strip()


def _origin(source: Source | None, *, sure: bool = True, why: Why = Why.PLAIN) -> dict[str, object]:
    return {
        **place_of(source),
        "quote": _text(source.quote if source else ""),
        "is_sure": sure,
        "why": "" if why == Why.PLAIN else str(why),
    }


def _areas(report_import: ReportImport, draft: ReportDraft, edition: EditionRows) -> Iterable[ProposedArea]:
    for area in draft.areas:
        sure = area.achieved.sure and area.title.sure and area.max.sure
        why = next((each.why for each in (area.achieved, area.title, area.max) if not each.sure), Why.PLAIN)
        yield ProposedArea(
            report_import=report_import,
            area_number=area.number,
            title=_text(area.title.value)[:250],
            title_in_overview=_text(area.title_in_overview.value or "")[:250],
            achieved=area.achieved.value,
            maximum=area.max.value,
            in_section=area.in_section.value,
            area=edition.area(area.number),
            **_origin(area.achieved.source or area.title.source, sure=sure, why=why),
        )


def _subareas(report_import: ReportImport, draft: ReportDraft, edition: EditionRows) -> Iterable[ProposedSubarea]:
    for area in draft.areas:
        for position, subarea in enumerate(area.subareas, start=1):
            match, likely = edition.subarea(area.number, subarea.code, subarea.title)
            why = subarea.why if not subarea.sure or likely else Why.BY_LIKENESS
            yield ProposedSubarea(
                report_import=report_import,
                area_number=area.number,
                position=position,
                code=subarea.code[:8],
                title=_text(subarea.title)[:250],
                achieved=subarea.achieved,
                maximum=subarea.max,
                subarea=match,
                **_origin(subarea.source, sure=subarea.sure and likely, why=why),
            )


def _findings(report_import: ReportImport, draft: ReportDraft) -> Iterable[ProposedFinding]:
    for area in draft.areas:
        lists: tuple[tuple[FindingKind, tuple[ItemDraft, ...]], ...] = (
            (FindingKind.STRENGTH, area.strengths),
            (FindingKind.IMPROVEMENT, area.improvements),
        )
        for kind, items in lists:
            for position, item in enumerate(items, start=1):
                yield ProposedFinding(
                    report_import=report_import,
                    area_number=area.number,
                    kind=kind,
                    position=position,
                    text=_text(item.text),
                    **_origin(item.source, sure=item.sure, why=item.why),
                )


def _texts(report_import: ReportImport, draft: ReportDraft) -> Iterable[ProposedText]:
    for area in draft.areas:
        for position, section in enumerate(area.sections, start=1):
            yield ProposedText(
                report_import=report_import,
                area_number=area.number,
                position=position,
                title=_text(section.title)[:250],
                body=_body(section),
                subarea_codes=[code[:8] for code in section.subarea_codes],
                **_origin(section.source, sure=section.sure, why=section.why),
            )


def _body(section: SectionDraft) -> str:
    return _text("\n\n".join([section.text, *section.footnotes]))


def _contradiction(report_import: ReportImport, found: Discrepancy) -> ProposedContradiction:
    first = found.sources[0] if found.sources else None
    facts: dict[str, object] = {name: _plain(value) for name, value in found.facts.items()}
    facts["sources"] = [{**place_of(source), "quote": _text(source.quote)} for source in found.sources]
    return ProposedContradiction(
        report_import=report_import,
        area_number=_area_number(found),
        kind=found.kind,
        facts=facts,
        **place_of(first),
        quote=_text(first.quote if first else ""),
        is_sure=False,
    )


def _plain(value: Points | str | None) -> int | str | None:
    return value if value is None or isinstance(value, (int, str)) else str(value)


def _area_number(found: Discrepancy) -> int:
    """The area it is about; 0 for the report as a whole."""
    if "area" in found.facts:
        return int(found.facts["area"])
    code = str(found.facts.get("subarea", ""))
    return int(code.split(".")[0]) if code[:1].isdigit() else 0
