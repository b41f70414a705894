"""SKR's municipalities, and the plan that one of them shares."""

from datetime import date
from typing import Any

import pytest
import time_machine

from accounts.models import Event, Municipality, Sharing, SharingLevel, User
from accounts.tenancy import Scope
from followup.models import ActionStatus, Plan
from tests import factories
from tests.statements import count_statements

URL = "/skr/kommuner/arboga/handlingsplan/"
SHARING = "/arboga/administration/delning/"


def share(at: Municipality, level: SharingLevel) -> None:
    with factories.in_scope(Scope(municipality=at.pk)):
        Sharing.objects.update_or_create(municipality=at, defaults={"level": level})


@pytest.fixture
def plan(arboga: Municipality, astrid: User, bo: User, ulla: User) -> Plan:
    """One improvement decided with an action in progress, one undecided, an action beside them, and a comment."""
    version = factories.published_case(arboga, ulla)
    first, _second = factories.improvements(version)
    made = factories.plan(version.evaluation)
    factories.decision(made, first, version, astrid)
    owner = factories.member_of(bo, arboga)
    action = factories.action(
        made, 1, title="Mät svarstiderna", status=ActionStatus.IN_PROGRESS, owner=owner, findings=(first,)
    )
    factories.action(
        made, 2, title="Flytta arkivet", owner_text="Kommundirektören", due=date(2027, 3, 14), is_blocked=True
    )
    factories.comment(action, bo, "En hemlig fråga")
    factories.status_report(action, bo, "En hemlig rapport")
    return made


@pytest.fixture
def admin(client_of: Any, sara: User, clock: time_machine.Traveller) -> Any:
    return client_of(sara)


def test_the_shared_plan_is_read_and_the_reading_is_seen(
    admin: Any, plan: Plan, arboga: Municipality, astrid: User, client_of: Any
) -> None:
    share(arboga, SharingLevel.ALL)
    page = admin.get(URL)
    shared = page.context["shared"]
    assert (shared.decided, shared.total) == (1, 2)
    assert [(finding.status, len(finding.actions)) for finding in shared.areas[0].findings] == [
        ("act", 1),
        ("undecided", 0),
    ]
    assert [(action.row.number, action.status) for action in shared.others] == [(2, "late")]
    assert dict(shared.counts)["late"] == 1
    assert "Mät svarstiderna" in page.text
    for hidden in ("hemlig", "Bo Ek", "Kommundirektören", "Astrid"):
        assert hidden not in page.text
    (event,) = client_of(astrid).get(SHARING).context["page"]
    assert (event.verb, event.facts.facts["by"]) == ("plan.read_by_skr", "Sara Holm")


@pytest.mark.parametrize("level", [None, SharingLevel.NONE])
def test_what_is_not_shared_is_not_there(
    admin: Any, plan: Plan, arboga: Municipality, level: SharingLevel | None
) -> None:
    if level:
        share(arboga, level)
    refused, unknown = admin.get(URL), admin.get("/skr/kommuner/finns-inte/handlingsplan/")
    assert (refused.status_code, unknown.status_code) == (404, 404)
    assert "Arboga" not in refused.text
    with factories.in_scope(Scope(municipality=arboga.pk)):
        assert not Event.objects.filter(verb="plan.read_by_skr").exists()


def test_an_evaluator_does_not_read_plans(client_of: Any, ulla: User, plan: Plan, arboga: Municipality) -> None:
    share(arboga, SharingLevel.ALL)
    assert client_of(ulla).get(URL).status_code == 403


def test_a_municipality_without_a_plan_says_so(admin: Any, arboga: Municipality) -> None:
    share(arboga, SharingLevel.ALL)
    page = admin.get(URL)
    assert (page.status_code, page.context["shared"]) == (200, None)


def test_as_many_statements_for_many_actions(admin: Any, plan: Plan, arboga: Municipality) -> None:
    share(arboga, SharingLevel.ALL)
    counts = []
    for start, count in ((10, 2), (100, 100)):
        for number in range(start, start + count):
            factories.action(plan, number)
        with count_statements() as statements:
            admin.get(URL)
        counts.append(len(statements.of_page))
    assert counts[0] == counts[1] <= 10


def test_the_list_of_municipalities_filters(
    admin: Any, plan: Plan, arboga: Municipality, boden: Municipality, cecilia: User
) -> None:
    share(arboga, SharingLevel.ALL)
    share(boden, SharingLevel.FIGURES)

    def names(query: str) -> list[str]:
        return [row.short_name for row in admin.get(f"/skr/kommuner/{query}").context["page"]]

    assert len(names("")) == 50
    assert names("?sharing=all") == ["Arboga"]
    assert names("?sharing=figures") == ["Boden"]
    assert names("?coordinator=yes") == ["Arboga", "Boden"]
    assert names("?result=yes") == ["Arboga"]
    assert names("?q=arbog&coordinator=no") == []
    assert names("?q=%00&sharing=x") == []
    with count_statements() as statements:
        admin.get("/skr/kommuner/")
    assert len(statements.of_page) <= 10
