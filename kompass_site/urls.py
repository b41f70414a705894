"""Addresses: Swedish words outside, English names inside. The prefix decides the scope (kompass_site/scope.py)."""

from django.urls import URLPattern, URLResolver, include, path

from accounts import urls_people
from kompass_site import health, pages, start

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.front, name="front"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("om/", include("kompass_site.about_urls")),
    path("konto/start/", start.start, name="start"),
    path("konto/atkomstnycklar/", include("accounts.urls_tokens")),
    path("konto/", include("accounts.urls")),
    path("konto/", include(urls_people.of_account)),
    path("api/v1/", include("kompass_site.urls_api")),
    path("resultat/", include("evaluations.urls.results")),
    path("utvarderingar/", include("evaluations.urls.cases")),
    path("skr/kriterier/", include("evaluations.urls.editions")),
    path("skr/", include("evaluations.urls.skr")),
    path("skr/", include("accounts.urls_skr")),
    path("skr/", include(urls_people.of_skr)),
    path("skr/", include("followup.urls.shared")),
    path("<slug:municipality>/", include("followup.urls.overview")),
    path("<slug:municipality>/", include("followup.urls.decisions")),
    path("<slug:municipality>/", include("followup.urls.documents")),
    path("<slug:municipality>/", include("followup.urls.bulk")),
    path("<slug:municipality>/", include("followup.urls.plan")),
    path("<slug:municipality>/", include("followup.urls.check_ins")),
    path("<slug:municipality>/", include("evaluations.urls.municipality")),
    path("<slug:municipality>/", include("accounts.urls_municipality")),
    path("<slug:municipality>/", include(urls_people.of_municipality)),
]

handler400 = "kompass_site.errors.bad_request"
handler403 = "kompass_site.errors.forbidden"
handler404 = "kompass_site.errors.page_not_found"
handler429 = "kompass_site.errors.too_many_requests"
handler500 = "kompass_site.errors.server_error"
