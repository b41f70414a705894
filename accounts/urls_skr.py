"""Addresses of SKR's journal."""

from django.urls import URLPattern, path

from accounts.views import journal

urlpatterns: list[URLPattern] = [path("handelser/", journal.of_skr, name="skr_journal")]
