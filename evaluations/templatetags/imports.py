"""How a proposal's values say where they were read and why they are unsure."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from evaluations.importing.draft import WHY_TEXTS, Why

register = template.Library()


@register.filter
def place(value: str) -> str:
    """Write «page 12» or «line 340» in the reader's language."""
    kind, _space, number = value.partition(" ")
    if not number:
        return ""
    return (_("page %(number)s") if kind == "page" else _("line %(number)s")) % {"number": number}


@register.filter
def why(code: str) -> Promise | str:
    """Write why a value is unsure."""
    known = code if code in Why.__members__.values() else Why.PLAIN
    return WHY_TEXTS[Why(known)]
