"""Addresses of what is weighed, decided and changed many at a time."""

from django.urls import URLPattern, path

from followup.views import bulk, decisions_bulk, finding_estimates, recurring

ACTIONS, DECISIONS = "handlingsplan/andra-flera/", "stallningstaganden/flera/"
FINDING = "stallningstaganden/<uuid:finding>/"

urlpatterns: list[URLPattern] = [
    path(ACTIONS, bulk.plan_bulk, name="plan_bulk"),
    path(f"{ACTIONS}<uuid:key>/", bulk.plan_bulk_result, name="plan_bulk_result"),
    path(f"{ACTIONS}<uuid:key>/angra/", bulk.plan_bulk_undo, name="plan_bulk_undo"),
    path(DECISIONS, decisions_bulk.decisions_bulk, name="decisions_bulk"),
    path(f"{DECISIONS}<uuid:key>/", decisions_bulk.decisions_bulk_result, name="decisions_bulk_result"),
    path(f"{DECISIONS}<uuid:key>/angra/", decisions_bulk.decisions_bulk_undo, name="decisions_bulk_undo"),
    path("stallningstaganden/matris/", finding_estimates.decisions_matrix, name="decisions_matrix"),
    path(f"{FINDING}bedomning/", finding_estimates.finding_assess, name="finding_assess"),
    path(f"{FINDING}aterkommande/", recurring.finding_recurring, name="finding_recurring"),
]
