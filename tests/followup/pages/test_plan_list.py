"""«Handlingsplan»: who sees which actions, in which order, and how many statements it takes."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import gettext

from accounts.models import Municipality, MunicipalitySettings, Unit, User
from accounts.models.sharing import ReaderSees
from accounts.tenancy import Scope
from evaluations.models import PublishedVersion
from followup.models import Action, ActionStatus, Plan, PlanState
from tests import factories
from tests.statements import count_statements

pytestmark = pytest.mark.usefixtures("clock")

Clients = Callable[..., Client]
PAGE = "/arboga/handlingsplan/"


@pytest.fixture
def actions(plan: Plan, version: PublishedVersion, arboga: Municipality, bo: User, membership_of: Any) -> None:
    """Four: late, blocked, nobody's without a date, done."""
    first, _second = factories.improvements(version)
    office = factories.unit(arboga, "Överförmyndaren")
    other = factories.unit(arboga, "Barnkontoret")
    owner = membership_of(bo)
    factories.action(
        plan,
        1,
        title="Mät svarstiderna",
        due=date(2027, 3, 1),
        owner=owner,
        findings=(first,),
        unit=office,
        priority="high",
        light="red",
    )
    factories.action(
        plan,
        2,
        title="Öppna en budgetdialog",
        is_blocked=True,
        owner_text="Ekonomichefen",
        unit=other,
        tags=["It-stöd"],
        times_moved=2,
    )
    factories.action(plan, 3, title="Ange mål", due=None, effort="low", expected_effect="high", tags=["Mål", "It-stöd"])
    factories.action(plan, 4, title="Ändra reglementet", status=ActionStatus.DONE, due=date(2027, 3, 2), owner=owner)


def titles(client: Client, query: str = "") -> list[str]:
    page = client.get(f"{PAGE}{query}")
    assert page.status_code == 200
    return [row.action.label for heading in page.context["headings"] for row in heading.rows]


def test_the_plan_lists_its_actions_by_due_date(client_of: Clients, actions: None, astrid: User) -> None:
    page = client_of(astrid).get(PAGE)
    rows = [(row.action.label, row.statuses) for heading in page.context["headings"] for row in heading.rows]
    assert rows == [
        ("Å-1", ("late", "not_started")),
        ("Å-4", ("done",)),
        ("Å-2", ("blocked",)),
        ("Å-3", ("not_started",)),
    ]
    assert 'href="/arboga/handlingsplan/ny/"' in page.text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?status=late", ["Å-1"]),
        ("?status=blocked", ["Å-2"]),
        ("?status=without_owner", ["Å-3"]),
        ("?status=without_date", ["Å-3"]),
        ("?status=open", ["Å-1", "Å-2", "Å-3"]),
        ("?status=done", ["Å-4"]),
        ("?area=1", ["Å-1"]),
        ("?area=2", []),
        ("?text=budget", ["Å-2"]),
        ("?text=Å-3", ["Å-3"]),
        ("?due=later", ["Å-2"]),
        ("?due=week", []),
        ("?due=year", ["Å-1", "Å-4", "Å-2"]),
        ("?owner=text:Ekonomichefen", ["Å-2"]),
        ("?owner=999999", ["Å-1", "Å-4", "Å-2", "Å-3"]),
        ("?status=%00&text=%00", ["Å-1", "Å-4", "Å-2", "Å-3"]),
        ("?sort=-title", ["Å-2", "Å-4", "Å-1", "Å-3"]),
        ("?sort=unit", ["Å-2", "Å-1", "Å-4", "Å-3"]),
        ("?sort=owner", ["Å-1", "Å-4", "Å-2", "Å-3"]),
        ("?sort=nonsense", ["Å-1", "Å-4", "Å-2", "Å-3"]),
        ("?tag=It-stöd", ["Å-2", "Å-3"]),
        ("?tag=finns-inte", ["Å-1", "Å-4", "Å-2", "Å-3"]),
        ("?priority=high", ["Å-1"]),
        ("?priority=none", ["Å-4", "Å-2", "Å-3"]),
        ("?effort=none&status=open", ["Å-1", "Å-2"]),
        ("?effect=high", ["Å-3"]),
        ("?light=red", ["Å-1"]),
        ("?owner=me", []),
        ("?sort=priority", ["Å-1", "Å-4", "Å-2", "Å-3"]),
        ("?sort=-tags", ["Å-3", "Å-2", "Å-1", "Å-4"]),
        ("?sort=moved", ["Å-1", "Å-4", "Å-3", "Å-2"]),
    ],
)
def test_what_was_asked_for(client_of: Clients, actions: None, astrid: User, query: str, expected: list[str]) -> None:
    assert titles(client_of(astrid), query) == expected


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ("area", [("1.", 1), ("Without area", 3)]),
        ("unit", [("Barnkontoret", 1), ("Överförmyndaren", 1), ("Without unit", 2)]),
        ("owner", [("Bo Ek", 2), ("Ekonomichefen", 1), ("Without owner", 1)]),
        ("status", [("Ej påbörjad", 3), ("Genomförd", 1)]),
        ("priority", [("Hög", 1), ("Without priority", 3)]),
        ("tag", [("It-stöd", 1), ("Mål", 1), ("Without tag", 2)]),
    ],
)
def test_groups_have_headings_with_counts(
    client_of: Clients, actions: None, astrid: User, group: str, expected: list[tuple[str, int]]
) -> None:
    page = client_of(astrid).get(f"{PAGE}?group={group}")
    found = [(heading.words, heading.total) for heading in page.context["headings"]]
    assert [count for _words, count in found] == [count for _words, count in expected]
    assert all(words.startswith(gettext(start)) for (words, _), (start, _count) in zip(found, expected, strict=True))


