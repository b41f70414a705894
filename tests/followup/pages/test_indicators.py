"""Indicators on the page of an action, and the small pages that keep them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from accounts.models import Municipality, User
from accounts.tenancy import Scope
from followup.models import Action, ActionStatus, Indicator, Measurement, Plan
from tests import factories
from tests.statements import count_statements

pytestmark = pytest.mark.usefixtures("clock")

Clients = Callable[..., Client]
PAGE = "/arboga/handlingsplan/1/"
PLACE = f"{PAGE}#indikatorer"
SENT = {
    "name": "Svarstid",
    "measured_in": "dagar",
    "direction": "down",
    "baseline": "1 234,5",
    "target": "1\N{NO-BREAK SPACE}000",
}


def rows(of: Municipality, model: Any) -> list[Any]:
    with factories.in_scope(Scope(municipality=of.pk)):
        return list(model.objects.order_by("id"))


def test_an_indicator_is_made_once_and_its_figures_are_read_as_swedes_write_them(
    client_of: Clients, action: Action, bo: User, arboga: Municipality
) -> None:
    client = client_of(bo)
    for _press in range(2):
        answer = client.post(f"{PAGE}indikatorer/ny/", {**SENT, "once_key": "a-key"})
        assert (answer.status_code, answer.url) == (302, PLACE)
    (made,) = rows(arboga, Indicator)
    assert (made.name, made.baseline, made.target) == ("Svarstid", Decimal("1234.5"), Decimal(1000))
    page = client.get(PAGE).text
    assert "1\N{NO-BREAK SPACE}234,5\N{NO-BREAK SPACE}dagar" in page
    assert "Inget är mätt än." in page


def test_a_measurement_is_entered_shown_and_taken_back(
    client_of: Clients, action: Action, bo: User, arboga: Municipality
) -> None:
    indicator, client = factories.indicator(action), client_of(bo)
    url = f"{PAGE}indikatorer/{indicator.key}/matning/"
    assert client.get(url).context["form"].initial["on"] == date(2027, 3, 15)
    for _press in range(2):
        answer = client.post(url, {"value": "7,5", "on": "2027-03-10", "note": "Enkät", "once_key": "a-key"})
        assert (answer.status_code, answer.url) == (302, PLACE)
    page = client.get(PAGE)
    (row,) = page.context["indicators"]
    assert [value for _name, value, _on in row.way_points] == [
        "10\N{NO-BREAK SPACE}dagar",
        "7,5\N{NO-BREAK SPACE}dagar",
        "5\N{NO-BREAK SPACE}dagar",
    ]
    assert row.way == "50 % av vägen till målvärdet"
    assert '<svg class="line-chart"' in page.text
    assert "Visa som tabell" in page.text
    (made,) = rows(arboga, Measurement)
    client.post(f"{PAGE}matningar/{made.key}/ta-tillbaka/")
    assert client.get(PAGE).context["indicators"][0].latest is None


@pytest.mark.parametrize(
    ("baseline", "target", "latest", "way"),
    [
        (10, 5, 5, "målvärdet är nått"),
        (10, 5, 3, "målvärdet är nått"),
        (10, 5, 11, "längre från målvärdet än i början"),
        (0, 300, 299, "99 % av vägen till målvärdet"),
        (10, None, 8, "bättre än utgångsvärdet"),
        (10, None, 12, "sämre än utgångsvärdet"),
        (10, None, 10, "som utgångsvärdet"),
        (None, 5, 8, ""),
    ],
)
def test_how_far_it_has_come(
    client_of: Clients, action: Action, bo: User, baseline: Any, target: Any, latest: int, way: str
) -> None:
    indicator = factories.indicator(action, baseline=baseline, target=target)
    factories.measurement(indicator, bo, Decimal(latest))
    assert client_of(bo).get(PAGE).context["indicators"][0].way == way


@pytest.mark.parametrize(
    ("sent", "faults"),
    [
        ({"value": "tolv", "on": "2027-03-10"}, {"value"}),
        ({"value": "", "on": "2027-03-10"}, {"value"}),
        ({"value": "7", "on": "2027-03-16"}, {"__all__"}),
        ({"value": "7", "on": "2027-03-01"}, {"__all__"}),
    ],
)
def test_a_faulty_measurement_keeps_what_was_typed(
    client_of: Clients, action: Action, bo: User, sent: dict[str, str], faults: set[str]
) -> None:
    indicator = factories.indicator(action)
    factories.measurement(indicator, bo)
    page = client_of(bo).post(f"{PAGE}indikatorer/{indicator.key}/matning/", sent)
    assert page.status_code == 422
    assert set(page.context["form"].errors) == faults
    assert f'value="{sent["value"]}"' in page.text or not sent["value"]


def test_an_indicator_is_changed_and_a_clash_shows_both(
    client_of: Clients, action: Action, astrid: User, bo: User, arboga: Municipality
) -> None:
    indicator = factories.indicator(action)
    url = f"{PAGE}indikatorer/{indicator.key}/"
    loaded = client_of(bo).get(url).context["loaded"]
    was = {f"was-{name}": value for name, value in loaded.items()}
    assert client_of(bo).post(url, {**loaded, **was, "target": "4,5"}).status_code == 302
    page = client_of(astrid).post(url, {**loaded, **was, "target": "6", "measured_in": "veckor"})
    assert page.status_code == 409
    assert "4,5" in page.text
    assert rows(arboga, Indicator)[0].target == Decimal("4.5")


def test_an_indicator_is_taken_away_and_its_page_is_gone(client_of: Clients, action: Action, bo: User) -> None:
    indicator, client = factories.indicator(action), client_of(bo)
    client.post(f"{PAGE}indikatorer/{indicator.key}/ta-bort/")
    assert client.get(PAGE).context["indicators"] == []
    assert client.get(f"{PAGE}indikatorer/{indicator.key}/").status_code == 404


def test_the_effect_is_shown_by_a_measurement_old_or_new(
    client_of: Clients, plan: Plan, astrid: User, arboga: Municipality
) -> None:
    action = factories.action(plan, 1, status=ActionStatus.DONE)
    indicator = factories.indicator(action)
    factories.measurement(indicator, astrid)
    client, told = client_of(astrid), {"effect_on": "2027-03-14", "text": "Kortare väntan."}
    assert client.post(f"{PAGE}effekt/", {**told, "value": "6"}).context["form"].errors.keys() == {"indicator"}
    assert client.post(f"{PAGE}effekt/", told).status_code == 422
    new = {"indicator": indicator.key, "value": "6,5", "measured_on": "2027-03-14"}
    assert client.post(f"{PAGE}effekt/", {**told, **new}).status_code == 302
    assert [(each.value, each.is_evidence) for each in rows(arboga, Measurement)] == [
        (8, False),
        (Decimal("6.5"), True),
    ]
    page = client.get(PAGE).text.replace("\xa0", " ")
    assert "visar effekten" in page
    assert "Visas av Svarstid: 6,5 den 14 mars 2027" in page


def test_who_may_not(client_of: Clients, action: Action, lena: User, cecilia: User, people: Any) -> None:
    key = factories.indicator(action).key
    for path in ("indikatorer/ny/", f"indikatorer/{key}/", f"indikatorer/{key}/matning/"):
        assert client_of(cecilia).get(f"{PAGE}{path}").status_code == 404
        assert client_of(lena).get(f"{PAGE}{path}").status_code == 403
    page = client_of(lena).get(PAGE)
    assert "Svarstid" in page.text
    assert "indikatorer/ny/" not in page.text


def test_the_form_of_an_effect_costs_the_same_for_many_measurements(
    client_of: Clients, plan: Plan, astrid: User
) -> None:
    indicator = factories.indicator(factories.action(plan, 1, status=ActionStatus.DONE))
    client, counts = client_of(astrid), []
    for many, until in ((0, 2), (2, 200)):
        for number in range(many, until):
            factories.measurement(indicator, astrid, on=date.fromordinal(date(2026, 1, 1).toordinal() + number))
        with count_statements() as statements:
            assert client.get(f"{PAGE}effekt/").status_code == 200
        counts.append(len(statements.of_page))
    assert counts[0] == counts[1] <= 10, statements
