"""Whether the process lives, and whether it can serve."""

import pytest
from django.core.cache import cache
from django.test import Client
from redis.exceptions import ConnectionError as BrokerSilent

from evaluations.importing.fence import fence_here
from tests import database
from tests.statements import count_statements


@pytest.mark.django_db
def test_alive_touches_no_database():
    with count_statements() as counted:
        response = Client().get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")
    assert counted.of_page + counted.of_frame == []


@pytest.mark.django_db
def test_ready_asks_database_and_broker_and_names_the_fence():
    response = Client().get("/readyz")

    assert (response.status_code, response.json()) == (200, {"database": "ok", "broker": "ok", "fence": fence_here()})


@pytest.mark.django_db(transaction=True)
def test_without_the_database_the_process_lives_and_is_not_ready():
    client = Client(raise_request_exception=False)
    with database.elsewhere():
        alive, ready, page = client.get("/healthz"), client.get("/readyz"), client.get("/resultat/")

    assert (alive.status_code, ready.status_code, page.status_code) == (200, 503, 503)
    assert page["Retry-After"] == "10"
    assert page["X-Reference"] in page.content.decode()
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_a_silent_broker_is_named_and_not_demanded(monkeypatch):
    def silent(*arguments, **options):
        raise BrokerSilent

    monkeypatch.setattr(type(cache._cache), "touch", silent)

    response = Client().get("/readyz")

    assert (response.status_code, response.json()) == (
        200,
        {"database": "ok", "broker": "silent", "fence": fence_here()},
    )
