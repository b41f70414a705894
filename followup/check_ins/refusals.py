"""What the verbs of check-ins refuse, each in a sentence."""

from django.utils.translation import gettext_lazy as _

from accounts.errors import RuleViolation


class CheckInsAreOff(RuleViolation):
    """The municipality holds no check-ins."""

    code = "check_ins_are_off"
    message = _("The municipality holds no check-ins. Turn them on under Administration, Check-ins first.")


class NothingToAskAbout(RuleViolation):
    """A check-in is about open actions."""

    code = "nothing_to_ask_about"
    message = _("There is no open action in the action plan to check in on.")


class CheckInIsClosed(RuleViolation):
    """A closed check-in takes no answers and asks nobody."""

    code = "check_in_is_closed"
    message = _("The check-in is closed. Report on the page of the action instead.")


class OwnDaysMissing(RuleViolation):
    """Own days are said."""

    code = "own_days_missing"
    message = _("Write at least one day, as month and day: 04-30.")


class OwnDayUnknown(RuleViolation):
    """A day is a day of the year."""

    code = "own_day_unknown"
    message = _("Write each day as month and day, for instance 04-30, with a comma between.")


class TooManyDays(RuleViolation):
    """Once a month is the most."""

    code = "too_many_days"
    message = _("Choose at most twelve days.")


class DaysBeforeOutside(RuleViolation):
    """Weeks, not seasons."""

    code = "days_before_outside"
    message = _("A check-in is opened 1 to 60 days before its day.")


class RemindsBeforeOpening(RuleViolation):
    """Nobody is reminded of what was not asked."""

    code = "reminds_before_opening"
    message = _("The reminder cannot come before the check-in is opened.")
