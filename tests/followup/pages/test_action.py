"""«Åtgärd»: the page, each verb below it, what hangs on it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import Municipality, Role, User
from accounts.tenancy import Scope
from evaluations.models import PublishedVersion
from followup.models import (
    Action,
    ActionStatus,
    Plan,
    StatusReport,
)
from followup.views.steps import STEPS
from tests import factories
from tests.statements import count_statements

pytestmark = pytest.mark.usefixtures("clock")

Clients = Callable[..., Client]
Stands = Callable[[Action], Action]
PAGE = "/arboga/handlingsplan/1/"
REPORT = {"light": "yellow", "note": "Det går trögt.", "percent": "40", "forecast": "2027-07-31"}
DONE = {"done_on": "2027-03-10", "effect_seen_how": "Svarstiden mäts.", "effect_look_on": "2027-09-01"}


def labels(page: Any) -> list[str]:
    steps = [*page.context["primary"], *page.context["others"], *page.context["quiet"]]
    return [step.verb for step in steps]


def test_the_page_shows_what_belongs_to_the_action(
    client_of: Clients, action: Action, astrid: User, bo: User, version: PublishedVersion
) -> None:
    factories.milestone(action, "Ta fram en mätplan")
    factories.comment(action, bo, "Vem mäter?")
    factories.status_report(action, bo, "Mätningen är igång.")
    factories.attached_link(action, bo, "Mätningen")
    page = client_of(astrid).get(PAGE)
    for words in (
        "Mät svarstiderna",
        "Vi mäter varje vecka.",
        "Ta fram en mätplan",
        "Vem mäter?",
        "Mätningen är igång.",
    ):
        assert words in page.text
    assert [(each.text, each.area_number) for each in page.context["findings"]] == [("Följ upp målen oftare.", 1)]
    assert f'href="/arboga/resultat/{version.year}/#omrade-1"' in page.text
    assert 'href="https://arboga.example/matning"' in page.text


def test_what_may_be_pressed_follows_the_person(
    client_of: Clients, action: Action, people: Any, membership_of: Any
) -> None:
    assert labels(client_of(people.lena).get(PAGE)) == []
    assert labels(client_of(people.bo).get(PAGE)) == [
        "report_status",
        "complete_action",
        "start_action",
        "block_action",
        "pause_action",
        "move_deadline",
    ]
    assert labels(client_of(people.astrid).get(PAGE)) == [
        "report_status",
        "complete_action",
        "start_action",
        "block_action",
        "pause_action",
        "move_deadline",
        "change_owner",
        "cancel_action",
    ]


def test_a_report_is_made_once_however_often_it_is_pressed(
    client_of: Clients, action: Action, bo: User, stands: Stands, arboga: Municipality
) -> None:
    client = client_of(bo)
    assert client.get(f"{PAGE}rapportera/").status_code == 200
    for _press in range(2):
        answer = client.post(f"{PAGE}rapportera/", {**REPORT, "once_key": "a-key"})
        assert (answer.status_code, answer.url) == (302, PAGE)
    after = stands(action)
    assert (after.status, after.light, after.percent, after.forecast) == (
        ActionStatus.IN_PROGRESS,
        "yellow",
        40,
        date(2027, 7, 31),
    )
    with factories.in_scope(Scope(municipality=arboga.pk)):
        assert StatusReport.objects.filter(action=action).count() == 1


def test_a_report_from_my_actions_goes_back_there(client_of: Clients, action: Action, bo: User) -> None:
    answer = client_of(bo).post(f"{PAGE}rapportera/", {**REPORT, "fran": "mina"})
    assert answer.url == "/arboga/mina-atgarder/#atgard-1"


def test_a_form_with_a_fault_says_which(client_of: Clients, action: Action, bo: User) -> None:
    page = client_of(bo).post(f"{PAGE}rapportera/", {"light": "", "note": "", "percent": "140"})
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"light", "note", "percent"}
    assert 'class="error-summary"' in page.text


def test_htmx_gets_the_form_alone(client_of: Clients, action: Action, bo: User) -> None:
    page = client_of(bo).get(f"{PAGE}rapportera/", headers={"HX-Request": "true"})
    assert "<html" not in page.text
    assert f'action="{PAGE}rapportera/"' in page.text


@pytest.mark.parametrize(
    ("path", "before", "sent", "after"),
    [
        ("starta", ActionStatus.NOT_STARTED, {}, ActionStatus.IN_PROGRESS),
        ("klar", ActionStatus.IN_PROGRESS, DONE, ActionStatus.DONE),
        (
            "effekt",
            ActionStatus.DONE,
            {"effect_on": "2027-03-14", "text": "Bättre.", "url": "https://arboga.example/bevis"},
            ActionStatus.EFFECT_SHOWN,
        ),
        ("pausa", ActionStatus.IN_PROGRESS, {"reason": "Väntar.", "resume_on": "2027-05-01"}, ActionStatus.PAUSED),
        ("ateruppta", ActionStatus.PAUSED, {}, ActionStatus.IN_PROGRESS),
        ("oppna-igen", ActionStatus.DONE, {"reason": "Inte klart."}, ActionStatus.IN_PROGRESS),
        ("ta-tillbaka-effekt", ActionStatus.EFFECT_SHOWN, {"reason": "Fel mätning."}, ActionStatus.DONE),
        ("avbryt", ActionStatus.NOT_STARTED, {"reason": "Görs av regionen."}, ActionStatus.CANCELLED),
        ("aterstall", ActionStatus.CANCELLED, {"reason": "Ändå inte."}, ActionStatus.NOT_STARTED),
    ],
)
def test_each_verb_takes_the_action_on(
    client_of: Clients, plan: Plan, astrid: User, stands: Stands, path: str, before: ActionStatus, sent: Any, after: Any
) -> None:
    action = factories.action(plan, 1, status=before)
    client = client_of(astrid)
    assert client.get(f"{PAGE}{path}/").status_code == 200
    answer = client.post(f"{PAGE}{path}/", sent)
    assert (answer.status_code, stands(action).status) == (302, after)
    client.post(f"{PAGE}{path}/", sent)
    assert stands(action).status == after


def test_blocking_and_unblocking(client_of: Clients, action: Action, bo: User, stands: Stands) -> None:
    client = client_of(bo)
    client.post(f"{PAGE}hindrad/", {"note": "Underlag saknas.", "unblocker": "Ekonomichefen"})
    assert stands(action).is_blocked
    assert "Ekonomichefen" in client.get(PAGE).text
    client.post(f"{PAGE}hinder-lost/")
    assert not stands(action).is_blocked


def test_the_due_date_moves_with_a_reason(client_of: Clients, action: Action, bo: User, stands: Stands) -> None:
    client = client_of(bo)
    assert client.post(f"{PAGE}slutdatum/", {"due": "2027-08-31", "reason": ""}).status_code == 422
    client.post(f"{PAGE}slutdatum/", {"due": "2027-08-31", "reason": "Upphandlingen drog ut."})
    assert (stands(action).due, stands(action).first_due) == (date(2027, 8, 31), factories.followup.LATER)
    assert "Upphandlingen drog ut." in client.get(PAGE).text


def test_the_owner_changes_to_a_name_or_a_member(
    client_of: Clients, action: Action, astrid: User, bo: User, stands: Stands, membership_of: Any
) -> None:
    client = client_of(astrid)
    client.post(f"{PAGE}ansvarig/", {"membership_id": "", "text": "Ekonomichefen"})
    assert (stands(action).owner_id, stands(action).owner_text) == (None, "Ekonomichefen")
    client.post(f"{PAGE}ansvarig/", {"membership_id": membership_of(bo).pk, "text": "Ekonomichefen"})
    assert (stands(action).owner_id, stands(action).owner_text) == (membership_of(bo).pk, "")
    assert client.post(f"{PAGE}ansvarig/", {"membership_id": membership_of(bo).pk, "text": "Nytt"}).status_code == 422


def test_the_last_change_is_undone_by_the_person_who_made_it(
    client_of: Clients, action: Action, bo: User, astrid: User, stands: Stands, clock: Any
) -> None:
    client = client_of(bo)
    client.post(f"{PAGE}starta/")
    assert "/angra/" in client.get(PAGE).text
    assert "/angra/" not in client_of(astrid).get(PAGE).text
    client.post(f"{PAGE}angra/")
    assert stands(action).status == ActionStatus.NOT_STARTED
    client.post(f"{PAGE}starta/")
    clock.shift(timedelta(minutes=16))
    assert "/angra/" not in client.get(PAGE).text
    client.post(f"{PAGE}angra/")
    assert stands(action).status == ActionStatus.IN_PROGRESS


def test_a_verb_that_is_not_possible_says_what_is(client_of: Clients, plan: Plan, astrid: User) -> None:
    factories.action(plan, 1, status=ActionStatus.DONE)
    client = client_of(astrid)
    answer = client.get(f"{PAGE}starta/", follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert client.post(f"{PAGE}starta/").status_code == 422


def test_two_people_who_change_the_same_text_see_both(
    client_of: Clients, action: Action, astrid: User, bo: User, stands: Stands
) -> None:
    was = {"was-description": "Vi mäter varje vecka.", "was-note": ""}
    client_of(bo).post(f"{PAGE}redigera/", {**was, "description": "Bos text.", "note": ""})
    mine = {**was, "was-title": "Mät svarstiderna", "title": "Mät alla svarstider", "description": "Astrids text."}
    page = client_of(astrid).post(f"{PAGE}redigera/", mine)
    assert page.status_code == 409
    assert "Bos text." in page.text
    assert "Astrids text." in page.text
    sent = {**mine, "was-description": "Bos text.", "description-choice": "yours"}
    assert client_of(astrid).post(f"{PAGE}redigera/", sent).status_code == 302
    assert (stands(action).title, stands(action).description) == ("Mät alla svarstider", "Astrids text.")


def test_an_owner_edits_the_description_but_not_the_title(
    client_of: Clients, action: Action, bo: User, stands: Stands
) -> None:
    client = client_of(bo)
    assert "title" not in client.get(f"{PAGE}redigera/").context["form"].fields
    sent = {"title": "Bos titel", "description": "Bos text.", "was-description": "Vi mäter varje vecka."}
    assert client.post(f"{PAGE}redigera/", sent).status_code == 302
    assert (stands(action).title, stands(action).description) == ("Mät svarstiderna", "Bos text.")


def test_helpers_are_chosen_in_the_form(
    client_of: Clients, action: Action, astrid: User, arboga: Municipality, stands: Stands, membership_of: Any
) -> None:
    helper = membership_of(astrid)
    sent = {"title": "Mät svarstiderna", "shows-helpers": "1", "helper_ids": [helper.pk]}
    assert client_of(astrid).post(f"{PAGE}redigera/", sent).status_code == 302
    assert stands(action).helper_ids == [helper.pk]


def test_two_at_once_both_get_their_helpers(
    client_of: Clients, action: Action, astrid: User, arboga: Municipality, stands: Stands, membership_of: Any
) -> None:
    first = membership_of(astrid)
    second = factories.membership(factories.person("karin@arboga.example"), Role.ACTION_OWNER, arboga)
    sent = {"title": "Mät svarstiderna", "shows-helpers": "1", "was-helper_ids": ""}
    page = client_of(astrid).get(f"{PAGE}redigera/")
    assert page.context["loaded"]["helper_ids"] == ""
    for each in (first, second):
        assert client_of(astrid).post(f"{PAGE}redigera/", sent | {"helper_ids": [each.pk]}).status_code == 302
    assert set(stands(action).helper_ids) == {first.pk, second.pk}
    gone = sent | {"was-helper_ids": f"{first.pk} {second.pk}", "helper_ids": [second.pk]}
    assert client_of(astrid).post(f"{PAGE}redigera/", gone).status_code == 302
    assert stands(action).helper_ids == [second.pk]


def test_a_clash_of_texts_keeps_every_helper_that_was_chosen(
    client_of: Clients, action: Action, astrid: User, arboga: Municipality, membership_of: Any
) -> None:
    first = membership_of(astrid)
    second = factories.membership(factories.person("karin@arboga.example"), Role.ACTION_OWNER, arboga)
    sent = {
        "title": "Min titel",
        "was-title": "En äldre titel",
        "shows-helpers": "1",
        "helper_ids": [first.pk, second.pk],
    }
    answer = client_of(astrid).post(f"{PAGE}redigera/", sent)
    assert answer.status_code == 409
    carried = [value for name, value in answer.context["carried"] if name == "helper_ids"]
    assert carried == [str(first.pk), str(second.pk)]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.path)
def test_a_stranger_gets_404_and_ledning_403(
    client_of: Clients, action: Action, lena: User, cecilia: User, step: Any
) -> None:
    for method in ("get", "post"):
        assert getattr(client_of(cecilia), method)(f"{PAGE}{step.path}/").status_code == 404
        assert getattr(client_of(cecilia), method)(f"/boden/handlingsplan/1/{step.path}/").status_code == 404
        assert getattr(client_of(lena), method)(f"{PAGE}{step.path}/").status_code == 403


def test_an_action_that_is_somebody_elses_is_read_not_changed(
    client_of: Clients, plan: Plan, bo: User, stands: Stands
) -> None:
    action = factories.action(plan, 1, owner_text="Ekonomichefen")
    client = client_of(bo)
    assert labels(client.get(PAGE)) == []
    assert client.post(f"{PAGE}rapportera/", REPORT).status_code == 403
    assert client.get(f"{PAGE}klar/").status_code == 403
    assert stands(action).reported_at is None


@pytest.mark.parametrize("person", ["astrid", "bo"])
def test_few_and_many_rows_take_the_same_statements(
    client_of: Clients, action: Action, bo: User, person: str, request: pytest.FixtureRequest, membership_of: Any
) -> None:
    client = client_of(request.getfixturevalue(person))
    indicator = factories.indicator(action)
    counts = []
    for many, until in ((0, 2), (2, 200)):
        for number in range(many, until):
            factories.milestone(action, f"Delmål {number}", position=number)
            factories.comment(action, bo, f"Kommentar {number}")
            factories.measurement(indicator, bo, on=date(2026, 1, 1) + timedelta(days=number))
            factories.attached_link(action, bo, f"Länk {number}", url=f"https://arboga.example/{number}")
            if number < 20:
                factories.status_report(action, bo, f"Rapport {number}")
                factories.indicator(action, f"Indikator {number}")
        client.get(PAGE)
        with count_statements() as statements:
            assert client.get(PAGE).status_code == 200
        counts.append(len(statements.of_page))
    assert counts[0] == counts[1] <= 10, statements
