"""The second step: demanded of SKR's people and coordinators, counted from the moment it is set up."""

import json
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.test import Client, override_settings

from accounts import outbox
from accounts.models import Event, Role
from tests import factories
from tests.accounts.test_sign_in import say, sign_in

NEEDED, APP, OVERVIEW = "/konto/tvafaktor/kravs/", "/konto/tvafaktor/app/", "/konto/tvafaktor/"
SECOND_STEP = "/konto/logga-in/tvafaktor/"


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def secret(astrid):
    """Astrid has an app; its secret."""
    made = generate_totp_secret()
    TOTP.activate(astrid, made)
    return made


def set_up_app(client: Client) -> None:
    key = client.get(APP).context["form"].secret
    assert client.post(APP, {"code": code_of(key)})["Location"] == "/konto/tvafaktor/reservkoder/"


@pytest.mark.parametrize("who", ["sara", "ulla", "astrid"])
def test_a_password_alone_opens_nothing_to_skr_and_coordinators(people, client_of, who):
    client = client_of(getattr(people, who), second_factor=False)
    path = "/arboga/resultat/?q=1" if who == "astrid" else "/skr/utvarderingar/"
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"{NEEDED}?next=/")
    assert client.get(NEEDED).status_code == 200
    assert client.get("/konto/").status_code == 200


@pytest.mark.parametrize("who", ["lena", "bo", "birgit", "erik"])
def test_the_others_need_none(people, client_of, who):
    client = client_of(getattr(people, who), second_factor=False)
    path = "/utvarderingar/KK-2027-001/" if who == "erik" else "/arboga/"
    assert client.get(path).status_code == 200


def test_one_demanding_role_is_enough(bo, boden, client_of):
    factories.membership(bo, Role.COORDINATOR, boden)
    assert client_of(bo, second_factor=False).get("/arboga/")["Location"].startswith(NEEDED)


def test_asking_the_session_makes_no_query(astrid, client_of, count_statements_of):
    client = client_of(astrid, second_factor=False)
    assert count_statements_of(lambda: client.get("/arboga/")) == 0


def test_invented_people_are_exempt_where_demonstration_is_on(client_of, arboga):
    person = factories.person("demo@x.invalid", is_demonstration=True)
    factories.membership(person, Role.COORDINATOR, arboga)
    assert client_of(person, second_factor=False).get("/arboga/").status_code == 200


def test_setting_up_an_app_opens_the_page_one_was_heading_for(astrid, client_of, arboga):
    client = client_of(astrid, second_factor=False)
    client.get("/arboga/", follow=True)
    before = client.session.session_key
    set_up_app(client)
    assert client.session.session_key != before
    page = client.get("/konto/tvafaktor/reservkoder/").content.decode()
    assert say("Continue to Kompass") in page
    assert client.get(NEEDED)["Location"] == "/arboga/"
    assert client.get("/arboga/").status_code == 200


def test_a_new_factor_is_told_and_journalled(astrid, client_of, arboga):
    client = client_of(astrid, second_factor=False)
    client.get("/arboga/")
    set_up_app(client)
    outbox.run_due()
    assert [message.subject for message in mail.outbox] == [say("Your sign-in to Kompass got a second step")]
    with factories.in_scope(factories.actor_of(astrid, "arboga")):
        (event,) = Event.objects.filter(verb="sign_in.second_factor_added")
    assert (event.by_id, event.municipality_id) == (astrid.pk, arboga.pk)


def test_a_wrong_code_sets_nothing_up(astrid, client_of):
    client = client_of(astrid, second_factor=False)
    client.get(APP)
    answer = client.post(APP, {"code": "000000"})
    words = say("The code is not right or has run out. Wait for the next one in your app and try again.")
    assert answer.context["form"].errors == {"code": [words]}
    assert not Authenticator.objects.exists()
    assert client.get("/arboga/")["Location"].startswith(NEEDED)


def test_the_page_of_the_app_has_a_picture_and_the_key_as_text(astrid, client_of):
    answer = client_of(astrid).get(APP)
    page = answer.content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    assert answer.context["form"].secret in page
    assert "otpauth://totp/astrid%40arboga.example" in answer.context["totp_url"]
    assert "issuer=Kompass" in answer.context["totp_url"]


def test_a_secret_stands_encrypted_in_the_database(astrid, secret):
    stored = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in stored
    assert Authenticator.objects.get().wrap().validate_code(code_of(secret))


