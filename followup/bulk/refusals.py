"""What a press on many rows refuses, as a whole or for one row."""

from django.utils.translation import gettext_lazy as _

from accounts.errors import EditConflict, RuleViolation


class NothingChosen(RuleViolation):
    """A press is about something."""

    code = "nothing_chosen"
    message = _("Choose at least one row.")


class NothingAsked(RuleViolation):
    """A press changes something."""

    code = "nothing_asked"
    message = _("Tick at least one thing to change.")


class BulkTooLarge(RuleViolation):
    """A press is answered while one waits."""

    code = "bulk_too_large"
    message = _("Choose at most 500 at a time.")


class ActionUnknown(RuleViolation):
    """Nobody's number and another municipality's number are the same."""

    code = "action_unknown"
    message = _("There is no such action.")


class ChangedMeanwhile(EditConflict):
    """Of two people who change the same, the second looks first."""

    code = "changed_meanwhile"
    message = _(
        "Somebody else has changed the same thing since you opened the page. Open it, look and change it there."
    )


class BuiltUpon(RuleViolation):
    """What others have built upon is changed, not undone."""

    code = "built_upon"
    message = _("Something else has been changed since. Change it there instead.")


class UndoTooLate(RuleViolation):
    """Undoing is for the person who pressed, within a quarter of an hour, once."""

    code = "undo_too_late"
    message = _("A change of many can be undone once, by the person who made it, within 15 minutes.")
