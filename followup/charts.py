"""The burn-up as a picture: own SVG, text as text, three lines told apart by dash and mark besides tone."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from followup.burn_up import Point

WIDTH, HEIGHT = 360, 220
LEFT, RIGHT, TOP, BOTTOM = 32, 116, 12, 26
LEAST_APART = 15  # between two labels at the lines' ends
MONTHS_NAMED = 4
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)
# Marks round the origin, drawn at each point of few and at the last of many.
MARKS = {
    "planned": "M-4 -4H4V4H-4Z",
    "done": "M-4.5 0A4.5 4.5 0 1 1 4.5 0A4.5 4.5 0 1 1 -4.5 0Z",
    "effect": "M0 -5L5 4H-5Z",
}
MARKED = 14


@dataclass(frozen=True, slots=True)
class _Line:
    name: str
    values: list[int]
    words: str


def burn_up_chart(title: str, points: Sequence[Point]) -> SafeString:
    """Draw what the plan held month by month; the table beside it says the same in figures."""
    lines = [
        _Line("planned", [point.planned for point in points], pgettext("line", "in the plan")),
        _Line("done", [point.done for point in points], pgettext("line", "done")),
        _Line("effect", [point.effect for point in points], pgettext("line", "effect shown")),
    ]
    step = _step(max(lines[0].values, default=0))
    top = step * max(-(-max(lines[0].values, default=0) // step), 1)
    return format_html(
        '<svg class="burn-up" viewBox="0 0 {} {}" role="img" aria-label="{}" focusable="false">{}{}{}</svg>',
        WIDTH,
        HEIGHT,
        title,
        _scale(step, top),
        _months(points),
        format_html_join("", "{}", ((_drawn(line, top, label_y),) for line, label_y in _labelled(lines, top))),
    )


def _scale(step: int, top: int) -> SafeString:
    rows = [(value, f"{_y(value, top):.1f}", f"{_y(value, top) + 4:.1f}") for value in range(0, top + 1, step)]
    return format_html_join(
        "",
        '<line class="burn-up__grid" x1="{1}" x2="{2}" y1="{3}" y2="{3}"></line>'
        '<text class="burn-up__scale" x="{5}" y="{4}">{0}</text>',
        ((value, LEFT, WIDTH - RIGHT, y, text_y, LEFT - 10) for value, y, text_y in rows),
    )


def _months(points: Sequence[Point]) -> SafeString:
    every = -(-len(points) // MONTHS_NAMED)
    named = [place for place in range(len(points) - 1, -1, -1) if (len(points) - 1 - place) % every == 0]
    return format_html_join(
        "",
        '<text class="burn-up__month" x="{}" y="{}">{}</text>',
        ((f"{_x(place, len(points)):.1f}", HEIGHT - 6, f"{points[place].on:%Y-%m}") for place in reversed(named)),
    )


def _labelled(lines: Sequence[_Line], top: int) -> list[tuple[_Line, float]]:
    """Each line with the height of its label, pushed down where two would meet, and up again from the bottom."""
    placed: list[tuple[_Line, float]] = []
    for line in lines:
        wanted = _y(line.values[-1], top) + 4
        above = placed[-1][1] + LEAST_APART if placed else wanted
        placed.append((line, max(wanted, above)))
    over = max(placed[-1][1] - (HEIGHT - BOTTOM + 4), 0)
    return [(line, y - over) for line, y in placed]


def _drawn(line: _Line, top: int, label_y: float) -> SafeString:
    count = len(line.values)
    spots = [(_x(place, count), _y(value, top)) for place, value in enumerate(line.values)]
    marked = spots if count <= MARKED else spots[-1:]
    return format_html(
        '<g class="burn-up__line" data-line="{}"><polyline points="{}"></polyline>{}<text x="{}" y="{}">{}</text></g>',
        line.name,
        " ".join(f"{x:.1f},{y:.1f}" for x, y in spots),
        format_html_join(
            "",
            '<path d="{}" transform="translate({} {})"></path>',
            ((MARKS[line.name], f"{x:.1f}", f"{y:.1f}") for x, y in marked),
        ),
        WIDTH - RIGHT + 10,
        f"{label_y:.1f}",
        _("%(count)s %(words)s") % {"count": line.values[-1], "words": line.words},
    )


def _step(highest: int) -> int:
    return next((step for step in STEPS if highest <= 5 * step), STEPS[-1])


def _x(place: int, count: int) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * (place / (count - 1) if count > 1 else 1)


def _y(value: int, top: int) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top
