"""Addresses of a municipality's overview and of its results with the state of each improvement opportunity."""

from django.urls import URLPattern, path

from followup.views import overview, results, situation

urlpatterns: list[URLPattern] = [
    path("", overview.municipality_start, name="municipality_start"),
    path("laget/", situation.situation, name="situation"),
    path("resultat/", results.municipality_results, name="municipality_results"),
    path("resultat/<int:year>/", results.municipality_result, name="municipality_result"),
    path("resultat/<int:year>/version/<int:number>/", results.municipality_result, name="municipality_result_version"),
]
