"""Addresses of imports, the same below SKR's prefix, a case's and a municipality's; it decides whose they are."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from evaluations.views.imports import corrections, decisions, detail, edition, items, lists, new, newer, sheets, texts
from evaluations.views.imports.finding import anywhere

PAGES: tuple[tuple[str, Callable[..., HttpResponseBase], str], ...] = (
    ("importer/", lists.imports, "imports"),
    ("importer/ny/", new.new, "new_import"),
    ("importer/<int:report>/", detail.detail, "import"),
    ("importer/<int:report>/fil/", decisions.original, "import_file"),
    ("importer/<int:report>/sidor/<int:sheet>/", sheets.sheet, "import_sheet"),
    ("importer/<int:report>/sidor/<int:sheet>/bild/", sheets.picture, "import_picture"),
    ("importer/<int:report>/tillbaka/", corrections.undo_step, "import_undo_step"),
    ("importer/<int:report>/uppgifter/", corrections.head, "import_head"),
    ("importer/<int:report>/motsagelser/<int:row>/", corrections.contradiction, "import_contradiction"),
    ("importer/<int:report>/omraden/<int:area>/poang/", corrections.points, "import_points"),
    ("importer/<int:report>/omraden/<int:area>/stammer/", corrections.confirm, "import_confirm"),
    ("importer/<int:report>/omraden/<int:area>/punkter/", items.add, "import_add_item"),
    ("importer/<int:report>/punkter/<int:row>/", items.item, "import_item"),
    ("importer/<int:report>/texter/<int:row>/", texts.text, "import_text"),
    ("importer/<int:report>/utgava/", edition.draft_edition, "import_draft_edition"),
    ("importer/<int:report>/be-om-utgava/", edition.ask_for_edition, "import_ask_edition"),
    ("importer/<int:report>/ligger-kvar/", newer.removals, "import_removals"),
    ("importer/<int:report>/godkann/", decisions.accept, "import_accept"),
    ("importer/<int:report>/angra/", decisions.undo, "import_undo"),
    ("importer/<int:report>/avsta/", decisions.abandon, "import_abandon"),
    ("importer/<int:report>/erbjud/", decisions.offer, "import_offer"),
)


def patterns(before: str = "", name_before: str = "") -> list[URLPattern]:
    """The addresses with the parameters of their prefix before them, and their names with a word before them."""
    return [path(before + route, anywhere(view), name=name_before + name) for route, view, name in PAGES]
