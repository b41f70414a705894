"""SKR's addresses of municipalities and of the plans they share."""

from django.urls import URLPattern, path

from followup.views import shared_plan, skr_municipalities

urlpatterns: list[URLPattern] = [
    path("kommuner/", skr_municipalities.municipalities, name="skr_municipalities"),
    path("kommuner/<slug:slug>/handlingsplan/", shared_plan.shared_plan, name="shared_plan"),
]
