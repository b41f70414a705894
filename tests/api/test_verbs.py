"""Each verb of an action as a call, over the same rules as the pages."""

import pytest

from tests import factories


@pytest.fixture
def bos(people, work, program_of):
    return program_of(people.bo)


@pytest.fixture
def astrids(people, work, program_of):
    return program_of(people.astrid)


REPORT = {"note": "Mätningen är igång.", "light": "green", "percent": 40}
DONE = {"done_on": "2027-03-10", "effect_seen_how": "Svarstiden mäts.", "effect_look_on": "2027-09-01"}


@pytest.mark.parametrize(
    ("word", "body", "told"),
    [
        ("start", {}, {"status": "in_progress"}),
        ("block", {"note": "Underlag saknas.", "unblocker": "Ekonomichefen"}, {"is_blocked": True}),
        ("pause", {"reason": "Väntar.", "resume_on": "2027-05-01"}, {"status": "paused", "resume_on": "2027-05-01"}),
        ("complete", DONE, {"status": "done", "done_on": "2027-03-10"}),
        ("move-deadline", {"due": "2027-08-31", "reason": "Upphandling."}, {"due": "2027-08-31", "times_moved": 1}),
    ],
)
def test_an_owner_presses_a_verb_twice(bos, word, body, told):
    first = bos.post(f"arboga/actions/1/{word}/", body)
    second = bos.post(f"arboga/actions/1/{word}/", body)

    assert (first.status_code, second.status_code) == (200, 200)
    assert {name: first.json()[name] for name in told} == told
    assert second.json() == first.json()


def test_a_report_is_sent_once_for_its_key(bos):
    answers = [bos.post("arboga/actions/1/report/", REPORT, Idempotency_Key="r") for _ in range(2)]

    assert answers[1].json() == answers[0].json()
    assert [report["note"] for report in answers[1].json()["reports"]] == ["Mätningen är igång."]
    assert (answers[0].json()["status"], answers[0].json()["percent"]) == ("in_progress", 40)


def test_a_comment_and_its_withdrawal(bos, people, work):
    said = bos.post("arboga/actions/1/comment/", {"text": "Vem mäter?"}, Idempotency_Key="c").json()["comments"]

    answer = bos.post("arboga/actions/1/withdraw-comment/", {"comment_id": said[0]["id"]})

    assert [comment["text"] for comment in said] == ["Vem mäter?"]
    assert [comment["text"] for comment in answer.json()["comments"]] == [""]


def test_milestones(bos):
    made = bos.post("arboga/actions/1/add-milestone/", {"title": "Mätplan"}, Idempotency_Key="m").json()["milestones"]

    ticked = bos.post("arboga/actions/1/tick-milestone/", {"milestone_id": made[0]["id"]}).json()["milestones"]

    assert [(step["title"], step["done_on"]) for step in ticked] == [("Mätplan", "2027-03-15")]


def test_another_towns_milestone_is_not_found(bos, work):
    foreign = factories.milestone(work.boden.first)

    answer = bos.post("arboga/actions/1/tick-milestone/", {"milestone_id": foreign.pk})

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_linking_and_unlinking(astrids, work):
    body = {"improvement": str(work.arboga.findings[1].key)}

    linked = astrids.post("arboga/actions/1/link/", body).json()["improvements"]
    unlinked = astrids.post("arboga/actions/1/unlink/", body).json()["improvements"]

    assert linked == [str(finding.key) for finding in work.arboga.findings]
    assert unlinked == [str(work.arboga.findings[0].key)]


def test_a_refusal_carries_the_rules_code_and_sentence(astrids):
    answer = astrids.post("arboga/actions/1/resume/")
    wrong = astrids.post("arboga/actions/1/show-effect/", {"effect_on": "2027-03-01", "text": "Ja."})

    assert answer.status_code == 200  # under way already: nothing to take up
    assert (wrong.status_code, wrong.json()["status"], wrong["Content-Type"]) == (409, 409, "application/problem+json")


def test_a_verb_made_on_another_version(bos):
    answer = bos.post("arboga/actions/1/start/", {}, If_Match='"9"')
    conflict = bos.post("arboga/actions/1/start/", {"version": 9})

    assert (answer.status_code, conflict.status_code) == (412, 409)


@pytest.mark.parametrize(("person", "status"), [("lena", 403), ("birgit", 403), ("cecilia", 404), ("sara", 404)])
def test_who_may_not(people, work, program_of, readers_see_all, person, status):
    assert program_of(getattr(people, person)).post("arboga/actions/1/start/").status_code == status


def test_an_owner_does_not_press_others_actions(bos):
    assert bos.post("arboga/actions/2/start/").status_code == 403


def test_undoing(bos):
    bos.post("arboga/actions/1/start/")

    assert bos.post("arboga/actions/1/undo/").json()["status"] == "not_started"
    assert bos.post("arboga/actions/1/undo/").status_code == 409


@pytest.mark.parametrize(
    ("method", "content_type", "status"), [("GET", "application/json", 405), ("POST", "text/plain", 415)]
)
def test_other_methods_and_types(astrids, method, content_type, status):
    answer = astrids.client.generic(
        method, "/api/v1/arboga/actions/1/start/", "x", content_type, headers=astrids.headers
    )

    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


def test_a_body_that_is_no_json(astrids):
    answer = astrids.client.generic(
        "POST", "/api/v1/arboga/actions/1/start/", "{", "application/json", headers=astrids.headers
    )

    assert answer.status_code == 400
