"""Addresses of the reference lists, below /api/v1/<kommun>/."""

from django.urls import URLPattern, path

from accounts.api.places import Members, Units
from accounts.permissions import needs

urlpatterns: list[URLPattern] = [
    path("units/", needs("read_units")(Units.as_view()), name="api_units"),
    path("members/", needs("change_owner")(Members.as_view()), name="api_members"),
]
