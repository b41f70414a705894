"""One hat a request, chosen by the prefix of its address."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from accounts.models import Membership, Role
from accounts.roles import Actor, Part
from accounts.tenancy import Scope
from evaluations.models import Assignment
from kompass_site.scope import Prefix
from tests import factories
from tests.statements import count_statements


@pytest.mark.parametrize(
    ("path", "place", "name"),
    [
        ("/", "public", ""),
        ("/arboga/", "municipality", "arboga"),
        ("/arboga", "municipality", "arboga"),
        ("/api/v1/arboga/resultat/", "municipality", "arboga"),
        ("/skr/", "skr", ""),
        ("/api/v1/skr/kriterier/", "skr", ""),
        ("/utvarderingar/", "public", ""),
        ("/utvarderingar/KK-2027-001/", "case", "KK-2027-001"),
        ("/api/v1/utvarderingar/KK-2027-001/", "case", "KK-2027-001"),
        ("/resultat/arboga/", "public", ""),
        ("/konto/start/", "public", ""),
        ("/konto/inbjudan/en-nyckel/", "invitation", "en-nyckel"),
        ("/konto/inbjudan", "public", ""),
        ("//skr/", "public", ""),
        ("/SKR/", "municipality", "SKR"),
    ],
)
def test_the_prefix_says_which_scope_is_asked_for(path, place, name):
    assert Prefix.of(path) == Prefix(place, name)


def test_each_person_wears_the_hats_of_the_place(people, arboga, arboga_case):
    at = factories.actor_of
    assert at(people.astrid, "arboga") == Actor(
        Scope(people.astrid.pk, municipality=arboga.pk),
        people.astrid.pk,
        "Astrid Lund",
        frozenset({Role.COORDINATOR}),
        memberships=frozenset({factories.member_of(people.astrid, arboga).pk}),
    )
    assert at(people.erik, "KK-2027-001") == Actor(
        Scope(people.erik.pk, evaluation=arboga_case.pk), people.erik.pk, "Erik Sand", frozenset({Part.LEAD})
    )
    assert at(people.sara, "skr") == Actor(
        Scope(people.sara.pk, house="admin"), people.sara.pk, "Sara Holm", frozenset({Role.SKR_ADMIN}), True
    )
    assert at(people.ulla, "KK-2027-001").scope == Scope(people.ulla.pk, house="evaluator")
    assert at(people.astrid) == Actor(Scope(people.astrid.pk), people.astrid.pk, "Astrid Lund")
    for person, place in ((people.cecilia, "arboga"), (people.astrid, "skr"), (people.astrid, "KK-2027-001")):
        with pytest.raises(LookupError):
            at(person, place)


def test_roles_in_one_municipality_add_up_and_never_across(people, arboga, boden):
    factories.membership(people.bo, Role.READER, arboga)
    factories.membership(people.bo, Role.MANAGEMENT, boden)

    assert factories.actor_of(people.bo, "arboga").hats == {Role.ACTION_OWNER, Role.READER}
    assert factories.actor_of(people.bo, "boden").hats == {Role.MANAGEMENT}


@pytest.mark.parametrize(("days", "belongs"), [(-1, False), (0, True), (1, True)])
def test_start_and_end_are_both_included(people, arboga, today, days, belongs):
    ending, starting = people.lena, factories.person("new@arboga.example")
    with factories.in_scope(Scope(municipality=arboga.pk)):
        Membership.objects.filter(user=ending).update(end=today)
    factories.membership(starting, Role.READER, arboga, start=today)

    def is_in(person, day) -> bool:
        try:
            return bool(factories.actor_of(person, "arboga", today=day))
        except LookupError:
            return False

    assert is_in(ending, today - timedelta(days=days)) is belongs
    assert is_in(starting, today + timedelta(days=days)) is belongs


def test_a_removed_member_is_out_at_the_next_request(people, arboga, client_of):
    client = client_of(people.astrid)
    assert client.get("/arboga/administration/handelser/").status_code == 200

    with factories.in_scope(Scope(municipality=arboga.pk)):
        Membership.objects.filter(user=people.astrid).update(end="2021-01-01")

    assert client.get("/arboga/administration/handelser/").status_code == 404


def test_an_evaluator_whose_assignment_ended_is_out(people, arboga_case):
    with factories.in_scope(factories.ADMIN):
        Assignment.objects.filter(evaluation=arboga_case).update(end="2021-01-01")

    with pytest.raises(LookupError):
        factories.actor_of(people.erik, arboga_case.number)


def test_without_the_second_factor_no_prefix_opens(people, client_of):
    for person, address in ((people.sara, "/skr/handelser/"), (people.astrid, "/arboga/administration/handelser/")):
        response = client_of(person, second_factor=False).get(address)
        assert (response.status_code, response.url.split("?")[0]) == (302, "/konto/tvafaktor/kravs/")


def test_who_is_not_signed_in_is_asked_to_and_led_back(client, arboga):
    response = client.get("/arboga/administration/handelser/?q=x")

    assert response.status_code == 302
    assert response.url == "/konto/logga-in/?next=/arboga/administration/handelser/%3Fq%3Dx"


@pytest.mark.parametrize(
    ("sent_from", "led_to"),
    [
        ("http://testserver/arboga/handlingsplan/7/?q=x", "/arboga/handlingsplan/7/%3Fq%3Dx"),
        ("http://evil.example/arboga/", "/konto/start/"),
        ("", "/konto/start/"),
    ],
)
def test_a_button_pressed_after_signing_out_leads_back_to_its_page(client, arboga, sent_from, led_to):
    response = client.post("/arboga/handlingsplan/7/kommentarer/", {"text": "Hej"}, headers={"referer": sent_from})
    assert response.url == f"/konto/logga-in/?next={led_to}"


def test_a_part_of_a_page_asked_for_after_signing_out_sends_the_whole_page_to_sign_in(client, arboga):
    headers = {"referer": "http://testserver/arboga/mina-atgarder/", "hx-request": "true"}
    response = client.get("/arboga/handlingsplan/7/rapportera/?fran=mina", headers=headers)
    assert response.status_code == 204
    assert response["HX-Redirect"] == "/konto/logga-in/?next=/arboga/mina-atgarder/"


def test_frame_asks_at_most_six_statements(people, arboga_case, client_of):
    for person, address in (
        (people.astrid, "/arboga/administration/handelser/"),
        (people.erik, f"/utvarderingar/{arboga_case.number}/finns-inte/"),
        (people.sara, "/skr/kriterier/"),
    ):
        client = client_of(person)
        with count_statements() as first:
            client.get(address)
        with count_statements() as second:
            response = client.get(address)
        refusal = 2 if response.status_code == 404 else 0  # the event of the refusal and its facts
        assert len(first.of_frame) - refusal <= 6 + 1, first  # the session's first use is written
        assert len(second.of_frame) - refusal <= 6, second


def test_the_sessions_last_use_is_written_once_a_minute_and_ends_idle_ones(people, client_of, clock):
    client = client_of(people.bo)

    def writes() -> int:
        with count_statements() as counted:
            client.get("/konto/start/")
        return sum(sql.startswith("UPDATE") and "django_session" in sql for sql in counted.of_frame)

    assert [writes(), writes()] == [1, 0]
    clock.shift(61)
    assert writes() == 1
    clock.shift(30 * 60 + 1)
    response = client.get("/konto/start/")
    assert (response.status_code, response.url) == (302, "/konto/logga-in/?next=/konto/start/")
    assert Session.objects.filter(session_key=client.session.session_key or "").count() == 0


def test_answers_behind_sign_in_are_not_kept(people, client_of, client):
    assert client_of(people.bo).get("/om/")["Cache-Control"] == "no-store"
    assert "Cache-Control" not in client.get("/om/")
