"""«Tidslinje»: when each action begins and is due, with its milestones, along one line of time."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.core.paginator import Paginator
from django.db.models import Count, Max, Min, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.permissions import needs
from accounts.requests import KompassRequest
from followup import listing
from followup.listing.spans import Span, number
from followup.models import Action, Milestone
from followup.views.plan_views.asked import Asked, Tab
from followup.views.plan_views.headings import words_of
from followup.views.plan_views.page import answer

ROWS, UNDATED = 60, 20
SCALE = "skala"
SCALES: dict[str, Promise] = {"month": _("Month"), "quarter": _("Quarter"), "year": _("Year")}
MARKED = ("late", "blocked")


class Mark(NamedTuple):
    """A milestone on the line."""

    x: str
    is_done: bool


class Row(NamedTuple):
    """An action along the line; without a start only its due date is marked."""

    action: Action
    state: str  # the word that colours it
    marks: list[str]
    begins: date | None
    x: str
    width: str
    end: str
    milestones: list[Mark]


class Heading(NamedTuple):
    """A group of rows."""

    words: str
    total: int
    rows: list[Row]


class Month(NamedTuple):
    """The same rows by the month in which they are due, for narrow pages."""

    words: str
    rows: list[Row]


@require_safe
@needs("read_plan")
def timeline(request: KompassRequest, municipality: str) -> HttpResponse:
    """The plan as a timeline."""
    return answer(request, municipality, "timeline", _draw)


def _draw(asked: Asked) -> dict[str, object]:
    request, today = asked.request, asked.request.today
    held = Q(due__isnull=False)
    told = asked.rows.order_by().aggregate(
        first=Min(Coalesce("start", "started_on"), filter=held),
        first_due=Min("due"),
        last=Max("due"),
        dated=Count("pk", filter=held),
        undated=Count("pk", filter=~held),
    )
    first = min((day for day in (told["first"], told["first_due"]) if day), default=None)
    span = Span.around(today, first, told["last"], request.GET.get(SCALE, ""))
    dated = asked.rows.filter(held)
    paginator = Paginator(listing.ordered(dated, asked.wanted), ROWS)
    paginator.count = told["dated"]  # counted with the rest
    page = paginator.get_page(request.GET.get("page"))
    groups = listing.grouped(dated, page, asked.wanted)
    milestones = _milestones([row for group in groups for row in group.rows], span)
    headings = [
        Heading(
            words_of(group.key, asked.wanted.group, asked.areas),
            group.count,
            [_row(row, span, milestones, today) for row in group.rows],
        )
        for group in groups
    ]
    undated: list[Action] = []
    if told["undated"]:
        undated = list(_without_date(asked.rows))
    return {
        "page": page,
        "headings": headings,
        "months": _by_month(row for heading in headings for row in heading.rows),
        "is_grouped": asked.wanted.group != "",
        "width": span.width,
        "ticks": span.ticks(),
        "today_x": number(span.at(today)),
        "scales": [Tab(label, asked.address(**{SCALE: key}), key == span.scale) for key, label in SCALES.items()],
        "undated": undated,
        "undated_total": told["undated"],
        "undated_url": f"{asked.url_of('table')}?status=without_date",
    }


def _without_date(rows: QuerySet[Action]) -> QuerySet[Action]:
    return rows.filter(due=None).order_by("number")[:UNDATED]


def _milestones(actions: list[Action], span: Span) -> dict[int, list[Mark]]:
    found: dict[int, list[Mark]] = defaultdict(list)
    rows = Milestone.objects.filter(action__in=actions, due__isnull=False, is_dropped=False).order_by("due", "id")
    for action_id, due, done_on in rows.values_list("action_id", "due", "done_on"):
        found[action_id].append(Mark(number(span.at(due)), done_on is not None))
    return found


def _row(action: Action, span: Span, milestones: dict[int, list[Mark]], today: date) -> Row:
    begins = action.start or action.started_on
    end = span.at(action.due) if action.due else 0.0
    begins = begins if begins and action.due and begins < action.due else None
    x = span.at(begins) if begins else end
    states = listing.statuses_of(action, today)
    marks = [code for code in states if code in MARKED]
    width = number(max(end - x, 3)) if begins else ""
    return Row(action, states[0], marks, begins, number(x), width, number(end), milestones.get(action.pk, []))


def _by_month(rows: Iterable[Row]) -> list[Month]:
    found: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in rows:
        if row.action.due:
            found[row.action.due.year, row.action.due.month].append(row)
    return [
        Month(date_format(date(*month, 1), "F Y"), sorted(found[month], key=lambda row: str(row.action.due)))
        for month in sorted(found)
    ]
