"""«Matris»: what the open actions of a plan take against what they are expected to give."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.editing import FieldsClash, edit_from
from accounts.errors import NotPermitted, RuleViolation
from accounts.permissions import needs
from accounts.requests import KompassRequest
from accounts.roles import require
from accounts.views.conflicts import conflict_page
from followup import listing, progress
from followup.listing.ordering import BY_DUE
from followup.models import Action, Level
from followup.models.action import IS_OPEN
from followup.progress.states import FROM
from followup.views.finding import action_of
from followup.views.matrix_grid import Chip, Matrix, grid
from followup.views.plan_views.asked import Asked, asked_again
from followup.views.plan_views.page import answer
from followup.views.plan_views.undo import undo_of

FIELDS = ("effort", "expected_effect")
MARKED = ("late", "blocked")  # the words that a chip has room for
MORE, ASSESS = "fler", "bedom"


@require_safe
@needs("read_plan")
def matrix(request: KompassRequest, municipality: str) -> HttpResponse:
    """The plan as a matrix."""

    def draw(asked: Asked) -> dict[str, object]:
        return {"matrix": _matrix(asked), "only_open": not asked.wanted.status}

    return answer(request, municipality, "matrix", draw)


@require_POST
@needs("describe_action")
def assess(request: KompassRequest, municipality: str, number: int) -> HttpResponse:
    """Say what an action takes and gives; htmx gets the matrix as it stands then, others the page."""
    action = action_of(request, number)
    require(request.actor, "describe_action", action)
    asked = asked_again(request, municipality, "matrix", action)
    try:
        edit = edit_from(request.POST, FIELDS)
        changed = progress.edit_action(action, request.actor, edit, now=request.now, today=request.today)
    except FieldsClash as clash:
        return conflict_page(request, clash, asked.here)
    except NotPermitted:
        raise
    except RuleViolation as refusal:
        return _drawn(asked, str(refusal), is_refusal=True)
    if not request.htmx:
        return redirect(f"{asked.here}#{_key(changed)}")
    return _drawn(asked, _in_words(changed))


def _drawn(asked: Asked, said: str, *, is_refusal: bool = False) -> HttpResponse:
    context = {"matrix": _matrix(asked, said, is_refusal=is_refusal)}
    return render(
        asked.request, "components/matrix.html", context | {"slug": asked.slug}, status=409 if is_refusal else 200
    )


def _key(action: Action) -> str:
    return f"atgard-{action.number}"


def _in_words(action: Action) -> str:
    words = {"label": action.label, "effort": _level(action.effort), "effect": _level(action.expected_effect)}
    return _("%(label)s: effort %(effort)s, expected effect %(effect)s.") % words


def _level(value: str) -> str:
    return str(Level(value).label) if value else _("not assessed")


def _matrix(asked: Asked, said: str = "", *, is_refusal: bool = False) -> Matrix:
    request = asked.request
    rows = Action.objects.visible_to(request.actor).with_helpers()
    rows = rows.filter(pk__in=asked.rows.order_by().values("pk")).order_by(*BY_DUE)
    if not asked.wanted.status:
        rows = rows.filter(IS_OPEN)
    chips = [_chip(asked, action) for action in rows]
    undo = undo_of(asked, {"describe_action", "edit_action"})
    return grid(
        "matris",
        _("Effort against expected effect"),
        chips,
        lambda cell: asked.address(**{MORE: cell}),
        more=request.GET.get(MORE, ""),
        chosen=f"atgard-{request.GET.get(ASSESS, '')}" if request.method == "GET" else "",
        said=said,
        is_refusal=is_refusal,
        undo_url=undo.url if undo else "",
    )


def _chip(asked: Asked, action: Action) -> Chip:
    by, today = asked.request.actor, asked.request.today
    may_move = asked.may_work and action.status in FROM["describe_action"] and by.may("describe_action", action)
    (first, *_rest) = listing.statuses_of(action, today)
    post_url = f"{reverse('action_assess', args=[asked.slug, action.number])}?{asked.query}" if may_move else ""
    return Chip(
        key=_key(action),
        label=action.label,
        title=action.title,
        url=reverse("action", args=[asked.slug, action.number]),
        effort=action.effort,
        effect=action.expected_effect,
        code=first if first in MARKED else "",
        post_url=post_url,
        assess_url=asked.address(**{ASSESS: str(action.number)}) if may_move else "",
    )
