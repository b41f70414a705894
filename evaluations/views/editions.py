"""The criteria: editions with areas and sub-areas, how one answers to another, and a draft's way to publication."""

from collections.abc import Callable
from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.editing import LOADED, FieldsClash, edit_from
from accounts.errors import RuleViolation
from accounts.permissions import needs
from accounts.requests import KompassRequest
from accounts.views.conflicts import conflict_page
from evaluations.models import (
    Area,
    Edition,
    EditionState,
    Evaluation,
    EvaluationState,
    ImportState,
    ReportImport,
    Subarea,
    SubareaMapping,
)
from evaluations.rubrics import asking, changing, publishing
from evaluations.rubrics.sums import sums_of


@require_safe
@needs("read_editions")
def editions(request: KompassRequest) -> HttpResponse:
    """All editions, newest first, with how many areas and sub-areas they have and what a draft waits for."""
    rows = list(Edition.objects.visible_to(request.actor).with_sizes().order_by("-key"))
    context = {
        "title": _("Criteria"),
        "editions": rows,
        "rows": [(row, _next_step(request, row)) for row in rows],
        "has_draft": any(row.state == EditionState.DRAFT for row in rows),
    }
    return render(request, "evaluations/editions/list.html", context)


@require_safe
@needs("read_editions")
def edition(request: KompassRequest, key: str) -> HttpResponse:
    """One edition: areas, sub-areas, highest points, other names, and what they answer to in earlier editions."""
    found = _edition_of(request, key)
    areas, by_area = _parts(found)
    mappings = list(
        SubareaMapping.objects.filter(later__edition=found)
        .select_related("earlier__edition", "later")
        .order_by("-earlier__edition__key", "later__area__number", "later__number", "earlier__code")
    )
    earlier = {name: list(rows) for name, rows in groupby(mappings, key=lambda mapping: mapping.earlier.edition.name)}
    sums = sums_of(areas, by_area)
    is_draft = found.state == EditionState.DRAFT
    context = {
        "title": found.name,
        "edition": found,
        "areas": [{"area": area, "subareas": by_area.get(area.number, [])} for area in areas],
        "total": sums.total,
        "earlier": earlier,
        "is_draft": is_draft,
        "next_step": _next_step(request, found),
        **(_draft_context(request, found, sums.remarks) if is_draft else {}),
        "may_retire": found.state == EditionState.PUBLISHED and request.actor.may("publish_edition"),
    }
    return render(request, "evaluations/editions/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("draft_edition")
def edition_change(request: KompassRequest, key: str) -> HttpResponse:
    """The draft's name, titles and highest points as one form."""
    found = _edition_of(request, key)
    if found.state != EditionState.DRAFT:
        messages.error(request, _("The edition is published and never changes. A change becomes a new edition."))
        return redirect("edition", key=key)
    parts = changing.parts_of(found)
    stands = changing.as_fields(found, parts)
    shown = stands
    problem = ""
    if request.method == "POST":
        edit = edit_from(request.POST.dict(), tuple(stands))
        try:
            changing.change_draft(request.actor, found, edit, now=request.now)
        except FieldsClash as clash:
            return conflict_page(request, clash, reverse("edition_change", args=[key]))
        except RuleViolation as refusal:
            problem, shown = str(refusal), {**stands, **edit.new}
        else:
            messages.success(request, _("The draft is saved."))
            return redirect("edition", key=key)
    loaded = {name: request.POST.get(LOADED + name, value) for name, value in stands.items()}
    rows = [
        {
            "part": part,
            "is_area": isinstance(part, Area),
            **{
                name: {
                    "name": f"{changing.prefix_of(part)}{name}",
                    "value": shown[f"{changing.prefix_of(part)}{name}"],
                    "was": loaded[f"{changing.prefix_of(part)}{name}"],
                }
                for name in ("title", "points")
            },
        }
        for part in sorted(parts, key=_place)
    ]
    context = {
        "title": _("Change the draft"),
        "edition": found,
        "rows": rows,
        "name": {"value": shown[changing.NAME], "was": loaded[changing.NAME]},
        "problem": problem,
        "breadcrumbs": [
            {"label": _("Criteria"), "url": reverse("editions")},
            {"label": found.name, "url": reverse("edition", args=[key])},
            {"label": _("Change the draft"), "url": ""},
        ],
    }
    return render(request, "evaluations/editions/change.html", context, status=422 if problem else 200)


@require_POST
@needs("draft_edition")
def edition_ask(request: KompassRequest, key: str) -> HttpResponse:
    """Ask the other administrators to publish the draft."""
    found = _edition_of(request, key)
    return _attempt(
        request,
        found,
        lambda: asking.ask_publication(request.actor, found, now=request.now),
        _("The other administrators are told by mail."),
    )


@require_POST
@needs("publish_edition")
def edition_publish(request: KompassRequest, key: str) -> HttpResponse:
    """Publish the draft as it was looked at."""
    found = _edition_of(request, key)
    sent = request.POST.get("version", "")
    version = int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 10 else 0
    return _attempt(
        request,
        found,
        lambda: publishing.publish_edition(request.actor, found, version=version, now=request.now),
        _("The edition is published. Proposals that waited for it are matched with it."),
    )


@require_POST
@needs("publish_edition")
def edition_retire(request: KompassRequest, key: str) -> HttpResponse:
    """Take a published edition out of use."""
    found = _edition_of(request, key)
    return _attempt(
        request,
        found,
        lambda: publishing.retire_edition(request.actor, found, now=request.now),
        _("The edition is retired. Results that stand on it stay as they are."),
    )


def _edition_of(request: KompassRequest, key: str) -> Edition:
    found: Edition = get_object_or_404(Edition.objects.visible_to(request.actor), key=key)
    return found


def _parts(found: Edition) -> tuple[list[Area], dict[int, list[Subarea]]]:
    areas = list(Area.objects.filter(edition=found).order_by("number"))
    subareas = Subarea.objects.filter(edition=found).select_related("area").order_by("area__number", "number")
    return areas, {number: list(rows) for number, rows in groupby(subareas, key=lambda part: part.area.number)}


def _draft_context(request: KompassRequest, found: Edition, remarks: tuple[str, ...]) -> dict[str, object]:
    """What a draft needs looked at, and what waits for it; three queries for an administrator."""
    if not request.actor.may("draft_edition"):
        return {"remarks": remarks}
    imports = ReportImport.objects.visible_to(request.actor).filter(
        edition=found, state__in=(ImportState.PROPOSED, ImportState.ACCEPTED)
    )
    cases = Evaluation.objects.visible_to(request.actor).filter(edition=found)
    is_own = found.is_work_of(request.actor.user_id)
    return {
        "remarks": remarks,
        "may_change": True,
        "may_publish": not is_own and request.actor.may("publish_edition"),
        "may_ask": is_own,
        "was_asked": is_own and asking.was_promised(asking.key_of(found)),
        "waiting_imports": list(imports.select_related("municipality").order_by("number")),
        "waiting_cases": list(
            cases.exclude(state=EvaluationState.CANCELLED).select_related("municipality").order_by("number")
        ),
    }


def _next_step(request: KompassRequest, found: Edition) -> str:
    """What is to be done with the edition, by this person or another; empty where nothing is."""
    if found.state != EditionState.DRAFT:
        return ""
    if not request.actor.may("publish_edition"):
        return _("An administrator looks it through, and another one publishes it.")
    if found.is_work_of(request.actor.user_id):
        return _("Look it through and ask another administrator to publish it.")
    return _("Look it through and publish it.")


def _place(part: changing.Part) -> tuple[int, int]:
    return (part.number, 0) if isinstance(part, Area) else (part.area.number, part.number)


def _attempt(request: KompassRequest, found: Edition, change: Callable[[], object], done: str) -> HttpResponse:
    try:
        change()
    except RuleViolation as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return HttpResponseRedirect(reverse("edition", args=[found.key]))
