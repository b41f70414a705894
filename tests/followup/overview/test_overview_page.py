"""«Översikt» for each role, and the result with the state of each improvement opportunity."""

import re
from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace

import pytest
from django.test import Client

from accounts.models import Membership, Municipality, User
from accounts.tenancy import Scope
from evaluations.models import DraftFinding, Finding, FindingKind, PublishedVersion
from followup.models import ActionStatus, DecisionKind, Plan, PlanState
from tests import factories
from tests.evaluations.results.published import corrected, published
from tests.factories import ADMIN, in_scope
from tests.factories import followup as made
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


def test_a_decided_draft_waits_to_be_adopted_by_who_may(
    client_of: Clients, astrid: User, lena: User, version: PublishedVersion, findings: list[Finding]
) -> None:
    draft = made.plan(version.evaluation)
    made.action(draft, 1, owner_text="Kommundirektören", findings=(findings[0],), due=date(2030, 1, 1))
    for finding in findings[:2]:
        made.decision(draft, finding, version, astrid)
    assert "adopt" not in [row[0] for row in _to_do(client_of(astrid).get("/arboga/"))]
    made.decision(draft, findings[2], version, astrid, kind=DecisionKind.DECLINE, reason="Ryms inte.")
    url = f"/arboga/handlingsplan/anta/?utvardering={version.case_number}"
    assert ("adopt", 1, url) in _to_do(client_of(astrid).get("/arboga/"))
    assert client_of(astrid).get(url).status_code == 200
    assert "adopt" not in [row[0] for row in _to_do(client_of(lena).get("/arboga/"))]


@pytest.mark.usefixtures("worked")
def test_ledning_reads_the_same_and_decides_nothing(client_of: Clients, lena: User) -> None:
    page = client_of(lena).get("/arboga/")
    assert [row[0] for row in _to_do(page)] == ["undecided", "late", "without_owner", "without_date"]
    assert not page.context["may_decide"]
    assert "/arboga/handelser/" not in page.text
    assert page.text.count("ds-button") == 1


def _headings(page: object) -> list[str]:
    return re.findall(r'<h2 id="([\w-]+)"', page.text)  # type: ignore[attr-defined]


@pytest.mark.usefixtures("worked")
def test_ledning_reads_where_it_stands_what_is_late_and_what_to_decide_first(client_of: Clients, lena: User) -> None:
    page = client_of(lena).get("/arboga/")
    assert _headings(page) == ["under-way", "figures", "late", "needs", "moved", "burn-up", "areas", "latest"]
    late = page.text.partition('id="late"')[2].partition("</section>")[0]
    for words in ("Å-1 Mät svarstiderna", "5 dagar", "Bo Ek", "Rapporterat 2027-03-15:", "Vi väntar på"):
        assert words in late
    needs = page.text.partition('id="needs"')[2].partition("</section>")[0]
    assert "förbättringsmöjlighet saknar ställningstagande" in needs
    assert 'href="/arboga/handlingsplan/2/">Å-2 Fråga eleverna</a>' in needs
    assert "Inget slutdatum för en öppen åtgärd har flyttats." in page.text


@pytest.mark.usefixtures("worked")
def test_the_samordnare_keeps_what_to_do_and_the_areas_first(client_of: Clients, astrid: User) -> None:
    page = client_of(astrid).get("/arboga/")
    assert _headings(page) == ["under-way", "to-do", "areas", "burn-up", "late", "needs", "moved", "latest"]
    assert 'href="/arboga/handlingsplan/forvantad-poang/?utvardering=KK-2026-001"' in page.text


@pytest.mark.usefixtures("worked")
def test_an_owner_is_not_asked_to_steer(client_of: Clients, bo: User) -> None:
    assert _headings(client_of(bo).get("/arboga/")) == ["own", "to-do", "areas", "burn-up", "latest"]


def test_long_lists_are_cut_and_lead_to_the_whole(client_of: Clients, lena: User, plan: Plan) -> None:
    for number in range(1, 8):
        made.action(plan, number, due=PASSED, first_due=date(2027, 1, 1), times_moved=2, is_blocked=True)
    page = client_of(lena).get("/arboga/")
    situation = page.context["situation"]
    assert [len(each.shown) for each in (situation.late, situation.moved)] == [5, 5]
    for words in ("Visa alla 7 försenade åtgärder", "Visa alla 7 flyttade slutdatum", "sammanlagt 476 dagar senare"):
        assert words in page.text
    assert page.text.count('href="/arboga/laget/#') == 4


def test_a_decision_on_words_that_a_correction_changed_is_told(
    client_of: Clients, arboga: Municipality, lena: User, sara: User, astrid: User, now: datetime
) -> None:
    version = published(arboga, "KK-2027-101", sara, now)
    with in_scope(ADMIN):
        first, _second = DraftFinding.objects.filter(
            evaluation=version.evaluation, kind=FindingKind.IMPROVEMENT
        ).order_by("position")
    plan = made.plan(version.evaluation)
    for finding in made.improvements(version):
        if finding.kind == FindingKind.IMPROVEMENT:
            made.decision(plan, finding, version, astrid, kind=DecisionKind.DECLINE, reason="Regionen gör det.")
    assert client_of(lena).get("/arboga/").context["to_decide"] == []
    with in_scope(ADMIN):
        DraftFinding.objects.filter(pk=first.pk).update(text="Nya ord.")
    corrected(version, sara, now, "Fel ord.")
    page = client_of(lena).get("/arboga/")
    assert [(row.code, row.count) for row in page.context["to_decide"]] == [("reworded", 1)]
    assert "beslutad förbättringsmöjlighet har fått en ny lydelse genom en rättelse" in page.text


@pytest.mark.usefixtures("worked")
def test_an_owner_sees_own_actions_first(client_of: Clients, bo: User) -> None:
    page = client_of(bo).get("/arboga/")
    assert [(row.action.number, row.state) for row in page.context["own"]] == [(1, "late")]
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
