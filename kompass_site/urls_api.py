"""Addresses of the API, below /api/v1/: what is behind a municipality's word is asked for as its pages are."""

from django.urls import URLPattern, URLResolver, include, path

from accounts.api.places import Me
from accounts.permissions import signed_in_api
from kompass_site import api_description

urlpatterns: list[URLPattern | URLResolver] = [
    path("", api_description.docs, name="api_docs"),
    path("schema/", api_description.schema, name="api_schema"),
    path("me/", signed_in_api(Me.as_view()), name="api_me"),
    path("<slug:municipality>/", include("accounts.api.urls")),
    path("<slug:municipality>/", include("evaluations.api.urls")),
    path("<slug:municipality>/", include("followup.api.urls")),
]
