"""Check-ins by program: the list, and one with its answers."""

import pytest

from accounts.tenancy import Scope
from followup.models import CheckInAnswer, Light
from tests import factories

PAGE = "arboga/check-ins/2027-04-30/"


@pytest.fixture
def asked(people, work):
    """Arboga's two actions in an open check-in, the first answered by Astrid in the owner's place."""
    plan = work.arboga.plan
    with factories.in_scope(Scope(municipality=plan.municipality_id)):
        actions = list(plan.actions.order_by("number"))
    found = factories.check_in(plan, asks=tuple(actions))
    report = factories.status_report(
        actions[0], people.astrid, "Det rör på sig.", name="Astrid Lund", light=Light.YELLOW
    )
    with factories.in_scope(Scope(municipality=plan.municipality_id)):
        CheckInAnswer.objects.filter(action=actions[0]).update(report=report, is_for_other=True)
    return found


def test_the_list(people, asked, program_of):
    body = program_of(people.lena).get("arboga/check-ins/").json()

    assert body["count"] == 1
    assert {name: body["results"][0][name] for name in ("on", "is_open", "asked", "answered", "closed_at")} == {
        "on": "2027-04-30",
        "is_open": True,
        "asked": 2,
        "answered": 1,
        "closed_at": None,
    }


def test_one_with_its_answers(people, asked, program_of):
    first, second = program_of(people.bo).get(PAGE).json()["answers"]

    assert (first["answer"]["note"], first["answer"]["light"], first["is_for_other"]) == (
        "Det rör på sig.",
        "yellow",
        True,
    )
    assert (second["answer"], second["is_for_other"], second["before"]) == (None, False, "")


def test_a_report_by_program_answers_it(people, asked, program_of):
    program = program_of(people.astrid)

    sent = program.post("arboga/actions/2/report/", {"note": "Klart snart.", "light": "green"}, Idempotency_Key="ett")

    assert sent.status_code == 200
    assert [row["answer"]["note"] for row in program.get(PAGE).json()["answers"]] == ["Det rör på sig.", "Klart snart."]


def test_readers_and_strangers_may_not(people, asked, program_of):
    assert program_of(people.birgit).get(PAGE).status_code == 403
    assert program_of(people.cecilia).get(PAGE).status_code == 404
    assert program_of(people.astrid).get("arboga/check-ins/20270430/").status_code == 404
