"""Addresses of results, below /api/v1/<kommun>/."""

from django.urls import URLPattern, path

from accounts.permissions import needs
from evaluations.api.results import Result, Results

urlpatterns: list[URLPattern] = [
    path("results/", needs("read_result")(Results.as_view()), name="api_results"),
    path("results/<int:year>/", needs("read_result")(Result.as_view()), name="api_result"),
]
