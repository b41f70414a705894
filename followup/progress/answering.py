"""A report answers the check-in that is open, in the same transaction; undone with the report."""

from accounts.roles import Actor
from followup.models import Action, CheckIn, CheckInAnswer, StatusReport
from followup.progress.changing import Change


def answer_check_in(change: Change, report: StatusReport) -> None:
    """Make the report the action's answer, in place of an earlier one; one made since the opening is asked about now.

    Whoever opens and closes check-ins locks the plan, whose row `changing` holds.
    """
    action = change.action
    check_in = CheckIn.objects.filter(plan_id=action.plan_id).open().first()
    if check_in is None:
        return
    answer = CheckInAnswer.objects.filter(check_in=check_in, action=action).first()
    if answer is None:
        if not check_in.asks_about(action):
            return
        answer = CheckInAnswer(municipality_id=action.municipality_id, check_in=check_in, action=action)
    before = {name: getattr(answer, name) for name in ("report_id", "is_for_other", "owner_name")}
    answer.report, answer.is_for_other = report, _is_for_other(action, change.by)
    answer.owner_name = name_of_owner(action)  # who it is now: the action may have changed hands since the opening
    change.write_row(answer, before)


def name_of_owner(action: Action) -> str:
    """Who answers for the action, by name."""
    return action.owner.display_name if action.owner else action.owner_text


def _is_for_other(action: Action, by: Actor) -> bool:
    """Whether somebody else answers for it than who reports or the helpers do."""
    has_owner = bool(action.owner_id or action.owner_text)
    return has_owner and by.memberships.isdisjoint({action.owner_id, *action.helper_ids})
