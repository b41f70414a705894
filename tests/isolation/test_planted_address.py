"""The walk over addresses turns red on a view that does not start at visible_to."""

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from accounts.permissions import needs
from tests.isolation import addresses
from tests.isolation.test_every_address import SAMPLES, Sample, _client, _surprises, world

__all__ = ["world"]

FOREIGN, UNKNOWN = 2, 999


@needs("read_result")
def leak(request: HttpRequest, municipality: str, row: int) -> HttpResponse:
    if row == UNKNOWN:
        raise Http404
    return HttpResponse("somebody else's words" if row == FOREIGN else "ours")


@needs("read_result")
def whisper(request: HttpRequest, municipality: str, row: int) -> HttpResponse:
    if row == FOREIGN:
        return HttpResponse("It exists, but is not yours.", status=404)
    raise Http404


urlpatterns = [
    path("<slug:municipality>/leak/<int:row>/", leak, name="leak"),
    path("<slug:municipality>/whisper/<int:row>/", whisper, name="whisper"),
    path("", include("kompass_site.urls")),
]
handler404 = "kompass_site.errors.page_not_found"


@pytest.mark.urls("tests.isolation.test_planted_address")
@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("leak", ["get /arboga/leak/2/: answer, expected 404",
                  "get /<slug:municipality>/leak/<int:row>/: foreign and unknown row answer differently"]),
        ("whisper", ["get /arboga/whisper/1/: 404, expected answer",
                     "get /<slug:municipality>/whisper/<int:row>/: foreign and unknown row answer differently"]),
    ],
)  # fmt: skip
def test_a_view_that_knows_of_foreign_rows_is_reported(name, found, world, monkeypatch):
    monkeypatch.setitem(SAMPLES, (name, "row"), Sample(1, FOREIGN, UNKNOWN))
    (route,) = [route for route in addresses.routes() if route.name == name]

    assert _surprises(route, "läsare", "get", _client("läsare", world)) == found
