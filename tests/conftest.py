"""The database as the app role, two towns, eight people.

Astrid is samordnare in Arboga, Lena its ledning, Bo owns actions, Birgit only reads there; Cecilia is samordnare in
Boden; Erik evaluates both, as a peer; Sara administers at SKR, Ulla is evaluator there and approves where she is asked.
"""

import contextlib
import os
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.core.cache import cache, caches
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as examples
from redis.exceptions import RedisError

from accounts.models import Municipality, Role, User
from accounts.roles import Part
from evaluations.models import Evaluation
from kompass_site.management.commands.check_translations import compile_newer
from tests import database, factories
from tests.statements import Statements, count_statements

__all__ = ["Statements", "count_statements"]

# A machine at work elsewhere makes no test fail: what a property holds is no matter of time.
examples.register_profile("kompass", deadline=None, suppress_health_check=[HealthCheck.too_slow])
examples.load_profile("kompass")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Load what ships as the owner, then be the app role until the database is dropped."""
    with django_db_blocker.unblock():
        database.replace_flush()
        database.load_what_ships()
        database.become_app()
    yield
    with django_db_blocker.unblock():
        database.become_owner()


@pytest.fixture(scope="session", autouse=True)
def _translations() -> None:
    """The Swedish of the catalogue, as set-up compiles it."""
    compile_newer(settings.LOCALE_PATHS[0] / "sv" / "LC_MESSAGES" / "django.po")


@pytest.fixture(scope="session", autouse=True)
def _own_cache() -> None:
    """Each worker of xdist has a database of Valkey to itself; 0 is the broker's."""
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 14 + 1
    place = settings.CACHES["default"]
    place["LOCATION"] = re.sub(r"(db=|/)1$", rf"\g<1>{number}", place["LOCATION"])
    with contextlib.suppress(AttributeError):  # none was opened before
        del caches["default"]


@pytest.fixture(autouse=True)
def _empty_cache(_own_cache: None) -> Iterator[None]:
    """Rate limits live in the cache; a test starts without any."""
    yield
    with contextlib.suppress(RedisError):
        cache.clear()


@pytest.fixture
def today() -> date:
    """The local day on which rule tests play."""
    return factories.TODAY


@pytest.fixture
def now(today: date) -> datetime:
    """Nine in the morning of that day, in Stockholm."""
    return datetime(today.year, today.month, today.day, 9, 0, tzinfo=ZoneInfo("Europe/Stockholm"))


@pytest.fixture
def clock(now: datetime) -> Iterator[time_machine.Traveller]:
    """The clock stands still at `now` for what reads it at the edge; `clock.shift(seconds)` moves it."""
    with time_machine.travel(now, tick=False) as traveller:
        yield traveller


@pytest.fixture
def arboga(db: None) -> Municipality:
    """One town."""
    return factories.municipality("Arboga")


@pytest.fixture
def boden(db: None) -> Municipality:
    """The other town."""
    return factories.municipality("Boden")


def _member(email: str, role: Role, name: str, at: Municipality | None = None) -> User:
    made = factories.person(email)
    factories.membership(made, role, at, name=name)
    return made


@pytest.fixture
def astrid(arboga: Municipality) -> User:
    """Samordnare in Arboga."""
    return _member("astrid@arboga.example", Role.COORDINATOR, "Astrid Lund", arboga)


@pytest.fixture
def lena(arboga: Municipality) -> User:
    """Ledning in Arboga."""
    return _member("lena@arboga.example", Role.MANAGEMENT, "Lena Berg", arboga)


@pytest.fixture
def bo(arboga: Municipality) -> User:
    """Åtgärdsansvarig in Arboga."""
    return _member("bo@arboga.example", Role.ACTION_OWNER, "Bo Ek", arboga)


@pytest.fixture
def birgit(arboga: Municipality) -> User:
    """Läsare in Arboga."""
    return _member("birgit@arboga.example", Role.READER, "Birgit Dahl", arboga)


@pytest.fixture
def cecilia(boden: Municipality) -> User:
    """Samordnare in Boden."""
    return _member("cecilia@boden.example", Role.COORDINATOR, "Cecilia Alm", boden)


@pytest.fixture
def sara(db: None) -> User:
    """Administrator at SKR."""
    return _member("sara@skr.example", Role.SKR_ADMIN, "Sara Holm")


@pytest.fixture
def ulla(db: None) -> User:
    """Evaluator at SKR, on no case until a test assigns her."""
    return _member("ulla@skr.example", Role.SKR_EVALUATOR, "Ulla Nord")


@pytest.fixture
def arboga_case(arboga: Municipality) -> Evaluation:
    """SKR's evaluation of Arboga, being scored."""
    return factories.evaluation(arboga, "KK-2027-001")


@pytest.fixture
def boden_case(boden: Municipality) -> Evaluation:
    """SKR's evaluation of Boden, being scored."""
    return factories.evaluation(boden, "KK-2027-002")


@pytest.fixture
def erik(arboga_case: Evaluation, boden_case: Evaluation) -> User:
    """A peer who leads both towns' evaluations and belongs to neither, nor to SKR."""
    made = factories.person("erik@peer.example")
    for case in (arboga_case, boden_case):
        factories.assignment(case, made, Part.LEAD, name="Erik Sand", organisation="Lunds kommun")
    return made


@pytest.fixture
def people(
    astrid: User, lena: User, bo: User, birgit: User, cecilia: User, erik: User, sara: User, ulla: User
) -> SimpleNamespace:
    """All eight, by their first names."""
    return SimpleNamespace(
        astrid=astrid, lena=lena, bo=bo, birgit=birgit, cecilia=cecilia, erik=erik, sara=sara, ulla=ulla
    )


@pytest.fixture
def client_of(db: None) -> Callable[..., Client]:
    """A signed-in client of a person; the second factor counts as given unless `second_factor=False`."""

    def sign_in(person: User, *, second_factor: bool = True, **options: Any) -> Client:
        client = Client(**options)
        client.force_login(person)
        session = client.session
        request: Any = SimpleNamespace(session=session, user=person)
        record_authentication(request, person, "password", email=person.email)
        if second_factor:
            record_authentication(request, person, "mfa", id=0, type="totp")
        session.save()
        return client

    return sign_in
