"""Where the report contradicts itself, one reading is chosen, and what it means for the values is carried out."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from accounts.errors import RuleViolation
from accounts.roles import Actor
from evaluations.importing.proposal import as_date
from evaluations.importing.reviewing.review import under_review, write
from evaluations.models import ProposedArea, ProposedContradiction, ReportImport

# The two readings of each kind, as the facts name them.
CHOICES = {
    "area_points": ("in_section", "in_overview"),
    "area_sum": ("in_overview", "sum"),
    "percent": ("computed", "stated"),
    "total": ("computed", "stated"),
    "dates": ("evaluated", "report_date"),
}
SETS_POINTS = ("area_points", "area_sum")
ONLY_STATED = {("percent", "stated"), ("total", "stated")}  # noted as the report has it; no value follows from it


class UnknownChoice(RuleViolation):
    """A reading that this contradiction does not have."""

    code = "unknown_choice"
    message = _("Choose one of the two readings.")
    status = 422


def choose_reading(
    by: Actor, report_import: ReportImport, contradiction_id: int, choice: str, *, now: datetime
) -> None:
    """Choose the reading that holds. Chosen again: nothing changes. Another choice replaces the first.

    Of an area's points the reading becomes the proposal's; of two dates the other is left empty; a total or percentage
    that only the text states is noted by the choice itself. Who chose last is in the journal.
    """
    with under_review(by, report_import) as locked:
        contradiction = ProposedContradiction.objects.get(report_import=locked, pk=contradiction_id)
        if choice not in CHOICES[contradiction.kind]:
            raise UnknownChoice
        if contradiction.choice == choice:
            return
        facts = {name: value for name, value in contradiction.facts.items() if name != "sources"}
        write(contradiction, now, by, "reading_chosen", {"choice": choice}, readings=facts)
        if contradiction.kind in SETS_POINTS:
            area = ProposedArea.objects.get(report_import=locked, area_number=contradiction.area_number)
            area.achieved = Decimal(str(contradiction.facts[choice]))
            area.version += 1
            area.save(update_fields=["achieved", "version"])
        elif contradiction.kind == "dates":
            _set_dates(locked, contradiction.facts, choice)


def _set_dates(report_import: ReportImport, facts: dict[str, str], choice: str) -> None:
    evaluated = facts["evaluated"] if choice == "evaluated" else ""
    reported = facts["report_date"] if choice == "report_date" else ""
    report_import.evaluated_on, report_import.evaluated_precision = as_date(evaluated)
    report_import.reported_on, report_import.reported_precision = as_date(reported)
    report_import.version += 1
    report_import.save(
        update_fields=["evaluated_on", "evaluated_precision", "reported_on", "reported_precision", "version"]
    )