def test_a_filter_in_force_is_a_chip_that_takes_it_away(client_of: Clients, actions: None, astrid: User) -> None:
    chips = client_of(astrid).get(f"{PAGE}?status=late&text=mät").context["chips"]
    assert [(str(chip.value), chip.remove_url) for chip in chips] == [
        ("mät", "?status=late"),
        ("Försenad", "?text=m%C3%A4t"),
    ]


def test_ones_own_actions_are_those_one_owns_or_helps_with(
    client_of: Clients, actions: None, plan: Plan, bo: User, membership_of: Any
) -> None:
    factories.action(plan, 5, title="Där Bo hjälper till", helpers=(membership_of(bo),))
    assert titles(client_of(bo), "?owner=me") == ["Å-1", "Å-4", "Å-5"]


def test_actions_are_found_by_the_head_of_their_unit(
    client_of: Clients, actions: None, arboga: Municipality, astrid: User, bo: User, membership_of: Any
) -> None:
    heads = membership_of(bo), membership_of(astrid)
    with factories.in_scope(Scope(municipality=arboga.pk)):
        for unit, head in zip(Unit.objects.order_by("name"), heads, strict=True):
            unit.head = head
            unit.save()
    assert titles(client_of(astrid), f"?head={heads[0].pk}") == ["Å-2"]


def test_only_filters_that_part_the_plan_are_offered(client_of: Clients, action: Action, astrid: User) -> None:
    form = client_of(astrid).get(PAGE).context["form"]
    assert [field.name for field in form.first] == ["text", "area", "unit", "owner", "status", "due", "group"]
    assert form.more == []


def test_the_reader_chooses_the_columns(client_of: Clients, actions: None, astrid: User) -> None:
    page = client_of(astrid).get(f"{PAGE}?status=late&col=moved&col=light&col=nonsense")
    (heading,) = page.context["headings"]
    assert [(str(cell.column.label), cell.value) for cell in heading.rows[0].cells] == [
        ("Antal flyttar", None),
        ("Lägesfärg", "red"),
    ]
    assert "?status=late&amp;col=moved&amp;col=light&amp;col=nonsense&amp;sort=moved" in page.text


def test_without_a_choice_the_usual_columns_are_shown(client_of: Clients, actions: None, astrid: User) -> None:
    columns = client_of(astrid).get(f"{PAGE}?col=nonsense").context["columns"]
    assert [str(column.label) for column in columns] == ["Område", "Ansvarig", "Enhet", "Slutdatum", "Status"]


def test_tabs_keep_what_was_asked_for_and_nothing_else(client_of: Clients, actions: None, astrid: User) -> None:
    page = client_of(astrid).get(f"{PAGE}?status=late&page=2&nonsense=1&group=")
    first = page.context["tabs"][0]
    assert (first.url, first.current) == (f"{PAGE}?status=late", True)
    assert page.context["tabs"][-1].url == "/arboga/mina-atgarder/"


def test_without_a_plan_the_way_leads_to_the_decisions(
    client_of: Clients, version: PublishedVersion, astrid: User
) -> None:
    page = client_of(astrid).get(PAGE)
    assert 'class="empty-state"' in page.text
    assert 'href="/arboga/stallningstaganden/"' in page.text


