"""Addresses of published results below /resultat/."""

from django.urls import URLPattern, path, re_path

from evaluations.views import open_data, results

urlpatterns: list[URLPattern] = [
    path("", results.results, name="results"),
    path("<slug:slug>/", results.result_of, name="result_of"),
    path("<slug:slug>/<int:year>/", results.result, name="result"),
    path("<slug:slug>/<int:year>/version/<int:number>/", results.result_version, name="result_version"),
    re_path(
        r"^(?P<slug>[-a-z0-9]+)/(?P<year>[0-9]{4})/data\.(?P<form>json|csv)$", open_data.result_data, name="result_data"
    ),
]
