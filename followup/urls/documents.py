"""Addresses of the plan as documents and tables, and of what has changed in it since it was adopted."""

from django.urls import URLPattern, path

from followup.views import changes, documents, tables

COPY = "handlingsplan/antagen/<int:number>/"

urlpatterns: list[URLPattern] = [
    path("handlingsplan/utskrift/", documents.plan_print, name="plan_print"),
    path("handlingsplan/word/", documents.plan_file, {"form": "word"}, name="plan_word"),
    path("handlingsplan/pdf/", documents.plan_file, {"form": "pdf"}, name="plan_pdf"),
    path("handlingsplan/excel/", tables.plan_table, {"form": "xlsx"}, name="plan_xlsx"),
    path("handlingsplan/csv/", tables.plan_table, {"form": "csv"}, name="plan_csv"),
    path(f"{COPY}utskrift/", documents.plan_print, name="plan_copy_print"),
    path(f"{COPY}word/", documents.plan_file, {"form": "word"}, name="plan_copy_word"),
    path(f"{COPY}pdf/", documents.plan_file, {"form": "pdf"}, name="plan_copy_pdf"),
    path(f"{COPY}andringar/", changes.plan_changes, name="plan_changes"),
    path("handlingsplan/antagen/andringar/", changes.plan_changes, name="plan_changes_newest"),
]
