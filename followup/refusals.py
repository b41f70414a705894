"""What every verb of a plan refuses; refusals of one step stand in that step's package."""

from django.utils.translation import gettext_lazy as _

from accounts.errors import RuleViolation


class PlanClosed(RuleViolation):
    """A closed plan takes comments only."""

    code = "plan_closed"
    message = _("The action plan is closed. It can be read and commented on, but not changed.")


class DecidedOtherwise(RuleViolation):
    """An action is not open for what was decided not to be acted on; the decision is changed first."""

    code = "decided_otherwise"
    message = _(
        "Something else has been decided on the improvement opportunity. Change the decision to “To be acted on” first."
    )
