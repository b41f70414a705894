"""«Läget» in words: the lists as a page shows them, what waits for a decision, and the burn-up beside its table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followup.burn_up import Point, last_day, life_of, points
from followup.charts import burn_up_chart
from followup.models import Plan
from followup.overview import Standing
from followup.overview_words import ToDo, to_do
from followup.situation import ActionRow, LateAction, MovedAction, Need, late_actions, moved_actions, needs_of

SHOWN = 5  # rows of a list on the overview; a page of its own shows all

NEEDS: dict[str, Promise] = {
    "blocked": gettext_lazy("Blocked: somebody must clear the way"),
    "red": gettext_lazy("Deviates by the latest report"),
    "without_owner": gettext_lazy("Lacks an owner"),
}


@dataclass(frozen=True, slots=True)
class Rows[Row]:
    """The first rows of a list, and how many it holds."""

    shown: Sequence[Row]
    total: int

    @property
    def has_more(self) -> bool:
        """Whether some are not shown."""
        return self.total > len(self.shown)

    @classmethod
    def first(cls, rows: Sequence[Row], most: int | None) -> "Rows[Row]":
        """At most so many; None is all of them."""
        return cls(rows[:most], len(rows))


@dataclass(frozen=True, slots=True)
class NeedInWords:
    """The actions that wait for the same kind of decision, under its heading."""

    kind: str
    title: Promise
    rows: Rows[ActionRow]


@dataclass(frozen=True, slots=True)
class SituationInWords:
    """The lists of a page."""

    late: Rows[LateAction]
    moved: Rows[MovedAction]
    moved_days: int
    needs: list[NeedInWords]


@dataclass(frozen=True, slots=True)
class BurnUp:
    """The picture and the rows of its table."""

    picture: SafeString
    points: list[Point]

    @property
    def newest_first(self) -> list[Point]:
        """The rows of the table."""
        return self.points[::-1]


def in_lists(rows: Sequence[ActionRow], *, today: date, most: int | None = SHOWN) -> SituationInWords:
    """The lists of these actions, each with at most so many rows."""
    moved = moved_actions(rows)
    return SituationInWords(
        Rows.first(late_actions(rows, today=today), most),
        Rows.first(moved, most),
        sum(each.days for each in moved),
        [_under_heading(each, most) for each in needs_of(rows)],
    )


def _under_heading(need: Need, most: int | None) -> NeedInWords:
    return NeedInWords(need.kind, NEEDS[need.kind], Rows.first(need.rows, most))


def to_decide(standing: Standing, slug: str) -> list[ToDo]:
    """The improvement opportunities that wait for a decision, by why."""
    waiting = [row for row in to_do(standing, slug) if row.code in ("undecided", "act")]
    address = reverse("decisions", args=[slug])
    words = {
        "passed": (
            standing.passed_waits,
            ngettext("of them has waited past its date", "of them have waited past their dates", standing.passed_waits),
        ),
        "reworded": (
            standing.reworded,
            ngettext(
                "decided improvement opportunity got other words by a correction",
                "decided improvement opportunities got other words by a correction",
                standing.reworded,
            ),
        ),
    }
    rows = waiting + [ToDo(code, count, text, address) for code, (count, text) in words.items()]
    order = ("undecided", "passed", "act", "reworded")
    return sorted((row for row in rows if row.count), key=lambda row: order.index(row.code))


def burn_up_in_words(plan: Plan, rows: Sequence[ActionRow], *, today: date) -> BurnUp | None:
    """The burn-up of the plan's actions, drawn; None before the first action. No query."""
    counted = points((life_of(row.action, row.cancelled_on) for row in rows), until=last_day(plan, today))
    if not counted:
        return None
    last = counted[-1]
    title = _("Actions month by month: %(planned)s in the plan, %(done)s done, the effect of %(effect)s shown.") % {
        "planned": last.planned,
        "done": last.done,
        "effect": last.effect,
    }
    return BurnUp(burn_up_chart(title, counted), counted)
