"""What a correction answers: the sections it changed for htmx, a word that it is saved, or the way back to the page."""

from collections.abc import Callable, Iterable, Mapping

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.editing import LOADED, FieldsClash
from accounts.errors import RuleViolation
from accounts.requests import KompassRequest
from accounts.views.conflicts import conflict_page
from evaluations.addresses import address
from evaluations.importing import reviewing
from evaluations.models import ReportImport
from evaluations.views.imports.finding import import_of
from evaluations.views.imports.pane import Wanted
from evaluations.views.imports.proposal_page import proposal_page

AUTOSAVE = "autosave"  # a form sends this while somebody writes; no button was pressed


def proposal_context(request: KompassRequest, report_import: ReportImport) -> dict[str, object]:
    """What the templates of the proposal ask for."""
    return {
        "import": report_import,
        "page": proposal_page(request.actor, report_import, request.today, Wanted.from_query(request.GET)),
        "can_undo": reviewing.can_undo(request.actor, report_import, request.now),
    }


def answer_with_sections(
    request: KompassRequest,
    report_import: ReportImport,
    areas: Iterable[int],
    anchor: str,
    announcement: str,
    item_in_focus: int = 0,
) -> HttpResponse:
    """After a correction: the areas' sections anew for htmx, the first in place; else back to the place on the page."""
    if not request.htmx:
        return HttpResponseRedirect(f"{address(request, 'import', report_import.number)}#{anchor}")
    context = proposal_context(request, import_of(request, report_import.number))
    page = context["page"]
    wanted = list(dict.fromkeys(areas))
    sections = {section.number: section for section in page.sections}  # type: ignore[attr-defined]
    context |= {
        "sections": [sections[number] for number in wanted if number in sections],
        "announcement": announcement,
        "item_in_focus": item_in_focus,
        "is_part": True,
    }
    return render(request, "evaluations/imports/_answer.html", context)


def answer_saved(
    request: KompassRequest, report_import: ReportImport, status_id: str, prefix: str, stands: Mapping[str, str]
) -> HttpResponse:
    """After an autosave: nothing is drawn anew but the counts, and the values that the form now counts as loaded.

    `stands` is by the fields' names, which with `prefix` before them are the ids; `status_id` says that it is saved.
    """
    context = proposal_context(request, import_of(request, report_import.number))
    loaded = [
        {"id": f"{LOADED}{prefix}{name}", "name": LOADED + name, "value": value} for name, value in stands.items()
    ]
    context |= {"status_id": status_id, "loaded": loaded, "is_part": True, "now": request.now}
    response = render(request, "evaluations/imports/_saved.html", context)
    response["HX-Reswap"] = "none"
    return response


def attempt(
    request: KompassRequest,
    report_import: ReportImport,
    change: Callable[[], object],
    anchor: str,
    status_id: str = "",
) -> HttpResponse | None:
    """Carry a correction out; the answer where it was refused: the page for both texts, or back with the reason.

    An autosave is told beside its field instead, so that nobody is moved while writing.
    """
    url = f"{address(request, 'import', report_import.number)}#{anchor}"
    is_autosave = status_id and is_autosaved(request)
    try:
        change()
    except FieldsClash as clash:
        if is_autosave:
            said = _("Somebody else has changed the same text. Yours is kept here: press Save to see both and choose.")
            return _beside(request, status_id, said, 409)
        return conflict_page(request, clash, url)
    except RuleViolation as refusal:
        if is_autosave:
            return _beside(request, status_id, refusal.message, 422)
        messages.error(request, str(refusal))
        if request.htmx:
            response = HttpResponse(status=204)
            response["HX-Redirect"] = url
            response["HX-Refresh"] = "true"
            return response
        return HttpResponseRedirect(url)
    return None


def is_autosaved(request: KompassRequest) -> bool:
    """Whether the form was sent by itself while somebody wrote in it."""
    return bool(request.htmx) and request.POST.get(AUTOSAVE) == "1"


def changed_fields(request: KompassRequest, names: Iterable[str]) -> tuple[str, ...]:
    """Of these fields those that are not as the form loaded them."""
    post = request.POST
    return tuple(name for name in names if name in post and post[name] != post.get(LOADED + name, post[name]))


def back_to(request: KompassRequest, report_import: ReportImport, anchor: str) -> HttpResponse:
    """To the same place on the proposal's page."""
    return HttpResponseRedirect(f"{address(request, 'import', report_import.number)}#{anchor}")


def crumbs(request: KompassRequest, report_import: ReportImport, here: str) -> list[dict[str, str]]:
    """Where one is below an import."""
    return [
        {"label": _("Older reports") if report_import.is_own else _("Imports"), "url": address(request, "imports")},
        {
            "label": _("Import %(number)s") % {"number": report_import.number},
            "url": address(request, "import", report_import.number),
        },
        {"label": here, "url": ""},
    ]


def _beside(request: KompassRequest, status_id: str, said: Promise | str, status: int) -> HttpResponse:
    context = {"status_id": status_id, "said": said}
    response = render(request, "evaluations/imports/_saved.html#refused", context, status=status)
    response["HX-Reswap"] = "none"
    return response
