"""Addresses of a municipality's overview and results below its own prefix."""

from django.urls import URLPattern, path

from evaluations.views import municipality, results

urlpatterns: list[URLPattern] = [
    path("", municipality.municipality_start, name="municipality_start"),
    path("resultat/", results.municipality_results, name="municipality_results"),
    path("resultat/<int:year>/", results.municipality_result, name="municipality_result"),
    path("resultat/<int:year>/version/<int:number>/", results.municipality_result, name="municipality_result_version"),
]
