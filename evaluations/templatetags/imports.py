"""How a proposal's values say where they were read and why they are unsure."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from evaluations import addresses
from evaluations.importing.draft import WHY_TEXTS, Why
from evaluations.importing.reviewing.places import Sheets, place_key
from evaluations.models.report_import import Proposed, place_text

register = template.Library()


@register.filter
def place(source: Proposed | Mapping[str, int | None]) -> str:
    """Write «page 12» or «line 340» in the reader's language; a source is a row or what is kept of a head fact."""
    value = source.place if isinstance(source, Proposed) else place_text(source.get("page"), source.get("line"))
    kind, _space, number = value.partition(" ")
    if not number:
        return ""
    return (_("page %(number)s") if kind == "page" else _("line %(number)s")) % {"number": number}


@register.filter
def why(code: str) -> Promise | str:
    """Write why a value is unsure."""
    known = code if code in Why.__members__.values() else Why.PLAIN
    return WHY_TEXTS[Why(known)]


@register.simple_tag(takes_context=True)
def import_url(context: template.Context, name: str, *arguments: object) -> str:
    """The address of an import's page under the prefix that the reader is in: SKR's, a case's or a municipality's."""
    return addresses.address(context["request"], name, *arguments)


@register.simple_tag
def shown_at(source: Proposed | Mapping[str, Any], sheets: Sheets) -> SafeString | str:
    """Link a value to the line of the report that it was read from; only the place where that page is not kept."""
    if isinstance(source, Proposed):
        page, line, box = source.page, source.line, source.box
    else:
        page, line, box = source.get("page"), source.get("line"), source.get("box")
    words, sheet = place(source), sheets.of(page, line)
    if sheet is None:
        return words
    return format_html(
        '<a class="shown-at" href="?sida={}{}#rapporten" data-sheet="{}" data-key="{}" data-line="{}">'
        '{}<span class="visually-hidden"> {}</span></a>',
        sheet,
        f"&rad={line}" if line is not None else "",
        sheet,
        place_key(page, line, box),
        line or "",
        words,
        _("show in the report"),
    )
