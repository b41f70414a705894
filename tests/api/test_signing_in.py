"""Who is let in: a token, or a session with its CSRF token."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts.api_tokens import TokenEndsTooLate, make_token, of_person, revoke_token
from accounts.models import ApiToken, Event
from tests import factories


def test_a_token_acts_as_its_person(work, people, program_of):
    answer = program_of(people.bo).get("me/")

    assert answer.json() == {
        "name": "Bo Ek",
        "email": "bo@arboga.example",
        "language": "sv",
        "places": [{"slug": "arboga", "name": "Arboga kommun", "roles": ["action_owner"]}],
    }


def test_the_token_itself_is_not_kept(people, program_of):
    program = program_of(people.bo)

    secret = program.headers["Authorization"].removeprefix("Bearer ")
    assert ApiToken.objects.filter(token_hash=secret).count() == 0
    assert [token.last_used_on for token in ApiToken.objects.all()] == [None]


def test_nobody_is_asked_to_sign_in(work):
    answer = Client().get("/api/v1/arboga/actions/")

    assert (answer.status_code, answer["Content-Type"], answer["WWW-Authenticate"]) == (
        401,
        "application/problem+json",
        'Bearer realm="Kompass"',
    )
    assert answer.json()["code"] == "not_signed_in"


@pytest.mark.parametrize("path", ["me/", "arboga/actions/"])
def test_a_made_up_token_is_refused(work, people, client_of, path):
    client = client_of(people.astrid)  # a cookie does not stand in for a wrong token

    answer = client.get(f"/api/v1/{path}", headers={"Authorization": "Bearer kompass_nope"})

    assert answer.status_code == 401


def test_a_revoked_token_no_longer_works(people, program_of, now):
    program = program_of(people.bo)
    with factories.as_actor(people.bo) as by:
        revoke_token(by, of_person(by).get(), home=None, now=now)
        revoke_token(by, of_person(by).get(), home=None, now=now)

    assert program.get("me/").status_code == 401


def test_a_token_ends(people, program_of, clock):
    program = program_of(people.bo)
    clock.shift(timedelta(days=200))

    assert program.get("me/").status_code == 401


def test_a_deactivated_person_has_no_program(people, program_of):
    program = program_of(people.bo)
    people.bo.is_active = False
    people.bo.save(update_fields=["is_active"])

    assert program.get("me/").status_code == 401


def test_a_token_opens_no_page(work, people, program_of):
    program = program_of(people.astrid)

    answer = program.client.get("/arboga/", headers=program.headers)

    assert (answer.status_code, answer.url) == (302, "/konto/logga-in/?next=/arboga/")


def test_a_token_is_valid_a_year_at_most(people, now, today):
    with factories.as_actor(people.bo) as by, pytest.raises(TokenEndsTooLate):
        make_token(by, name="x", expires_on=today + timedelta(days=366), home=None, now=now, today=today)


def test_a_session_reads(work, people, client_of, clock):
    assert client_of(people.astrid).get("/api/v1/arboga/actions/").status_code == 200


def test_a_session_writes_only_with_its_csrf_token(work, people, client_of, clock):
    client = client_of(people.astrid, enforce_csrf_checks=True)

    answer = client.post("/api/v1/arboga/actions/1/start/", {}, content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted")


def test_a_session_without_the_second_factor_is_asked_for_it(work, people, client_of, clock):
    client = client_of(people.astrid, second_factor=False)

    assert client.get("/api/v1/arboga/actions/").status_code == 401


@pytest.mark.parametrize("method", ["get", "post"])
def test_tokens_are_made_in_a_session_with_a_second_factor(people, client_of, clock, method):
    client = client_of(people.astrid, second_factor=False)

    answer = getattr(client, method)("/konto/atkomstnycklar/", {"name": "x", "days": "30"})

    assert answer.status_code == 302
    assert answer.url.startswith("/konto/tvafaktor/kravs/")


def test_making_a_token_on_the_page_shows_it_once(people, client_of, clock, today):
    client = client_of(people.bo)
    form = {"name": "Beslutsstödet", "days": "30", "once_key": "k"}

    shown = client.post("/konto/atkomstnycklar/", form).content.decode()
    again = client.post("/konto/atkomstnycklar/", form).content.decode()

    assert ("Bearer kompass_" in shown, "Bearer kompass_" in again) == (True, False)
    token = ApiToken.objects.get()
    assert (token.user, token.name, token.expires_on) == (people.bo, "Beslutsstödet", today + timedelta(days=30))
    with factories.as_actor(people.astrid, "arboga"):
        assert [event.verb for event in Event.objects.filter(by=people.bo)] == ["token.made"]


def test_revoking_on_the_page(people, client_of, program_of):
    program = program_of(people.bo)
    token = ApiToken.objects.get()

    answer = client_of(people.bo).post(f"/konto/atkomstnycklar/{token.pk}/ta-bort/")

    assert (answer.status_code, program.get("me/").status_code) == (302, 401)


def test_somebody_elses_token_is_not_found(people, client_of, program_of):
    program_of(people.bo)

    answer = client_of(people.astrid).post(f"/konto/atkomstnycklar/{ApiToken.objects.get().pk}/ta-bort/")

    assert answer.status_code == 404
