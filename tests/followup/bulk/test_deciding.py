"""The same decision on many improvement opportunities by one press, and the way back."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.errors import NotPermitted
from accounts.models import Event
from followup import progress
from followup.bulk import ForAll, NothingChosen, SameDecision, UndoTooLate, decide_many, results_of, undo_bulk
from followup.models import Action, ActionStatus, Decision, PlanState
from followup.planning import TitleMissing, create_action, decide
from followup.refusals import PlanClosed
from tests import factories
from tests.factories import as_actor

WAIT = {"kind": "wait", "wait_until": date(2027, 8, 31)}
DECLINE = {"kind": "decline", "reason": "Regionen gör det."}
DONE = {"kind": "already_done", "done_what": "Ny rutin.", "done_on": date(2027, 2, 1)}
ACT = {"kind": "act"}


def press(plan, findings, by, at, choice=DECLINE, makes=ForAll.NONE, action=None, **given):
    keys = [each if not hasattr(each, "key") else each.key for each in findings]
    return decide_many(plan, keys, SameDecision(choice, makes, action or {}), by, asked={}, **given, **at)


def outcomes(bulk):
    return [(str(row.outcome), row.why) for row in results_of(bulk)]


def current():
    return list(Decision.objects.current().order_by("finding_id").values_list("kind", flat=True))


@pytest.mark.parametrize("choice", [ACT, WAIT, DECLINE, DONE], ids=lambda choice: choice["kind"])
def test_each_gets_a_decision_of_its_own(choice, by, draft, findings, at):
    decide(draft, findings[1], by, **choice, **at)
    bulk = press(draft, findings, by, at, choice)
    assert outcomes(bulk) == [("done", ""), ("unchanged", "")]
    assert current() == [choice["kind"]] * 2
    assert [row.bulk_id for row in Decision.objects.order_by("finding_id")] == [bulk.pk, None]
    assert [row.words for row in results_of(bulk)] == ["Följ upp målen oftare.", "Låt invånarna påverka budgeten."]
    assert Event.objects.filter(verb="decision.made").count() == 2


def test_an_action_each_is_titled_by_the_words(by, draft, findings, at):
    press(draft, findings, by, at, ACT, ForAll.EACH, {"owner_text": "Ekonomichefen"})
    rows = Action.objects.order_by("number").values_list("title", "owner_text", "links__finding_id")
    assert list(rows) == [
        ("Följ upp målen oftare", "Ekonomichefen", findings[0].pk),
        ("Låt invånarna påverka budgeten", "Ekonomichefen", findings[1].pk),
    ]


def test_one_action_for_all_answers_those_that_were_not_refused(by, draft, findings, at):
    decide(draft, findings[1], by, **DECLINE, **at)
    bulk = press(draft, findings, by, at, ACT, ForAll.ONE, {"title": "Öppna en dialog"}, seen={})
    assert [outcome for outcome, _why in outcomes(bulk)] == ["done", "refused"]
    made = Action.objects.get()
    assert [link.finding_id for link in made.links.all()] == [findings[0].pk]


def test_one_action_for_all_without_a_title_decides_nothing(by, draft, findings, at):
    with pytest.raises(TitleMissing):
        press(draft, findings, by, at, ACT, ForAll.ONE)
    assert current() == []


def test_a_row_is_refused_in_the_rules_own_sentence(by, draft, findings, at):
    create_action(draft, by, title="Mät", findings=findings[:1], **at)
    (first, why), second = outcomes(press(draft, findings, by, at))
    assert (first, second) == ("refused", ("done", ""))
    assert why.startswith("Förbättringsmöjligheten har en öppen åtgärd som inte svarar mot något annat.")
    assert current() == ["act", "decline"]


def test_a_row_that_somebody_else_decided_meanwhile_is_refused(by, draft, findings, at):
    decide(draft, findings[0], by, **WAIT, **at)
    bulk = press(draft, findings, by, at, seen={})
    assert [outcome for outcome, _why in outcomes(bulk)] == ["refused", "done"]
    assert current() == ["wait", "decline"]
    assert outcomes(press(draft, findings[:1], by, at, seen={str(findings[0].key): 1})) == [("done", "")]


def test_another_towns_is_like_nobodys(by, draft, findings, boden, ulla, at):
    foreign = factories.improvements(factories.published_case(boden, ulla, "KK-2026-002"))[0]
    sentence = "Förbättringsmöjligheten ingår inte i det resultat som handlingsplanen svarar mot."
    assert outcomes(press(draft, [foreign, uuid4(), findings[0]], by, at)) == [
        ("refused", sentence),
        ("refused", sentence),
        ("done", ""),
    ]


def test_a_press_is_about_something_in_an_open_plan(by, draft, findings, at):
    with pytest.raises(NothingChosen):
        press(draft, [], by, at)
    type(draft).objects.filter(pk=draft.pk).update(state=PlanState.CLOSED, closed_on=at["today"])
    with pytest.raises(PlanClosed):
        press(draft, findings, by, at)


@pytest.mark.parametrize("name", ["lena", "bo", "birgit"])
def test_only_the_coordinator_decides_on_many(name, request, draft, findings, at):
    with as_actor(request.getfixturevalue(name), "arboga") as other, pytest.raises(NotPermitted):
        press(draft, findings, other, at)


def test_undoing_lets_the_earlier_decision_hold_again(by, draft, findings, at):
    decide(draft, findings[0], by, **WAIT, **at)
    bulk = press(draft, findings, by, at)
    undone = undo_bulk(bulk, by, **at)
    assert [row.is_undone for row in results_of(undone)] == [True, True]
    assert current() == ["wait"]
    assert undo_bulk(bulk, by, **at).results == undone.results
    events = Event.objects.filter(verb="decision.undone").order_by("at", "id")
    assert [event.facts.facts["decision"] for event in events] == [["decline", "wait"], ["decline", ""]]
    assert decide(draft, findings[0], by, **DECLINE, version=3, **at).version == 4


@pytest.mark.parametrize("makes", [ForAll.EACH, ForAll.ONE])
def test_undoing_cancels_the_actions_that_were_made(makes, by, draft, findings, at):
    undone = undo_bulk(press(draft, findings, by, at, ACT, makes, {"title": "Mät"}), by, **at)
    assert [row.is_undone for row in results_of(undone)] == [True, True]
    assert current() == []
    assert set(Action.objects.values_list("status", flat=True)) == {ActionStatus.CANCELLED}


def test_what_somebody_has_built_upon_is_not_undone(by, draft, findings, at):
    bulk = press(draft, findings, by, at, ACT, ForAll.EACH)
    progress.start_action(Action.objects.get(number=1), by, **at | {"now": at["now"] + timedelta(minutes=1)})
    rows = results_of(undo_bulk(bulk, by, **at | {"now": at["now"] + timedelta(minutes=2)}))
    assert [(row.is_undone, row.why_not_undone) for row in rows] == [
        (False, "Något annat har ändrats sedan dess. Ändra där i stället."),
        (True, ""),
    ]
    assert current() == ["act"]
    assert list(Action.objects.order_by("number").values_list("status", flat=True)) == [
        ActionStatus.IN_PROGRESS,
        ActionStatus.CANCELLED,
    ]


def test_a_decision_that_an_action_answers_since_is_not_undone(by, draft, findings, at):
    bulk = press(draft, findings, by, at, ACT)
    create_action(draft, by, title="Mät", findings=findings[:1], **at)
    decide(draft, findings[1], by, **DECLINE, **at)
    rows = results_of(undo_bulk(bulk, by, **at))
    assert [row.is_undone for row in rows] == [False, False]
    assert current() == ["act", "decline"]


def test_undoing_is_for_the_same_person_within_fifteen_minutes(by, draft, findings, at, now, today):
    bulk = press(draft, findings, by, at)
    with pytest.raises(UndoTooLate):
        undo_bulk(bulk, by, now=now + timedelta(minutes=16), today=today)


def test_undoing_holds_the_plan_before_an_action(by, draft, findings, at):
    bulk = press(draft, findings, by, at, ACT, ForAll.EACH)
    with CaptureQueriesContext(connection) as sent:
        undo_bulk(bulk, by, **at)
    locks = [query["sql"] for query in sent if re.search("for (update|share)", query["sql"], re.IGNORECASE)]
    tables = [re.search(r"followup_\w+", sql)[0] for sql in locks]
    assert tables[:2] == ["followup_bulkchange", "followup_plan"]
    assert "update" in locks[1].casefold()


def test_undoing_in_a_closed_plan_takes_nothing_back(by, draft, findings, at):
    bulk = press(draft, findings, by, at)
    type(draft).objects.filter(pk=draft.pk).update(state=PlanState.CLOSED, closed_on=at["today"])
    with pytest.raises(PlanClosed):
        undo_bulk(bulk, by, **at)
    assert current() == ["decline", "decline"]
