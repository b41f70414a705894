"""Which word is first where an action is both late and blocked: one answer for pages, counts and shared plans."""

from datetime import date

import pytest

from accounts.models import Municipality, User
from accounts.tenancy import Scope
from followup.improvements import states_of
from followup.listing import statuses_of
from followup.models import Action, ActionFinding, ActionStatus
from followup.models.action import shown_state
from tests.factories import TODAY, as_actor, in_scope
from tests.factories import followup as made

PASSED, TODAY_ITSELF = date(2027, 3, 14), TODAY
NS, IP, PA, DO, EF, CA = ActionStatus

# state, blocked, due date, resume date → the word, and the words where there is room for two
CASES = [
    (NS, False, None, None, ("not_started",)),
    (NS, False, TODAY_ITSELF, None, ("not_started",)),
    (NS, False, PASSED, None, ("late", "not_started")),
    (NS, True, TODAY_ITSELF, None, ("blocked",)),
    (NS, True, PASSED, None, ("late", "blocked")),
    (IP, False, PASSED, None, ("late", "in_progress")),
    (IP, True, None, None, ("blocked",)),
    (IP, True, PASSED, None, ("late", "blocked")),
    (PA, False, PASSED, TODAY_ITSELF, ("paused",)),
    (PA, False, PASSED, PASSED, ("late", "paused")),
    (DO, False, PASSED, None, ("done",)),
    (EF, False, PASSED, None, ("effect_shown",)),
    (CA, False, PASSED, None, ("cancelled",)),
]


@pytest.mark.parametrize(("status", "is_blocked", "due", "resumes", "words"), CASES)
def test_a_row_and_the_database_say_the_same_word_first(
    arboga: Municipality,
    ulla: User,
    status: ActionStatus,
    is_blocked: bool,
    due: date | None,
    resumes: date | None,
    words: tuple[str, ...],
) -> None:
    version = made.published_case(arboga, ulla)
    findings = tuple(made.improvements(version)[:1])
    more = {"resume_on": resumes} if resumes else {}
    plan = made.plan(version.evaluation)
    action = made.action(plan, 1, status=status, is_blocked=is_blocked, due=due, findings=findings, **more)
    assert (action.shown_state(TODAY), statuses_of(action, TODAY)) == (words[0], words)
    with in_scope(Scope(municipality=arboga.pk)):
        assert list(Action.objects.values_list(shown_state(TODAY))) == [(words[0],)]
        assert list(ActionFinding.objects.values_list(shown_state(TODAY, "action__"))) == [(words[0],)]


def test_the_result_says_late_of_a_late_and_blocked_one(arboga: Municipality, ulla: User, astrid: User) -> None:
    version = made.published_case(arboga, ulla)
    (finding, _other) = made.improvements(version)
    made.action(made.plan(version.evaluation), 1, due=PASSED, is_blocked=True, findings=(finding,))
    with as_actor(astrid, "arboga") as by:
        beside = states_of(version, by, today=TODAY)[str(finding.key)]
    assert [action.state for action in beside.actions] == ["late"]
