"""Addresses of what is changed or decided many at a time."""

from django.urls import URLPattern, path

from followup.views import bulk

ACTIONS = "handlingsplan/andra-flera/"

urlpatterns: list[URLPattern] = [
    path(ACTIONS, bulk.plan_bulk, name="plan_bulk"),
    path(f"{ACTIONS}<uuid:key>/", bulk.plan_bulk_result, name="plan_bulk_result"),
    path(f"{ACTIONS}<uuid:key>/angra/", bulk.plan_bulk_undo, name="plan_bulk_undo"),
]
