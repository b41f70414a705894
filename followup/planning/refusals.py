"""What planning refuses, each in a sentence."""

from django.utils.translation import gettext_lazy as _

from accounts.errors import EditConflict, RuleViolation
from followup.models import Decision


class FindingNotInPlan(RuleViolation):
    """A decision is made on an improvement opportunity of the plan's newest result."""

    code = "finding_not_in_plan"
    message = _("The improvement opportunity is not part of the result that this action plan answers.")


class ActionsHangOnIt(RuleViolation):
    """An open action that answers nothing else would lose its reason."""

    code = "actions_hang_on_it"
    message = _(
        "The improvement opportunity has an open action that answers nothing else."
        " Complete or cancel the action, or link it to another improvement opportunity, before you change the decision."
    )


class WaitDateMissing(RuleViolation):
    """Waiting has an end."""

    code = "wait_date_missing"
    message = _("Enter the date until which you wait.")


class WaitDatePassed(RuleViolation):
    """A wait that is already over would be undecided at once."""

    code = "wait_date_passed"
    message = _("Enter a date after today: until then you wait, afterwards the decision is asked for again.")


class ReasonMissing(RuleViolation):
    """Who reads that nothing will be done must know why."""

    code = "reason_missing"
    message = _("Write a reason why it is not acted on.")


class DoneMissing(RuleViolation):
    """What is already done is told with its date."""

    code = "done_missing"
    message = _("Write what has been done, and when.")


class DoneInFuture(RuleViolation):
    """What is already done lies behind."""

    code = "done_in_future"
    message = _("What has already been done cannot have a date after today.")


class DecisionHasChanged(EditConflict):
    """Somebody else decided meanwhile; the page shows both decisions."""

    code = "decision_has_changed"
    message = _("Somebody else has made a decision on this improvement opportunity since you opened the page.")

    def __init__(self, current: Decision) -> None:
        self.current = current
        super().__init__()


class TitleMissing(RuleViolation):
    """An action is known by its title."""

    code = "title_missing"
    message = _("Give the action a title.")


class UnitUnknown(RuleViolation):
    """A unit is one of the municipality's."""

    code = "unit_unknown"
    message = _("Choose one of the municipality's units.")


class EndsBeforeStart(RuleViolation):
    """An action does not end before it starts."""

    code = "ends_before_start"
    message = _("The due date must not lie before the start.")


class BodyMissing(RuleViolation):
    """A plan is adopted by somebody."""

    code = "body_missing"
    message = _("Write who has adopted the action plan, for instance the municipal executive board.")


class AdoptedInFuture(RuleViolation):
    """A plan that will be adopted is not adopted yet."""

    code = "adopted_in_future"
    message = _("The date on which the action plan was adopted cannot lie after today.")


class PercentUnknown(RuleViolation):
    """An assumption is whole percent."""

    code = "percent_unknown"
    message = _("Write each percent as a whole number from 0 to 100.")


class AssumptionOutOfOrder(RuleViolation):
    """A higher effect cannot be assumed to win less than a lower one, nor more than all may win together."""

    code = "assumption_out_of_order"
    message = _(
        "The percent must rise: low at most as much as medium, medium at most as much as high,"
        " and high at most as much as the most that may be won in one place."
    )


class PlanNotAdopted(RuleViolation):
    """A plan is adopted before it is closed."""

    code = "plan_not_adopted"
    message = _("The action plan must be adopted before it can be closed.")


class EarlierUnknown(RuleViolation):
    """What recurs is one of the municipality's own improvement opportunities."""

    code = "earlier_unknown"
    message = _("Choose an improvement opportunity of one of the municipality's own evaluations.")


class RecursItself(RuleViolation):
    """Nothing is its own forerunner."""

    code = "recurs_itself"
    message = _("An improvement opportunity cannot recur from itself.")


class NotEarlier(RuleViolation):
    """What recurs was said in an earlier year."""

    code = "not_earlier"
    message = _("Choose an improvement opportunity of an earlier year.")
