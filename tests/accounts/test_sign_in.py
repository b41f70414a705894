"""Signing in and out by password: what it answers, how it slows down, how long it lasts."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from tests import factories
from tests.factories.people import PASSWORD

SIGN_IN = "/konto/logga-in/"
UNREACHABLE_CACHE = {
    "default": {**settings.CACHES["default"], "LOCATION": "unix:///nonexistent/valkey.sock?db=1"},
}


def say(words: str) -> str:
    """The words as the page has them in Swedish."""
    with override("sv"):
        return _(words)


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str):
    return client.post(SIGN_IN, {"login": email, "password": password, **more})


def test_right_password_leads_to_the_start_page(client, bo):
    answer = sign_in(client, "Bo@Arboga.example ")
    assert (answer.status_code, answer["Location"]) == (302, "/konto/start/")
    assert client.session["_auth_user_id"] == str(bo.pk)


def test_signing_in_leads_to_where_one_was_heading(client, bo):
    answer = client.get("/arboga/")
    assert answer["Location"] == f"{SIGN_IN}?next=/arboga/"
    assert sign_in(client, bo.email, next="/arboga/")["Location"] == "/arboga/"


def test_signing_in_never_leads_to_another_site(client, bo):
    assert sign_in(client, bo.email, next="https://evil.example/")["Location"] == "/konto/start/"


def test_signing_in_changes_the_session_key(client, bo):
    client.get("/konto/losenord/nytt/1-abc/")
    session = client.session
    session["mark"] = 1
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = before = session.session_key
    sign_in(client, bo.email)
    assert client.session.session_key != before


def test_the_page_itself_asks_the_database_nothing(client, db, count_statements_of):
    assert count_statements_of(lambda: client.get(SIGN_IN)) == 0


def test_signing_in_takes_few_statements(client, bo, count_statements_of):
    assert count_statements_of(lambda: sign_in(client, bo.email)) <= 10


@pytest.mark.parametrize("who", ["nobody@arboga.example", "bo@arboga.example", "gone@arboga.example", "demo@x.invalid"])
def test_wrong_unknown_and_deactivated_get_one_answer(client, bo, who):
    factories.person("gone@arboga.example", is_active=False)
    factories.person("demo@x.invalid", is_demonstration=True)
    password = "fel lösenord här" if who.startswith("bo") else PASSWORD
    with override_settings(DEMONSTRATION=False):
        answer = sign_in(client, who, password)
    assert answer.status_code == 200
    assert answer.context["form"].errors == {"__all__": [say("The e-mail address or the password is not right.")]}
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("who", ["nobody@arboga.example", "bo@arboga.example", "new@arboga.example"])
def test_unknown_people_cost_one_hash_as_known_ones_do(client, bo, who, monkeypatch):
    User.objects.create_user("new@arboga.example")
    hashed = []
    hasher = "django.contrib.auth.hashers.MD5PasswordHasher"
    original = f"{hasher}.encode"
    from django.contrib.auth.hashers import MD5PasswordHasher

    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(original, lambda *args, **kwargs: hashed.append(1) or encode(*args, **kwargs))
    sign_in(client, who, "fel lösenord här")
    assert len(hashed) == 1


def test_five_wrong_passwords_close_the_door_for_five_minutes(client, bo, clock):
    for _each in range(5):
        assert "_auth_user_id" not in sign_in(client, bo.email, "fel lösenord här").client.session
    answer = sign_in(client, bo.email)
    sentence = say("There were too many tries. Wait five minutes and try again.")
    assert answer.context["form"].errors == {"__all__": [sentence]}
    clock.shift(301)
    assert sign_in(client, bo.email).status_code == 302


def test_unknown_people_are_slowed_like_known_ones(client, db):
    for _each in range(5):
        sign_in(client, "nobody@arboga.example")
    sentence = say("There were too many tries. Wait five minutes and try again.")
    assert sign_in(client, "nobody@arboga.example").context["form"].errors == {"__all__": [sentence]}


def test_right_passwords_do_not_count_as_tries(db, bo):
    for _each in range(7):
        assert sign_in(Client(), bo.email).status_code == 302


def test_one_address_that_tries_many_names_is_told_to_wait(client, db):
    for number in range(60):
        client.post(SIGN_IN, {"login": f"p{number}@x.example", "password": ""})
    answer = client.post(SIGN_IN, {"login": "p@x.example", "password": ""})
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")


@override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1)
def test_behind_a_proxy_tries_are_counted_by_the_clients_address(client, db):
    for _each in range(60):
        client.post(SIGN_IN, {"login": "p@x.example", "password": ""}, headers={"X-Forwarded-For": "spoof, 192.0.2.1"})
    one = client.post(SIGN_IN, {"login": "p@x.example"}, headers={"X-Forwarded-For": "other, 192.0.2.1"})
    other = client.post(SIGN_IN, {"login": "p@x.example"}, headers={"X-Forwarded-For": "192.0.2.2"})
    assert (one.status_code, other.status_code) == (429, 200)


@override_settings(CACHES=UNREACHABLE_CACHE)
def test_people_sign_in_while_the_cache_is_away(client, bo):
    cache.close()
    assert sign_in(client, bo.email).status_code == 302


def test_an_empty_form_says_what_is_missing(client, db):
    answer = client.post(SIGN_IN, {"login": "", "password": ""})
    assert set(answer.context["form"].errors) == {"login", "password"}
    page = answer.content.decode()
    assert f"<title>{say('Error:')}" in page
    assert 'href="#id_login"' in page
    assert 'href="#id_password"' in page


def test_browsers_may_fill_in_the_form(client, db):
    page = client.get(SIGN_IN).content.decode()
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert "placeholder" not in page


def test_signing_out_is_a_post(client, bo):
    sign_in(client, bo.email)
    assert client.get("/konto/logga-ut/").status_code == 200
    assert "_auth_user_id" in client.session
    assert client.post("/konto/logga-ut/")["Location"] == "/"
    assert "_auth_user_id" not in client.session


def test_a_deactivated_person_is_out_at_the_next_request(client, bo):
    sign_in(client, bo.email)
    User.objects.filter(pk=bo.pk).update(is_active=False)
    assert client.get("/konto/")["Location"] == f"{SIGN_IN}?next=/konto/"


def test_an_invented_person_is_out_where_demonstration_is_off(client, db):
    factories.person("demo@x.invalid", is_demonstration=True)
    assert sign_in(client, "demo@x.invalid").status_code == 302
    with override_settings(DEMONSTRATION=False):
        assert client.get("/konto/").status_code == 302
    assert client.get("/konto/").status_code == 200


def test_a_session_ends_after_half_an_hour_without_use(client, bo, clock):
    sign_in(client, bo.email)
    assert client.get("/konto/").status_code == 200
    clock.shift(29 * 60)
    assert client.get("/konto/").status_code == 200
    clock.shift(31 * 60)
    assert client.get("/konto/")["Location"] == f"{SIGN_IN}?next=/konto/"


def test_a_session_ends_after_twelve_hours_of_use(client, bo, clock):
    sign_in(client, bo.email)
    for _each in range(36):
        assert client.get("/konto/").status_code == 200
        clock.shift(20 * 60)
    clock.shift(1)
    assert client.get("/konto/")["Location"] == f"{SIGN_IN}?next=/konto/"


def test_nothing_of_allauth_is_reachable_but_what_kompass_uses(db):
    from accounts.urls import urlpatterns

    assert sorted(str(route.name) for route in urlpatterns) == [
        "account",
        "account_change_password",
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_authenticate",
        "mfa_deactivate_totp",
        "mfa_download_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_index",
        "mfa_login_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_remove_webauthn",
        "mfa_view_recovery_codes",
        "second_factor_needed",
    ]


@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "account_inactive", "mfa_trust", "account_confirm_email"]
)
def test_there_is_no_sign_up_and_no_address_book(name):
    from django.urls import NoReverseMatch

    with pytest.raises(NoReverseMatch):
        reverse(name)
