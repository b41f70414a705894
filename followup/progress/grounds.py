"""An open action stands for an improvement opportunity that is acted on, whichever way it became open again."""

from datetime import date

from followup.models import Action, ActionFinding, Decision
from followup.refusals import DecidedOtherwise


def demand_ground(action: Action, today: date) -> None:
    """Refuse an open action where something else was decided on all it answers; one of its own answers nothing."""
    links = ActionFinding.objects.filter(action_id=action.pk)
    otherwise = Decision.objects.filter(plan_id=action.plan_id).otherwise(today)
    answered = set(links.values_list("finding_id", flat=True))
    if answered and answered <= set(otherwise.filter(finding_id__in=answered).values_list("finding_id", flat=True)):
        raise DecidedOtherwise
