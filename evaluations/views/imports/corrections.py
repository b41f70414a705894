"""Corrections of a proposal: head facts, contradictions, points. Those of items and texts have files of their own."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.editing import edit_from
from accounts.identifiers import row_id
from accounts.models import Municipality
from accounts.permissions import needs
from accounts.requests import KompassRequest
from evaluations.importing import reviewing
from evaluations.importing.reviewing import head as head_rules
from evaluations.importing.reviewing import points as points_rules
from evaluations.models import Edition, ProposedContradiction, ReportImport
from evaluations.views.imports.answers import (
    answer_saved,
    answer_with_sections,
    attempt,
    back_to,
    changed_fields,
    crumbs,
    is_autosaved,
)
from evaluations.views.imports.finding import import_of
from evaluations.views.imports.forms import HeadForm


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review_import")
def head(request: KompassRequest, report: int) -> HttpResponse:
    """The head facts: municipality, edition, year, dates, evaluators."""
    report_import = import_of(request, report)
    stands = head_rules.as_fields(report_import)
    form = HeadForm(
        request.POST or None,
        initial=stands,
        municipalities=_choices(request, report_import),
        editions=list(Edition.objects.visible_to(request.actor).order_by("-key")),
    )
    if request.method == "POST" and form.is_valid():
        cleaned = {name: "" if value is None else str(value) for name, value in form.cleaned_data.items()}
        sent = {name: value for name, value in cleaned.items() if name in request.POST}
        edit = edit_from(request.POST.dict() | sent, head_rules.FIELDS)

        def change() -> None:
            reviewing.set_head(request.actor, report_import, edit, now=request.now)

        return attempt(request, report_import, change, "uppgifter") or back_to(request, report_import, "uppgifter")
    context = {
        "title": _("Head facts of the report"),
        "import": report_import,
        "form": form,
        "loaded": loaded(request, stands),
        "breadcrumbs": crumbs(request, report_import, _("Head facts of the report")),
    }
    return render(request, "evaluations/imports/head.html", context, status=422 if form.errors else 200)


def _choices(request: KompassRequest, report_import: ReportImport) -> list[Municipality]:
    """The municipalities to choose among: all for SKR, else the one that the place of the import names."""
    is_placed = report_import.is_own or report_import.evaluation_id or report_import.offered_from_id
    if report_import.municipality is not None and is_placed:
        return [report_import.municipality]
    return list(Municipality.objects.visible_to(request.actor).in_swedish_order())


@require_POST
@needs("review_import")
def contradiction(request: KompassRequest, report: int, row: int) -> HttpResponse:
    """Choose a reading."""
    report_import = import_of(request, report)
    found = get_object_or_404(ProposedContradiction, report_import=report_import, pk=row)

    def change() -> None:
        reviewing.choose_reading(
            request.actor, report_import, found.pk, request.POST.get("choice", ""), now=request.now
        )

    return attempt(request, report_import, change, "motsagelser") or back_to(request, report_import, "motsagelser")


@require_POST
@needs("review_import")
def points(request: KompassRequest, report: int, area: int) -> HttpResponse:
    """Save the table of points of an area."""
    report_import = import_of(request, report)
    names = points_rules.field_names(points_rules.rows_of(report_import, area))
    is_autosave = is_autosaved(request)
    edit = edit_from(request.POST.dict(), changed_fields(request, names) if is_autosave else names)

    def change() -> None:
        reviewing.correct_points(request.actor, report_import, area, edit, now=request.now)

    anchor, status_id = f"omrade-{area}", f"omrade-{area}-sparat"
    refusal = attempt(request, report_import, change, anchor, status_id)
    if refusal is not None:
        return refusal
    if is_autosave:
        stands = {
            name: value
            for row in points_rules.rows_of(report_import, area)
            for name, value in points_rules.as_fields(row).items()
        }
        return answer_saved(request, report_import, status_id, f"o{area}-", {name: stands[name] for name in edit.new})
    return answer_with_sections(request, report_import, [area], anchor, _("The points are saved."))


@require_POST
@needs("review_import")
def confirm(request: KompassRequest, report: int, area: int) -> HttpResponse:
    """Mark the unsure values of an area as looked at: all of them, or the one that `value` names («model/key»)."""
    report_import = import_of(request, report)
    kind, _slash, key = request.POST.get("value", "").partition("/")
    said = _("The value is marked as looked at.") if kind else _("The values of the area are marked as looked at.")

    def change() -> None:
        if kind:
            reviewing.confirm_value(request.actor, report_import, kind, row_id(key), now=request.now)
        else:
            reviewing.confirm_area(request.actor, report_import, area, now=request.now)

    anchor = f"omrade-{area}"
    return attempt(request, report_import, change, anchor) or answer_with_sections(
        request, report_import, [area], anchor, said
    )


@require_POST
@needs("review_import")
def undo_step(request: KompassRequest, report: int) -> HttpResponse:
    """Take back one's own last step on items and texts."""
    report_import = import_of(request, report)
    areas: list[int] = []

    def change() -> None:
        areas.extend(reviewing.undo_last_step(request.actor, report_import, now=request.now))

    refusal = attempt(request, report_import, change, "forslaget")
    if refusal is not None:
        return refusal
    anchor = f"omrade-{areas[0]}"
    answer = answer_with_sections(request, report_import, areas, anchor, _("The last step is taken back."))
    answer["HX-Retarget"] = f"#{anchor}"  # the button cannot know which area its step was in
    answer["HX-Reswap"] = "outerHTML"
    return answer


def loaded(request: KompassRequest, stands: dict[str, str]) -> dict[str, str]:
    """The values the form was loaded with: those it carries, where it comes back with an error."""
    return {name: request.POST.get(f"was-{name}", value) for name, value in stands.items()}
