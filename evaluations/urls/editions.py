"""Addresses of the criteria."""

from django.urls import URLPattern, path

from evaluations.views import editions

urlpatterns: list[URLPattern] = [
    path("", editions.editions, name="editions"),
    path("<slug:key>/", editions.edition, name="edition"),
    path("<slug:key>/andra/", editions.edition_change, name="edition_change"),
    path("<slug:key>/fraga/", editions.edition_ask, name="edition_ask"),
    path("<slug:key>/publicera/", editions.edition_publish, name="edition_publish"),
    path("<slug:key>/avsluta/", editions.edition_retire, name="edition_retire"),
]
