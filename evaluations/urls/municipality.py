"""Addresses of evaluations below their prefix."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
