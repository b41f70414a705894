"""The values of an indicator over time, as text and lines: a strict policy and dark mode both hold."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from followup.models import Indicator

WIDTH, HEIGHT = 360, 150
LEFT, RIGHT, TOP, BOTTOM = 10, 112, 24, 28  # the lines' names stand to the right, the days below
APART = 17  # so that two names do not stand on each other

type Point = tuple[date, Decimal]


def figure(value: Decimal, measured_in: str = "") -> str:
    """A figure with the language's decimal sign and groups of three, and what it is measured in."""
    text = number_format(Decimal(f"{value.normalize():f}"), use_l10n=True, force_grouping=True)
    text = text.replace("-", "\N{MINUS SIGN}")
    return f"{text}\N{NO-BREAK SPACE}{measured_in}" if measured_in else text


def picture(indicator: Indicator, measured: Sequence[Point]) -> SafeString:
    """A line with a dot for each value; baseline and target as lines of their own, told apart by their dashes."""
    points = [*_start(indicator, measured), *measured]
    scale = _Scale(indicator, points)
    last_x, last_y = scale.place(points[-1])
    return format_html(
        '<svg class="line-chart" viewBox="0 0 {} {}" role="img" aria-label="{}" focusable="false">'
        '{}<polyline class="line-chart__line" points="{}"></polyline>{}'
        '<text class="line-chart__value" x="{}" y="{}">{}</text>{}</svg>',
        WIDTH,
        HEIGHT,
        _("%(name)s over time") % {"name": indicator.name},
        _levels(indicator, scale),
        " ".join(f"{x:.1f},{y:.1f}" for x, y in map(scale.place, points)),
        format_html_join(
            "",
            '<circle class="line-chart__dot" cx="{}" cy="{}" r="4"></circle>',
            ((f"{x:.1f}", f"{y:.1f}") for x, y in map(scale.place, points)),
        ),
        f"{max(last_x + 4, 40):.1f}",
        f"{last_y - 9:.1f}",
        figure(points[-1][1]),
        _days(points),
    )


class _Scale:
    """Where a day and a value stand in the picture."""

    def __init__(self, indicator: Indicator, points: Sequence[Point]) -> None:
        ends = [end for end in (indicator.baseline, indicator.target) if end is not None]
        values = [value for _on, value in points] + ends
        self.least, self.most = min(values), max(values)
        self.first, self.last = points[0][0], points[-1][0]

    def place(self, point: Point) -> tuple[float, float]:
        """The two coordinates of a value."""
        on, value = point
        days = (self.last - self.first).days
        share = (on - self.first).days / days if days else 1
        return LEFT + share * (WIDTH - LEFT - RIGHT), self.height(value)

    def height(self, value: Decimal) -> float:
        """How far down a value stands; all the same stand in the middle."""
        room = HEIGHT - TOP - BOTTOM
        if self.most == self.least:
            return TOP + room / 2
        return TOP + room * float((self.most - value) / (self.most - self.least))


def _start(indicator: Indicator, measured: Sequence[Point]) -> list[Point]:
    """The baseline as the first point, where it was measured before the others."""
    if indicator.baseline is None or indicator.baseline_on is None or indicator.baseline_on >= measured[0][0]:
        return []
    return [(indicator.baseline_on, indicator.baseline)]


def _levels(indicator: Indicator, scale: _Scale) -> SafeString:
    named = [
        ("target", indicator.target, _("Target")),
        ("baseline", indicator.baseline, _("Baseline")),
    ]
    known = sorted((scale.height(value), kind, name) for kind, value, name in named if value is not None)
    places = [height for height, _kind, _name in known]
    if len(places) == 2 and places[1] - places[0] < APART:
        places = [places[0] - APART / 2, places[1] + APART / 2]
    return format_html_join(
        "",
        '<line class="line-chart__{}" x1="{}" x2="{}" y1="{}" y2="{}"></line>'
        '<text class="line-chart__name" x="{}" y="{}">{}</text>',
        (
            (kind, LEFT, WIDTH - RIGHT + 6, f"{height:.1f}", f"{height:.1f}", WIDTH - RIGHT + 12, f"{y + 4:.1f}", name)
            for (height, kind, name), y in zip(known, places, strict=True)
        ),
    )


def _days(points: Sequence[Point]) -> SafeString:
    first, last = points[0][0], points[-1][0]
    shown = [(LEFT - 4, "start", first), (WIDTH - RIGHT, "end", last)]
    return format_html_join(
        "",
        '<text class="line-chart__day" x="{}" y="{}" text-anchor="{}">{}</text>',
        ((x, HEIGHT - 6, anchor, f"{day:%Y-%m-%d}") for x, anchor, day in (shown if first != last else shown[1:])),
    )
