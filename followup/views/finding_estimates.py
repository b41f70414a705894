"""Weighing improvement opportunities before they are decided on: beside the decision, and in a matrix."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.editing import FieldsClash, edit_from
from accounts.errors import NotPermitted, RuleViolation
from accounts.permissions import needs
from accounts.requests import KompassRequest
from accounts.views.conflicts import conflict_page
from evaluations.models import Finding
from followup.models import Level
from followup.planning import plan_of, prioritise
from followup.planning.prioritising import FIELDS
from followup.views.decision_page import DecisionPage, read_page
from followup.views.decisions import CHOICE, elsewhere
from followup.views.finding import sees_copy_only
from followup.views.matrix_grid import Chip, Matrix, grid
from followup.views.opportunities import Opportunity
from followup.views.way_back import way_back

MORE, ASSESS = "fler", "bedom"


@require_safe
@needs("read_plan")
def decisions_matrix(request: KompassRequest, municipality: str) -> HttpResponse:
    """Every improvement opportunity by what it is thought to take and give."""
    page = read_page(request, municipality)
    if page is None or sees_copy_only(request.actor):
        return elsewhere(request, municipality, page)
    title = _("Weigh the improvement opportunities")
    context: dict[str, Any] = {  # Any: what a template shows
        "title": title,
        "slug": municipality,
        "page": page,
        "matrix": _matrix(request, municipality, page),
        "ways": page.shown.ways(request.path, page.case),
        "breadcrumbs": [
            {"label": _("Action plan"), "url": reverse("plan", args=[municipality])},
            {"label": _("Decisions"), "url": reverse("decisions", args=[municipality])},
            {"label": title},
        ],
    }
    return render(request, "followup/decisions/matrix.html", context)


@require_POST
@needs("prioritise")
def finding_assess(request: KompassRequest, municipality: str, finding: UUID) -> HttpResponse:
    """Say what one is thought to take and give; htmx gets the matrix as it stands then, others where they were."""
    page = read_page(request, municipality)
    if page is None:
        raise Http404
    page.choose(str(finding))
    item = page.chosen
    if item is None:
        raise Http404
    try:
        plan = page.plan or plan_of(page.version.evaluation, request.actor, request.now)
        row = Finding.objects.get(pk=item.finding_id)
        made = prioritise(plan, row, request.actor, edit_from(request.POST, FIELDS), now=request.now)
    except FieldsClash as clash:
        return conflict_page(request, clash, item.url)
    except NotPermitted:
        raise
    except RuleViolation as refusal:
        if request.htmx:
            return _drawn(request, municipality, page, str(refusal), is_refusal=True)
        messages.error(request, str(refusal))
    else:
        item.effort, item.expected_effect = made.effort, made.expected_effect
        if request.htmx:
            return _drawn(request, municipality, page, _in_words(item))
        messages.success(request, _in_words(item))
    return redirect(way_back(request, municipality) or item.url + CHOICE)


def _drawn(
    request: KompassRequest, slug: str, page: DecisionPage, said: str, *, is_refusal: bool = False
) -> HttpResponse:
    matrix = _matrix(request, slug, page, said, is_refusal=is_refusal)
    status = 409 if is_refusal else 200
    return render(request, "components/matrix.html", {"matrix": matrix, "slug": slug}, status=status)


def _matrix(
    request: KompassRequest, slug: str, page: DecisionPage, said: str = "", *, is_refusal: bool = False
) -> Matrix:
    here = reverse("decisions_matrix", args=[slug])
    may_move = request.actor.may("prioritise") and not page.is_closed

    def address(**more: str) -> str:
        return here + page.shown.query(utvardering=page.case, **more)

    chips = [_chip(item, slug, page.query, address, may_move=may_move) for item in page.shown.of(page.reported)]
    return grid(
        "matris",
        _("Effort against expected effect"),
        chips,
        lambda cell: address(**{MORE: cell}),
        more=request.GET.get(MORE, ""),
        chosen=f"fynd-{request.GET.get(ASSESS, '')}" if request.method == "GET" else "",
        said=said,
        is_refusal=is_refusal,
    )


def _chip(item: Opportunity, slug: str, query: str, address: Any, *, may_move: bool) -> Chip:
    """One of them, named by its area; the words open its decision. Any: a function of named texts."""
    back = urlencode({"tillbaka": address()})
    post_url = f"{reverse('finding_assess', args=[slug, item.key])}{query}"
    return Chip(
        key=f"fynd-{item.key}",
        label=_("Area %(number)s") % {"number": item.area},
        title=Truncator(item.text).chars(90),
        url=item.url,
        effort=item.effort,
        effect=item.expected_effect,
        code="" if item.is_left else item.state,
        post_url=f"{post_url}{'&' if query else '?'}{back}" if may_move else "",
        assess_url=address(**{ASSESS: item.key}) if may_move else "",
    )


def _in_words(item: Opportunity) -> str:
    words = {"effort": _level(item.effort), "effect": _level(item.expected_effect)}
    return _("Weighed: effort %(effort)s, expected effect %(effect)s.") % words


def _level(value: str) -> str:
    return str(Level(value).label) if value else _("not assessed")
