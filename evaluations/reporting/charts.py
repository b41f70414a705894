"""Own SVG: text as text, colours by class, no inline style, so that a strict policy and dark mode both hold."""

import math
from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from evaluations.reporting.result import AreaResult

SIZE = 320
RADIUS = 116
RINGS = (25, 50, 75, 100)


def radar(title: str, areas: Sequence[AreaResult]) -> SafeString:
    """The profile: each area's share of its highest points on a spoke of its own, by its number."""
    count = len(areas)
    shares = [100 * area.points.achieved / area.points.maximum if area.points.applies else 0 for area in areas]
    corners = [_point(place, share, count) for place, share in enumerate(shares)]
    return format_html(
        '<svg class="radar" viewBox="0 0 {0} {0}" role="img" aria-label="{1}" focusable="false">{2}{3}{4}'
        '<polygon class="radar__shape" points="{5}"></polygon>{6}{7}</svg>',
        SIZE,
        title,
        format_html_join(
            "", '<polygon class="radar__ring" points="{}"></polygon>', ((_ring(ring, count),) for ring in RINGS)
        ),
        format_html_join(
            "",
            '<line class="radar__spoke" x1="{0}" y1="{0}" x2="{1}" y2="{2}"></line>',
            ((SIZE // 2, *_written(_point(place, 100, count))) for place in range(count)),
        ),
        format_html_join(
            "",
            '<text class="radar__scale" x="{}" y="{}">{}</text>',
            ((*_written(_beside_ring(ring)), ring) for ring in (50, 100)),
        ),
        _polyline(corners),
        format_html_join(
            "", '<circle class="radar__mark" cx="{}" cy="{}" r="4"></circle>', (_written(corner) for corner in corners)
        ),
        format_html_join(
            "",
            '<text class="radar__label" x="{}" y="{}">{}</text>',
            ((*_written(_point(place, 118, count)), area.number) for place, area in enumerate(areas)),
        ),
    )


def _point(place: int, share: float, count: int) -> tuple[float, float]:
    angle = 2 * math.pi * place / count
    reach = RADIUS * share / 100
    return SIZE / 2 + reach * math.sin(angle), SIZE / 2 - reach * math.cos(angle)


def _beside_ring(ring: int) -> tuple[float, float]:
    return SIZE / 2 + 5, SIZE / 2 - RADIUS * ring / 100 + 13


def _ring(share: int, count: int) -> str:
    return _polyline([_point(place, share, count) for place in range(count)])


def _polyline(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(",".join(_written(point)) for point in points)


def _written(point: tuple[float, float]) -> tuple[str, str]:
    return f"{point[0]:.1f}", f"{point[1]:.1f}"
