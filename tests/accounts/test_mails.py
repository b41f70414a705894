"""Mails: sent by the worker in the person's language, once at most; readable on a page of a trial installation."""

import importlib
from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import override_settings
from django.urls import clear_url_caches

from accounts import mails, outbox
from accounts.models import Job
from tests import factories
from tests.accounts.test_sign_in import say


@pytest.mark.parametrize("kind", mails.MAILS)
def test_each_mail_has_text_and_html_in_the_persons_language(bo, now, kind):
    english = factories.person("eve@arboga.example", language="en")
    for person in (bo, english):
        mails.promise(kind, person, now)
    outbox.run_due(lambda: now)
    swedish, other = mail.outbox
    assert (swedish.to, other.to) == ([bo.email], [english.email])
    assert swedish.subject == say(str(other.subject))
    for message, language in ((swedish, "sv"), (other, "en")):
        ((html, kind_of_part),) = message.alternatives
        assert kind_of_part == "text/html"
        assert f'<html lang="{language}">' in html
        assert f"<title>{message.subject}</title>" in html
        assert "http://127.0.0.1:8000/konto/losenord/" in message.body
        assert "http://127.0.0.1:8000/konto/losenord/" in html


def test_a_mail_names_nobody_but_the_address(bo, now):
    mails.promise("mail.password_reset", bo, now)
    outbox.run_due(lambda: now)
    (message,) = mail.outbox
    assert message.from_email == "Kompass <kompass@localhost>"
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    assert "Bo Ek" not in message.body


def test_running_due_twice_sends_one_mail(bo, now):
    mails.promise("mail.password_changed", bo, now)
    assert (outbox.run_due(lambda: now), outbox.run_due(lambda: now)) == (1, 0)
    assert len(mail.outbox) == 1


def test_a_silent_mail_server_is_tried_again_until_it_answers(bo, now, monkeypatch):
    answers = [SMTPServerDisconnected, SMTPServerDisconnected, None]
    send = EmailBackend.send_messages

    def send_or_fail(self, messages):
        if (error := answers.pop(0)) is not None:
            raise error
        return send(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", send_or_fail)
    mails.promise("mail.password_changed", bo, now)
    for minutes in range(3):
        outbox.run_due(lambda minutes=minutes: now + timedelta(minutes=minutes))
    job = Job.objects.get()
    assert (len(mail.outbox), job.attempts, job.done_at is not None, job.error) == (1, 3, True, "")


def test_a_mail_server_that_stays_silent_leaves_a_failed_job(bo, now, monkeypatch):
    def fail(self, messages):
        raise SMTPServerDisconnected

    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    mails.promise("mail.password_changed", bo, now)
    for minutes in range(0, 60, 10):
        outbox.run_due(lambda minutes=minutes: now + timedelta(minutes=minutes))
    job = Job.objects.get()
    assert (job.attempts, job.error, job.done_at) == (5, "SMTPServerDisconnected", None)
    assert job.failed_at is not None


def test_a_worker_that_died_while_sending_sends_no_second_mail(bo, now, monkeypatch):
    def die(self, messages):
        raise KeyboardInterrupt  # not an Exception: nothing is written down, as after kill -9

    mails.promise("mail.password_changed", bo, now)
    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", die)
        with pytest.raises(KeyboardInterrupt):
            outbox.run_due(lambda: now)
    outbox.run_due(lambda: now + timedelta(minutes=2))
    job = Job.objects.get()
    assert (mail.outbox, job.error, job.done_at) == ([], "Unrepeatable", None)
    assert job.failed_at is not None


def test_no_mail_is_sent_in_a_request(bo):
    from accounts.sign_in import AccountAdapter

    with pytest.raises(NotImplementedError):
        AccountAdapter().send_mail("account/email/unknown_account", bo.email, {})


@pytest.fixture
def kept(tmp_path, bo, now, settings):
    """Two mails in a folder, as a trial installation keeps them."""
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": str(tmp_path)},
        }
    }
    mails.promise("mail.password_changed", bo, now)
    mails.promise("mail.password_reset", bo, now)
    outbox.run_due(lambda: now)
    return tmp_path


def test_kept_mails_are_listed(client, kept):
    page = client.get("/om/mejl/").content.decode()
    assert page.count("bo@arboga.example") == 2
    assert say("Choose a new password for Kompass") in page


def test_a_kept_mail_is_shown_as_text_with_its_link(client, kept):
    listed = client.get("/om/mejl/").context["mails"]
    (reset,) = [each for each in listed if each.subject == say("Choose a new password for Kompass")]
    page = client.get(reset.url).content.decode()
    assert 'href="http://127.0.0.1:8000/konto/losenord/nytt/' in page
    look = client.get(f"{reset.url}utseende/")
    assert look["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    assert "<style>" in look.content.decode()


def test_the_page_without_mails_explains_itself(client, db, tmp_path, settings):
    settings.MAILERS = {"default": {"BACKEND": "x", "OPTIONS": {"file_path": str(tmp_path / "none")}}}
    assert say("No mails yet") in client.get("/om/mejl/").content.decode()


@pytest.mark.parametrize("path", ["/om/mejl/nothing-1/", "/om/mejl/nothing-1/utseende/", "/om/mejl/../../etc/"])
def test_unknown_mails_are_404(client, kept, path):
    assert client.get(path).status_code == 404


def test_mails_have_no_page_where_they_are_sent():
    from kompass_site import about_urls

    try:
        with override_settings(MAILS_ARE_SHOWN=False):
            names = {route.name for route in importlib.reload(about_urls).urlpatterns}
    finally:
        importlib.reload(about_urls)
        clear_url_caches()
    assert {"mails", "mail", "mail_look"}.isdisjoint(names)
