"""«Tavla»: the actions of a plan in columns by status; moving a card presses the verb that leads there."""

from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from accounts.errors import NotPermitted, RuleViolation
from accounts.permissions import needs
from accounts.requests import KompassRequest
from accounts.roles import Actor, require
from followup import listing, progress
from followup.forms.filters import STATUSES
from followup.forms.verbs import VerbForm
from followup.listing.ordering import BY_DUE
from followup.models import Action, ActionStatus
from followup.progress.moving import COLUMNS
from followup.views.finding import action_of
from followup.views.plan_views.asked import Asked, asked_again
from followup.views.plan_views.page import answer
from followup.views.plan_views.undo import undo_of
from followup.views.steps import BY_VERB, Step
from followup.views.way_back import WAY_BACK

SHOWN, MOST = 20, 200  # cards of a column, and where the reader asks for more of it
MORE, TO = "fler", "till"
LABELS = dict(STATUSES)
MARKED = ("late", "blocked")


class Move(NamedTuple):
    """A column that a card may go to; `url` is the verb's own page where it asks for something."""

    status: str
    label: object
    url: str


class Card(NamedTuple):
    """An action on the board."""

    action: Action
    marks: list[str]
    moves: list[Move]
    post_url: str


class Column(NamedTuple):
    """A status with the cards shown, of so many."""

    status: str
    label: object
    total: int
    cards: list[Card]
    more_url: str

    @property
    def hidden(self) -> int:
        """How many are not shown."""
        return self.total - len(self.cards)


@require_safe
@needs("read_plan")
def board(request: KompassRequest, municipality: str) -> HttpResponse:
    """The plan as a board."""
    return answer(request, municipality, "board", _draw)


@require_POST
@needs("report_status")
def move(request: KompassRequest, municipality: str, number: int) -> HttpResponse:
    """Press the verb that leads to ?till=; one that asks for something is asked on its own page, which leads back."""
    action = action_of(request, number)
    require(request.actor, "report_status", action)
    asked = asked_again(request, municipality, "board", action)
    status, times = request.POST.get(TO, ""), {"now": request.now, "today": request.today}
    if status == action.status:
        return _answer(asked, action, "")
    try:
        step = BY_VERB[progress.verb_to(action, status, request.actor, request.today)]
        if asks(step):
            url = _page_of(asked, action, step)
            return HttpResponseClientRedirect(url) if request.htmx else redirect(url)
        step.carry_out(action, request.actor, **times)
    except NotPermitted:
        raise
    except RuleViolation as refusal:
        return _drawn(asked, f"{action.label}: {refusal}", is_refusal=True)
    said = _("%(label)s is moved to “%(status)s”.") % {"label": action.label, "status": LABELS[status]}
    return _answer(asked, action, said)


def _answer(asked: Asked, action: Action, said: str) -> HttpResponse:
    return _drawn(asked, said) if asked.request.htmx else redirect(f"{asked.here}#atgard-{action.number}")


def _drawn(asked: Asked, said: str, *, is_refusal: bool = False) -> HttpResponse:
    context = _draw(asked) | {"said": said, "is_refusal": is_refusal, "slug": asked.slug}
    return render(asked.request, "followup/actions/board.html#board", context, status=409 if is_refusal else 200)


def _draw(asked: Asked) -> dict[str, object]:
    more = asked.request.GET.get(MORE, "")
    fitting = Action.objects.visible_to(asked.request.actor).filter(pk__in=asked.rows.order_by().values("pk"))
    totals = dict(fitting.order_by().values_list("status").annotate(count=Count("pk")))
    cards: dict[str, list[Card]] = {status: [] for status in COLUMNS}
    for action in _first_of_each(asked.request.actor, fitting, more):
        action.plan = asked.plan
        cards[action.status].append(_card(asked, action))
    columns = [
        Column(
            status.value, LABELS[status], totals.get(status, 0), cards[status], asked.address(**{MORE: status.value})
        )
        for status in COLUMNS
    ]
    undo = undo_of(asked, {"start_action", "resume_action"})
    return {
        "columns": columns,
        "shown": sum(column.total for column in columns),
        "cancelled": totals.get(ActionStatus.CANCELLED, 0),
        "cancelled_url": f"{asked.url_of('table')}?{urlencode({'status': 'cancelled'})}",
        "can_move": any(card.post_url for column in columns for card in column.cards),
        "undo": undo,
    }


def _first_of_each(by: Actor, rows: QuerySet[Action], more: str) -> QuerySet[Action]:
    """The first cards of each column by due date, many of the one that is asked for; one query."""
    place = Window(RowNumber(), partition_by=[F("status")], order_by=list(BY_DUE))
    shown = Q(place__lte=SHOWN) | Q(status=more, place__lte=MOST)
    first = rows.filter(status__in=COLUMNS).annotate(place=place).filter(shown)
    cards: QuerySet[Action] = Action.objects.visible_to(by).filter(pk__in=first.values("pk")).with_helpers()
    return cards.select_related("owner").order_by(*BY_DUE)


def _card(asked: Asked, action: Action) -> Card:
    by, today = asked.request.actor, asked.request.today
    moves = [
        Move(status, LABELS[status], _page_of(asked, action, BY_VERB[verb]) if asks(BY_VERB[verb]) else "")
        for status, verb in progress.moves(action, by, today).items()
    ]
    marks = [code for code in listing.statuses_of(action, today) if code in MARKED]
    url = f"{reverse('action_move', args=[asked.slug, action.number])}?{asked.query}"
    return Card(action, marks, moves, url if moves else "")


def asks(step: Step) -> bool:
    """Whether the verb needs more than a press."""
    return step.form is not VerbForm


def _page_of(asked: Asked, action: Action, step: Step) -> str:
    return f"{reverse(step.name, args=[asked.slug, action.number])}?{urlencode({WAY_BACK: asked.here})}"
