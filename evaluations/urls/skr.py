"""SKR's addresses: its evaluations and imports."""

from django.urls import URLPattern, path

from evaluations.views import cases_of_skr
from evaluations.views.imports import corrections, decisions, detail, items, lists, new

urlpatterns: list[URLPattern] = [
    path("utvarderingar/", cases_of_skr.evaluations, name="skr_evaluations"),
    path("importer/", lists.imports, name="imports"),
    path("importer/ny/", new.new, name="new_import"),
    path("importer/<int:number>/", detail.detail, name="import"),
    path("importer/<int:number>/fil/", decisions.original, name="import_file"),
    path("importer/<int:number>/uppgifter/", corrections.head, name="import_head"),
    path("importer/<int:number>/motsagelser/<int:row>/", corrections.contradiction, name="import_contradiction"),
    path("importer/<int:number>/omraden/<int:area>/poang/", corrections.points, name="import_points"),
    path("importer/<int:number>/omraden/<int:area>/stammer/", corrections.confirm, name="import_confirm"),
    path("importer/<int:number>/omraden/<int:area>/punkter/", items.add, name="import_add_item"),
    path("importer/<int:number>/punkter/<int:row>/", items.item, name="import_item"),
    path("importer/<int:number>/texter/<int:row>/", corrections.text, name="import_text"),
    path("importer/<int:number>/godkann/", decisions.accept, name="import_accept"),
    path("importer/<int:number>/angra/", decisions.undo, name="import_undo"),
    path("importer/<int:number>/avsta/", decisions.abandon, name="import_abandon"),
]
