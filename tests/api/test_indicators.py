"""Indicators, measurements, tags and mentions by calls, over the same rules as the pages."""

import pytest

from tests import factories

PATH = "arboga/actions/1/"
NEW = {"name": "Svarstid", "measured_in": "dagar", "direction": "down", "baseline": "10", "target": 4.5}


@pytest.fixture
def bos(people, work, program_of):
    return program_of(people.bo)


@pytest.fixture
def indicator(bos):
    """The key of an indicator that Bo has added."""
    answer = bos.post(f"{PATH}add-indicator/", NEW, Idempotency_Key="i")
    return answer.json()["indicators"][0]["key"]


def test_an_indicator_is_added_once_measured_changed_and_removed(bos, indicator):
    again = bos.post(f"{PATH}add-indicator/", NEW, Idempotency_Key="i")
    body = {"indicator": indicator, "on": "2027-03-10", "value": "7.5", "note": "Enkät"}
    for _press in range(2):
        measured = bos.post(f"{PATH}add-measurement/", body, Idempotency_Key="m")
    version = measured.json()["version"]
    changed = bos.post(f"{PATH}edit-indicator/", {"indicator": indicator, "target": "4", "version": version})
    (shown,) = changed.json()["indicators"]

    assert len(again.json()["indicators"]) == 1
    assert {name: shown[name] for name in ("name", "baseline", "baseline_on", "target", "direction")} == {
        "name": "Svarstid",
        "baseline": "10.000",
        "baseline_on": None,
        "target": "4.000",
        "direction": "down",
    }
    assert [(each["on"], each["value"], each["by_name"]) for each in shown["measurements"]] == [
        ("2027-03-10", "7.500", "Bo Ek")
    ]
    gone = bos.post(f"{PATH}withdraw-measurement/", {"measurement": shown["measurements"][0]["key"]})
    assert gone.json()["indicators"][0]["measurements"] == []
    assert bos.post(f"{PATH}remove-indicator/", {"indicator": indicator}).json()["indicators"] == []


def test_a_change_of_words_says_which_version_it_was_made_on(bos, indicator):
    body = {"indicator": indicator, "name": "Väntan"}

    assert bos.post(f"{PATH}edit-indicator/", body).status_code == 428
    assert bos.post(f"{PATH}edit-indicator/", body, If_Match='"1"').status_code == 412


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"on": "2027-03-16", "value": 7}, "measured_in_future"),
        ({"on": "2027-03-10", "value": 7}, "measured_that_day"),
    ],
)
def test_a_measurement_that_is_refused(bos, indicator, sent, code):
    first = {"indicator": indicator, "on": "2027-03-10", "value": 8}
    bos.post(f"{PATH}add-measurement/", first, Idempotency_Key="m")

    answer = bos.post(f"{PATH}add-measurement/", {"indicator": indicator, **sent}, Idempotency_Key="n")

    assert (answer.status_code, answer.json()["code"]) == (409, code)


def test_another_towns_indicator_is_not_found(bos, work):
    foreign = factories.indicator(work.boden.first)

    answer = bos.post(f"{PATH}remove-indicator/", {"indicator": str(foreign.key)})

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_ledning_may_not(people, work, program_of):
    answer = program_of(people.lena).post(f"{PATH}add-indicator/", NEW, Idempotency_Key="i")

    assert answer.status_code == 403


def test_a_coordinator_sets_tags_and_makes_an_action_with_all_of_it(people, work, program_of):
    astrids = program_of(people.astrid)
    version = astrids.get(PATH).json()["version"]
    edited = astrids.send("PATCH", PATH, {"tags": ["budget", "Budget", "skola"], "version": version}).json()
    body = {"title": "Ny", "tags": ["skola"], "reference": "KS 2027/15", "resources": "En tjänst.", "effort": "low"}
    made = astrids.post("arboga/actions/", body, Idempotency_Key="a").json()

    assert edited["tags"] == ["budget", "skola"]
    assert {name: made[name] for name in body} == body


def test_milestones_are_reworded_and_moved(bos):
    for title in ("Ett", "Två"):
        rows = bos.post(f"{PATH}add-milestone/", {"title": title}, Idempotency_Key=title).json()["milestones"]
    moved = bos.post(f"{PATH}move-milestone/", {"milestone_id": rows[1]["id"], "position": 1}).json()
    body = {"milestone_id": rows[0]["id"], "title": "Tre", "due": "2027-05-01", "version": moved["version"]}
    edited = bos.post(f"{PATH}edit-milestone/", body).json()

    assert [(each["title"], each["due"]) for each in edited["milestones"]] == [("Två", None), ("Tre", "2027-05-01")]


def test_a_comment_says_whom_it_names(bos):
    said = bos.post(f"{PATH}comment/", {"text": "Hej @Lena Berg"}, Idempotency_Key="c")

    assert [each["mentions"] for each in said.json()["comments"]] == [["Lena Berg"]]
    refused = bos.post(f"{PATH}comment/", {"text": "Hej", "mentions": [999999]}, Idempotency_Key="d")
    assert (refused.status_code, refused.json()["code"]) == (409, "mention_unknown")
