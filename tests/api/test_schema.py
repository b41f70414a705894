"""The description of the API: whole, and the same as the addresses."""

import pytest

from tests.isolation.addresses import routes


def test_every_address_is_described(client, db):
    described = set(client.get("/api/v1/schema/").json()["paths"])

    addresses = {
        "/"
        + route.pattern.replace("<slug:municipality>", "{municipality}")
        .replace("<int:", "{")
        .replace("<uuid:", "{")
        .replace("<str:", "{")
        .replace(">", "}")
        for route in routes()
        if route.pattern.startswith("api/v1/") and route.name not in ("api_docs", "api_schema")
    }
    assert described == addresses


def test_every_operation_says_what_fails(client, db):
    paths = client.get("/api/v1/schema/").json()["paths"]

    missing = [
        (address, method, status)
        for address, methods in paths.items()
        for method, operation in methods.items()
        for status in ("401", "429", *(("404",) if "{" in address else ()), *(("409",) if method != "get" else ()))
        if status not in operation["responses"]
    ]
    assert missing == []


@pytest.mark.parametrize("address", ["/api/v1/", "/api/v1/schema/"])
def test_anybody_reads_the_description(client, db, address):
    assert client.get(address).status_code == 200
