"""Forgotten and changed passwords."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts import outbox
from accounts.models import Event, Job, User
from tests import factories
from tests.accounts.test_sign_in import say, sign_in
from tests.factories.people import PASSWORD

ASK, SENT, DONE = "/konto/losenord/glomt/", "/konto/losenord/skickat/", "/konto/losenord/klart/"
NEW = "fyra helt andra ord"


def link_in(message) -> str:
    (link,) = re.findall(r"http\S+/konto/losenord/nytt/\S+/", message.body)
    return link.removeprefix("http://127.0.0.1:8000")


def asked_link(client: Client, email: str) -> str:
    client.post(ASK, {"email": email})
    outbox.run_due()
    return link_in(mail.outbox[-1])


def choose(client: Client, link: str, password: str = NEW, again: str = ""):
    form = client.get(link)["Location"]
    return client.post(form, {"password1": password, "password2": again or password})


def test_asking_promises_a_mail_by_the_persons_id(client, bo):
    assert client.post(ASK, {"email": "BO@arboga.example"})["Location"] == SENT
    (job,) = Job.objects.all()
    assert (job.kind, job.arguments, job.municipality, job.house) == ("mail.password_reset", {"user": bo.pk}, None, "")
    assert mail.outbox == []


@pytest.mark.parametrize("who", ["nobody@arboga.example", "gone@arboga.example"])
def test_unknown_and_deactivated_people_get_the_same_answer_and_no_mail(client, bo, who, count_statements_of):
    factories.person("gone@arboga.example", is_active=False)
    answers = {}
    statements = [
        count_statements_of(lambda email=email: answers.update({email: Client().post(ASK, {"email": email})}))
        for email in (bo.email, who)
    ]
    known, unknown = answers[bo.email], answers[who]
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert statements[0] == statements[1] == 2
    assert [job.arguments for job in Job.objects.all()] == [{"user": bo.pk}]


def test_the_page_after_asking_is_the_same_for_everybody(client, bo):
    pages = [Client().post(ASK, {"email": email}, follow=True).content for email in (bo.email, "nobody@x.example")]
    assert pages[0] == pages[1]


def test_asking_twice_within_a_minute_sends_one_mail(client, bo, clock):
    client.post(ASK, {"email": bo.email})
    client.post(ASK, {"email": bo.email})
    assert Job.objects.count() == 1
    clock.shift(60)
    client.post(ASK, {"email": bo.email})
    assert Job.objects.count() == 2


def test_an_address_asked_for_too_often_is_told_to_wait(client, db):
    for _each in range(5):
        assert client.post(ASK, {"email": "nobody@x.example"}).status_code == 302
    assert client.post(ASK, {"email": "nobody@x.example"}).status_code == 429


def test_an_address_that_is_none_is_refused_in_words(client, db):
    answer = client.post(ASK, {"email": "bo"})
    assert list(answer.context["form"].errors) == ["email"]
    assert say("Error:") in answer.content.decode().partition("</title>")[0]


def test_the_link_of_the_mail_sets_the_password_once(client, bo):
    link = asked_link(client, bo.email)
    assert choose(client, link)["Location"] == DONE
    assert "_auth_user_id" not in client.session
    assert sign_in(Client(), bo.email, NEW).status_code == 302
    assert say("The link does not work any more") in Client().get(link).content.decode()


def test_a_new_password_is_told_and_journalled(client, bo):
    choose(client, asked_link(client, bo.email))
    outbox.run_due()
    assert mail.outbox[-1].subject == say("Your password for Kompass was changed")
    with factories.in_scope(factories.ADMIN):
        assert [(event.verb, event.by_id) for event in Event.objects.all()] == [("sign_in.password_changed", bo.pk)]


def test_the_link_ends_other_sessions(client, bo, client_of):
    elsewhere = client_of(bo)
    choose(client, asked_link(client, bo.email))
    assert elsewhere.get("/konto/").status_code == 302


def test_the_link_works_for_an_hour(client, bo, clock):
    link = asked_link(client, bo.email)
    clock.shift(3601)
    assert say("The link does not work any more") in client.get(link).content.decode()


@pytest.mark.parametrize("link", ["/konto/losenord/nytt/1-abc-def/", "/konto/losenord/nytt/zzzzzzzzzzzzzzzzzzzzz-x/"])
def test_an_invented_link_does_not_work(client, db, link):
    answer = client.get(link)
    assert answer.status_code == 200
    assert say("The link does not work any more") in answer.content.decode()


@pytest.mark.parametrize(
    ("password", "again"), [("kort", ""), ("password1234", ""), ("", ""), (NEW, "något annat helt")]
)
def test_weak_and_differing_passwords_are_refused(client, bo, password, again):
    link = asked_link(client, bo.email)
    answer = choose(client, link, password, again)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert sign_in(Client(), bo.email).status_code == 302


def test_a_deactivated_person_gets_no_link_even_if_it_was_promised(client, bo):
    client.post(ASK, {"email": bo.email})
    User.objects.filter(pk=bo.pk).update(is_active=False)
    outbox.run_due()
    assert mail.outbox == []
    assert Job.objects.get().done_at is not None


def test_changing_the_password_keeps_this_session_and_ends_the_others(bo, client_of, arboga):
    here, elsewhere = client_of(bo), client_of(bo)
    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert here.post("/konto/losenord/", form)["Location"] == "/konto/"
    assert here.get("/konto/").status_code == 200
    assert elsewhere.get("/konto/").status_code == 302
    with factories.in_scope(factories.actor_of(bo, "arboga")):
        assert [(e.verb, e.municipality_id) for e in Event.objects.all()] == [("sign_in.password_changed", arboga.pk)]


def test_allauths_address_book_stays_empty(client, bo, client_of):
    assert client_of(bo).get("/konto/losenord/").status_code == 200
    choose(client, asked_link(client, bo.email))
    assert not EmailAddress.objects.exists()


def test_changing_the_password_needs_the_one_of_today(bo, client_of):
    form = {"oldpassword": "fel lösenord här", "password1": NEW, "password2": NEW}
    answer = client_of(bo).post("/konto/losenord/", form)
    words = say("The password is not right. Write the one you sign in with today.")
    assert answer.context["form"].errors == {"oldpassword": [words]}


def test_whoever_has_no_password_gets_one_by_mail(client_of, db):
    person = User.objects.create_user("new@arboga.example")
    assert client_of(person).get("/konto/losenord/")["Location"] == ASK


def test_anonymous_people_change_nothing(client, db):
    assert client.get("/konto/losenord/")["Location"] == "/konto/logga-in/?next=/konto/losenord/"


def test_the_token_stands_in_no_row(client, bo):
    link = asked_link(client, bo.email)
    token = link.rstrip("/").rpartition("/")[2].partition("-")[2]
    assert all(token not in str(job.__dict__) for job in Job.objects.all())
    assert Job.objects.get().done_at <= timezone.now()
