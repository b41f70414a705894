"""Administration → Avstämningar: when check-ins are held."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from followup import check_ins
from tests import factories

pytestmark = pytest.mark.usefixtures("clock")

Clients = Callable[..., Client]
PAGE = "/arboga/administration/avstamningar/"
SENT = {"is_on": "yes", "pattern": "own", "days": "03-15, 09-15", "opens_before": "7", "reminds_before": "2"}
LOADED = {"is_on": "yes", "pattern": "tertial", "days": "", "opens_before": "14", "reminds_before": "3"}


def was(loaded: dict[str, str] = LOADED) -> dict[str, str]:
    return {f"was-{name}": value for name, value in loaded.items()}


def test_the_days_are_chosen_and_hold_everywhere(client_of: Clients, plan: Any, astrid: User) -> None:
    client = client_of(astrid)
    assert "30 april 2027, 31 augusti 2027 och 31 december 2027" in client.get(PAGE).text.replace("\xa0", " ")
    page = client.post(PAGE, SENT | was(), follow=True)
    assert page.redirect_chain == [(PAGE, 302)]
    assert "15 september 2027, 15 mars 2028 och 15 september 2028" in page.text.replace("\xa0", " ")
    decision = client.get("/arboga/stallningstaganden/").text.replace("\xa0", " ")
    assert "15 september 2027" in decision
    assert "30 april 2027" not in decision


def test_turned_off_it_says_so(client_of: Clients, plan: Any, astrid: User) -> None:
    client = client_of(astrid)
    page = client.post(PAGE, SENT | {"is_on": "no"} | was(), follow=True)
    assert "Kommunen håller inga avstämningar." in page.text
    listed = client.get("/arboga/avstamningar/").text
    assert "Avstämningarna är avslagna." in listed
    assert "Öppna avstämningen" not in listed


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"days": ""}, "Skriv minst en dag"),
        ({"days": "30 april"}, "Skriv varje dag som månad och dag"),
        ({"reminds_before": "8"}, "Påminnelsen kan inte komma"),
        ({"opens_before": "0"}, "opens_before"),
        ({"pattern": "weekly"}, "pattern"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(
    client_of: Clients, astrid: User, sent: dict[str, str], words: str
) -> None:
    page = client_of(astrid).post(PAGE, SENT | sent | was())
    assert page.status_code == 422
    assert words in page.text
    assert 'class="error-summary"' in page.text


def test_somebody_elses_choice_is_not_written_over(client_of: Clients, astrid: User, now: Any) -> None:
    client = client_of(astrid)
    client.post(PAGE, SENT | was())
    page = client.post(PAGE, SENT | {"pattern": "quarter"} | was())
    assert page.status_code == 409
    with factories.as_actor(astrid, "arboga") as by:
        assert check_ins.schedule_of(by).pattern == "own"


def test_only_coordinators(client_of: Clients, people: Any) -> None:
    for person in (people.lena, people.bo, people.birgit):
        assert client_of(person).get(PAGE).status_code == 403
    assert client_of(people.cecilia).get(PAGE).status_code == 404
    assert client_of(people.astrid).put(PAGE).status_code == 405
