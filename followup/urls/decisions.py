"""Addresses of the decisions, and of a plan's adoption."""

from django.urls import URLPattern, path

from followup.views import decisions, expected, plans

urlpatterns: list[URLPattern] = [
    path("stallningstaganden/", decisions.decisions, name="decisions"),
    path("stallningstaganden/<uuid:finding>/", decisions.decision, name="decision"),
    path("handlingsplan/forvantad-poang/", expected.expected_score, name="expected_score"),
    path("handlingsplan/anta/", plans.plan_adopt, name="plan_adopt"),
    path("handlingsplan/avsluta/", plans.plan_close, name="plan_close"),
    path("handlingsplan/antagen/", plans.plan_copy, name="plan_copy"),
    path("handlingsplan/antagen/<int:number>/", plans.plan_copy, name="plan_copy_number"),
]
