"""«Översikt» for each role, and the result with the state of each improvement opportunity."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client

from accounts.models import Membership, Municipality, User
from accounts.tenancy import Scope
from evaluations.models import Finding, PublishedVersion
from followup.models import ActionStatus, DecisionKind, Plan, PlanState
from tests import factories
from tests.factories import followup as made
from tests.factories import in_scope
from tests.statements import count_statements

pytestmark = pytest.mark.usefixtures("clock")

Clients = Callable[..., Client]
PASSED = date(2027, 3, 10)


@pytest.fixture
def version(arboga: Municipality, ulla: User) -> PublishedVersion:
    return made.published_case(arboga, ulla, words=("Ett.", "Två.", "Tre."))


@pytest.fixture
def findings(version: PublishedVersion) -> list[Finding]:
    return made.improvements(version)


@pytest.fixture
def plan(version: PublishedVersion) -> Plan:
    return made.plan(version.evaluation, state=PlanState.ADOPTED)


@pytest.fixture
def worked(plan: Plan, version: PublishedVersion, findings: list[Finding], people: SimpleNamespace) -> None:
    """One to be acted on with a late action of Bo's, one declined, one left; an action that is nobody's."""
    made.decision(plan, findings[0], version, people.astrid)
    made.decision(plan, findings[1], version, people.astrid, kind=DecisionKind.DECLINE, reason="Ryms inte.")
    late = made.action(
        plan, 1, title="Mät svarstiderna", owner=_membership(people.bo), findings=(findings[0],), due=PASSED
    )
    made.action(plan, 2, title="Fråga eleverna", due=None)
    made.status_report(late, people.bo, "Vi väntar på statistik.")


def _membership(of: User) -> Membership:
    with factories.as_actor(of, "arboga") as by:
        return Membership.objects.get(pk=min(by.memberships))


def _to_do(page: object) -> list[tuple[str, int, str]]:
    return [(row.code, row.count, row.url) for row in page.context["to_do"]]  # type: ignore[attr-defined]


@pytest.mark.usefixtures("worked")
def test_the_samordnare_reads_what_to_do_with_a_link_each(client_of: Clients, astrid: User) -> None:
    page = client_of(astrid).get("/arboga/")
    assert _to_do(page) == [
        ("undecided", 1, "/arboga/stallningstaganden/"),
        ("late", 1, "/arboga/handlingsplan/?status=late"),
        ("without_owner", 1, "/arboga/handlingsplan/?status=without_owner"),
        ("without_date", 1, "/arboga/handlingsplan/?status=without_date"),
    ]
    (area, *_others) = page.context["standing"].areas
    assert (area.decided, area.total, area.statuses, area.late) == (2, 3, [("late", 1)], 1)
    assert 'href="/arboga/handlingsplan/1/">Å-1 Mät svarstiderna</a>' in page.text
    assert "Vi väntar på statistik." in page.text
    assert page.context["may_decide"]


@pytest.mark.usefixtures("worked")
def test_every_link_of_what_to_do_answers_with_as_many(client_of: Clients, astrid: User) -> None:
    client = client_of(astrid)
    for _code, _count, url in _to_do(client.get("/arboga/")):
        assert client.get(url).status_code == 200
    assert "Mät svarstiderna" in client.get("/arboga/handlingsplan/?status=late").text
    assert "Mät svarstiderna" not in client.get("/arboga/handlingsplan/?status=without_date").text


@pytest.mark.usefixtures("worked")
def test_ledning_reads_the_same_and_decides_nothing(client_of: Clients, lena: User) -> None:
    page = client_of(lena).get("/arboga/")
    assert [row[0] for row in _to_do(page)] == ["undecided", "late", "without_owner", "without_date"]
    assert not page.context["may_decide"]
    assert "/arboga/handelser/" not in page.text
    assert page.text.count("ds-button") == 1


@pytest.mark.usefixtures("worked")
def test_an_owner_sees_own_actions_first(client_of: Clients, bo: User) -> None:
    page = client_of(bo).get("/arboga/")
    assert [(action.number, state) for action, state in page.context["own"]] == [(1, "late")]
    assert page.text.index('id="own"') < page.text.index('id="to-do"')


@pytest.mark.usefixtures("worked")
def test_a_reader_sees_the_result_and_that_the_plan_is_adopted(client_of: Clients, birgit: User) -> None:
    page = client_of(birgit).get("/arboga/")
    assert page.context["standing"] is None
    assert 'href="/arboga/handlingsplan/antagen/"' in page.text
    for word in ("Mät svarstiderna", "Vi väntar på statistik.", "Ryms inte."):
        assert word not in page.text
        assert word not in client_of(birgit).get("/arboga/resultat/").text


@pytest.mark.usefixtures("worked")
def test_a_stranger_gets_404(client_of: Clients, cecilia: User, sara: User) -> None:
    for person in (cecilia, sara):
        assert client_of(person).get("/arboga/").status_code == 404
        assert client_of(person).get("/arboga/resultat/2026/").status_code == 404


@pytest.mark.usefixtures("worked")
def test_the_result_shows_decision_and_actions_beside_each(
    client_of: Clients, astrid: User, lena: User, findings: list[Finding]
) -> None:
    page = client_of(astrid).get("/arboga/resultat/")
    assert 'href="/arboga/handlingsplan/1/">Å-1 Mät svarstiderna</a>' in page.text
    for finding in findings:
        assert f'href="/arboga/stallningstaganden/{finding.key}/?utvardering=KK-2026-001"' in page.text
    read = client_of(lena).get("/arboga/resultat/")
    assert "Å-1 Mät svarstiderna" in read.text
    assert "/arboga/stallningstaganden/" not in read.text.partition("<main")[2]


@pytest.mark.usefixtures("worked")
def test_the_public_result_says_nothing_of_it(client: Client) -> None:
    page = client.get("/resultat/arboga/2026/")
    assert page.status_code == 200
    assert "improvement-state" not in page.text


def test_before_a_plan_the_overview_counts_all_as_undecided(
    client_of: Clients, astrid: User, version: PublishedVersion
) -> None:
    assert _to_do(client_of(astrid).get("/arboga/")) == [("undecided", 3, "/arboga/stallningstaganden/")]


@pytest.mark.parametrize("person", ["astrid", "lena", "bo", "birgit"])
@pytest.mark.parametrize("address", ["/arboga/", "/arboga/resultat/"])
def test_statements_do_not_grow(
    client_of: Clients,
    plan: Plan,
    findings: list[Finding],
    version: PublishedVersion,
    people: SimpleNamespace,
    person: str,
    address: str,
) -> None:
    client = client_of(getattr(people, person))
    owner = _membership(people.bo)
    made.action(plan, 1, findings=(findings[0],), owner=owner)
    with count_statements() as few:
        client.get(address)
    with in_scope(Scope(municipality=plan.municipality_id)):
        for finding in findings[1:]:
            made.decision(plan, finding, version, people.astrid)
        for number in range(2, 202):
            status = ActionStatus.DONE if number % 2 else ActionStatus.IN_PROGRESS
            made.action(plan, number, findings=(findings[number % 3],), owner=owner, status=status)
    with count_statements() as many:
        client.get(address)
    assert len(few.of_page) == len(many.of_page) <= 10, f"{few}\n{many}"


@pytest.mark.parametrize("address", ["/arboga/", "/arboga/resultat/"])
def test_a_form_sent_here_is_refused(client_of: Clients, astrid: User, address: str) -> None:
    assert client_of(astrid).post(address).status_code == 405
