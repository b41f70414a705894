"""Addresses of a municipality's administration."""

from django.urls import URLPattern, path

from accounts.views import journal

urlpatterns: list[URLPattern] = [
    path("administration/handelser/", journal.of_municipality, name="municipality_journal")
]
