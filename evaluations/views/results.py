"""Published results: the public pages, and the page that the municipality's own pages show with more beside it."""

from collections.abc import Collection

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.permissions import public
from accounts.requests import KompassRequest
from accounts.swedish import SwedishKey
from evaluations.models import PublishedVersion
from evaluations.publication.choosing import Chosen, choose
from evaluations.reporting.result import named_in
from evaluations.reporting.result import result_of as read_result
from evaluations.views.visitors import kept_for_visitors

ROWS = 50
ORDERS = {
    "municipality": (SwedishKey("municipality__short_name").asc(), "-year", "-at"),
    "-municipality": (SwedishKey("municipality__short_name").desc(), "-year", "-at"),
    "published": ("at", "id"),
    "-published": ("-at", "-id"),
}
LONGEST_QUERY = 60


@require_safe
@public
@kept_for_visitors
def results(request: KompassRequest) -> HttpResponse:
    """All newest versions by municipality, searched by name, year and edition; never by points."""
    newest = PublishedVersion.objects.visible_to(request.actor).newest()
    rows = newest.select_related("municipality", "edition").defer("content")
    query, year, edition = (_asked(request, name) for name in ("q", "year", "edition"))
    if query:
        rows = rows.filter(Q(municipality__name__icontains=query) | Q(municipality__county_name__icontains=query))
    if year.isascii() and year.isdecimal() and len(year) == 4:
        rows = rows.filter(year=int(year))
    if edition:
        rows = rows.filter(edition__key=edition)
    order = request.GET.get("sort", "")
    rows = rows.order_by(*ORDERS.get(order, ORDERS["municipality"]))
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    choices = set(newest.values_list("year", "edition__key", "edition__name"))
    context = {
        "title": _("Published results"),
        "page": page,
        "query": query,
        "year": year,
        "edition": edition,
        "is_filtered": bool(query or year or edition),
        "years": sorted({choice[0] for choice in choices}, reverse=True),
        "editions": sorted({choice[1:] for choice in choices}, reverse=True),
    }
    return render(request, "evaluations/results/list.html", context)


def _asked(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\0", "").strip()[:LONGEST_QUERY]


@require_safe
@public
@kept_for_visitors
def result_of(request: KompassRequest, slug: str) -> HttpResponse:
    """The newest result of a municipality."""
    return _public_page(request, found(request, slug))


@require_safe
@public
@kept_for_visitors
def result(request: KompassRequest, slug: str, year: int) -> HttpResponse:
    """The result of a year; of two evaluations the one published last, unless ?utvardering= names one."""
    return _public_page(request, found(request, slug, year=year))


@require_safe
@public
@kept_for_visitors
def result_version(request: KompassRequest, slug: str, year: int, number: int) -> HttpResponse:
    """One version; an older one says which replaced it and why."""
    return _public_page(request, found(request, slug, year=year, number=number))


def found(request: KompassRequest, slug: str, *, year: int | None = None, number: int | None = None) -> Chosen:
    """The version that an address means. Raises Http404 where there is none."""
    rows = PublishedVersion.objects.visible_to(request.actor)
    chosen = choose(rows, slug, year=year, number=number, case=request.GET.get("utvardering", "")[:20])
    if chosen is None:
        raise Http404
    return chosen


def _public_page(request: HttpRequest, chosen: Chosen) -> HttpResponse:
    municipality = chosen.version.municipality
    trail = [{"label": _("Published results"), "url": reverse("results")}, {"label": municipality.short_name}]
    data = {
        "data_url": reverse("result_data", args=[municipality.slug, chosen.version.year, "json"]),
        "table_url": reverse("result_data", args=[municipality.slug, chosen.version.year, "csv"]),
    }
    return _page(request, chosen, "result", [municipality.slug], {"breadcrumbs": trail, **data})


def municipal_page(request: HttpRequest, slug: str, chosen: Chosen, more: dict[str, object]) -> HttpResponse:
    """The page as the municipality's own; `more` may name a template shown beside each improvement opportunity."""
    trail = [
        {"label": chosen.version.municipality.short_name, "url": reverse("municipality_start", args=[slug])},
        {"label": _("Result")},
    ]
    return _page(request, chosen, "municipality_result", [slug], {"breadcrumbs": trail, **more})


def addresses_of(codes: Collection[str]) -> dict[str, str]:
    """Where the public results of these municipalities are read; one query, none without codes."""
    if not codes:
        return {}
    rows = PublishedVersion.objects.filter(is_own=False, municipality__code__in=codes)
    places = rows.order_by().values_list("municipality__code", "municipality__slug").distinct()
    return {code: reverse("result_of", args=[slug]) for code, slug in places}


def _page(request: HttpRequest, chosen: Chosen, name: str, place: list[str], more: dict[str, object]) -> HttpResponse:
    version = chosen.version
    several_that_year = any(other.year == version.year for other in (*chosen.others, *chosen.replaced))

    def address(of: PublishedVersion) -> str:
        if of.evaluation_id == version.evaluation_id and of != chosen.versions[0]:
            base = reverse(f"{name}_version", args=[*place, of.year, of.number])
        else:
            base = reverse(name, args=[*place, of.year])
        named = several_that_year and of.year == version.year
        return f"{base}?utvardering={of.case_number}" if named else base

    def by_case(of: PublishedVersion) -> str:
        return f"{reverse(name, args=[*place, of.year])}?utvardering={of.case_number}"

    context = {
        "title": _("Result %(year)s") % {"year": version.year},
        "version": version,
        "result": read_result(version.content, addresses_of(named_in(version.content))),
        "newest": chosen.versions[0],
        "is_newest": chosen.is_newest,
        "newest_url": address(chosen.versions[0]),
        "versions": [(each, address(each)) for each in chosen.versions],
        "others": [(other, address(other)) for other in chosen.others],
        "replaced": [(other, by_case(other)) for other in chosen.replaced],
        "is_demonstration": version.municipality.is_demonstration,
        **more,
    }
    return render(request, "evaluations/results/detail.html", context)
