"""Addresses of a person's own tokens for the API, below /konto/atkomstnycklar/."""

from django.urls import URLPattern, path

from accounts.views import api_tokens

urlpatterns: list[URLPattern] = [
    path("", api_tokens.tokens, name="api_tokens"),
    path("<int:token>/ta-bort/", api_tokens.revoke, name="api_token_revoke"),
]