def test_nothing_that_fits_offers_all(client_of: Clients, actions: None, astrid: User) -> None:
    page = client_of(astrid).get(f"{PAGE}?text=finns-inte")
    assert 'class="empty-state"' in page.text
    assert f'href="{PAGE}"' in page.text


def test_a_closed_plan_takes_no_new_action(client_of: Clients, version: PublishedVersion, astrid: User) -> None:
    factories.plan(version.evaluation, state=PlanState.CLOSED)
    assert "handlingsplan/ny/" not in client_of(astrid).get(PAGE).text


def test_ledning_and_owner_read_and_make_nothing(client_of: Clients, actions: None, lena: User, bo: User) -> None:
    for person in (lena, bo):
        page = client_of(person).get(PAGE)
        assert "Mät svarstiderna" in page.text
        assert "handlingsplan/ny/" not in page.text


def test_a_reader_waits_for_the_adopted_plan(client_of: Clients, actions: None, birgit: User) -> None:
    client = client_of(birgit)
    page = client.get(PAGE)
    assert 'class="empty-state"' in page.text
    assert "Mät svarstiderna" not in page.text
    assert client.get(f"{PAGE}1/").status_code == 404


def test_a_reader_is_led_to_the_adopted_copy(client_of: Clients, version: PublishedVersion, birgit: User) -> None:
    factories.plan(version.evaluation, state=PlanState.ADOPTED)
    answer = client_of(birgit).get(PAGE)
    assert answer.status_code == 302
    assert answer.url.startswith(PAGE)


def test_a_reader_sees_all_where_the_municipality_says_so(
    client_of: Clients, actions: None, arboga: Municipality, birgit: User
) -> None:
    with factories.in_scope(Scope(municipality=arboga.pk)):
        MunicipalitySettings.objects.create(municipality=arboga, reader_sees=ReaderSees.ALL)
    client = client_of(birgit)
    assert titles(client) == ["Å-1", "Å-4", "Å-2", "Å-3"]
    assert client.get(f"{PAGE}1/").status_code == 200


def test_the_plan_of_another_year_is_a_switch_away(
    client_of: Clients, actions: None, arboga: Municipality, ulla: User, astrid: User
) -> None:
    older = factories.published_case(arboga, ulla, "KK-2023-001", year=2023)
    factories.action(factories.plan(older.evaluation), 9, title="Från förra gången")
    client = client_of(astrid)
    assert "?utvardering=KK-2023-001" in client.get(PAGE).text
    assert titles(client, "?utvardering=KK-2023-001") == ["Å-9"]
    assert client.get(f"{PAGE}?utvardering=KK-1999-001").status_code == 404


def test_the_other_town_is_not_seen(
    client_of: Clients, actions: None, boden: Municipality, ulla: User, cecilia: User, astrid: User
) -> None:
    theirs = factories.published_case(boden, ulla, "KK-2026-002")
    unit = factories.unit(boden, "Bodens enhet")
    factories.action(factories.plan(theirs.evaluation), 7, title="Bodens åtgärd", unit=unit, owner_text="Bodens chef")
    page = client_of(astrid).get(PAGE).text
    assert not any(word in page for word in ("Bodens åtgärd", "Bodens enhet", "Bodens chef"))
    assert client_of(astrid).get(f"{PAGE}?utvardering=KK-2026-002").status_code == 404
    assert client_of(cecilia).get(PAGE).status_code == 404


@pytest.mark.parametrize("query", ["", "?group=area", "?group=unit&sort=-owner&status=open", "?group=tag&sort=effect"])
def test_two_rows_and_two_hundred_take_the_same_statements(
    client_of: Clients, plan: Plan, version: PublishedVersion, astrid: User, bo: User, membership_of: Any, query: str
) -> None:
    findings = tuple(factories.improvements(version))
    client, owner = client_of(astrid), membership_of(bo)
    unit = factories.unit(version.municipality)
    counts = []
    for numbers in (range(1, 3), range(3, 201)):
        for number in numbers:
            factories.action(plan, number, title=f"Åtgärd {number}", findings=findings, owner=owner, unit=unit)
        client.get(PAGE)
        with count_statements() as statements:
            assert client.get(f"{PAGE}{query}").status_code == 200
        counts.append(len(statements.of_page))
    assert counts[0] == counts[1] <= 10, statements
