"""Strengths, improvement opportunities and good examples of a proposal: a form with a button for each thing to do."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.editing import edit_from
from accounts.identifiers import row_id
from accounts.models import Municipality
from accounts.permissions import needs
from accounts.requests import KompassRequest
from evaluations.importing import reviewing
from evaluations.importing.reviewing import Destination
from evaluations.models import FindingKind, ProposedArea, ProposedFinding, ReportImport
from evaluations.views.imports.answers import answer_saved, answer_with_sections, attempt, crumbs, is_autosaved
from evaluations.views.imports.finding import import_of

SAID: dict[str, Promise] = {
    "reword": gettext_lazy("The item is saved."),
    "confirm": gettext_lazy("The value is marked as looked at."),
    "split": gettext_lazy("The item is split."),
    "merge": gettext_lazy("The items are merged."),
    "merge-before": gettext_lazy("The items are merged."),
    "up": gettext_lazy("The item is moved up."),
    "down": gettext_lazy("The item is moved down."),
    "move": gettext_lazy("The item is moved to area %(area)s, %(list)s."),
    "drop": gettext_lazy("The item is dropped. It can be restored."),
    "restore": gettext_lazy("The item is restored."),
}
STAYS = ("drop", "restore", "confirm")  # the pressed button, or one in its place, is there again and keeps the focus


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review_import")
def item(request: KompassRequest, report: int, row: int) -> HttpResponse:
    """An item and what can be done with it; the form alone for htmx."""
    report_import = import_of(request, report)
    found = get_object_or_404(ProposedFinding.objects.select_related("named"), report_import=report_import, pk=row)
    if request.method == "POST":
        return _step(request, report_import, found)
    context = {
        "title": _("Change an item"),
        "item": found,
        "breadcrumbs": crumbs(request, report_import, _("Change an item")),
        **_choices(request, report_import),
    }
    template = "evaluations/imports/item.html"
    return render(request, f"{template}#form" if request.htmx else template, context)


def _step(request: KompassRequest, report_import: ReportImport, found: ProposedFinding) -> HttpResponse:
    action = request.POST.get("action", "reword")
    action = action if action in SAID else "reword"
    before, status_id = found.area_number, f"item-{found.pk}-sparat"
    kept: list[ProposedFinding] = []
    change = _change(request, found, action)
    refusal = attempt(request, report_import, lambda: kept.append(change()), f"punkt-{found.pk}", status_id)
    if refusal is not None:
        return refusal
    after = kept[0]
    if is_autosaved(request):
        return answer_saved(request, report_import, status_id, f"item-{after.pk}-", {"text": after.text})
    words = {"area": after.area_number, "list": FindingKind(after.kind).label}
    in_focus = 0 if action in STAYS else _next_to(request, after) if action == "move" else after.pk
    return answer_with_sections(
        request,
        report_import,
        [before, after.area_number],
        f"punkt-{after.pk}",
        str(SAID[action]) % words if action == "move" else str(SAID[action]),
        item_in_focus=in_focus,
    )


def _next_to(request: KompassRequest, moved: ProposedFinding) -> int:
    """Where the work goes on after a move: the item that the page names as the next, else the moved one."""
    return row_id(request.POST.get("then", "")) or moved.pk


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review_import")
def add(request: KompassRequest, report: int, area: int) -> HttpResponse:
    """Add an item that the reading missed; a good example has a form of its own, since it names a municipality."""
    report_import = import_of(request, report)
    if request.method != "POST":
        get_object_or_404(ProposedArea, report_import=report_import, area_number=area)
        context = {
            "title": _("Add a good example"),
            "area": area,
            "breadcrumbs": crumbs(request, report_import, _("Add a good example")),
            **_choices(request, report_import),
        }
        template = "evaluations/imports/example.html"
        return render(request, f"{template}#form" if request.htmx else template, context)
    named = row_id(request.POST.get("named", ""))
    destination = Destination(area, request.POST.get("kind", ""), named or None)

    def change() -> None:
        reviewing.add_item(request.actor, report_import, destination, request.POST.get("text", ""), now=request.now)

    anchor = f"omrade-{area}"
    return attempt(request, report_import, change, anchor) or answer_with_sections(
        request, report_import, [area], anchor, _("The item is added.")
    )


def _choices(request: KompassRequest, report_import: ReportImport) -> dict[str, object]:
    return {
        "import": report_import,
        "areas": ProposedArea.objects.filter(report_import=report_import).order_by("area_number"),
        "kinds": FindingKind.choices,
        "municipalities": Municipality.objects.public().in_swedish_order(),
        "is_part": bool(request.htmx),
    }


def _change(request: KompassRequest, found: ProposedFinding, action: str) -> Callable[[], ProposedFinding]:
    by, of, pk, now = request.actor, found.report_import, found.pk, request.now
    edit = edit_from(request.POST.dict(), ("text",))
    area_text, _slash, kind = request.POST.get("destination", "").partition("/")
    destination = Destination(row_id(area_text), kind, row_id(request.POST.get("named", "")) or None)
    changes: dict[str, Callable[[], ProposedFinding]] = {
        "reword": lambda: reviewing.reword_item(by, of, pk, edit, now=now),
        "confirm": lambda: reviewing.confirm_item(by, of, pk, now=now),
        "split": lambda: reviewing.split_item(by, of, pk, edit, now=now),
        "merge": lambda: reviewing.merge_with_next(by, of, pk, edit, now=now),
        "merge-before": lambda: reviewing.merge_with_previous(by, of, pk, edit, now=now),
        "up": lambda: reviewing.move_item(by, of, pk, -1, now=now),
        "down": lambda: reviewing.move_item(by, of, pk, 1, now=now),
        "move": lambda: reviewing.move_item_to(by, of, pk, destination, now=now),
        "drop": lambda: reviewing.drop_item(by, of, pk, now=now),
        "restore": lambda: reviewing.restore_item(by, of, pk, now=now),
    }
    return changes[action]
