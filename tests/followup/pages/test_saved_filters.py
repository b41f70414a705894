"""Saved filters: kept under a name, shared, thrown away."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Event, Municipality, User
from accounts.tenancy import Scope
from followup.models import SavedFilter
from tests import factories

pytestmark = pytest.mark.usefixtures("clock", "action")

Clients = Callable[..., Client]
PLAN = "/arboga/handlingsplan/"
SAVE = f"{PLAN}filter/"


@pytest.fixture
def kept(arboga: Municipality) -> Callable[[], list[tuple[str, str, str, bool]]]:
    """All that is saved in Arboga."""

    def find() -> list[tuple[str, str, str, bool]]:
        with factories.in_scope(Scope(municipality=arboga.pk)):
            return list(SavedFilter.objects.order_by("pk").values_list("name", "view", "query", "is_shared"))

    return find


def offered(client: Client, query: str = "") -> list[tuple[str, bool, bool]]:
    saved = client.get(f"{PLAN}{query}").context["saved"]
    return [(each.name, each.is_current, bool(each.remove_url)) for each in saved]


def test_a_view_is_kept_with_what_is_known_of_its_query(client_of: Clients, bo: User, kept: Callable) -> None:
    client = client_of(bo)
    asked = "vy=board&sort=due&status=late&nonsense=1&page=3&area=&utvardering=KK-2026-001&col=due&col=nonsense"
    answer = client.post(f"{SAVE}?{asked}", {"name": "  Försenade   hos mig "})
    assert answer.url == f"{PLAN}tavla/?utvardering=KK-2026-001&status=late&sort=due&col=due"
    assert kept() == [("Försenade hos mig", "board", "status=late&sort=due&col=due", False)]
    assert offered(client) == [("Försenade hos mig", False, True)]
    assert client.get(PLAN).context["saved"][0].url == f"{PLAN}tavla/?status=late&sort=due&col=due"


def test_the_filter_that_is_shown_is_marked(client_of: Clients, arboga: Municipality, bo: User) -> None:
    factories.saved_filter(arboga, bo, query="status=late")
    assert offered(client_of(bo), "?status=late&page=1") == [("Försenade", True, True)]


def test_a_coordinator_shares_with_the_municipality(
    client_of: Clients, arboga: Municipality, astrid: User, bo: User
) -> None:
    client_of(astrid).post(f"{SAVE}?status=blocked", {"name": "Hindrade", "is_shared": "on"})
    (saved,) = client_of(bo).get(PLAN).context["saved"]
    assert (saved.name, saved.shared_by, saved.remove_url) == ("Hindrade", "Astrid Lund", "")
    with factories.in_scope(Scope(municipality=arboga.pk)):
        assert [event.verb for event in Event.objects.filter(subject_kind="savedfilter")] == ["filter.shared"]


def test_saving_the_same_twice_changes_nothing(client_of: Clients, bo: User, kept: Callable) -> None:
    client = client_of(bo)
    for _press in range(2):
        assert client.post(f"{SAVE}?status=late", {"name": "Försenade"}).status_code == 302
    assert len(kept()) == 1


def test_ones_own_filters_are_nobody_elses(client_of: Clients, arboga: Municipality, bo: User, lena: User) -> None:
    factories.saved_filter(arboga, bo)
    assert offered(client_of(lena)) == []


def test_a_stranger_removes_nothing(
    client_of: Clients, arboga: Municipality, bo: User, lena: User, cecilia: User
) -> None:
    own = factories.saved_filter(arboga, bo, "Min")
    shared = factories.saved_filter(arboga, bo, "Allas", is_shared=True)
    assert client_of(cecilia).post(f"{SAVE}{shared.key}/ta-bort/").status_code == 404
    assert client_of(lena).post(f"{SAVE}{own.key}/ta-bort/").status_code == 404
    assert client_of(lena).post(f"{SAVE}{shared.key}/ta-bort/").status_code == 403


def test_one_removes_ones_own_and_a_coordinator_what_is_shared(
    client_of: Clients, arboga: Municipality, bo: User, astrid: User, kept: Callable
) -> None:
    own, shared = factories.saved_filter(arboga, bo, "Min"), factories.saved_filter(arboga, bo, "Allas", is_shared=True)
    assert client_of(bo).post(f"{SAVE}{own.key}/ta-bort/").url == PLAN
    assert client_of(astrid).post(f"{SAVE}{shared.key}/ta-bort/").url == PLAN
    assert kept() == []


@pytest.mark.parametrize("name", ["Försenade", "försenade", " Försenade "])
def test_a_name_that_is_taken_is_said_beside_the_field(
    client_of: Clients, arboga: Municipality, bo: User, lena: User, kept: Callable, name: str
) -> None:
    factories.saved_filter(arboga, lena, is_shared=True)
    refused = client_of(bo).post(f"{SAVE}?status=blocked", {"name": name})
    assert refused.status_code == 422
    assert "Det finns redan ett sparat filter med det här namnet." in refused.text
    assert f'value="{name.strip()}"' in refused.text or f'value="{name}"' in refused.text
    assert len(kept()) == 1


def test_a_filter_has_a_name(client_of: Clients, bo: User, kept: Callable) -> None:
    for name in ("", "   ", "x" * 81):
        assert client_of(bo).post(SAVE, {"name": name}).status_code == 422
    assert kept() == []


def test_nobody_but_a_coordinator_shares(client_of: Clients, bo: User, kept: Callable) -> None:
    client = client_of(bo)
    assert 'name="is_shared"' not in client.get(SAVE).text
    client.post(SAVE, {"name": "Allas", "is_shared": "on"})
    assert kept() == [("Allas", "table", "", False)]


def test_a_view_that_nobody_knows_is_kept_as_the_table(client_of: Clients, bo: User, kept: Callable) -> None:
    client_of(bo).post(f"{SAVE}?vy=nonsense&text=%00", {"name": "Allt"})
    assert kept() == [("Allt", "table", "", False)]


def test_who_sees_the_copy_only_saves_nothing(client_of: Clients, birgit: User, kept: Callable) -> None:
    assert client_of(birgit).post(SAVE, {"name": "Allt"}).url == PLAN
    assert kept() == []


def test_filters_are_removed_by_post(client_of: Clients, arboga: Municipality, bo: User) -> None:
    own = factories.saved_filter(arboga, bo)
    assert client_of(bo).get(f"{SAVE}{own.key}/ta-bort/").status_code == 405
