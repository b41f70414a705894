"""SKR's addresses: its evaluations and imports."""

from django.urls import URLPattern, path

from evaluations.urls import imports
from evaluations.views import cases_of_skr

urlpatterns: list[URLPattern] = [
    path("utvarderingar/", cases_of_skr.evaluations, name="skr_evaluations"),
    *imports.patterns(),
]
