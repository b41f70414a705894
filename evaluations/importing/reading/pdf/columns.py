"""Text in two or more columns: where the gutter is, and in which order the columns are read."""

from collections.abc import Sequence
from statistics import median

from .lines import TextLine
from .tables import OpenTable

type Piece = TextLine | OpenTable

FEWEST_LINES = 4  # on each side
NARROWEST = 0.18  # of the page's width: what is narrower is a figure or a mark
FEWEST_WIDE = 3
GUTTER = 0.9  # sizes
DEEPEST = 3


def in_columns(segments: Sequence[TextLine], tables: Sequence[OpenTable], width: float) -> list[list[Piece]]:
    """What stands on a page as columns in reading order; what spans the columns comes between them."""
    pieces: list[Piece] = [*segments, *tables]
    return _ordered(sorted(pieces, key=_top), width, 0)


def _ordered(pieces: list[Piece], width: float, depth: int) -> list[list[Piece]]:
    found = _best_band(pieces, width) if depth < DEEPEST else None
    if found is None:
        return [pieces] if pieces else []
    start, end, gutter = found
    band = pieces[start:end]
    left = [piece for piece in band if _right(piece) <= gutter]
    right = [piece for piece in band if _right(piece) > gutter]
    return [
        *_ordered(pieces[:start], width, depth + 1),
        *_ordered(left, width, depth + 1),
        *_ordered(right, width, depth + 1),
        *_ordered(pieces[end:], width, depth + 1),
    ]


def _best_band(pieces: Sequence[Piece], width: float) -> tuple[int, int, float] | None:
    """The longest stretch of a page with a gutter through it: from which piece to which, and where."""
    starts = {round(_left(piece)) for piece in pieces if 0.25 * width < _left(piece) < 0.75 * width}
    best: tuple[int, int, float] | None = None
    most = 2 * FEWEST_LINES - 1
    for start in sorted(starts):
        gutter = start - 1.5
        begin = 0
        for place in range(len(pieces) + 1):
            if place < len(pieces) and not _crosses(pieces[place], gutter):
                continue
            if place - begin > most and _is_band(pieces[begin:place], gutter, width):
                best, most = (begin, place, gutter), place - begin
            begin = place + 1
    return best


def _is_band(band: Sequence[Piece], gutter: float, width: float) -> bool:
    left = [piece for piece in band if isinstance(piece, TextLine) and piece.right <= gutter]
    right = [piece for piece in band if isinstance(piece, TextLine) and piece.right > gutter]
    if min(len(left), len(right)) < FEWEST_LINES:
        return False
    if min(sum(line.right - line.left > NARROWEST * width for line in side) for side in (left, right)) < FEWEST_WIDE:
        return False
    size = median(line.size for line in band if isinstance(line, TextLine))
    if min(line.outer_left for line in right) - _usual_right(left) < GUTTER * size:
        return False
    top, bottom = max(left[0].top, right[0].top), min(left[-1].bottom, right[-1].bottom)
    lower = min(left[-1].bottom - left[0].top, right[-1].bottom - right[0].top)
    return bottom - top > 0.5 * lower


def _usual_right(lines: Sequence[TextLine]) -> float:
    rights = sorted(line.right for line in lines)
    return rights[int(len(rights) * 0.9)] if len(rights) > 1 else rights[0]


def _crosses(piece: Piece, gutter: float) -> bool:
    return _left(piece) < gutter < _right(piece)


def _top(piece: Piece) -> float:
    return piece.top


def _left(piece: Piece) -> float:
    return piece.outer_left if isinstance(piece, TextLine) else piece.columns[0]


def _right(piece: Piece) -> float:
    if isinstance(piece, TextLine):
        return piece.right
    return max((cell.limit for row in piece.rows for cell in row.cells), default=piece.columns[-1])
