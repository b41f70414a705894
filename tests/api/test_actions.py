"""Actions by program: found, filtered, made, changed."""

import pytest

from followup.models import Action, ActionStatus
from tests import factories
from tests.statements import count_statements


@pytest.fixture
def astrids(people, work, program_of):
    return program_of(people.astrid)


def _action(number=1, town="arboga", person=None):
    with factories.as_actor(person, town) as by:
        return Action.objects.visible_to(by).get(number=number)


def test_the_list(astrids, work):
    answer = astrids.get("arboga/actions/")

    body = answer.json()
    assert (answer.status_code, body["count"], body["next"], body["previous"]) == (200, 2, None, None)
    assert body["results"][0] == {
        "key": str(work.arboga.first.key),
        "number": 1,
        "label": "Å-1",
        "version": 1,
        "title": "Mät i Arboga",
        "status": "not_started",
        "is_blocked": False,
        "is_late": False,
        "owner": {"id": work.arboga.owner.pk, "name": "Bo Ek"},
        "owner_text": "",
        "owner_left": False,
        "unit": None,
        "start": None,
        "due": "2027-06-30",
        "first_due": "2027-06-30",
        "priority": "",
        "light": "",
        "percent": None,
        "forecast": None,
        "reported_at": None,
        "reference": "",
        "tags": [],
        "improvements": [str(work.arboga.findings[0].key)],
    }


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("text=fråga", [2]),
        ("text=Å-1", [1]),
        ("area=1", [1]),
        ("status=without_owner", [2]),
        ("status=without_date", [2]),
        ("status=done", []),
        ("due=quarter", []),
        ("due=later", [1]),
        ("order=title", [2, 1]),
        ("order=-title", [1, 2]),
        ("case=KK-2026-001", [1, 2]),
        ("case=KK-2026-002", []),
        ("page=2&page_size=1", [2]),
    ],
)
def test_filters_order_and_pages(astrids, work, query, numbers):
    assert [row["number"] for row in astrids.get(f"arboga/actions/?{query}").json()["results"]] == numbers


def test_the_owner_filter_takes_no_foreign_number(astrids, work):
    found = [astrids.get(f"arboga/actions/?owner={member}").json()["count"] for member in
             (work.arboga.owner.pk, work.boden.owner.pk, 999_999)]  # fmt: skip

    assert found == [1, 0, 0]


@pytest.mark.parametrize(
    "query", ["status=nonsense", "order=owner_id", "unit=x", "unit=99999999999999999999", "area=0"]
)
def test_a_filter_of_the_wrong_shape_is_a_fault(astrids, query):
    answer = astrids.get(f"arboga/actions/?{query}")

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, query.split("=")[0])


def test_a_page_beyond_the_last_is_not_found(astrids):
    assert astrids.get("arboga/actions/?page=9").status_code == 404


def test_two_rows_and_two_hundred_cost_the_same(astrids, work):
    def statements():
        with count_statements() as counted:
            assert astrids.get("arboga/actions/?page_size=200").status_code == 200
        return len(counted.of_page)

    few = statements()
    for number in range(3, 201):
        factories.action(work.arboga.plan, number, owner=work.arboga.owner, findings=(work.arboga.findings[0],))

    assert (statements(), few <= 10) == (few, True)


def test_one_action(astrids, work):
    answer = astrids.get("arboga/actions/1/")

    body = answer.json()
    assert (answer["ETag"], body["title"], body["helpers"], body["comments"]) == ('"1"', "Mät i Arboga", [], [])
    assert "complete_action" in body["possible"]


@pytest.mark.parametrize("address", ["boden/actions/1/", "nowhere/actions/1/", "arboga/actions/9/", "skr/actions/1/"])
def test_what_is_not_theirs_is_not_found(astrids, work, address):
    answer = astrids.get(address)

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_reader_sees_the_work_only_where_the_settings_say_so(people, work, program_of, request):
    birgits = program_of(people.birgit)
    before = (birgits.get("arboga/actions/").json()["count"], birgits.get("arboga/actions/1/").status_code)

    request.getfixturevalue("readers_see_all")

    assert before == (0, 404)
    assert (birgits.get("arboga/actions/").json()["count"], birgits.get("arboga/actions/1/").status_code) == (2, 200)


