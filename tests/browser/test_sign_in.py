"""Signing in, in a browser: by keyboard, with an app, with a passkey; accessible at every width, in both themes."""

import time
from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings
from django.core import mail
from django.test import Client
from playwright.sync_api import Page, expect

from accounts import outbox
from accounts.models import Role, User
from tests import factories
from tests.accounts.test_sign_in import say
from tests.accounts.test_sign_in_passwords import NEW, link_in
from tests.factories.people import PASSWORD

from .axe import assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

THEMES_AND_WIDTHS = [(theme, width) for theme in ("light", "dark") for width in (320, 1280)]


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def sign_in(page: Page, person: User, password: str = PASSWORD) -> None:
    page.get_by_label(say("E-mail address")).fill(person.email)
    page.get_by_label(say("Password"), exact=True).fill(password)
    page.get_by_role("button", name=say("Sign in"), exact=True).click()


@pytest.fixture
def open_as(open_page, client_of) -> Callable[..., Page]:
    """Open an address as a signed-in person."""

    def open_signed_in(path: str, client: Client, **options) -> Page:
        return open_page(path, cookies={settings.SESSION_COOKIE_NAME: client.session.session_key}, **options)

    return open_signed_in


@pytest.mark.parametrize(("theme", "width"), THEMES_AND_WIDTHS)
def test_pages_of_strangers_are_accessible(open_page, db, theme, width):
    page = open_page("/konto/logga-in/", theme=theme, width=width)
    base = page.url.removesuffix("/konto/logga-in/")
    assert_accessible(page)
    page.goto(page.url.replace("127.0.0.1", "localhost"))
    expect(page.get_by_role("button", name=say("Sign in with a passkey"))).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name=say("Sign in"), exact=True).click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page).to_have_title(f"{say('Error:')} {say('Sign in')} – Kompass")
    assert_accessible(page)
    for path in ("losenord/glomt", "losenord/skickat", "losenord/klart", "losenord/nytt/1-abc-def"):
        page.goto(f"{base}/konto/{path}/")
        assert_accessible(page)


@pytest.mark.parametrize(("theme", "width"), THEMES_AND_WIDTHS)
def test_pages_of_the_account_are_accessible(open_as, client_of, astrid, boden, theme, width):
    factories.membership(astrid, Role.READER, boden)
    TOTP.activate(astrid, generate_totp_secret())
    page = open_as("/konto/", client_of(astrid), theme=theme, width=width)
    base = page.url.removesuffix("/konto/")
    for path in (
        "",
        "start/",
        "losenord/",
        "logga-ut/",
        "tvafaktor/",
        "tvafaktor/passnyckel/",
        "tvafaktor/app/ta-bort/",
    ):
        page.goto(f"{base}/konto/{path}")
        assert_accessible(page)


@pytest.mark.parametrize(("theme", "width"), THEMES_AND_WIDTHS)
def test_pages_of_the_second_step_are_accessible(open_as, client_of, astrid, theme, width):
    page = open_as("/arboga/", client_of(astrid, second_factor=False), theme=theme, width=width)
    base = page.url.partition("/konto/")[0]
    expect(page.get_by_role("heading", name=say("One more step to sign in"))).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name=say("Set up an app")).click()
    assert_accessible(page)
    page.get_by_label(say("Code from the app")).fill(code_of(page.locator("#totp-secret").input_value()))
    page.get_by_role("button", name=say("Finish")).click()
    expect(page.get_by_role("heading", name=say("Recovery codes"))).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name=say("Continue to Kompass")).click()
    expect(page).to_have_url(f"{base}/arboga/")


def test_signing_in_by_keyboard_with_an_app(open_page, astrid):
    secret = generate_totp_secret()
    TOTP.activate(astrid, secret)
    page = open_page("/arboga/")
    page.get_by_label(say("E-mail address")).focus()
    page.keyboard.type(astrid.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=say("The second step"))).to_be_visible()
    assert_accessible(page)
    page.get_by_label(say("Code"), exact=True).fill(code_of(secret))
    page.keyboard.press("Enter")
    page.wait_for_url("**/arboga/")


