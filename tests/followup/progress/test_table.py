"""Every state with every verb and every role: moved, left as it was, or refused."""

import contextlib
from datetime import date, timedelta

import pytest
from django.db import transaction

from accounts.editing import Edit
from accounts.errors import NotPermitted
from accounts.models import Event
from accounts.tenancy import Scope
from followup import progress
from followup.models import Action, ActionChange, ActionStatus, Plan, PlanState
from followup.progress.refusals import ActionTransitionRefused
from followup.refusals import PlanClosed
from tests import factories

NS, IP, PA, DO, EF, CA = ActionStatus
AHEAD = date(2027, 9, 30)
COORDINATOR, OWNER, HELPER = "astrid", "bo", "karin"
OTHERS = ("mats", "lena", "birgit")  # another owner, ledning, läsare

S, OS, OHS = {COORDINATOR}, {COORDINATOR, OWNER}, {COORDINATOR, OWNER, HELPER}

# Verb → (what it is called with, who may, state → state after; the same state means «changes nothing»).
NOTHING: dict[str, object] = {}
VERBS = {
    "start_action": (NOTHING, OHS, {NS: IP, IP: IP}),
    "report_status": (
        {"note": "Går bra.", "light": "green"},
        OHS,
        {NS: NS, IP: IP, PA: PA, DO: DO},
    ),
    "block_action": ({"note": "Pengar saknas.", "unblocker": "KS"}, OHS, {NS: NS, IP: IP}),
    "unblock_action": (NOTHING, OHS, {NS: NS, IP: IP}),
    "pause_action": ({"reason": "Väntar.", "resume_on": AHEAD}, OS, {NS: PA, IP: PA}),
    "resume_action": (NOTHING, OS, {PA: IP, IP: IP, NS: NS}),
    "complete_action": (
        {"done_on": factories.TODAY, "effect_seen_how": "Enkät.", "effect_look_on": AHEAD},
        OS,
        {NS: DO, IP: DO, PA: DO},
    ),
    "show_effect": ({"effect_on": factories.TODAY, "text": "Kortare svarstid."}, OS, {DO: EF}),
    "withdraw_effect": ({"reason": "Fel tal."}, S, {EF: DO}),
    "reopen_action": ({"reason": "Kom tillbaka."}, OS, {DO: IP}),
    "cancel_action": ({"reason": "Behövs inte."}, S, {NS: CA, IP: CA, PA: CA}),
    "restore_action": ({"reason": "Behövs ändå."}, S, {CA: NS}),
    "move_deadline": ({"due": AHEAD, "reason": "Mer tid."}, OS, {NS: NS, IP: IP, PA: PA}),
    "change_owner": ({"text": "IT-chefen"}, S, {NS: NS, IP: IP, PA: PA, DO: DO}),
    "edit_action": ({"edit": Edit({}, {"title": "Ny rubrik"})}, S, {NS: NS, IP: IP, PA: PA, DO: DO}),
}
PAIRS = [(verb, status) for verb in VERBS for status in ActionStatus]


def press(action: Action, by, verb: str, now, today, **changed):
    """Press a verb with what it is called with."""
    return getattr(progress, verb)(action, by, **(VERBS[verb][0] | changed), now=now, today=today)


@pytest.fixture
def ready(make, bo):
    """An action of a state with the evidence that its effect needs."""

    def build(status: ActionStatus, number: int = 1) -> Action:
        made = make(status, number)
        factories.attached_link(made, bo, is_evidence=True)
        return made

    return build


@pytest.mark.parametrize(("verb", "status"), PAIRS)
def test_each_verb_from_each_state(verb, status, ready, actor, astrid, now, today):
    action, by = ready(status), actor(astrid)
    to = VERBS[verb][2].get(status)
    with factories.in_scope(by):
        if to is None:
            with pytest.raises(ActionTransitionRefused) as refusal:
                press(action, by, verb, now, today)
            assert refusal.value.code == "action_transition_refused"
        else:
            press(action, by, verb, now, today)
        stands = Action.objects.get(pk=action.pk)
        events = Event.objects.filter(subject_kind="action", subject_id=str(action.pk)).count()
        changes = ActionChange.objects.filter(action=action).count()

    assert stands.status == (to or status)
    assert events == changes == stands.version - 1
    assert events == (0 if to is None or (to == status and verb in STATE_VERBS) else 1)


