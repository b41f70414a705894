"""The narrative texts of a proposal: reworded, put under other sub-areas, split and merged."""

import re
from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.editing import Edit, FieldsClash, merged
from accounts.errors import RuleViolation
from accounts.roles import Actor
from evaluations.importing.reviewing.items import UnknownDestination
from evaluations.importing.reviewing.review import name_clashes, under_review, write
from evaluations.importing.reviewing.undoing import undoable_step
from evaluations.models import ProposedArea, ProposedText, ReportImport

FIELDS = ("title", "body", "subarea_codes")
LABELS = {"title": _("Heading"), "body": _("Text"), "subarea_codes": _("Sub-areas")}
BLANK_LINE = re.compile(r"\n[ \t]*\n")


class NothingToSplitText(RuleViolation):
    """No blank line to split at."""

    code = "nothing_to_split_text"
    message = _("Mark where to split: leave a blank line in the text and put the caret after it, then press Split.")
    status = 422


class NoTextToMerge(RuleViolation):
    """The text is the last of its area."""

    code = "no_text_to_merge"
    message = _("There is no text after this in the area to merge with.")


def as_fields(text: ProposedText) -> dict[str, str]:
    """The text as its form shows it."""
    return {"title": text.title, "body": text.body, "subarea_codes": " ".join(text.subarea_codes)}


def reword_text(by: Actor, report_import: ReportImport, text_id: int, edit: Edit, *, now: datetime) -> None:
    """Change a text's heading, words or sub-areas; saved unchanged, it counts as looked at. Raises FieldsClash."""
    with under_review(by, report_import) as locked:
        _reword(by, _text(locked, text_id), edit, now)


def split_text(
    by: Actor, report_import: ReportImport, text_id: int, edit: Edit, caret: int = 0, *, now: datetime
) -> ProposedText:
    """Part a text at the blank line nearest before the caret, or its first; the rest follows under the same heading.

    Raises NothingToSplitText where there is no blank line with words on both sides, FieldsClash.
    """
    with undoable_step(by, report_import, now) as locked:
        text = _text(locked, text_id)
        _reword(by, text, edit, now)
        places = [found for found in BLANK_LINE.finditer(text.body) if text.body[found.end() :].strip()]
        if not places:
            raise NothingToSplitText
        place = next((found for found in reversed(places) if found.end() <= caret), places[0])
        rest = text.body[place.end() :].strip()
        write(text, now, by, "text_split", {"body": text.body[: place.start()].strip()})
        siblings = _siblings(text)
        new = ProposedText(
            report_import=locked,
            area_number=text.area_number,
            position=0,
            title=text.title,
            body=rest,
            subarea_codes=text.subarea_codes,
            page=text.page,
            line=text.line,
            box=text.box,
            quote=text.quote,
        )
        new.save()
        siblings.insert(siblings.index(text) + 1, new)
        _number(siblings)
        return text


def merge_text_with_next(
    by: Actor, report_import: ReportImport, text_id: int, edit: Edit, *, now: datetime
) -> ProposedText:
    """Add the area's next text below this one, its heading as a line of its own; the next one leaves the proposal.

    Its words are kept here and in the journal. Raises NoTextToMerge, FieldsClash.
    """
    with undoable_step(by, report_import, now) as locked:
        text = _text(locked, text_id)
        _reword(by, text, edit, now)
        siblings = _siblings(text)
        following = siblings[siblings.index(text) + 1 :]
        if not following:
            raise NoTextToMerge
        other = following[0]
        heading = [other.title] if other.title and other.title != text.title else []
        codes = list(dict.fromkeys([*text.subarea_codes, *other.subarea_codes]))
        body = "\n\n".join(part for part in (text.body, *heading, other.body) if part)
        write(text, now, by, "texts_merged", {"body": body, "subarea_codes": codes}, gone=other.title)
        other.delete()
        return text


def place_text_under(
    by: Actor, report_import: ReportImport, text_id: int, area_number: int, codes: Sequence[str], *, now: datetime
) -> ProposedText:
    """Put a text under other sub-areas, or with none under an area as a whole. Raises UnknownDestination."""
    with undoable_step(by, report_import, now) as locked:
        text = _text(locked, text_id)
        areas = ProposedArea.objects.filter(report_import=locked, area_number=area_number)
        if not areas.exists():
            raise UnknownDestination
        values: dict[str, object] = {"subarea_codes": [code[:8] for code in codes]}
        if area_number != text.area_number:
            there = ProposedText.objects.filter(report_import=locked, area_number=area_number).order_by("-position")
            last = there.first()
            values |= {"area_number": area_number, "position": last.position + 1 if last else 1}
        write(text, now, by, "text_placed", values)
        return text


def _text(report_import: ReportImport, text_id: int) -> ProposedText:
    found: ProposedText = ProposedText.objects.get(report_import=report_import, pk=text_id)
    return found


def _reword(by: Actor, text: ProposedText, edit: Edit, now: datetime) -> None:
    try:
        changed = merged(as_fields(text), edit)
    except FieldsClash as clash:
        raise name_clashes(clash, text, LABELS) from None
    values: dict[str, str | list[str]] = dict(changed)
    if "subarea_codes" in changed:
        values["subarea_codes"] = changed["subarea_codes"].replace(",", " ").split()
    write(text, now, by, "text_reworded", values)


def _siblings(text: ProposedText) -> list[ProposedText]:
    """The area's texts in order; holds the text itself, not a copy of it."""
    rows = ProposedText.objects.filter(report_import_id=text.report_import_id, area_number=text.area_number)
    return [text if row.pk == text.pk else row for row in rows.order_by("position", "id")]


def _number(texts: Sequence[ProposedText]) -> None:
    for position, text in enumerate(texts, start=1):
        text.position = position
    ProposedText.objects.bulk_update(texts, ["position"])
