"""Many actions changed by one press: each field, each outcome, each refusal in the rule's own sentence."""

from datetime import date, timedelta

import pytest

from accounts.editing import Edit
from accounts.errors import NotPermitted
from accounts.models import Event
from followup import progress
from followup.bulk import (
    MOST,
    BulkTooLarge,
    NothingAsked,
    NothingChosen,
    UndoTooLate,
    Wanted,
    change_many,
    results_of,
    undo_bulk,
    undoable,
)
from followup.models import Action, ActionChange, ActionFinding, ActionStatus, BulkChange, PlanState
from tests import factories
from tests.factories import as_actor
from tests.factories.followup import action
from tests.statements import count_statements

HIGH = Wanted(particulars={"priority": "high"})
S = ActionStatus


def outcomes(bulk):
    return [(row.name, str(row.outcome), row.why) for row in results_of(bulk)]


def press(by, at, wanted=HIGH, numbers=(1,), **given):
    return change_many(list(numbers), wanted, by, asked={}, **given, **at)


def test_each_action_is_changed_by_the_verb_that_changes_one(by, draft, at):
    rows = [action(draft, number) for number in (1, 2)]
    bulk = change_many([1, 2], HIGH, by, asked={"Prioritet": "Hög"}, **at)
    assert outcomes(bulk) == [("Å-1", "done", ""), ("Å-2", "done", "")]
    assert (bulk.verb, bulk.asked, bulk.by_name, bulk.plan_id) == (
        "bulk_edit",
        {"Prioritet": "Hög"},
        "Astrid Lund",
        draft.pk,
    )
    changes = ActionChange.objects.order_by("action__number").values_list("action_id", "verb", "bulk_id", "version")
    assert list(changes) == [(row.pk, "edit_action", bulk.pk, 2) for row in rows]
    assert Event.objects.filter(verb="action.edited").count() == 2


def test_what_is_changed_alone_belongs_to_no_press(by, draft, at):
    action(draft, 1)
    press(by, at)
    progress.start_action(Action.objects.get(), by, **at)
    assert list(ActionChange.objects.order_by("id").values_list("bulk__verb", flat=True)) == ["bulk_edit", None]


@pytest.mark.parametrize("name", ["lena", "bo", "birgit"])
def test_only_the_coordinator_changes_many(name, request, draft, at):
    action(draft, 1)
    with as_actor(request.getfixturevalue(name), "arboga") as other, pytest.raises(NotPermitted):
        press(other, at)


LATER = date(2027, 9, 30)
REASON = "Upphandlingen tar längre tid."
NEEDS_REASON = "Skriv ett skäl, så att andra förstår varför."
NOT_NOW = "Det går inte nu: åtgärden har status"

# What is wanted; what the row holds when it is done, stands already, and when the rule says no, with its sentence.
FIELDS = {
    "owner as text": (
        Wanted(owner=(None, "Ekonomichefen")),
        {},
        {"owner_text": "Ekonomichefen"},
        {"status": S.CANCELLED},
        NOT_NOW,
    ),
    "nobody": (Wanted(owner=(None, "")), {"owner_text": "Ekonomichefen"}, {}, {"status": S.EFFECT_SHOWN}, NOT_NOW),
    "due date": (
        Wanted(due=(LATER, REASON)),
        {},
        {"due": LATER},
        {"start": date(2027, 10, 1), "due": None},
        "Slutdatumet får inte ligga före startdatumet.",
    ),
    "due date without a reason": (
        Wanted(due=(LATER, "")),
        {"due": None},
        {"due": LATER},
        {},
        NEEDS_REASON,
    ),
    "priority": (HIGH, {}, {"priority": "high"}, {"status": S.CANCELLED}, NOT_NOW),
    "effort": (Wanted(particulars={"effort": "low"}), {}, {"effort": "low"}, {"status": S.EFFECT_SHOWN}, NOT_NOW),
    "expected effect": (
        Wanted(particulars={"expected_effect": "medium"}),
        {"expected_effect": "low"},
        {"expected_effect": "medium"},
        {"status": S.CANCELLED},
        NOT_NOW,
    ),
    "no priority": (
        Wanted(particulars={"priority": ""}),
        {"priority": "high"},
        {"priority": ""},
        {"status": S.CANCELLED},
        NOT_NOW,
    ),
    "start": (
        Wanted(status_verb="start_action"),
        {},
        {"status": S.IN_PROGRESS},
        {"status": S.DONE},
        NOT_NOW,
    ),
    "resume": (
        Wanted(status_verb="resume_action"),
        {"status": S.PAUSED},
        {"status": S.IN_PROGRESS},
        {"status": S.DONE},
        NOT_NOW,
    ),
    "cancel": (
        Wanted(status_verb="cancel_action", reason="Görs av regionen."),
        {},
        {"status": S.CANCELLED},
        {"status": S.DONE},
        NOT_NOW,
    ),
}


