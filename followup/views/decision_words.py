"""Decisions and what was saved, as sentences."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from followup.forms.decisions import DecisionForm
from followup.models import Decision, DecisionKind


def in_words(decision: Decision) -> str:
    """A decision as one line: «Avvakta till 31 augusti 2027: underlag saknas»."""
    match decision.kind:
        case DecisionKind.WAIT:
            words = _("Wait until %(date)s") % {"date": _day(decision.wait_until)}
        case DecisionKind.DECLINE:
            words = _("Not to be acted on")
        case DecisionKind.ALREADY_DONE:
            return _("Already done %(date)s: %(what)s") % {"date": _day(decision.done_on), "what": decision.done_what}
        case _other:
            words = _("To be acted on")
    return f"{words}: {decision.reason}" if decision.reason else words


def saved_words(form: DecisionForm) -> str:
    """What was saved, said after the page has gone on to the next."""
    words = in_words(Decision(**form.choice))
    if not form.makes_action:
        return _("Saved: %(decision)s") % {"decision": words}
    action = form.action
    if action["owner_text"]:
        return _("Saved, with the action “%(title)s”. %(name)s stands as owner by name, without an account.") % {
            "title": action["title"],
            "name": action["owner_text"],
        }
    return _("Saved, with the action “%(title)s”.") % {"title": action["title"]}


def _day(day: object) -> str:
    return date_format(day, "j F Y") if day else ""  # type: ignore[arg-type]  # a date