STATE_VERBS = frozenset({"start_action", "unblock_action", "resume_action"})  # the rest always leave a trace


@pytest.mark.parametrize(("verb", "status"), [pair for pair in PAIRS if pair[1] in VERBS[pair[0]][2]])
def test_each_verb_by_each_role(verb, status, ready, actor, request, now, today):
    people = [COORDINATOR, OWNER, HELPER, *OTHERS]
    may = set()
    action = ready(status)
    for name in people:
        by = actor(request.getfixturevalue(name))
        with factories.in_scope(by), transaction.atomic():
            with contextlib.suppress(NotPermitted):
                press(action, by, verb, now, today)
                may.add(name)
            transaction.set_rollback(True)

    assert may == VERBS[verb][1]


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "report_status"])
def test_the_second_press_changes_nothing(verb, ready, actor, astrid, now, today):
    start = next(iter(VERBS[verb][2]))
    action, by = ready(start), actor(astrid)
    with factories.in_scope(by):
        press(action, by, verb, now, today)
        press(action, by, verb, now + timedelta(seconds=1), today)

        assert ActionChange.objects.filter(action=action).count() == (0 if verb == "unblock_action" else 1)


@pytest.mark.parametrize("before", [NS, IP, PA])
def test_a_cancelled_action_goes_back_to_the_state_it_had(before, ready, actor, astrid, now, today):
    action, by = ready(before), actor(astrid)
    with factories.in_scope(by):
        press(action, by, "cancel_action", now, today)
        press(action, by, "restore_action", now, today)
        press(action, by, "restore_action", now + timedelta(seconds=1), today)
        stands = Action.objects.get(pk=action.pk)

    assert (stands.status, stands.status_before, stands.cancel_reason, stands.version) == (before, "", "", 3)


@pytest.mark.parametrize("verb", list(VERBS))
def test_a_closed_plan_refuses_each_verb_from_each_state_to_each_role(verb, ready, actor, request, town, now, today):
    for number, status in enumerate(VERBS[verb][2], start=1):
        action = ready(status, number)
        close(town.plan)
        for name in sorted(VERBS[verb][1]):
            by = actor(request.getfixturevalue(name))
            with factories.in_scope(by):
                with pytest.raises(PlanClosed):
                    press(action, by, verb, now, today)
                assert Action.objects.get(pk=action.pk).version == 1


def close(plan: Plan) -> None:
    """As close_plan leaves it."""
    with factories.in_scope(Scope(municipality=plan.municipality_id)):
        Plan.objects.filter(pk=plan.pk).update(state=PlanState.CLOSED, closed_on=factories.TODAY)


@pytest.mark.parametrize("status", list(ActionStatus))
def test_what_is_offered_is_what_may_be_pressed(status, ready, actor, request, now, today):
    action = ready(status)
    for name in (COORDINATOR, OWNER, HELPER, *OTHERS):
        by = actor(request.getfixturevalue(name))
        with factories.in_scope(by):
            found = Action.objects.visible_to(by).with_helpers().select_related("plan").get(pk=action.pk)
            offered = set(progress.possible(found, by, today)) & set(VERBS)
        expected = {
            verb
            for verb, (_with, who, states) in VERBS.items()
            if name in who and status in states and (verb, status) not in QUIET
        }
        assert offered == expected, name


# Pressed here they change nothing, so they are not offered.
QUIET = {
    ("start_action", IP),
    ("resume_action", IP),
    ("resume_action", NS),
    ("unblock_action", NS),
    ("unblock_action", IP),
}


def test_a_refusal_names_what_is_possible(make, actor, astrid, now, today):
    by = actor(astrid)
    with factories.in_scope(by), pytest.raises(ActionTransitionRefused) as refusal:
        progress.start_action(make(CA), by, now=now, today=today)

    assert str(refusal.value) != ""
    assert refusal.value.status == 409