@pytest.mark.parametrize("case", FIELDS.values(), ids=FIELDS)
def test_every_field_is_done_or_unchanged_or_refused(case, by, draft, at):
    wanted, free, stands, refused, sentence = case
    action(draft, 1, **free)
    action(draft, 2, **stands)
    action(draft, 3, **refused)
    found = outcomes(press(by, at, wanted, (1, 2, 3)))
    assert [outcome for _name, outcome, _why in found] == ["done", "unchanged", "refused"]
    assert found[2][2].startswith(sentence)
    row = Action.objects.get(number=1)
    assert {name: getattr(row, name) for name in stands} == stands
    assert list(Action.objects.filter(number__gt=1).values_list("version", flat=True)) == [1, 1]


def test_restoring_takes_back_what_was_cancelled(by, draft, at):
    action(draft, 1, status=S.CANCELLED)
    action(draft, 2)
    wanted = Wanted(status_verb="restore_action", reason="Behövs ändå.")
    assert [outcome for _name, outcome, _why in outcomes(press(by, at, wanted, (1, 2)))] == ["done", "refused"]
    assert Action.objects.get(number=1).status == S.NOT_STARTED
    assert outcomes(press(by, at, wanted))[0][1] == "unchanged"


def test_a_unit_and_a_member_are_the_municipalitys(by, draft, bos, arboga, boden, at):
    action(draft, 1)
    unit, foreign = factories.unit(arboga), factories.unit(boden)
    assert outcomes(press(by, at, Wanted(particulars={"unit": str(unit.pk)}, owner=(bos.pk, "")))) == [
        ("Å-1", "done", "")
    ]
    row = Action.objects.get()
    assert (row.unit_id, row.owner_id) == (unit.pk, bos.pk)
    for pk in (foreign.pk, 999_999):
        assert outcomes(press(by, at, Wanted(particulars={"unit": str(pk)})))[0] == (
            "Å-1",
            "refused",
            "Välj ett av alternativen i formuläret.",
        )


def test_all_are_linked_to_an_improvement_opportunity(by, draft, findings, version, astrid, at):
    for number, answers in ((1, ()), (2, (findings[0],)), (3, ())):
        action(draft, number, findings=answers, status=S.CANCELLED if number == 3 else S.NOT_STARTED)
    found = outcomes(press(by, at, Wanted(finding=findings[0]), (1, 2, 3)))
    assert [outcome for _name, outcome, _why in found] == ["done", "unchanged", "refused"]
    bulk = BulkChange.objects.get()
    undo_bulk(bulk, by, **at)
    assert list(ActionFinding.objects.values_list("action__number", flat=True)) == [2]


def test_a_row_is_changed_whole_or_not_at_all(by, draft, at):
    action(draft, 1)
    wanted = Wanted(owner=(None, "Ekonomichefen"), particulars={"priority": "high"}, due=(date(2026, 1, 1), "Nu."))
    assert outcomes(press(by, at, wanted)) == [("Å-1", "refused", "Ange ett slutdatum som är i dag eller senare.")]
    row = Action.objects.get()
    assert (row.owner_text, row.priority, row.version) == ("", "", 1)
    assert not ActionChange.objects.exists()


def test_what_opens_comes_first_and_what_ends_comes_last(by, draft, at):
    action(draft, 1, status=S.CANCELLED)
    press(by, at, Wanted(owner=(None, "Chefen"), status_verb="restore_action", reason="Behövs."))
    press(by, at, Wanted(owner=(None, "Rektorn"), status_verb="cancel_action", reason="Behövs inte."))
    row = Action.objects.get()
    assert (row.status, row.owner_text) == (S.CANCELLED, "Rektorn")


def test_another_towns_number_is_like_nobodys(by, draft, boden, ulla, at):
    action(draft, 1)
    foreign = factories.plan(factories.published_case(boden, ulla, "KK-2026-002").evaluation)
    other = action(foreign, 7)
    found = outcomes(press(by, at, numbers=(1, 7, 999)))
    assert found == [
        ("Å-1", "done", ""),
        ("Å-7", "refused", "Åtgärden finns inte."),
        ("Å-999", "refused", "Åtgärden finns inte."),
    ]
    with factories.in_scope(factories.scopes.Scope(municipality=boden.pk)):
        assert Action.objects.get(pk=other.pk).priority == ""


