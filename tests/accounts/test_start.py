"""The start page: straight to the only place, else a choice."""

from datetime import timedelta

import pytest

from accounts.models import Role, User
from accounts.roles import Part
from tests import factories
from tests.accounts.test_sign_in import say

START = "/konto/start/"


@pytest.mark.parametrize(
    ("who", "place"),
    [
        ("sara", "/skr/utvarderingar/"),
        ("ulla", "/skr/utvarderingar/"),
        ("astrid", "/arboga/"),
        ("lena", "/arboga/"),
        ("bo", "/arboga/"),
        ("birgit", "/arboga/"),
        ("cecilia", "/boden/"),
    ],
)
def test_one_place_is_gone_to_at_once(people, client_of, who, place):
    assert client_of(getattr(people, who)).get(START)["Location"] == place


def test_one_assignment_is_gone_to_at_once(client_of, arboga_case):
    person = factories.person("per@peer.example")
    factories.assignment(arboga_case, person, Part.CO)
    assert client_of(person).get(START)["Location"] == "/utvarderingar/KK-2027-001/"


def test_several_assignments_are_chosen_among(erik, client_of):
    answer = client_of(erik).get(START)
    assert [(place.name, place.roles, place.url) for place in answer.context["cases"]] == [
        ("Bodens kommun, KK-2027-002", (say("lead evaluator"),), "/utvarderingar/KK-2027-002/"),
        ("Arboga kommun, KK-2027-001", (say("lead evaluator"),), "/utvarderingar/KK-2027-001/"),
    ]


def test_two_parts_on_one_case_are_one_place(client_of, arboga_case):
    person = factories.person("per@peer.example")
    factories.assignment(arboga_case, person, Part.CO)
    factories.assignment(arboga_case, person, Part.APPROVER)
    assert client_of(person).get(START)["Location"] == "/utvarderingar/KK-2027-001/"


def test_several_places_are_chosen_among_with_their_roles(astrid, arboga, boden, arboga_case, client_of):
    factories.membership(astrid, Role.READER, arboga)
    factories.membership(astrid, Role.READER, boden)
    factories.membership(astrid, Role.SKR_EVALUATOR)
    answer = client_of(astrid).get(START)
    assert answer.status_code == 200
    assert [(place.name, list(map(str, place.roles)), place.url) for place in answer.context["memberships"]] == [
        ("SKR", [say("evaluator")], "/skr/utvarderingar/"),
        ("Arboga kommun", [say("coordinator"), say("reader")], "/arboga/"),
        ("Bodens kommun", [say("reader")], "/boden/"),
    ]


def test_a_municipality_and_an_assignment_are_chosen_between(bo, boden_case, client_of):
    factories.assignment(boden_case, bo, Part.CO)
    answer = client_of(bo).get(START)
    assert [place.url for place in answer.context["memberships"]] == ["/arboga/"]
    assert [place.url for place in answer.context["cases"]] == ["/utvarderingar/KK-2027-002/"]


def test_an_ended_role_is_no_place(client_of, arboga, today, clock):
    person = factories.person("old@arboga.example")
    factories.membership(person, Role.READER, arboga, end=today - timedelta(days=1))
    page = client_of(person).get(START).content.decode()
    assert say("You have no access yet") in page
    assert "/arboga/" not in page


def test_nobody_is_left_without_a_sentence(client_of, db):
    answer = client_of(factories.person("new@arboga.example")).get(START)
    assert answer.status_code == 200
    assert say("Nobody has given you access today") in answer.content.decode()


def test_anonymous_and_deactivated_people_are_asked_to_sign_in(client, bo, client_of):
    signed_in = client_of(bo)
    User.objects.filter(pk=bo.pk).update(is_active=False)
    for each in (client, signed_in):
        assert each.get(START)["Location"] == f"/konto/logga-in/?next={START}"


def test_the_page_takes_one_statement_of_its_own(erik, client_of, count_statements_of):
    client = client_of(erik)
    assert count_statements_of(lambda: client.get(START)) == 1
