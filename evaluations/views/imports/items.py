"""Strengths and improvement opportunities of a proposal: one form with a button for each thing that can be done."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.editing import edit_from
from accounts.identifiers import row_id
from accounts.permissions import needs
from accounts.requests import KompassRequest
from evaluations.addresses import address
from evaluations.importing import reviewing
from evaluations.importing.reviewing import Destination
from evaluations.models import FindingKind, ProposedArea, ProposedFinding
from evaluations.views.imports.corrections import attempt, crumbs
from evaluations.views.imports.detail import answer_with_section
from evaluations.views.imports.finding import import_of

SAID: dict[str, Promise] = {
    "reword": gettext_lazy("The item is saved."),
    "split": gettext_lazy("The item is split."),
    "merge": gettext_lazy("The items are merged."),
    "up": gettext_lazy("The item is moved up."),
    "down": gettext_lazy("The item is moved down."),
    "move": gettext_lazy("The item is moved."),
    "drop": gettext_lazy("The item is dropped. It can be restored."),
    "restore": gettext_lazy("The item is restored."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review_import")
def item(request: KompassRequest, report: int, row: int) -> HttpResponse:
    """An item and what can be done with it; the form alone for htmx."""
    report_import = import_of(request, report)
    found = get_object_or_404(ProposedFinding, report_import=report_import, pk=row)
    if request.method == "POST":
        action = request.POST.get("action", "reword")
        action = action if action in SAID else "reword"
        refusal = attempt(request, report_import, _change(request, found, action), f"punkt-{found.pk}")
        if refusal is not None:
            return refusal
        if action == "move" and request.htmx:  # two sections have changed
            response = HttpResponse(status=204)
            response["HX-Redirect"] = f"{address(request, 'import', report_import.number)}#punkt-{found.pk}"
            response["HX-Refresh"] = "true"
            return response
        area = found.area_number
        stays = action in ("drop", "restore")  # the pressed button is there again and keeps the focus
        return answer_with_section(
            request, report_import, area, f"punkt-{found.pk}", str(SAID[action]), item_in_focus=0 if stays else found.pk
        )
    context = {
        "title": _("Change an item"),
        "import": report_import,
        "item": found,
        "areas": ProposedArea.objects.filter(report_import=report_import).order_by("area_number"),
        "kinds": FindingKind.choices,
        "is_part": bool(request.htmx),
        "breadcrumbs": crumbs(request, report_import, _("Change an item")),
    }
    template = "evaluations/imports/item.html"
    return render(request, f"{template}#form" if request.htmx else template, context)


@require_POST
@needs("review_import")
def add(request: KompassRequest, report: int, area: int) -> HttpResponse:
    """Add an item that the reading missed."""
    report_import = import_of(request, report)
    destination = Destination(area, request.POST.get("kind", ""))

    def change() -> None:
        reviewing.add_item(request.actor, report_import, destination, request.POST.get("text", ""), now=request.now)

    anchor = f"omrade-{area}"
    return attempt(request, report_import, change, anchor) or answer_with_section(
        request, report_import, area, anchor, _("The item is added.")
    )


def _change(request: KompassRequest, found: ProposedFinding, action: str) -> Callable[[], object]:
    by, of, pk, now = request.actor, found.report_import, found.pk, request.now
    edit = edit_from(request.POST.dict(), ("text",))
    area_text, _slash, kind = request.POST.get("destination", "").partition("/")
    destination = Destination(row_id(area_text), kind)
    changes: dict[str, Callable[[], object]] = {
        "reword": lambda: reviewing.reword_item(by, of, pk, edit, now=now),
        "split": lambda: reviewing.split_item(by, of, pk, edit, now=now),
        "merge": lambda: reviewing.merge_with_next(by, of, pk, edit, now=now),
        "up": lambda: reviewing.move_item(by, of, pk, -1, now=now),
        "down": lambda: reviewing.move_item(by, of, pk, 1, now=now),
        "move": lambda: reviewing.move_item_to(by, of, pk, destination, now=now),
        "drop": lambda: reviewing.drop_item(by, of, pk, now=now),
        "restore": lambda: reviewing.restore_item(by, of, pk, now=now),
    }
    return changes[action]
