"""«Tabell»: the actions of a plan, sorted, grouped, in the columns that the reader chose, fifty at a time."""

from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.permissions import needs
from accounts.requests import KompassRequest
from followup import listing
from followup.expectation import expectation_of
from followup.listing import Cell
from followup.listing.query import COLUMN
from followup.models import Action
from followup.views.plan_views.asked import Asked
from followup.views.plan_views.headings import words_of
from followup.views.plan_views.page import answer


class Row(NamedTuple):
    """An action as the table shows it."""

    action: Action
    statuses: tuple[str, ...]
    cells: list[Cell]


class Heading(NamedTuple):
    """A group: its words, how many it holds in the whole list, the rows of this page."""

    words: str
    total: int
    rows: list[Row]


@require_safe
@needs("read_plan")
def table(request: KompassRequest, municipality: str) -> HttpResponse:
    """The plan as a table."""
    return answer(request, municipality, "table", _draw)


def _draw(asked: Asked) -> dict[str, object]:
    request, wanted = asked.request, asked.wanted
    columns = listing.columns_of(request.GET.getlist(COLUMN))
    page = Paginator(listing.ordered(asked.rows, wanted), listing.ROWS).get_page(request.GET.get("page"))
    headings = [
        Heading(
            words_of(group.key, wanted.group, asked.areas),
            group.count,
            [
                Row(each, listing.statuses_of(each, request.today), listing.cells_of(each, columns, request.today))
                for each in group.rows
            ],
        )
        for group in listing.grouped(asked.rows, page, wanted)
    ]
    may_bulk_edit = asked.may_work and request.actor.may("bulk_edit")
    return {
        "page": page,
        "expectation": expectation_of(asked.plan, asked.version_id),
        "expected_url": f"{reverse('expected_score', args=[asked.slug])}?utvardering={asked.plan.evaluation.number}",
        "headings": headings,
        "is_grouped": wanted.group != "",
        "columns": columns,
        "column_choices": [(column, column in columns) for column in listing.COLUMNS.values()],
        "kept_besides_columns": [
            (name, value) for name, values in request.GET.lists() for value in values if name not in (COLUMN, "page")
        ],
        "may_bulk_edit": may_bulk_edit,
        "width": len(columns) + 1 + may_bulk_edit,
    }
