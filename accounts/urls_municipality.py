"""Addresses of people and the journal below their prefix."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
