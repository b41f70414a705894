"""The lines that are drawn on a page, and the dark areas behind its text."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

THICKEST = 4.0  # points; a thicker bar is an area
SHORTEST = 5.0
MOST_OBJECTS = 20_000
MOST_RULES = 1_500  # a page with more of them is a drawing
DEEPEST = 6

type Matrix = tuple[float, float, float, float, float, float]
SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawing:
    """What is drawn on a page, in the file's coordinates: thin lines and areas as left, bottom, right, top."""

    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    dark: list[tuple[float, float, float, float]] = field(default_factory=list)
    pictures: list[tuple[float, float, float, float]] = field(default_factory=list)

    def is_shaded(self, x: float, y: float) -> bool:
        """Whether something other than white lies at the point."""
        return any(left <= x <= right and bottom <= y <= top for left, bottom, right, top in self.dark)


def drawing_of(page: pypdfium2.PdfPage) -> Drawing:
    """The lines, areas and pictures of a page."""
    drawing = Drawing()
    for count, (handle, matrix) in enumerate(_objects(page.raw, SAME, 0)):
        if count > MOST_OBJECTS or len(drawing.rules) > MOST_RULES:
            break
        kind = pdfium.FPDFPageObj_GetType(handle)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _add_path(drawing, handle, matrix)
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            bounds = _bounds(handle, matrix)
            if bounds:
                drawing.pictures.append(bounds)
                drawing.dark.append(bounds)
    if len(drawing.rules) > MOST_RULES:
        drawing.rules.clear()
    return drawing


def _objects(container: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:  # C handles have no types
    """The objects of a page and of the forms in it, each with the matrix of what it stands in."""
    if depth:
        count, get = pdfium.FPDFFormObj_CountObjects(container), pdfium.FPDFFormObj_GetObject
    else:
        count, get = pdfium.FPDFPage_CountObjects(container), pdfium.FPDFPage_GetObject
    for index in range(max(0, count)):
        handle = get(container, index)
        if not handle:
            continue
        if pdfium.FPDFPageObj_GetType(handle) == pdfium.FPDF_PAGEOBJ_FORM:
            if depth < DEEPEST:
                yield from _objects(handle, _times(_matrix(handle), matrix), depth + 1)
        else:
            yield handle, matrix


def _matrix(handle: Any) -> Matrix:
    raw = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(handle, raw):
        return SAME
    return (raw.a, raw.b, raw.c, raw.d, raw.e, raw.f)


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(handle: Any, matrix: Matrix) -> tuple[float, float, float, float] | None:
    corners = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(handle, *corners):
        return None
    left, bottom, right, top = (corner.value for corner in corners)
    return _box(*_at(matrix, left, bottom), *_at(matrix, right, top))


def _box(x: float, y: float, other_x: float, other_y: float) -> tuple[float, float, float, float]:
    return (min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y))


def _add_path(drawing: Drawing, handle: Any, outer: Matrix) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(handle, fill, stroke) or not (fill.value or stroke.value):
        return
    bounds = _bounds(handle, outer)
    if bounds is None:
        return
    width, height = bounds[2] - bounds[0], bounds[3] - bounds[1]
    filled = bool(fill.value) and not _is_white(handle, stroke=False)
    if min(width, height) <= THICKEST:
        drawn = filled or (stroke.value and not _is_white(handle, stroke=True))
        if drawn and max(width, height) >= SHORTEST:
            drawing.rules.append(bounds)
        return
    if filled:
        drawing.dark.append(bounds)
    if stroke.value and not _is_white(handle, stroke=True):
        drawing.rules.extend(_edges(handle, _times(_matrix(handle), outer)))
    elif filled and pdfium.FPDFPath_CountSegments(handle) > 8:
        drawing.rules.extend(_bars(handle, _times(_matrix(handle), outer)))


def _is_white(handle: Any, *, stroke: bool) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    get = pdfium.FPDFPageObj_GetStrokeColor if stroke else pdfium.FPDFPageObj_GetFillColor
    if not get(handle, red, green, blue, alpha):
        return False
    return alpha.value < 10 or min(red.value, green.value, blue.value) > 250


def _points(handle: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The straight parts of a path as lists of corners; each begins where the pen was set down."""
    corners: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium.FPDFPath_CountSegments(handle), MOST_RULES)):
        segment = pdfium.FPDFPath_GetPathSegment(handle, index)
        if not segment or not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO and corners:
            yield corners
            corners = []
        corners.append(_at(matrix, x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment) and len(corners) > 1:
            corners.append(corners[0])
    if corners:
        yield corners


def _edges(handle: Any, matrix: Matrix) -> Iterator[tuple[float, float, float, float]]:
    for corners in _points(handle, matrix):
        for one, other in pairwise(corners):
            edge = _box(*one, *other)
            width, height = edge[2] - edge[0], edge[3] - edge[1]
            if min(width, height) < 0.5 and max(width, height) >= SHORTEST:
                yield edge


def _bars(handle: Any, matrix: Matrix) -> Iterator[tuple[float, float, float, float]]:
    """Many thin bars may be drawn as one filled path."""
    for corners in _points(handle, matrix):
        across, down = [x for x, _ in corners], [y for _, y in corners]
        bar = (min(across), min(down), max(across), max(down))
        width, height = bar[2] - bar[0], bar[3] - bar[1]
        if min(width, height) <= THICKEST and max(width, height) >= SHORTEST:
            yield bar