def test_making_one(astrids, work, people):
    body = {
        "title": "Ta fram en plan",
        "improvements": [str(work.arboga.findings[1].key)],
        "owner_id": work.arboga.owner.pk,
        "due": "2027-09-30",
        "priority": "high",
    }
    answer = astrids.post("arboga/actions/", body, Idempotency_Key="a")
    again = astrids.post("arboga/actions/", body, Idempotency_Key="a")

    assert (answer.status_code, again.status_code, answer.json()["number"]) == (201, 201, 3)
    assert again.json() == answer.json()
    assert astrids.get("arboga/actions/").json()["count"] == 3


def test_another_body_under_the_same_key(astrids, work):
    astrids.post("arboga/actions/", {"title": "A"}, Idempotency_Key="a")

    answer = astrids.post("arboga/actions/", {"title": "B"}, Idempotency_Key="a")

    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")


def test_making_needs_a_key(astrids, work):
    answer = astrids.post("arboga/actions/", {"title": "A"})

    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_missing")


def test_every_fault_of_a_body_is_named(astrids, work):
    answer = astrids.post("arboga/actions/", {"owner_id": "x", "due": "i morgon", "color": 1}, Idempotency_Key="a")
    named = astrids.post("arboga/actions/", {"owner_id": "x", "due": "i morgon"}, Idempotency_Key="a")

    assert [fault["field"] for fault in answer.json()["errors"]] == ["color"]
    assert [fault["field"] for fault in named.json()["errors"]] == ["title", "owner_id", "due"]


@pytest.mark.parametrize("field", ["owner_id", "helper_ids", "improvements", "unit_id"])
def test_a_foreign_key_is_refused_like_an_unknown_one(astrids, work, field):
    foreign = {
        "owner_id": work.boden.owner.pk,
        "helper_ids": [work.boden.owner.pk],
        "improvements": [str(work.boden.findings[0].key)],
        "unit_id": factories.unit(work.boden.town).pk,
    }
    unknown = {
        "owner_id": 999_999,
        "helper_ids": [999_999],
        "improvements": ["00000000-0000-7000-8000-000000000009"],
        "unit_id": 999_999,
    }
    answers = [
        astrids.post("arboga/actions/", {"title": "A", field: values[field]}, Idempotency_Key=key)
        for key, values in (("a", foreign), ("b", unknown))
    ]

    told = [{**answer.json(), "reference": ""} for answer in answers]
    assert told[0] == told[1]
    assert {answer.status_code for answer in answers} <= {404, 409}
    assert astrids.get("arboga/actions/").json()["count"] == 2


@pytest.mark.parametrize("person", ["bo", "lena", "birgit"])
def test_only_a_coordinator_makes_one(people, work, program_of, readers_see_all, person):
    program = program_of(getattr(people, person))

    answer = program.post("arboga/actions/", {"title": "A"}, Idempotency_Key="a")

    assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted")


def test_changing_words(astrids, work):
    answer = astrids.send("PATCH", "arboga/actions/1/", {"title": "Nytt namn", "effort": "low"}, If_Match='"1"')

    assert (answer.status_code, answer["ETag"]) == (200, '"2"')
    assert (answer.json()["title"], answer.json()["effort"]) == ("Nytt namn", "low")


@pytest.mark.parametrize(
    ("body", "headers", "expected"),
    [
        ({"title": "B"}, {}, (428, "version_needed")),
        ({"title": "B"}, {"If_Match": '"7"'}, (412, "changed_meanwhile")),
        ({"title": "B", "version": 7}, {}, (409, "edit_conflict")),
        ({"title": "B", "version": 1}, {}, (200, None)),
        ({"title": "B"}, {"If_Match": "*"}, (200, None)),
    ],
)
def test_a_change_says_on_which_version_it_was_made(astrids, work, body, headers, expected):
    answer = astrids.send("PATCH", "arboga/actions/1/", body, **headers)

    assert (answer.status_code, answer.json().get("code")) == expected


def test_reference_lists_hold_the_own_town_only(astrids, work, people):
    factories.unit(work.arboga.town, "Kansliet")
    factories.unit(work.boden.town, "Bodens kansli")

    units, members = (astrids.get(f"arboga/{name}/").json() for name in ("units", "members"))

    assert [unit["name"] for unit in units] == ["Kansliet"]
    assert [member["name"] for member in members] == ["Astrid Lund", "Birgit Dahl", "Bo Ek", "Lena Berg"]


def test_the_state_is_as_the_rule_left_it(astrids, work, people):
    answer = astrids.post("arboga/actions/1/start/")

    assert answer.json()["status"] == _action(person=people.astrid).status == ActionStatus.IN_PROGRESS
