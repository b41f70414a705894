"""What people see when something went wrong: Swedish words, a reference, never a trace."""

import re

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from accounts.errors import EditConflict
from accounts.models import Unit, UnitKind
from accounts.permissions import public
from accounts.tenancy import Scope
from tests import factories

WRONG = {
    "400": BadRequest("fel"),
    "403": PermissionDenied("hemligt"),
    "409": EditConflict(),
    "500": ZeroDivisionError("hemligt"),
    "503": OperationalError("hemligt"),
}


@public
def fail(request: HttpRequest, kind: str) -> HttpResponse:
    raise WRONG[kind]


def write_and_fail(request: HttpRequest, municipality: str, kind: str) -> HttpResponse:
    scope = request.actor.scope  # type: ignore[attr-defined]
    Unit.objects.create(municipality_id=scope.municipality, name="Skriven", kind=UnitKind.OTHER)
    raise WRONG[kind]


urlpatterns = [
    path("om/fel/<kind>/", fail),
    path("<slug:municipality>/fel/<kind>/", write_and_fail),
    path("", include("kompass_site.urls")),
]
handler400 = "kompass_site.errors.bad_request"
handler403 = "kompass_site.errors.forbidden"
handler404 = "kompass_site.errors.page_not_found"
handler500 = "kompass_site.errors.server_error"

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.site.test_errors")]


@pytest.mark.parametrize("kind", list(WRONG))
def test_each_error_is_a_swedish_page_with_its_reference(kind):
    response = Client(raise_request_exception=False).get(f"/om/fel/{kind}/")
    page = response.content.decode()

    assert response.status_code == int(kind)
    assert re.fullmatch(r"[0-9a-f]{12}", response["X-Reference"])
    assert response["X-Reference"] in page
    assert '<html lang="sv"' in page
    assert page.count("<h1") == 1
    assert "hemligt" not in page
    assert "Traceback" not in page


def test_a_silent_database_says_when_to_come_back():
    assert Client(raise_request_exception=False).get("/om/fel/503/")["Retry-After"] == "10"


def test_a_refusal_shows_its_own_sentence():
    page = Client().get("/om/fel/409/").content.decode()

    assert str(EditConflict()) in page


@pytest.mark.parametrize(("kind", "rows"), [("409", 1), ("403", 1), ("500", 0), ("503", 0)])
def test_a_4xx_keeps_what_was_written_and_a_5xx_takes_it_back(kind, rows, people, arboga, client_of):
    response = client_of(people.astrid, raise_request_exception=False).get(f"/arboga/fel/{kind}/")

    assert response.status_code == int(kind)
    with factories.in_scope(Scope(municipality=arboga.pk)):
        assert Unit.objects.count() == rows


def test_each_request_has_a_reference_of_its_own():
    client = Client()

    assert client.get("/om/")["X-Reference"] != client.get("/om/")["X-Reference"]


def test_an_old_form_is_refused_in_words():
    response = Client(enforce_csrf_checks=True).post("/om/")

    assert response.status_code == 403
    assert response["X-Reference"] in response.content.decode()


def test_an_address_for_sending_only_answers_a_visit_with_a_page(client_of, sara):
    answer = client_of(sara).get("/skr/importer/1/godkann/")
    assert answer.status_code == 405
    assert answer.headers["Allow"]
    assert "<h1>" in answer.text
