"""Why an edition cannot be changed or published: a class a rule."""

from django.utils.translation import gettext_lazy as _

from accounts.errors import RuleViolation


class EditionFixed(RuleViolation):
    """Only a draft is changed."""

    code = "edition_fixed"
    message = _("The edition is published and never changes. A change becomes a new edition.")


class EditionHasChanged(RuleViolation):
    """What is published must be what was looked at."""

    code = "edition_has_changed"
    message = _("The edition has changed since you opened the page. Look at it again.")


class EditionEmpty(RuleViolation):
    """No areas."""

    code = "edition_empty"
    message = _("The edition has no areas yet.")


class SecondAdministratorNeeded(RuleViolation):
    """Four eyes: who made the draft or changed it last neither publishes nor retires it."""

    code = "second_administrator_needed"
    message = _("Another administrator must publish or retire the edition: you made the draft or changed it last.")


class EditionNotInUse(RuleViolation):
    """Only a published edition is retired."""

    code = "edition_not_in_use"
    message = _("Only a published edition can be retired.")


class WrongHighestPoints(RuleViolation):
    """A figure that no highest points can be, or a heading that is empty."""

    code = "wrong_highest_points"
    message = _(
        "Each heading needs a name, and highest points above 0 and at most 9999 with at most three decimals."
        " Nothing was saved."
    )
    status = 422
