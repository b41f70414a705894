"""What was saved of a decision, as a sentence."""

from django.utils.translation import gettext as _

from followup.documents.words import decision_in_words
from followup.forms.decisions import DecisionForm
from followup.models import Decision


def saved_words(form: DecisionForm) -> str:
    """What was saved, said after the page has gone on to the next."""
    words = decision_in_words(Decision(**form.choice))
    if not form.makes_action:
        return _("Saved: %(decision)s") % {"decision": words}
    action = form.action
    if action["owner_text"]:
        return _("Saved, with the action “%(title)s”. %(name)s stands as owner by name, without an account.") % {
            "title": action["title"],
            "name": action["owner_text"],
        }
    return _("Saved, with the action “%(title)s”.") % {"title": action["title"]}
