"""What publication refuses, each in a sentence."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.errors import RuleViolation


class NotReady(RuleViolation):
    """Only an evaluation that is ready is published or sent back."""

    code = "evaluation_not_ready"
    message = _("The evaluation is not ready for publication.")


class EditionNotPublished(RuleViolation):
    """A result stands on criteria that cannot change any more."""

    code = "edition_not_published"
    message = _("The edition of the criteria is still a draft. Publish the edition before the result.")

    def __init__(self, name: str = "") -> None:
        super().__init__(format_lazy("{} ({})", self.message, name) if name else self.message)


class SecondPersonNeeded(RuleViolation):
    """Four eyes: who led the case, made it ready or accepted its report does not publish it."""

    code = "second_person_needed"
    message = _(
        "Somebody else must publish the result: you have led the evaluation, or made it ready by accepting the report."
    )


class PublisherNotEmployed(RuleViolation):
    """A peer evaluator from a municipality does not publish."""

    code = "publisher_not_employed"
    message = _("Only somebody employed by SKR publishes a result.")
    status = 403


class NothingToPublish(RuleViolation):
    """A result has points."""

    code = "nothing_to_publish"
    message = _("The evaluation has no points yet.")


class PointsDisagree(RuleViolation):
    """The points of an area and of its sub-areas cannot be shown as whole points that add up."""

    code = "points_disagree"
    message = _("The points of an area do not agree with the points of its sub-areas. Send the evaluation back.")


class CaseHasChanged(RuleViolation):
    """What was approved must be what was looked at."""

    code = "case_has_changed"
    message = _("The evaluation has changed since you opened the page. Look at it again.")


class ReasonMissing(RuleViolation):
    """Who gets the evaluation back, or reads a corrected result, must know why."""

    code = "reason_missing"
    message = _("Write a reason.")
