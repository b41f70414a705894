"""The pages of people, units, settings and sharing, asked as a browser asks."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from accounts.models import Event, Invitation, Membership, Municipality, Role, Sharing, Unit, User
from accounts.tenancy import Scope
from tests import factories
from tests.statements import count_statements

PEOPLE = "/arboga/administration/personer/"


@pytest.fixture
def client(clock: time_machine.Traveller, client_of: Any, astrid: User) -> Any:
    """Astrid, with the clock at nine."""
    return client_of(astrid)


def row_of(person: User, at: Municipality) -> Membership:
    return factories.member_of(person, at)


def test_the_list_shows_those_who_belong(client: Any, bo: User, arboga: Municipality, cecilia: User) -> None:
    ended = factories.person("gammal@arboga.example")
    factories.membership(ended, Role.READER, arboga, end=factories.TODAY - timedelta(days=1))

    def names(query: str) -> list[str]:
        return [row.display_name for row, _url in client.get(PEOPLE + query).context["rows"]]

    assert names("") == ["Astrid Lund", "Bo Ek"]
    assert names("?state=ended") == ["Gammal"]
    assert names("?role=action_owner") == ["Bo Ek"]
    assert names("?q=BO%40arb") == ["Bo Ek"]
    assert names("?q=%00&role=x&page=99") == []
    assert "Cecilia" not in client.get(PEOPLE).text


@pytest.mark.parametrize("path", [PEOPLE, "/arboga/administration/enheter/", "/arboga/administration/delning/"])
def test_as_many_statements_for_many_rows(client: Any, arboga: Municipality, path: str) -> None:
    def fill(count: int) -> None:
        for number in range(count):
            unit = factories.unit(arboga, f"Enhet {path[-4:]} {count}-{number}")
            factories.membership(factories.person(f"p{count}-{number}@arboga.example"), Role.READER, arboga, unit=unit)

    counts = []
    for count in (2, 60):
        fill(count)
        with count_statements() as statements:
            client.get(path)
        counts.append(len(statements.of_page))
    assert counts[0] == counts[1] <= 10


def test_inviting_by_form_makes_one_invitation(client: Any, arboga: Municipality) -> None:
    page = client.get(PEOPLE + "bjud-in/")
    sent = {
        "display_name": "Malin Ström",
        "email": "malin@arboga.example",
        "role": "reader",
        "once_key": page.context["form"]["once_key"].value(),
    }
    for _press in range(2):
        assert client.post(PEOPLE + "bjud-in/", sent).headers["Location"] == PEOPLE
    with factories.in_scope(Scope(municipality=arboga.pk)):
        assert Invitation.objects.filter(municipality=arboga).count() == 1
    (waiting,) = client.get(PEOPLE).context["invitations"]
    assert client.post(waiting["resend_url"]).headers["Location"] == PEOPLE
    assert client.post(waiting["withdraw_url"]).headers["Location"] == PEOPLE
    assert client.get(PEOPLE).context["invitations"] == []


def test_a_refused_form_says_why(client: Any, bo: User) -> None:
    answer = client.post(PEOPLE + "bjud-in/", {"display_name": "", "email": "x", "role": "skr_admin"})
    assert answer.status_code == 422
    assert sorted(answer.context["form"].errors) == ["display_name", "email", "role"]
    held = client.post(PEOPLE + "bjud-in/", {"display_name": "Bo", "email": bo.email, "role": "action_owner"})
    assert (held.status_code, list(held.context["form"].errors)) == (422, ["email"])


def test_a_person_is_changed_and_ended(client: Any, bo: User, arboga: Municipality) -> None:
    url = f"{PEOPLE}{row_of(bo, arboga).pk}/"
    assert client.get(url).status_code == 200
    texts = {"display_name": "Bo Ek", "was-display_name": "Bo Ek", "title": "Chef", "was-title": "", "phone": ""}
    assert client.post(f"{url}uppgifter/", texts).headers["Location"] == url
    clash = client.post(f"{url}uppgifter/", texts | {"title": "Ekonom"})
    assert clash.status_code == 409
    assert "Chef" in clash.text
    assert "Ekonom" in clash.text
    assert client.post(f"{url}roll/", {"role-role": "management"}).headers["Location"] == url
    more = client.post(f"{url}fler-roller/", {"more-role": "reader"})
    assert client.get(more.headers["Location"]).context["membership"].role == "reader"
    assert client.post(f"{url}avsluta/", {"when": "later"}).status_code == 422
    assert client.post(f"{url}avsluta/", {"when": "now"}).headers["Location"] == PEOPLE
    assert client.post(f"{url}roll/", {"role-role": "reader"}).status_code == 422
    assert client.get(url).context["may_change"] is False


def test_who_ends_their_own_role_is_led_on(client: Any, astrid: User, arboga: Municipality) -> None:
    url = f"{PEOPLE}{row_of(astrid, arboga).pk}/avsluta/"
    assert client.post(url, {"when": "now"}).status_code == 422
    factories.membership(factories.person("eva@arboga.example"), Role.COORDINATOR, arboga)
    assert client.post(url, {"when": "now"}).headers["Location"] == "/konto/start/"
    assert client.get("/arboga/").status_code == 404


def test_units_are_made_and_renamed(client: Any, bo: User, arboga: Municipality) -> None:
    url = "/arboga/administration/enheter/"
    made = {"name": "Kultur", "kind": "administration", "head": str(row_of(bo, arboga).pk), "once_key": "1"}
    for _press in range(2):
        assert client.post(url, made).headers["Location"] == url
    taken = client.post(url, made | {"once_key": "2"})
    assert (taken.status_code, list(taken.context["form"].errors)) == (422, ["name"])
    ((unit, edit_url),) = client.get(url).context["units"]
    assert (unit.name, unit.head.display_name) == ("Kultur", "Bo Ek")
    change = {"name": "Kultur och fritid", "was-name": "Kultur", "kind": "committee", "head": ""}
    assert client.post(edit_url, change).headers["Location"] == url
    assert client.post(edit_url, change | {"name": "Fritid"}).status_code == 409
    with factories.in_scope(Scope(municipality=arboga.pk)):
        unit = Unit.objects.get()
    assert (unit.name, unit.kind, unit.head_id, unit.version) == ("Kultur och fritid", "committee", None, 2)


def test_ledning_reads_units_and_sharing_and_changes_neither(
    client_of: Any, lena: User, clock: time_machine.Traveller
) -> None:
    ledning = client_of(lena)
    for path in ("/arboga/administration/enheter/", "/arboga/administration/delning/"):
        assert ledning.get(path).status_code == 200
        assert ledning.post(path, {"name": "X", "kind": "other", "level": "all"}).status_code == 403
    assert ledning.get("/arboga/administration/installningar/").status_code == 403


def test_settings_are_saved_once_and_clash(client: Any, arboga: Municipality) -> None:
    url = "/arboga/administration/installningar/"
    loaded = {"was-reader_sees": "adopted", "was-owner_moves_deadline": "yes"}
    sent = loaded | {"reader_sees": "all", "owner_moves_deadline": "no"}
    for _press in range(2):
        assert client.post(url, sent).headers["Location"] == url
    assert client.get(url).context["form"].initial == {"reader_sees": "all", "owner_moves_deadline": "no"}
    with factories.in_scope(Scope(municipality=arboga.pk)):
        assert Event.objects.filter(verb="settings.changed").count() == 1


def test_the_level_of_sharing_is_set_once(client: Any, arboga: Municipality) -> None:
    url = "/arboga/administration/delning/"
    assert client.get(url).context["form"].initial == {"level": "none"}
    for _press in range(2):
        assert client.post(url, {"level": "figures"}).headers["Location"] == url
    assert client.post(url, {"level": "everything"}).status_code == 422
    with factories.in_scope(Scope(municipality=arboga.pk)):
        assert (Sharing.objects.get().level, Event.objects.filter(verb="sharing.changed").count()) == ("figures", 1)


def test_skrs_people_are_listed_and_invited(
    client_of: Any, sara: User, ulla: User, bo: User, clock: time_machine.Traveller
) -> None:
    admin, evaluator = client_of(sara), client_of(ulla)
    assert [row.display_name for row, _url in admin.get("/skr/personer/").context["rows"]] == [
        "Sara Holm",
        "Ulla Nord",
    ]
    sent = {"display_name": "Nils", "email": "nils@skr.example", "role": "skr_evaluator"}
    assert admin.post("/skr/personer/bjud-in/", sent).headers["Location"] == "/skr/personer/"
    assert evaluator.get("/skr/personer/").status_code == 403
    assert evaluator.post("/skr/personer/bjud-in/", sent).status_code == 403


def test_skr_invites_a_first_coordinator(
    client_of: Any, sara: User, arboga: Municipality, cecilia: User, clock: time_machine.Traveller
) -> None:
    admin, url = client_of(sara), "/skr/kommuner/arboga/samordnare/"
    sent = {"display_name": "Eva", "email": "eva@arboga.example"}
    assert admin.post(url, sent).headers["Location"] == url
    ((waiting, is_open),) = admin.get(url).context["waiting"]
    assert (waiting.email, is_open) == ("eva@arboga.example", True)
    assert admin.post(f"/skr/personer/inbjudan/{waiting.pk}/igen/").headers["Location"] == url
    assert admin.post("/skr/kommuner/boden/samordnare/", sent).status_code == 422
