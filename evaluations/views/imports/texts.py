"""A narrative text of a proposal: one form with a button for each thing that can be done."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.editing import edit_from
from accounts.identifiers import row_id
from accounts.permissions import needs
from accounts.requests import KompassRequest
from evaluations.importing import reviewing
from evaluations.importing.reviewing import texts as rules
from evaluations.models import ProposedArea, ProposedSubarea, ProposedText, ReportImport
from evaluations.views.imports.answers import answer_saved, answer_with_sections, attempt, crumbs, is_autosaved
from evaluations.views.imports.corrections import loaded
from evaluations.views.imports.finding import import_of
from evaluations.views.imports.forms import TextForm

SAID: dict[str, Promise] = {
    "reword": gettext_lazy("The text is saved."),
    "split": gettext_lazy("The text is split."),
    "merge": gettext_lazy("The texts are merged."),
    "place": gettext_lazy("The text is moved."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review_import")
def text(request: KompassRequest, report: int, row: int) -> HttpResponse:
    """A text and what can be done with it; the form alone for htmx."""
    report_import = import_of(request, report)
    found = get_object_or_404(ProposedText, report_import=report_import, pk=row)
    stands = rules.as_fields(found)
    form = TextForm(request.POST or None, initial=stands)
    status_id = f"text-{found.pk}-sparat"
    if request.method == "POST" and form.is_valid():
        action = request.POST.get("action", "reword")
        action = action if action in SAID else "reword"
        before, anchor = found.area_number, f"text-{found.pk}"
        refusal = attempt(request, report_import, _change(request, found, action), anchor, status_id)
        if refusal is not None:
            return refusal
        found.refresh_from_db()
        if is_autosaved(request):
            return answer_saved(request, report_import, status_id, f"text-{found.pk}-", rules.as_fields(found))
        return answer_with_sections(
            request, report_import, [before, found.area_number], anchor, str(SAID[action]), item_in_focus=found.pk
        )
    context = {
        "title": found.title or _("Text without a heading"),
        "import": report_import,
        "row": found,
        "form": form,
        "loaded": loaded(request, stands),
        "places": _places(report_import, found),
        "is_part": bool(request.htmx),
        "breadcrumbs": crumbs(request, report_import, found.title or _("Text without a heading")),
    }
    template = "evaluations/imports/text.html"
    return render(
        request, f"{template}#form" if request.htmx else template, context, status=422 if form.errors else 200
    )


def _places(report_import: ReportImport, text: ProposedText) -> list[dict[str, object]]:
    """Where the text may be put: under an area as a whole, or under one of its sub-areas."""
    subareas: dict[int, list[ProposedSubarea]] = {}
    for each in ProposedSubarea.objects.filter(report_import=report_import).order_by("area_number", "position"):
        subareas.setdefault(each.area_number, []).append(each)
    return [
        {
            "area": area,
            "is_here": area.area_number == text.area_number and not text.subarea_codes,
            "subareas": [
                {"row": each, "is_here": area.area_number == text.area_number and text.subarea_codes == [each.code]}
                for each in subareas.get(area.area_number, [])
                if each.code
            ],
        }
        for area in ProposedArea.objects.filter(report_import=report_import).order_by("area_number")
    ]


def _change(request: KompassRequest, found: ProposedText, action: str) -> Callable[[], object]:
    by, of, pk, now = request.actor, found.report_import, found.pk, request.now
    edit = edit_from(request.POST.dict(), rules.FIELDS)
    area, _slash, code = request.POST.get("place", "").partition("/")
    caret = row_id(request.POST.get("caret", ""))
    changes: dict[str, Callable[[], object]] = {
        "reword": lambda: reviewing.reword_text(by, of, pk, edit, now=now),
        "split": lambda: reviewing.split_text(by, of, pk, edit, caret, now=now),
        "merge": lambda: reviewing.merge_text_with_next(by, of, pk, edit, now=now),
        "place": lambda: reviewing.place_text_under(by, of, pk, row_id(area), [code] if code else [], now=now),
    }
    return changes[action]
