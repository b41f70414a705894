"""«Avstämningar»: the list, one check-in rolled up, and the coordinator's buttons."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.errors import NotPermitted, RuleViolation
from accounts.permissions import needs
from accounts.requests import KompassRequest
from evaluations.models import PublishedScore
from followup import check_ins as rules
from followup.check_ins import Told
from followup.forms.check_ins import Asked, CheckInFilter
from followup.listing import swedish
from followup.models import CheckIn
from followup.views.finding import newest_version_id

ROWS = 50


class Heading(NamedTuple):
    """An area or a unit: its words, how many of its answers fit, those of this page."""

    words: str
    total: int
    rows: list[Told]


@require_safe
@needs("read_check_ins")
def check_in_list(request: KompassRequest, municipality: str) -> HttpResponse:
    """All check-ins, the open one first; what comes next."""
    page = Paginator(rules.history(request.actor), ROWS).get_page(request.GET.get("page"))
    standing = rules.round_of(request.actor, today=request.today)
    may_set = request.actor.may("set_check_ins")
    context = {
        "title": _("Check-ins"),
        "slug": municipality,
        "page": page,
        "round": standing,
        "may_set": may_set,
        "may_open": may_set and standing.next_day is not None and standing.opens_next,
    }
    return render(request, "followup/check_ins/list.html", context)


@require_safe
@needs("read_check_ins")
def check_in(request: KompassRequest, municipality: str, day: str) -> HttpResponse:
    """What was answered by area or unit, who is missing, what has changed since the time before."""
    found = check_in_of(request, day)
    version_id = newest_version_id(found.plan.evaluation_id)
    told = rules.told_in(found, request.actor, version_id=version_id, today=request.today)
    form = CheckInFilter(request.GET)
    fitting = [each for each in told if _fits(each, form.asked)]
    headings = _headings(fitting, form.asked, version_id)
    page = Paginator([(heading, each) for heading in headings for each in heading.rows], ROWS).get_page(
        request.GET.get("page")
    )
    may_set = request.actor.may("set_check_ins")
    people = rules.missing_people(told) if may_set and found.is_open else []
    own = [each for each in told if each.action.owner_id in request.actor.memberships]
    context = {
        "title": _("Check-in %(day)s") % {"day": date_format(found.on, "j F Y")},
        "slug": municipality,
        "check_in": found,
        "asked": len(told),
        "answered": sum(each.report is not None for each in told),
        "missing": sum(each.report is None for each in told),
        "lights": [(light, sum(each.light == light for each in told)) for light in ("green", "yellow", "red")],
        "changed": [each for each in told if each.has_changed],
        "worse": sum(each.is_worse for each in told),
        "people": people,
        "may_remind": any(person.is_member for person in people),
        "own": own,
        "own_numbers": {each.action.number for each in own},
        "own_missing": sum(each.report is None for each in own),
        "form": form,
        "chips": form.chips,
        "tabs": [
            {"label": _("By area"), "url": form.without("by"), "current": form.asked.by == "area"},
            {"label": _("By unit"), "url": form.without(by="unit"), "current": form.asked.by == "unit"},
        ],
        "page": page,
        "headings": _of_page(page),
        "may_set": may_set,
        "breadcrumbs": crumbs(request, found),
    }
    return render(request, "followup/check_ins/detail.html", context)


@require_POST
@needs("set_check_ins")
def open_next(request: KompassRequest, municipality: str) -> HttpResponse:
    """Open the check-in of the next day now."""
    try:
        opened = rules.open_next_check_in(request.actor, now=request.now, today=request.today)
    except NotPermitted:
        raise
    except RuleViolation as refusal:
        messages.error(request, str(refusal))
        return redirect("check_ins", municipality=municipality)
    messages.success(request, _("The check-in is open, and the owners get a mail."))
    return redirect("check_in", municipality=municipality, day=opened.on.isoformat())


@require_POST
@needs("set_check_ins")
def remind(request: KompassRequest, municipality: str, day: str) -> HttpResponse:
    """Remind those who have not answered."""
    found = check_in_of(request, day)
    done = _("Those who have not answered are reminded by mail.")
    return _press(request, found, done, lambda: rules.remind_of_check_in(found, request.actor, now=request.now))


@require_POST
@needs("set_check_ins")
def close(request: KompassRequest, municipality: str, day: str) -> HttpResponse:
    """Take no more answers."""
    found = check_in_of(request, day)
    done = _("The check-in is closed. It takes no more answers.")
    return _press(request, found, done, lambda: rules.close_check_in(found, request.actor, now=request.now))


def check_in_of(request: KompassRequest, day: str) -> CheckIn:
    """The check-in of the day that the address names. Raises Http404."""
    found = rules.held_on(day, request.actor)
    if found is None:
        raise Http404
    return found


def crumbs(request: KompassRequest, check_in: CheckIn, here: str = "") -> list[dict[str, str]]:
    """Where one is below «Avstämningar»."""
    slug = request.resolver_match.kwargs["municipality"] if request.resolver_match else ""
    own = reverse("check_in", args=[slug, check_in.on.isoformat()]) if here else ""
    trail = [{"label": _("Check-ins"), "url": reverse("check_ins", args=[slug])}]
    trail.append({"label": date_format(check_in.on, "j F Y"), "url": own})
    return [*trail, {"label": here, "url": ""}] if here else trail


def _press(request: KompassRequest, found: CheckIn, done: str, change: Callable[[], object]) -> HttpResponse:
    try:
        change()
    except NotPermitted:
        raise
    except RuleViolation as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    slug = request.resolver_match.kwargs["municipality"] if request.resolver_match else ""
    return HttpResponseRedirect(reverse("check_in", args=[slug, found.on.isoformat()]))


def _fits(told: Told, asked: Asked) -> bool:
    shown = {"missing": told.report is None, "late": told.is_late, "changed": told.has_changed}
    return (not asked.light or told.light == asked.light) and shown.get(asked.show, True)


def _headings(told: Iterable[Told], asked: Asked, version_id: int | None) -> list[Heading]:
    """By area as the result numbers them, or by unit in Swedish order; what has neither comes last."""
    groups: dict[Any, list[Told]] = {}
    for each in told:
        unit = each.action.unit.name if each.action.unit else None
        groups.setdefault(unit if asked.by == "unit" else each.first_area, []).append(each)
    if asked.by == "unit":
        names = sorted(groups, key=lambda name: (name is None, swedish(name or "")))
        return [Heading(name or _("Without unit"), len(groups[name]), groups[name]) for name in names]
    scores = PublishedScore.objects.filter(published_version_id=version_id or 0, code="")
    titles = dict(scores.values_list("area_number", "title"))
    numbers = sorted(groups, key=lambda number: (number is None, number or 0))
    words = {number: f"{number}. {titles.get(number, '')}" if number else _("Without area") for number in numbers}
    return [Heading(words[number], len(groups[number]), groups[number]) for number in numbers]


def _of_page(page: Iterable[tuple[Heading, Told]]) -> list[Heading]:
    """The headings of a page, with the rows that stand on it."""
    shown: dict[str, Heading] = {}
    for heading, each in page:
        shown.setdefault(heading.words, heading._replace(rows=[])).rows.append(each)
    return list(shown.values())