def test_a_closed_plan_refuses_each_row(by, version, at, draft):
    action(draft, 1)
    type(draft).objects.filter(pk=draft.pk).update(state=PlanState.CLOSED, closed_on=at["today"])
    sentence = "Handlingsplanen är avslutad. Den kan läsas och kommenteras men inte ändras."
    assert outcomes(press(by, at)) == [("Å-1", "refused", sentence)]


def test_a_press_is_about_something_and_not_too_much(by, draft, at):
    action(draft, 1)
    with pytest.raises(NothingAsked):
        press(by, at, Wanted())
    for numbers in ((), (999,)):
        with pytest.raises(NothingChosen):
            press(by, at, numbers=numbers)
    with pytest.raises(BulkTooLarge):
        press(by, at, numbers=range(1, MOST + 2))
    assert not BulkChange.objects.exists()


def test_a_row_that_somebody_else_changed_meanwhile_is_refused(by, draft, at):
    for number in (1, 2, 3):
        action(draft, number)
    other = Action.objects.get(number=1)
    progress.edit_action(other, by, Edit({}, {"priority": "low"}), **at)
    progress.edit_action(Action.objects.get(number=2), by, Edit({}, {"effort": "low"}), **at)
    found = outcomes(press(by, at, numbers=(1, 2, 3), seen={1: 1, 2: 1, 3: 1}))
    assert [outcome for _name, outcome, _why in found] == ["refused", "done", "done"]
    assert found[0][2].startswith("Någon annan har ändrat samma sak")
    assert list(Action.objects.order_by("number").values_list("priority", flat=True)) == ["low", "high", "high"]
    assert outcomes(press(by, at, seen={1: 2})) == [("Å-1", "done", "")]


def test_undoing_puts_every_row_back_on_which_nothing_was_built(by, draft, bos, at):
    for number in (1, 2, 3):
        action(draft, number, owner=bos)
    wanted = Wanted(owner=(None, "Chefen"), particulars={"priority": "high"}, due=(LATER, REASON))
    bulk = press(by, at, wanted, (1, 2, 3))
    progress.start_action(Action.objects.get(number=2), by, **at)
    assert undoable(bulk, by, at["now"])
    undone = undo_bulk(bulk, by, **at)
    assert [(row.name, row.is_undone) for row in results_of(undone)] == [
        ("Å-1", True),
        ("Å-2", False),
        ("Å-3", True),
    ]
    assert results_of(undone)[1].why_not_undone.startswith("Det finns inget att ångra")
    rows = Action.objects.order_by("number").values_list("owner_id", "owner_text", "priority", "due", "times_moved")
    before, after = (bos.pk, "", "", date(2027, 6, 30), 0), (None, "Chefen", "high", LATER, 1)
    assert list(rows) == [before, after, before]
    assert ActionChange.objects.filter(undone_at=at["now"]).count() == 6
    assert Event.objects.filter(verb="action.undone").count() == 6


def test_undoing_twice_changes_nothing(by, draft, at):
    action(draft, 1)
    bulk = undo_bulk(press(by, at), by, **at)
    assert undo_bulk(bulk, by, **at).results == bulk.results
    assert Event.objects.filter(verb="action.undone").count() == 1
    assert not undoable(bulk, by, at["now"])


def test_undoing_is_for_the_same_person_within_fifteen_minutes(by, draft, arboga, at, now, today):
    action(draft, 1)
    bulk = press(by, at)
    late = now + timedelta(minutes=16)
    assert not undoable(bulk, by, late)
    with pytest.raises(UndoTooLate):
        undo_bulk(bulk, by, now=late, today=today)
    anna = factories.person("anna@arboga.example")
    factories.membership(anna, "coordinator", arboga)
    with as_actor(anna, "arboga") as other, pytest.raises(UndoTooLate):
        undo_bulk(bulk, other, **at)


def test_one_owner_of_many_is_told_once_and_not_of_what_was_undone(by, draft, bos, at):
    from accounts.models import Job

    for number in (1, 2):
        action(draft, number)
    bulk = press(by, at, Wanted(owner=(bos.pk, "")), (1, 2))
    assert Job.objects.filter(kind="mail.action_assigned", arguments__membership=bos.pk).count() == 2
    undo_bulk(bulk, by, **at)
    assert set(Action.objects.values_list("owner_id", flat=True)) == {None}


def test_a_row_takes_few_statements_however_many_there_are(by, draft, at):
    for number in range(1, 31):
        action(draft, number)
    counted = []
    for numbers in (range(1, 11), range(11, 31)):
        with count_statements() as statements:
            press(by, at, numbers=numbers)
        counted.append(len(statements.of_page))
    assert (counted[1] - counted[0]) / 10 == 4  # the action, its change, its event and the event's facts
