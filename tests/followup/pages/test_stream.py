"""The history of an action as a story: by whom, what, from what to what, day by day."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from accounts.editing import Edit
from accounts.models import User
from accounts.tenancy import Scope
from followup import progress
from followup.models import Action, ActionChange, CheckInAnswer, StatusReport
from tests import factories

pytestmark = pytest.mark.usefixtures("clock")

Clients = Callable[..., Client]
PAGE = "/arboga/handlingsplan/1/"
TODAY = date(2027, 3, 15)
NOW = datetime(2027, 3, 15, 9, 0, tzinfo=ZoneInfo("Europe/Stockholm"))
TIMES = {"now": NOW, "today": TODAY}


@pytest.fixture
def told(client_of: Clients, astrid: User) -> Callable[..., list[tuple[str, list[str], str]]]:
    """What the stream says: the sentence, from what to what, and the text, of all days together."""

    def read(query: str = "") -> list[tuple[str, list[str], str]]:
        days = client_of(astrid).get(f"{PAGE}{query}").context["days"]
        return [
            (
                f"{entry.by} {entry.text}",
                [f"{each.name}: {each.before} → {each.after}" for each in entry.said],
                entry.body,
            )
            for day in days
            for entry in day.entries
        ]

    return read


def test_every_field_that_matters_says_from_what_to_what(
    action: Action, astrid: User, bo: User, membership_of: Any, told: Any
) -> None:
    by = factories.actor_of(astrid, "arboga")
    unit = factories.unit(action.municipality, "Kommunledningskontoret")
    new = {
        "title": "Mät alla svarstider", "description": "Ny text.", "priority": "high", "effort": "low",
        "expected_effect": "medium", "unit": str(unit.pk), "tags": "budget, skola", "reference": "KS 2027/15",
    }  # fmt: skip
    with factories.in_scope(by):
        progress.edit_action(action, by, Edit({}, new), helper_ids=[membership_of(astrid).pk], **TIMES)
        progress.move_deadline(action, by, due=date(2027, 8, 31), reason="Upphandlingen drog ut.", **TIMES)
        progress.change_owner(action, by, text="Ekonomichefen", **TIMES)
        progress.start_action(action, by, **TIMES)
    moved = "30\N{NO-BREAK SPACE}juni\N{NO-BREAK SPACE}2027 → 31\N{NO-BREAK SPACE}augusti\N{NO-BREAK SPACE}2027"
    started, owner, deadline, edited = told()
    assert started == ("Astrid Lund startade åtgärden", ["Status: ej påbörjad → pågår"], "")
    assert owner == ("Astrid Lund bytte ansvarig", ["Ansvarig: Bo Ek → Ekonomichefen"], "")
    assert deadline == ("Astrid Lund flyttade slutdatum", [f"Slutdatum: {moved}"], "Upphandlingen drog ut.")
    assert edited[0] == "Astrid Lund ändrade åtgärden"
    assert sorted(edited[1]) == [
        "Arbetsinsats: – → låg",
        "Diarienummer: – → KS 2027/15",
        "Enhet: – → Kommunledningskontoret",
        "Etiketter: – → budget, skola",
        "Förväntad effekt: – → medel",
        "Medhjälpare: – → Astrid Lund",
        "Prioritet: – → hög",
        "Rubrik: Mät svarstiderna → Mät alla svarstider",
        "Vad som ska göras:  → ",
    ]


def test_milestones_indicators_and_measurements_are_told(action: Action, bo: User, told: Any) -> None:
    by = factories.actor_of(bo, "arboga")
    step, indicator = factories.milestone(action), factories.indicator(action)
    factories.milestone(action, "Besluta", position=2)
    with factories.in_scope(by):
        progress.edit_milestone(action, by, Edit({}, {"title": "Mätplan"}), milestone_id=step.pk, **TIMES)
        progress.move_milestone(action, by, milestone_id=step.pk, position=2, **TIMES)
        progress.edit_indicator(action, by, Edit({}, {"target": "4,5"}), indicator=indicator.key, **TIMES)
        progress.add_measurement(action, by, indicator=indicator.key, on=TODAY, value=Decimal("7.5"), **TIMES)
    assert told() == [
        ("Bo Ek förde in en mätning av ”Svarstid”", ["2027-03-15: 7,5 dagar:  → "], ""),
        ("Bo Ek ändrade indikatorn ”Svarstid”", ["Målvärde: 5 → 4,5"], ""),
        ("Bo Ek ändrade delmålet ”Mätplan”", ["Delmålens ordning:  → "], ""),
        ("Bo Ek ändrade delmålet ”Mätplan”", ["Delmål: Ta fram en mätplan → Mätplan"], ""),
    ]


def test_an_answer_in_a_check_in_says_so(action: Action, plan: Any, bo: User, told: Any) -> None:
    report = factories.status_report(action, bo, "Det går bra.", percent=40)
    factories.check_in(plan, asks=(action,))
    with factories.in_scope(Scope(municipality=action.municipality_id)):
        CheckInAnswer.objects.update(report=report)
    day = "30\N{NO-BREAK SPACE}april\N{NO-BREAK SPACE}2027"
    shown = [
        (f"Bo Ek rapporterade läget i avstämningen {day}", ["Genomfört:  → 40\N{NO-BREAK SPACE}%"], "Det går bra.")
    ]
    assert [(text, body) for text, _said, body in told()] == [(text, body) for text, _said, body in shown]
    with factories.in_scope(Scope(municipality=action.municipality_id)):
        CheckInAnswer.objects.update(is_for_other=True, owner_name="Karin Nord")
        assert StatusReport.objects.count() == 1
    assert told()[0][0] == f"Bo Ek rapporterade läget i avstämningen {day} i stället för Karin Nord"


def test_a_change_of_many_says_so(action: Action, plan: Any, astrid: User, told: Any) -> None:
    by, other = factories.actor_of(astrid, "arboga"), factories.action(plan, 2)
    with factories.in_scope(by):
        for each in (action, other):
            progress.edit_action(each, by, Edit({}, {"priority": "high"}), **TIMES)
    bulk = factories.bulk_change(plan, astrid)
    with factories.in_scope(by):
        ActionChange.objects.update(bulk=bulk)
    assert told() == [("Astrid Lund ändrade åtgärden tillsammans med 1 annan", ["Prioritet: – → hög"], "")]


def test_days_are_local_and_filters_leave_comments_or_changes(
    action: Action, bo: User, client_of: Clients, told: Any
) -> None:
    by = factories.actor_of(bo, "arboga")
    late = datetime(2027, 3, 14, 23, 30, tzinfo=ZoneInfo("UTC"))  # half past midnight of the next day in Stockholm
    with factories.in_scope(by):
        progress.start_action(action, by, now=late - timedelta(hours=3), today=TODAY)
        progress.add_comment(action, by, text="Vem mäter?", now=late, today=TODAY)
    days = client_of(bo).get(PAGE).context["days"]
    assert [(day.on, len(day.entries)) for day in days] == [(date(2027, 3, 15), 1), (date(2027, 3, 14), 1)]
    assert [text for text, _said, _body in told("?visa=kommentarer")] == ["Bo Ek kommenterade"]
    assert [text for text, _said, _body in told("?visa=andringar")] == ["Bo Ek startade åtgärden"]
    assert len(told("?visa=annat")) == 2


def test_an_undone_change_says_so(action: Action, bo: User, client_of: Clients) -> None:
    by = factories.actor_of(bo, "arboga")
    with factories.in_scope(by):
        progress.start_action(action, by, **TIMES)
        progress.undo_last(action, by, **TIMES)
    assert "(ångrad)" in client_of(bo).get(PAGE).text
