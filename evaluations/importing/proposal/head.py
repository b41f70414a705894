"""The facts of a report as a whole, written on its import."""

import calendar
from datetime import date

from accounts.models import Municipality
from evaluations.importing.draft import ReportDraft
from evaluations.importing.edition_rows import EditionRows
from evaluations.importing.proposal.origins import plain, told
from evaluations.models import ImportState, ReportImport
from evaluations.models.evaluation import Precision

FIRST_YEAR, LAST_YEAR = 1990, 2100
MOST_EVALUATIONS = 99
MOST_EVALUATORS = 30


def write_head(report_import: ReportImport, draft: ReportDraft, edition: EditionRows) -> None:
    """Note what was read; the import waits for its reviewer from now on."""
    code = draft.municipality_code.value or ""
    report_import.state = ImportState.PROPOSED
    report_import.edition = edition.edition
    report_import.municipality_name = plain(draft.municipality.value or "")[:120]
    if not report_import.is_own and report_import.evaluation_id is None:  # elsewhere the place says whose report it is
        report_import.municipality = Municipality.objects.public().filter(code=code).first()
    report_import.year = _between(draft.year.value, FIRST_YEAR, LAST_YEAR)
    report_import.evaluated_on, report_import.evaluated_precision = as_date_or_nothing(draft.evaluated.value)
    report_import.reported_on, report_import.reported_precision = as_date_or_nothing(draft.report_date.value)
    report_import.ordinal = _between(draft.evaluation_number.value, 1, MOST_EVALUATIONS)
    report_import.previous_year = _between(draft.previous_year.value, FIRST_YEAR, LAST_YEAR)
    report_import.evaluators = [
        {"name": plain(each.name)[:120], "organisation": plain(each.organisation or "")[:120]}
        for each in draft.evaluators.value[:MOST_EVALUATORS]
    ]
    report_import.sources = {
        "municipality": told(draft.municipality) | {"code": code if draft.municipality.sure else ""},
        "year": told(draft.year),
        "evaluated": told(draft.evaluated),
        "reported": told(draft.report_date),
        "evaluators": told(draft.evaluators),
        "ordinal": told(draft.evaluation_number),
        "previous_year": told(draft.previous_year),
        "total": told(draft.total) | {"value": None if draft.total.value is None else str(draft.total.value)},
        "edition": told(draft.edition_key),
    }
    report_import.save()


def as_date(text: str | None) -> tuple[date | None, str]:
    """A date as reports give it («2023», «2023-05», «2023-05-12») with how exactly it is known. Raises ValueError."""
    if not text:
        return None, ""
    parts = [int(part) for part in text.split("-")]
    precision = (Precision.YEAR, Precision.MONTH, Precision.DAY)[len(parts) - 1]
    year, month, day = [*parts, 1, 1][:3]
    return date(year, month, min(day, calendar.monthrange(year, month)[1])), precision.value


def as_date_or_nothing(text: str | None) -> tuple[date | None, str]:
    """The same for a date that was read; what is no date is not known."""
    try:
        return as_date(text)
    except (ValueError, IndexError):
        return None, ""


def _between(number: int | None, least: int, most: int) -> int | None:
    return number if number is not None and least <= number <= most else None