def test_a_secret_outlives_a_change_of_the_key(astrid, secret, settings):
    with override_settings(SECRET_KEY="another" * 10, SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        assert Authenticator.objects.get().wrap().validate_code(code_of(secret))


def test_the_code_is_asked_for_after_the_password(client, astrid, secret):
    assert sign_in(client, astrid.email, next="/arboga/")["Location"] == SECOND_STEP
    assert "_auth_user_id" not in client.session
    assert client.get("/arboga/").status_code == 302
    assert client.get(SECOND_STEP).status_code == 200
    assert client.post(SECOND_STEP, {"code": code_of(secret)})["Location"] == "/arboga/"
    assert client.get("/arboga/").status_code == 200


def test_a_code_works_once(astrid, secret, clock):
    code = code_of(secret)
    for expected in (302, 200):
        client = Client()
        sign_in(client, astrid.email)
        assert client.post(SECOND_STEP, {"code": code}).status_code == expected


def test_wrong_codes_are_slowed(client, astrid, secret):
    sign_in(client, astrid.email)
    for _each in range(5):
        client.post(SECOND_STEP, {"code": "000000"})
    answer = client.post(SECOND_STEP, {"code": code_of(secret)})
    words = say("There were too many tries. Wait five minutes and try again.")
    assert answer.context["form"].errors == {"code": [words]}


def test_a_recovery_code_lets_in_once(astrid, secret):
    code, *_rest = RecoveryCodes.activate(astrid).generate_codes()
    for expected in (302, 200):
        client = Client()
        sign_in(client, astrid.email)
        assert client.post(SECOND_STEP, {"code": code}).status_code == expected


def test_the_second_step_without_the_first_leads_to_sign_in(client, db):
    assert client.get(SECOND_STEP)["Location"] == "/konto/logga-in/"


def test_a_session_from_before_the_app_takes_the_step_now(astrid, secret, client_of):
    client = client_of(astrid, second_factor=False)
    client.get("/arboga/")
    again = client.get(NEEDED).context["second_step_url"]
    assert again == "/konto/bekrafta/kod/?next=%2Fkonto%2Ftvafaktor%2Fkravs%2F"
    assert client.post(again, {"code": code_of(secret)}, follow=True).redirect_chain[-1][0] == "/arboga/"


def test_changing_the_factors_asks_for_the_password_after_a_while(astrid, client_of, clock):
    client = client_of(astrid)
    assert client.get(APP).status_code == 200
    clock.shift(301)
    assert client.get(APP)["Location"] == "/konto/bekrafta/?next=%2Fkonto%2Ftvafaktor%2Fapp%2F"
    answer = client.post("/konto/bekrafta/?next=/konto/tvafaktor/app/", {"password": "ett lösenord av tre ord"})
    assert answer["Location"] == APP
    assert client.get(APP).status_code == 200


def test_a_wrong_password_does_not_confirm(astrid, client_of, clock):
    client = client_of(astrid)
    clock.shift(301)
    answer = client.post("/konto/bekrafta/", {"password": "fel lösenord här"})
    assert answer.context["form"].errors == {"password": [say("The password is not right.")]}


def test_removing_the_app_is_asked_told_and_journalled(astrid, secret, client_of):
    client = client_of(astrid)
    path = "/konto/tvafaktor/app/ta-bort/"
    page = client.get(path)
    assert page.status_code == 200
    assert say("Error:") not in page.content.decode().partition("</title>")[0]
    assert client.post(path)["Location"] == OVERVIEW
    outbox.run_due()
    assert [message.subject for message in mail.outbox] == [say("A second step of your sign-in to Kompass was removed")]
    with factories.in_scope(factories.actor_of(astrid, "arboga")):
        assert Event.objects.filter(verb="sign_in.second_factor_removed").count() == 1
    assert not Authenticator.objects.exists()


def test_recovery_codes_are_shown_saved_and_renewed(astrid, secret, client_of):
    old = RecoveryCodes.activate(astrid).generate_codes()
    client = client_of(astrid)
    page = client.get("/konto/tvafaktor/reservkoder/").content.decode()
    assert all(code in page for code in old)
    file = client.get("/konto/tvafaktor/reservkoder/fil/")
    assert file["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert file.content.decode().split()[-10:] == old
    assert client.post("/konto/tvafaktor/reservkoder/nya/")["Location"] == "/konto/tvafaktor/reservkoder/"
    assert not set(old) & set(client.get("/konto/tvafaktor/reservkoder/fil/").content.decode().split())


def test_a_passkey_that_the_browser_did_not_make_is_refused(astrid, client_of):
    client = client_of(astrid)
    assert client.get("/konto/tvafaktor/passnyckel/").status_code == 200
    answer = client.post("/konto/tvafaktor/passnyckel/", {"name": "Dator", "credential": json.dumps({"id": "x"})})
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not Authenticator.objects.exists()


def test_the_browser_is_asked_for_a_passkey_that_replaces_the_password(astrid, client_of):
    options = json.loads(client_of(astrid).get("/konto/tvafaktor/passnyckel/").context["passkey_options"])["publicKey"]
    assert options["rp"] == {"id": "testserver", "name": "Kompass"}
    assert options["user"]["name"] == astrid.email
    selection = options["authenticatorSelection"]
    assert (selection["residentKey"], selection["userVerification"]) == ("required", "required")


def test_signing_in_by_passkey_starts_with_a_question_for_the_browser(client, db):
    answer = client.get("/konto/logga-in/passnyckel/", headers={"Accept": "application/json"})
    assert answer.json()["request_options"]["publicKey"]["userVerification"] == "required"


@pytest.mark.parametrize(
    "credential", ["", "{}", "[]", '{"id": "x"}', '{"id": "x", "rawId": "x", "response": {}}', "nej"]
)
def test_nonsense_in_place_of_a_passkey_leads_back(client, db, credential):
    client.get("/konto/logga-in/passnyckel/", headers={"Accept": "application/json"})
    assert client.post("/konto/logga-in/passnyckel/", {"credential": credential})["Location"] == "/konto/logga-in/"


def test_nobody_removes_anothers_passkey(astrid, bo, client_of):
    other = Authenticator.objects.create(user=bo, type=Authenticator.Type.WEBAUTHN, data={"name": "Bos"})
    assert client_of(astrid).post(f"/konto/tvafaktor/passnyckel/{other.pk}/ta-bort/").status_code == 404
    assert Authenticator.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize(
    "path", [NEEDED, APP, OVERVIEW, "/konto/tvafaktor/reservkoder/", "/konto/tvafaktor/passnyckel/"]
)
def test_anonymous_people_are_asked_to_sign_in(client, db, path):
    assert client.get(path)["Location"] == f"/konto/logga-in/?next={path}"
