"""Addresses of the criteria."""

from django.urls import URLPattern, path

from evaluations.views import editions

urlpatterns: list[URLPattern] = [
    path("", editions.editions, name="editions"),
    path("<slug:key>/", editions.edition, name="edition"),
]
