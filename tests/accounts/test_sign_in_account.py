"""My account: roles, language, ways to sign in."""

from datetime import timedelta

from accounts.models import Role, User
from tests import factories
from tests.accounts.test_sign_in import say

ACCOUNT = "/konto/"


def test_roles_are_listed_with_their_days(bo, boden, client_of, today, clock):
    factories.membership(bo, Role.READER, boden, start=today, end=today + timedelta(days=30))
    page = client_of(bo).get(ACCOUNT).content.decode()
    for words in ("bo@arboga.example", "Arboga kommun", "Bodens kommun", "2020-01-01", "2027-03-15", "2027-04-14"):
        assert words in page
    assert say("action owner") in page
    assert page.count(say("until further notice")) == 1


def test_the_page_of_a_person_without_roles_says_so(client_of, db):
    page = client_of(factories.person("new@arboga.example")).get(ACCOUNT).content.decode()
    assert say("You have no role in a municipality or at SKR today.") in page


def test_the_language_is_chosen_for_pages_and_mails(bo, client_of):
    client = client_of(bo)
    assert client.post(ACCOUNT, {"language": "en"})["Location"] == ACCOUNT
    assert User.objects.get(pk=bo.pk).language == "en"
    assert client.cookies["django_language"].value == "en"
    answer = client.get(ACCOUNT)
    assert answer["Content-Language"] == "en"
    assert '<html lang="en">' in answer.content.decode()


def test_an_unknown_language_is_refused(bo, client_of):
    answer = client_of(bo).post(ACCOUNT, {"language": "xx"})
    assert list(answer.context["form"].errors) == ["language"]
    assert User.objects.get(pk=bo.pk).language == "sv"


def test_an_empty_choice_is_refused(bo, client_of):
    answer = client_of(bo).post(ACCOUNT, {})
    assert list(answer.context["form"].errors) == ["language"]


def test_anonymous_people_are_asked_to_sign_in(client, db):
    assert client.get(ACCOUNT)["Location"] == "/konto/logga-in/?next=/konto/"


def test_other_methods_are_refused(bo, client_of):
    assert client_of(bo).put(ACCOUNT).status_code == 405


def test_the_page_asks_the_database_nothing_of_its_own(bo, client_of, count_statements_of):
    client = client_of(bo)
    assert count_statements_of(lambda: client.get(ACCOUNT)) == 0
