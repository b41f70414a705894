"""Corrections of a proposal: head facts, contradictions, points, texts. Those of items have a file of their own."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.editing import FieldsClash, edit_from
from accounts.errors import RuleViolation
from accounts.models import Municipality
from accounts.permissions import needs
from accounts.requests import KompassRequest
from accounts.views.conflicts import conflict_page
from evaluations.addresses import address
from evaluations.importing import reviewing
from evaluations.importing.reviewing import head as head_rules
from evaluations.importing.reviewing import points as points_rules
from evaluations.importing.reviewing import texts as texts_rules
from evaluations.models import Edition, ProposedContradiction, ProposedText, ReportImport
from evaluations.views.imports.detail import answer_with_section
from evaluations.views.imports.finding import import_of
from evaluations.views.imports.forms import HeadForm, TextForm


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review_import")
def head(request: KompassRequest, report: int) -> HttpResponse:
    """The head facts: municipality, edition, year, dates, evaluators."""
    report_import = import_of(request, report)
    stands = head_rules.as_fields(report_import)
    form = HeadForm(
        request.POST or None,
        initial=stands,
        municipalities=list(Municipality.objects.visible_to(request.actor).in_swedish_order()),
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
        "loaded": _loaded(request, stands),
        "breadcrumbs": crumbs(request, report_import, _("Head facts of the report")),
    }
    return render(request, "evaluations/imports/head.html", context, status=422 if form.errors else 200)


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
    edit = edit_from(request.POST.dict(), names)

    def change() -> None:
        reviewing.correct_points(request.actor, report_import, area, edit, now=request.now)

    anchor = f"omrade-{area}"
    return attempt(request, report_import, change, anchor) or answer_with_section(
        request, report_import, area, anchor, _("The points are saved.")
    )


@require_POST
@needs("review_import")
def confirm(request: KompassRequest, report: int, area: int) -> HttpResponse:
    """Mark all unsure values of an area as looked at."""
    report_import = import_of(request, report)

    def change() -> None:
        reviewing.confirm_area(request.actor, report_import, area, now=request.now)

    anchor = f"omrade-{area}"
    return attempt(request, report_import, change, anchor) or answer_with_section(
        request, report_import, area, anchor, _("The values of the area are marked as looked at.")
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs("review_import")
def text(request: KompassRequest, report: int, row: int) -> HttpResponse:
    """A narrative text: heading, words, sub-areas."""
    report_import = import_of(request, report)
    found = get_object_or_404(ProposedText, report_import=report_import, pk=row)
    stands = texts_rules.as_fields(found)
    form = TextForm(request.POST or None, initial=stands)
    if request.method == "POST" and form.is_valid():
        edit = edit_from(request.POST.dict(), texts_rules.FIELDS)

        def change() -> None:
            reviewing.reword_text(request.actor, report_import, found.pk, edit, now=request.now)

        anchor = f"text-{found.pk}"
        return attempt(request, report_import, change, anchor) or back_to(request, report_import, anchor)
    context = {
        "title": found.title,
        "import": report_import,
        "row": found,
        "form": form,
        "loaded": _loaded(request, stands),
        "breadcrumbs": crumbs(request, report_import, found.title),
    }
    return render(request, "evaluations/imports/text.html", context, status=422 if form.errors else 200)


def attempt(
    request: KompassRequest, report_import: ReportImport, change: Callable[[], object], anchor: str
) -> HttpResponse | None:
    """Carry a correction out; the answer where it was refused: the page for both texts, or back with the reason."""
    url = f"{address(request, 'import', report_import.number)}#{anchor}"
    try:
        change()
    except FieldsClash as clash:
        return conflict_page(request, clash, url)
    except RuleViolation as refusal:
        messages.error(request, str(refusal))
        if request.htmx:
            response = HttpResponse(status=204)
            response["HX-Redirect"] = url
            return response
        return HttpResponseRedirect(url)
    return None


def back_to(request: KompassRequest, report_import: ReportImport, anchor: str) -> HttpResponse:
    """To the same place on the proposal's page."""
    return HttpResponseRedirect(f"{address(request, 'import', report_import.number)}#{anchor}")


def crumbs(request: KompassRequest, report_import: ReportImport, here: str) -> list[dict[str, str]]:
    """Where one is below an import."""
    return [
        {"label": _("Imports"), "url": address(request, "imports")},
        {
            "label": _("Import %(number)s") % {"number": report_import.number},
            "url": address(request, "import", report_import.number),
        },
        {"label": here, "url": ""},
    ]


def _loaded(request: KompassRequest, stands: dict[str, str]) -> dict[str, str]:
    """The values the form was loaded with: those it carries, where it comes back with an error."""
    return {name: request.POST.get(f"was-{name}", value) for name, value in stands.items()}
