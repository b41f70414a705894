"""The head facts of a proposal: municipality, edition, year, dates and evaluators."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.editing import Edit, FieldsClash, merged
from accounts.errors import RuleViolation
from accounts.models import Municipality
from accounts.roles import Actor
from evaluations.importing.edition_rows import rows_of_edition
from evaluations.importing.proposal import as_date
from evaluations.importing.reviewing.review import name_clashes, under_review
from evaluations.models import Edition, ProposedArea, ProposedSubarea, ReportImport
from evaluations.models.evaluation import Precision

FIELDS = ("municipality", "edition", "year", "evaluated", "reported", "ordinal", "previous_year", "evaluators")
LABELS = {
    "municipality": _("Municipality"),
    "edition": _("Edition of the criteria"),
    "year": _("Year"),
    "evaluated": _("Carried out"),
    "reported": _("Date of the report"),
    "ordinal": _("Which evaluation of the municipality"),
    "previous_year": _("Year of the previous evaluation"),
    "evaluators": _("Evaluators"),
}
FORMATS = {Precision.YEAR: "%Y", Precision.MONTH: "%Y-%m", Precision.DAY: "%Y-%m-%d"}

HeadEdit = Edit  # values as the form's texts: ids, years, dates as «2023-05», a line an evaluator


class MunicipalityFixed(RuleViolation):
    """The evaluation exists already, with its municipality."""

    code = "municipality_fixed"
    message = _(
        "The evaluation exists already, so its municipality cannot be changed."
        " Undo the import and upload the file again."
    )


class MunicipalityOffers(RuleViolation):
    """What a municipality offers is about itself."""

    code = "municipality_offers"
    message = _("The municipality offers its own evaluation, so the report cannot become another municipality's.")


def as_fields(report_import: ReportImport) -> dict[str, str]:
    """The head as its form shows it."""
    return {
        "municipality": str(report_import.municipality_id or ""),
        "edition": str(report_import.edition_id or ""),
        "year": str(report_import.year or ""),
        "evaluated": _written(report_import.evaluated_on, report_import.evaluated_precision),
        "reported": _written(report_import.reported_on, report_import.reported_precision),
        "ordinal": str(report_import.ordinal or ""),
        "previous_year": str(report_import.previous_year or ""),
        "evaluators": "\n".join(
            ", ".join(part for part in (each["name"], each.get("organisation", "")) if part)
            for each in report_import.evaluators
        ),
    }


def set_head(by: Actor, report_import: ReportImport, edit: HeadEdit, *, now: datetime) -> None:
    """Change head facts; what was sent counts as looked at. Another edition matches areas and sub-areas anew.

    Raises FieldsClash, and MunicipalityFixed where an evaluation was made of the import before,
    MunicipalityOffers where a municipality offers it.
    """
    with under_review(by, report_import) as locked:
        before = as_fields(locked)
        try:
            changed = merged(before, edit)
        except FieldsClash as clash:
            raise name_clashes(clash, locked, LABELS) from None
        unsure = [name for name in edit.new if not locked.sources.get(name, {}).get("sure", True)]
        if not changed and not unsure:
            return
        if "municipality" in changed and locked.evaluation_id is not None:
            raise MunicipalityFixed
        if "municipality" in changed and locked.offered_from_id is not None:
            raise MunicipalityOffers
        _set(locked, changed)
        for name in unsure:
            locked.sources[name] |= {"sure": True, "why": ""}
        locked.version += 1
        locked.save()
        if "edition" in changed:
            _match_anew(locked)
        written_over = {name: before[name] for name in changed}
        journal.record(by, "import.corrected", locked, now=now, step="head_set", before=written_over, after=changed)


def _set(report_import: ReportImport, changed: dict[str, str]) -> None:
    for name, text in changed.items():
        match name:
            case "municipality":
                rows = Municipality.objects.public().filter(pk=text or 0)
                report_import.municipality = rows.first()
                report_import.sources.setdefault("municipality", {})["code"] = ""  # the reviewer's word counts
            case "edition":
                report_import.edition = Edition.objects.filter(pk=text or 0).first()
            case "evaluated":
                report_import.evaluated_on, report_import.evaluated_precision = as_date(text)
            case "reported":
                report_import.reported_on, report_import.reported_precision = as_date(text)
            case "evaluators":
                report_import.evaluators = [_evaluator(line) for line in text.splitlines() if line.strip()]
            case _:
                setattr(report_import, name, int(text) if text else None)


def _match_anew(report_import: ReportImport) -> None:
    edition = rows_of_edition(report_import.edition)
    for area in ProposedArea.objects.filter(report_import=report_import):
        area.area = edition.area(area.area_number)
        area.save(update_fields=["area"])
    for subarea in ProposedSubarea.objects.filter(report_import=report_import):
        subarea.subarea, likely = edition.subarea(subarea.area_number, subarea.code, subarea.title)
        subarea.is_sure = likely
        subarea.why = "" if likely else "by_likeness"
        subarea.save(update_fields=["subarea", "is_sure", "why"])


def _evaluator(line: str) -> dict[str, str]:
    name, _comma, organisation = line.strip().partition(",")
    return {"name": name.strip()[:100], "organisation": organisation.strip()[:100]}


def _written(value: object, precision: str) -> str:
    return f"{value:{FORMATS[Precision(precision)]}}" if value else ""
