"""Addresses: Swedish words outside, English names inside."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("konto/", include("allauth.urls")),
]

handler400 = "kompass_site.errors.bad_request"
handler403 = "kompass_site.errors.forbidden"
handler404 = "kompass_site.errors.page_not_found"
handler500 = "kompass_site.errors.server_error"
