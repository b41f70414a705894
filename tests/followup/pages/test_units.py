"""The units' pages: what each has to do in the plan, and the head's short way there."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import Municipality, MunicipalitySettings, ReaderSees, Role, Unit, User
from accounts.tenancy import Scope
from followup import unit_work
from followup.models import ActionStatus, Light, Plan
from tests import factories
from tests.followup.pages.test_check_ins import answer
from tests.statements import count_statements

pytestmark = pytest.mark.usefixtures("clock")

Clients = Callable[..., Client]
LIST = "/arboga/enheter/"
PAGE = "/arboga/enheter/vard-och-omsorgsnamnden/"


@pytest.fixture
def unit(arboga: Municipality, bo: User, membership_of: Any) -> Unit:
    """A unit whose head is Bo."""
    made = factories.unit(arboga, "Vård- och omsorgsnämnden")
    with factories.in_scope(Scope(municipality=arboga.pk)):
        Unit.objects.filter(pk=made.pk).update(head=membership_of(bo))
    return made


@pytest.fixture
def worked(plan: Plan, unit: Unit, bo: User, membership_of: Any, arboga: Municipality) -> Plan:
    mine = membership_of(bo)
    late = factories.action(plan, 1, title="Sen", unit=unit, owner=mine, due=date(2027, 3, 1))
    factories.action(plan, 2, title="Hindrad", unit=unit, owner=mine, due=date(2027, 3, 2), is_blocked=True)
    factories.action(plan, 3, title="Snart", unit=unit, owner=mine, due=date(2027, 4, 1))
    factories.action(plan, 4, title="Klar", unit=unit, owner=mine, status=ActionStatus.DONE)
    factories.action(plan, 5, title="Avbruten", unit=unit, owner=mine, status=ActionStatus.CANCELLED)
    factories.action(plan, 6, title="Annans", unit=factories.unit(arboga, "Bygg"), owner=mine)
    factories.status_report(late, bo, "Upphandlingen drog ut.")
    answer(factories.check_in(plan, asks=(late,)), late, bo, Light.RED, "Vi väntar på anbud.")
    factories.membership(
        factories.person("eva@arboga.example"), Role.ACTION_OWNER, arboga, name="Eva Å", title="enhetschef", unit=unit
    )
    return plan


@pytest.mark.usefixtures("worked")
def test_a_unit_has_its_part_of_the_plan(client_of: Clients, lena: User, unit: Unit) -> None:
    page = client_of(lena).get(PAGE)
    assert page.context["statuses"] == [("late", 2), ("not_started", 1), ("done", 1)]
    assert [action.title for action, _statuses in page.context["late"]] == ["Sen", "Hindrad"]
    assert [action.title for action, _statuses in page.context["due"]] == ["Snart"]
    for words in ("Vi väntar på anbud.", "Hindrad: Underlag saknas. (Ekonomichefen)", "Chef: Bo Ek.", "Eva Å"):
        assert words in page.text
    assert f'href="/arboga/handlingsplan/?unit={unit.pk}"' in page.text
    assert "Annans" not in page.text


@pytest.mark.usefixtures("worked")
def test_the_list_has_all_units(client_of: Clients, lena: User) -> None:
    page = client_of(lena).get(LIST)
    assert [(row.unit.name, row.handle, row.total, row.late) for row, _statuses in page.context["units"]] == [
        ("Bygg", "bygg", 1, 0),
        ("Vård- och omsorgsnämnden", "vard-och-omsorgsnamnden", 4, 2),
    ]


@pytest.mark.usefixtures("worked")
def test_the_head_finds_the_way(client_of: Clients, bo: User, astrid: User) -> None:
    for address in ("/arboga/", "/arboga/mina-atgarder/"):
        assert f'href="{PAGE}"' in client_of(bo).get(address).text
        assert PAGE not in client_of(astrid).get(address).text
    assert "Min enhet" in client_of(bo).get(PAGE).text
    assert "Min enhet" not in client_of(astrid).get(PAGE).text


@pytest.mark.usefixtures("worked")
def test_a_reader_sees_it_where_readers_see_the_work_without_people_and_answers(
    client_of: Clients, birgit: User, arboga: Municipality
) -> None:
    client = client_of(birgit)
    for address in (LIST, PAGE):
        assert client.get(address).status_code == 302
    with factories.in_scope(Scope(municipality=arboga.pk)):
        MunicipalitySettings.objects.create(municipality=arboga, reader_sees=ReaderSees.ALL)
    page = client.get(PAGE)
    assert "Snart" in page.text
    assert "I avstämningen" not in page.text
    assert "Eva Å" not in page.text


@pytest.mark.usefixtures("worked")
def test_strangers_and_unknown_units_are_not_found(client_of: Clients, people: Any, boden: Municipality) -> None:
    factories.unit(boden, "Tekniska kontoret")
    client = client_of(people.astrid)
    assert client_of(people.cecilia).get(PAGE).status_code == 404
    assert client.get(f"{LIST}tekniska-kontoret/").status_code == 404
    assert client.get(f"{LIST}{'x' * 300}/").status_code == 404
    assert client.post(PAGE).status_code == 405


def test_without_a_plan_a_unit_has_nothing_to_do(client_of: Clients, astrid: User, unit: Unit) -> None:
    client = client_of(astrid)
    assert "Inget i planen ännu" in client.get(PAGE).text
    assert client.get(LIST).status_code == 200


def test_names_that_are_spelt_alike_are_told_apart(arboga: Municipality) -> None:
    names = ["Bygg & miljö", "Bygg miljö", "Bygg miljo", "ÅÄÖ", "—", "!"]
    units = [factories.unit(arboga, name) for name in names]
    found = unit_work.handles(reversed(units))
    assert {handle: unit.name for handle, unit in found.items()} == dict(
        zip(["bygg-miljo", "bygg-miljo-2", "bygg-miljo-3", "aao", "enhet", "enhet-2"], names, strict=True)
    )


@pytest.mark.parametrize("address", [LIST, PAGE])
def test_two_actions_and_two_hundred_take_the_same_statements(
    client_of: Clients, plan: Plan, unit: Unit, bo: User, membership_of: Any, address: str
) -> None:
    client, counts = client_of(bo), []
    for numbers in (range(1, 3), range(3, 201)):
        for number in numbers:
            due = date(2027, 3, 1) if number % 2 else date(2027, 5, 1)
            factories.action(plan, number, owner=membership_of(bo), unit=unit, due=due)
        client.get(address)
        with count_statements() as statements:
            assert client.get(address).status_code == 200
        counts.append(len(statements.of_page))
    assert counts[0] == counts[1] <= 10, statements
