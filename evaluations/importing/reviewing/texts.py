"""The narrative texts of a proposal."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.editing import Edit, FieldsClash, merged
from accounts.roles import Actor
from evaluations.importing.reviewing.review import name_clashes, under_review, write
from evaluations.models import ProposedText, ReportImport

FIELDS = ("title", "body", "subarea_codes")
LABELS = {"title": _("Heading"), "body": _("Text"), "subarea_codes": _("Sub-areas")}


def as_fields(text: ProposedText) -> dict[str, str]:
    """The text as its form shows it."""
    return {"title": text.title, "body": text.body, "subarea_codes": " ".join(text.subarea_codes)}


def reword_text(by: Actor, report_import: ReportImport, text_id: int, edit: Edit, *, now: datetime) -> None:
    """Change a text's heading, words or sub-areas; saved unchanged, it counts as looked at. Raises FieldsClash."""
    with under_review(by, report_import) as locked:
        text = ProposedText.objects.get(report_import=locked, pk=text_id)
        try:
            changed = merged(as_fields(text), edit)
        except FieldsClash as clash:
            raise name_clashes(clash, text, LABELS) from None
        values: dict[str, str | list[str]] = dict(changed)
        if "subarea_codes" in changed:
            values["subarea_codes"] = changed["subarea_codes"].replace(",", " ").split()
        write(text, now, by, "text_reworded", values)
