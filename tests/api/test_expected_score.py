"""The expected score by program."""

import pytest

from tests import factories
from tests.statements import count_statements


def _zero(area):
    return (area["gain"], area["expected"] - area["today"], area["improvements"])


def test_the_expected_score_with_its_assumption(people, work, program_of):
    town = work.arboga
    factories.action(town.plan, 40, expected_effect="high", findings=(town.findings[0],))
    body = program_of(people.bo).get("arboga/expected-score/").json()
    first, *others = body.pop("areas")
    assert body == {
        "case_number": "KK-2026-001",
        "assumption": {"low": 5, "medium": 10, "high": 20, "most": 50},
        "today": 460,
        "maximum": 800,
        "missing": 340,
        "gain": 8,
        "expected": 468,
        "left_out": body["left_out"],
    }
    assert (first["today"], first["gain"], first["expected"], first["missing"]) == (60, 8, 68, 40)
    assert (first["improvements"][0]["key"], first["improvements"][0]["points"]) == (str(town.findings[0].key), "8.000")
    assert 40 in first["improvements"][0]["actions"]
    assert all(_zero(area) == (0, 0, []) for area in others)


def test_another_assumption_is_tried(people, work, program_of):
    town = work.arboga
    factories.action(town.plan, 40, expected_effect="high", findings=(town.findings[0],))
    body = program_of(people.lena).get("arboga/expected-score/?high=50").json()
    assert (body["assumption"]["high"], body["gain"]) == (50, 20)


@pytest.mark.parametrize("query", ["low=30", "most=101", "high=x"])
def test_odd_percent_are_refused(people, work, program_of, query):
    assert program_of(people.astrid).get(f"arboga/expected-score/?{query}").status_code == 400


@pytest.mark.parametrize(("person", "status"), [("birgit", 404), ("cecilia", 404), ("sara", 404)])
def test_whom_it_is_not_shown_to(people, work, program_of, person, status):
    assert program_of(getattr(people, person)).get("arboga/expected-score/").status_code == status


def test_a_case_that_is_not_theirs(people, work, program_of):
    assert program_of(people.astrid).get("arboga/expected-score/?case=KK-2026-002").status_code == 404


def test_it_is_read_only(people, work, program_of):
    assert program_of(people.astrid).post("arboga/expected-score/").status_code == 405


def test_statements(people, work, program_of):
    program = program_of(people.astrid)
    with count_statements() as counted:
        program.get("arboga/expected-score/")
    assert len(counted.of_page) <= 10, counted
