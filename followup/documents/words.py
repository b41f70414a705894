"""How a plan's facts are written in documents and tables."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from followup.models import DecisionKind, Level

EMPTY = "–"
STATES: Mapping[str, Promise] = {
    "not_started": pgettext_lazy("status", "Not started"),
    "in_progress": pgettext_lazy("status", "In progress"),
    "paused": pgettext_lazy("status", "Paused"),
    "done": pgettext_lazy("status", "Done"),
    "effect_shown": pgettext_lazy("status", "Effect shown"),
    "cancelled": pgettext_lazy("status", "Cancelled"),
    "blocked": pgettext_lazy("status", "Blocked"),
    "late": pgettext_lazy("status", "Late"),
    "green": pgettext_lazy("status", "On track"),
    "yellow": pgettext_lazy("status", "Risk"),
    "red": pgettext_lazy("status", "Deviates"),
    "undecided": pgettext_lazy("status", "Undecided"),
    "act": pgettext_lazy("status", "To be acted on"),
    "wait": pgettext_lazy("status", "Waiting"),
    "decline": pgettext_lazy("status", "Not to be acted on"),
    "already_done": pgettext_lazy("status", "Already done"),
}


class Decided(Protocol):
    """A decision, as a row or as it was kept."""

    @property
    def kind(self) -> str: ...
    @property
    def wait_until(self) -> date | None: ...
    @property
    def reason(self) -> str: ...
    @property
    def done_what(self) -> str: ...
    @property
    def done_on(self) -> date | None: ...


def state(code: str) -> str:
    """An action's state or a decision's kind, as the badges of the pages say it."""
    return str(STATES.get(code, code))


def level(code: str) -> str:
    """Low, medium or high; a dash where nobody has said."""
    return capfirst(str(Level(code).label)) if code else EMPTY


def decision_in_words(decision: Decided) -> str:
    """A decision as one line: «Avvakta till 31 augusti 2027: underlag saknas»."""
    match decision.kind:
        case DecisionKind.WAIT:
            words = _("Wait until %(date)s") % {"date": long_date(decision.wait_until)}
        case DecisionKind.DECLINE:
            words = _("Not to be acted on")
        case DecisionKind.ALREADY_DONE:
            day = long_date(decision.done_on)
            return _("Already done %(date)s: %(what)s") % {"date": day, "what": decision.done_what}
        case _other:
            words = _("To be acted on")
    return f"{words}: {decision.reason}" if decision.reason else words


def long_date(day: date | None) -> str:
    """30 april 2027."""
    return date_format(day, "j F Y") if day else ""


def table_date(day: date | None) -> str:
    """2027-04-30, a dash where there is none."""
    return day.isoformat() if day else EMPTY


def of(achieved: int | None, maximum: int | None) -> str:
    """66 av 100, a dash where it is not known."""
    if achieved is None or maximum is None:
        return EMPTY
    return (_("%(achieved)s of %(maximum)s") % {"achieved": achieved, "maximum": maximum}).replace(
        " ", "\N{NO-BREAK SPACE}"
    )


def headings() -> dict[str, str]:
    """What stands above columns and parts, the same in every format."""
    return {
        "contents": _("Contents"),
        "summary": _("Summary"),
        "number": pgettext("column", "No."),
        "action": _("Action"),
        "owner": _("Owner"),
        "unit": _("Unit"),
        "helpers": _("Helpers"),
        "dates": _("Dates"),
        "status": _("Status"),
        "improvement": _("Improvement opportunity"),
        "decision": _("Decision"),
        "reason": _("Reason"),
        "settled": _("Improvement opportunities without action"),
        "others": _("Actions without an improvement opportunity"),
        "nothing": _("Nothing in the plan stands here."),
        "page": _("Page"),
        "page_of": pgettext("page 2 of 9", "of"),
    }
