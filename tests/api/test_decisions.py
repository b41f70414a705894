"""Results, improvement opportunities and decisions by program."""

import pytest


@pytest.fixture
def astrids(people, work, program_of):
    return program_of(people.astrid)


def test_results_hold_the_own_town_only(astrids):
    body = astrids.get("arboga/results/").json()

    assert [(row["case_number"], row["year"], row["version"]) for row in body] == [("KK-2026-001", 2026, 1)]


def test_a_result_with_its_areas(astrids, work):
    area = astrids.get("arboga/results/2026/").json()["areas"][0]

    assert (area["number"], area["achieved"], [item["key"] for item in area["improvements"]]) == (
        1,
        60,
        [str(finding.key) for finding in work.arboga.findings],
    )


@pytest.mark.parametrize("query", ["results/1999/", "results/2026/?version=9", "results/2026/?case=KK-2026-002"])
def test_a_result_that_is_not_there(astrids, query):
    assert astrids.get(f"arboga/{query}").status_code == 404


def test_deciding_twice_decides_once(astrids, work):
    address = f"arboga/decisions/{work.arboga.findings[1].key}/"
    body = {"kind": "wait", "wait_until": "2027-12-01"}

    first, second = (astrids.post(address, body) for _ in range(2))

    assert (first.status_code, first.json()["kind"], second.json()) == (200, "wait", first.json())
    rows = astrids.get("arboga/improvements/").json()
    assert [(row["decision"], row["wait_until"], row["actions"]) for row in rows] == [
        ("undecided", None, [1]),
        ("wait", "2027-12-01", []),
    ]
    assert [row["kind"] for row in astrids.get("arboga/decisions/").json()] == ["wait"]


def test_a_decision_that_lacks_something_is_refused(astrids, work):
    answer = astrids.post(f"arboga/decisions/{work.arboga.findings[1].key}/", {"kind": "decline"})

    assert answer.status_code == 409


def test_a_foreign_improvement_is_not_found(astrids, work):
    answer = astrids.post(f"arboga/decisions/{work.boden.findings[0].key}/", {"kind": "act"})

    assert answer.status_code == 404


@pytest.mark.parametrize("person", ["bo", "lena", "birgit"])
def test_only_a_coordinator_decides(people, work, program_of, person):
    program = program_of(getattr(people, person))

    answer = program.post(f"arboga/decisions/{work.arboga.findings[1].key}/", {"kind": "act"})

    assert answer.status_code == 403


def test_a_reader_of_the_adopted_plan_sees_no_decisions(people, work, program_of):
    rows = program_of(people.birgit).get("arboga/improvements/").json()

    assert {row["decision"] for row in rows} == {None}


def test_plans(astrids, work):
    assert [(row["case_number"], row["state"]) for row in astrids.get("arboga/plans/").json()] == [
        ("KK-2026-001", "draft")
    ]


def test_a_reader_of_the_adopted_plan_is_told_of_no_draft(people, work, program_of):
    assert program_of(people.birgit).get("arboga/plans/").json() == []
