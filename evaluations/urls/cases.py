"""Addresses of cases below /utvarderingar/."""

from django.urls import URLPattern, path

from accounts.views import journal
from evaluations.urls import imports
from evaluations.views import cases, publications

urlpatterns: list[URLPattern] = [
    path("", cases.cases, name="cases"),
    path("<str:number>/", cases.case, name="case"),
    path("<str:number>/publicera/", publications.case_publish, name="case_publish"),
    path("<str:number>/skicka-tillbaka/", publications.case_send_back, name="case_send_back"),
    *imports.patterns("<str:number>/", "case_"),
    path("<str:number>/handelser/", journal.of_case, name="case_journal"),
]
