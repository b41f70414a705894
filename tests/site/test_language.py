"""Swedish unless the person chose otherwise."""

import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db


def _language(client: Client, **headers: str) -> str:
    return client.get("/om/", headers=headers)["Content-Language"]


def test_a_visitor_reads_swedish_whatever_the_browser_says():
    assert _language(Client(), accept_language="en") == "sv"


def test_the_persons_choice_and_then_the_cookie_decide():
    client = Client()
    client.force_login(factories.person("anna@example.se", language="en"))
    assert _language(client) == "en"

    client.cookies["django_language"] = "sv"
    assert _language(client) == "sv"
    client.cookies["django_language"] = "xx"
    assert _language(client) == "en"