def test_everything_but_passkeys_works_without_javascript(open_page, bo):
    page = open_page("/konto/logga-in/", javascript=False)
    expect(page.get_by_role("button", name=say("Sign in with a passkey"))).to_have_count(0)
    sign_in(page, bo, "fel lösenord här")
    expect(page.get_by_role("alert")).to_contain_text(say("The e-mail address or the password is not right."))
    sign_in(page, bo)
    page.wait_for_url("**/arboga/")
    page.goto(page.url.replace("/arboga/", "/konto/logga-ut/"))
    page.get_by_role("main").get_by_role("button", name=say("Sign out")).click()
    page.wait_for_url(lambda url: url.endswith("/"))
    page.goto(f"{page.url}konto/")
    page.wait_for_url("**/konto/logga-in/?next=/konto/")


def test_a_forgotten_password_is_replaced_by_mail(open_page, bo):
    page = open_page("/konto/logga-in/")
    base = page.url.partition("/konto/")[0]
    page.get_by_role("link", name=say("Forgotten your password?")).click()
    page.get_by_label(say("E-mail address")).fill(bo.email)
    page.get_by_role("button", name=say("Send the link")).click()
    expect(page.get_by_role("heading", name=say("Look in your mailbox"))).to_be_visible()
    outbox.run_due()
    page.goto(base + link_in(mail.outbox[-1]))
    page.get_by_label(say("New password"), exact=True).fill(NEW)
    page.get_by_label(say("New password once more")).fill(NEW)
    assert_accessible(page)
    page.get_by_role("button", name=say("Save the password")).click()
    page.get_by_role("main").get_by_role("link", name=say("Sign in")).click()
    sign_in(page, bo, NEW)
    page.wait_for_url("**/arboga/")


@pytest.fixture
def with_authenticator(open_page) -> Iterator[Callable[[Page], None]]:
    """Give a page a device that makes passkeys and says yes."""

    def give(page: Page) -> None:
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        session.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    return give


def test_a_passkey_is_made_and_replaces_the_password(open_page, with_authenticator, astrid):
    page = open_page("/konto/logga-in/")
    base = page.url.partition("/konto/")[0].replace("127.0.0.1", "localhost")  # no passkey is for a bare number
    with_authenticator(page)
    page.goto(f"{base}/arboga/")
    sign_in(page, astrid)
    page.get_by_role("link", name=say("Add a passkey")).click()
    page.get_by_label(say("Name of the passkey")).fill("Jobbdatorn")
    page.get_by_role("button", name=say("Make the passkey")).click()
    page.get_by_role("link", name=say("Continue to Kompass")).click()
    page.wait_for_url("**/arboga/")
    page.goto(f"{base}/konto/tvafaktor/")
    expect(page.get_by_text("Jobbdatorn", exact=True).first).to_be_visible()
    page.goto(f"{base}/konto/logga-ut/")
    page.get_by_role("main").get_by_role("button", name=say("Sign out")).click()
    page.goto(f"{base}/konto/logga-in/?next=/arboga/")
    page.get_by_role("button", name=say("Sign in with a passkey")).click()
    page.wait_for_url("**/arboga/")


def test_a_passkey_is_a_second_step_too(open_page, with_authenticator, astrid):
    page = open_page("/konto/logga-in/")
    base = page.url.partition("/konto/")[0].replace("127.0.0.1", "localhost")
    with_authenticator(page)
    page.goto(f"{base}/konto/logga-in/?next=/konto/tvafaktor/passnyckel/")
    sign_in(page, astrid)
    page.get_by_label(say("Name of the passkey")).fill("Jobbdatorn")
    page.get_by_role("button", name=say("Make the passkey")).click()
    expect(page.get_by_role("heading", name=say("Recovery codes"))).to_be_visible()
    page.goto(f"{base}/konto/logga-ut/")
    page.get_by_role("main").get_by_role("button", name=say("Sign out")).click()
    page.goto(f"{base}/konto/logga-in/?next=/arboga/")
    sign_in(page, astrid)
    page.get_by_role("button", name=say("Use the passkey")).click()
    page.wait_for_url("**/arboga/")


def test_a_device_without_the_passkey_says_so(open_page, with_authenticator, db):
    page = open_page("/konto/logga-in/")
    with_authenticator(page)
    page.goto(page.url.replace("127.0.0.1", "localhost"))
    page.get_by_role("button", name=say("Sign in with a passkey")).click()
    words = say("The passkey could not be used. Try again, or choose another way.")
    expect(page.get_by_role("alert").filter(has_text=words)).to_be_visible()
    assert_accessible(page)
