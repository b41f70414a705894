"""From each decision to each, with and without an open action; and every verb of a plan from each of its states."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from accounts.editing import Edit
from evaluations.models import Finding, FindingKind, PublishedFinding, PublishedVersion
from followup.models import ActionStatus, Decision, DecisionKind, PlanState
from followup.planning import (
    ActionsHangOnIt,
    FindingNotInPlan,
    PlanNotAdopted,
    adopt_plan,
    close_plan,
    create_action,
    decide,
    decide_to_act,
    link_finding,
    link_recurring,
    prioritise,
    unlink_finding,
    unlink_recurring,
)
from followup.refusals import DecidedOtherwise, PlanClosed
from tests import factories
from tests.factories.followup import action, decision, improvements, plan, published_case, recurrence

CHOICES = {
    "act": {"kind": "act"},
    "wait": {"kind": "wait", "wait_until": date(2027, 8, 31)},
    "decline": {"kind": "decline", "reason": "Regionen gör det."},
    "already_done": {"kind": "already_done", "done_what": "Ny rutin.", "done_on": date(2027, 2, 1)},
}
PASSED = {"kind": DecisionKind.WAIT, "wait_until": factories.TODAY - timedelta(days=1)}
BEFORE = ["undecided", "passed wait", *CHOICES]


def begin(before, plan, finding, version, by_user):
    """The decision that stands, if any."""
    if before == "passed wait":
        decision(plan, finding, version, by_user, **PASSED)
    elif before != "undecided":
        decision(plan, finding, version, by_user, **CHOICES[before])


@pytest.mark.parametrize("after", CHOICES)
@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("status", [None, *ActionStatus], ids=str)
def test_from_each_decision_to_each(status, before, after, by, draft, findings, version, astrid, at):
    """With an action that answers nothing else: open it holds the decision where it is; ended it holds nothing."""
    begin(before, draft, findings[0], version, astrid)
    if status is not None:
        action(draft, 1, status=status, findings=(findings[0],))
    is_open = status in (ActionStatus.NOT_STARTED, ActionStatus.IN_PROGRESS, ActionStatus.PAUSED)
    if is_open and after not in ("act", before) and before != "undecided":
        with pytest.raises(ActionsHangOnIt):
            decide(draft, findings[0], by, **CHOICES[after], **at)
        after = "wait" if before == "passed wait" else before
    else:
        decide(draft, findings[0], by, **CHOICES[after], **at)
    assert [row.kind for row in Decision.objects.current()] == [after]


@pytest.mark.parametrize("before", BEFORE)
def test_an_action_is_made_of_what_is_undecided_or_acted_on(before, by, draft, findings, version, astrid, at):
    begin(before, draft, findings[0], version, astrid)
    if before in ("undecided", "passed wait", "act"):
        create_action(draft, by, title="Mät", findings=findings[:1], **at)
        assert Decision.objects.current().get().kind == "act"
    else:
        with pytest.raises(DecidedOtherwise):
            create_action(draft, by, title="Mät", findings=findings[:1], **at)
        assert Decision.objects.current().get().kind == before


@pytest.mark.parametrize("before", list(CHOICES))
def test_a_corrected_wording_is_confirmed_by_the_same_decision(before, by, draft, findings, version, astrid, ulla, at):
    """The correction rewords the first, keeps the key, and leaves the second out: it takes no new decision."""
    begin(before, draft, findings[0], version, astrid)
    begin(before, draft, findings[1], version, astrid)
    corrected = _correct(version, ulla, findings[0], "Följ upp målen varje månad.")
    again = decide(draft, findings[0], by, **CHOICES[before], **at)
    assert (again.made_on_id, again.version) == (corrected.pk, 2)
    with pytest.raises(FindingNotInPlan):
        decide(draft, findings[1], by, **CHOICES[before], **at)
    assert Decision.objects.current().get(finding=findings[1]).kind == before


def test_what_a_correction_adds_is_undecided(by, draft, findings, version, ulla, at):
    decide(draft, findings[0], by, kind="act", **at)
    added = _correct(version, ulla, findings[0], "Följ upp målen oftare.", added="Öppna kontoret.")
    new = added.publishedfindings.exclude(finding=findings[0]).get().finding
    assert not Decision.objects.filter(finding=new).exists()
    assert decide(draft, new, by, kind="act", **at).version == 1


def _correct(version, ulla, finding, words, added=""):
    """Version 2 with the first improvement opportunity in these words, perhaps a new one, without the second."""
    with factories.in_scope(factories.ADMIN):
        fields = {
            each.attname: getattr(version, each.attname)
            for each in PublishedVersion._meta.concrete_fields
            if each.attname not in ("id", "number", "supersedes_id", "reason")
        }
        made = PublishedVersion.objects.create(**fields, number=2, supersedes_id=version.pk, reason="Rättelse.")
        common = {"municipality_id": version.municipality_id, "is_own": False}
        rows = [(finding, words)]
        if added:
            new = Finding.objects.create(**common, evaluation_id=version.evaluation_id, kind=FindingKind.IMPROVEMENT)
            rows.append((new, added))
        PublishedFinding.objects.bulk_create(
            PublishedFinding(
                **common,
                published_version=made,
                area_number=1,
                finding=each,
                kind=FindingKind.IMPROVEMENT,
                position=place,
                text=text,
            )
            for place, (each, text) in enumerate(rows, start=1)
        )
        return made


ADOPTED = {"body": "Kommunstyrelsen", "adopted_on": date(2027, 3, 10), "reference": "KS 2027/15"}

# Verb → how it is pressed on a plan with an action that answers the first improvement opportunity.
PLAN_VERBS = {
    "decide": lambda w: decide(w.plan, w.second, w.by, kind="act", **w.at),
    "decide_to_act": lambda w: decide_to_act(w.plan, w.second, w.by, title="Mät", **w.at),
    "create_action": lambda w: create_action(w.plan, w.by, title="Mät", **w.at),
    "link_finding": lambda w: link_finding(w.action, w.second, w.by, **w.at),
    "unlink_finding": lambda w: unlink_finding(w.action, w.first, w.by, **w.at),
    "prioritise": lambda w: prioritise(w.plan, w.first, w.by, Edit({}, {"effort": "low"}), now=w.at["now"]),
    "link_recurring": lambda w: link_recurring(w.plan, w.second, w.older, w.by, now=w.at["now"]),
    "unlink_recurring": lambda w: unlink_recurring(w.plan, w.first, w.older, w.by, now=w.at["now"]),
    "adopt_plan": lambda w: adopt_plan(w.plan, w.by, **ADOPTED, **w.at),
}


@pytest.fixture
def world(arboga, ulla, astrid, at):
    """Build a plan in a state, with what the verbs take."""
    older = improvements(published_case(arboga, ulla, "KK-2022-001", year=2022))[0]
    version = published_case(arboga, ulla)
    first, second = improvements(version)

    def build(state):
        made = plan(version.evaluation, state=state)
        recurrence(first, older, astrid)
        work = action(made, 1, findings=(first,))
        return SimpleNamespace(plan=made, first=first, second=second, older=older, action=work, at=at, by=None)

    return build


@pytest.mark.parametrize("verb", PLAN_VERBS)
@pytest.mark.parametrize("state", PlanState)
def test_every_verb_works_in_an_open_plan_and_none_in_a_closed_one(state, verb, world, astrid):
    built = world(state)
    with factories.as_actor(astrid, "arboga") as by:
        built.by = by
        if state == PlanState.CLOSED:
            with pytest.raises(PlanClosed):
                PLAN_VERBS[verb](built)
        else:
            PLAN_VERBS[verb](built)
        built.plan.refresh_from_db()
        assert built.plan.state == (PlanState.ADOPTED if verb == "adopt_plan" and state != "closed" else state)


@pytest.mark.parametrize(
    ("state", "refusal"), [(PlanState.DRAFT, PlanNotAdopted), (PlanState.ADOPTED, None), (PlanState.CLOSED, None)]
)
def test_closing_needs_an_adopted_plan_and_twice_changes_nothing(state, refusal, world, astrid):
    built = world(state)
    with factories.as_actor(astrid, "arboga") as by:
        if refusal:
            with pytest.raises(refusal):
                close_plan(built.plan, by, **built.at)
        else:
            assert close_plan(built.plan, by, **built.at).state == PlanState.CLOSED
