"""The letters of a page as words with their places, sizes and weights; what nobody sees is left out."""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from evaluations.importing.reading.markup import SUPERSCRIPTS

from .frame import Frame

ASCENT, DESCENT = 0.8, 0.22  # of the size: how far letters reach above and below their baseline
MOST_LETTERS = 60_000  # on one page; a page of text has about three thousand
SPACES = frozenset({0x20, 0x09, 0xA0, 0x2002, 0x2003, 0x2004, 0x2005, 0x2007, 0x2008, 0x2009, 0x200A, 0x202F, 0x3000})
SPACE = 0x20
HYPHEN_AT_LINE_END = 0x02  # what pdfium gives for it
HALVES = range(0xD800, 0xE000)  # of letters that no report needs; alone they are no text
LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
WORD_GAP = 0.13  # of the size: wider than letters are set apart, narrower than the narrowest space
NUMBER_GAP = 0.08  # between a number and the capital after it, which kerning may draw near
SUPERIOR = 0.2  # of the size: how high over the line the foot of a raised figure stands
SMALLEST = 2.5  # points; text below it is not meant to be seen
BOLD = re.compile(r"bold|black|heavy|semibold|demi|fet\b|[-,]bd", re.IGNORECASE)
SIGNS = re.compile(r"symbol|wingding|dingbat|webding|marlett", re.IGNORECASE)


@dataclass(slots=True)
class Word:
    """Letters without space between them; places in points on the upright page, the baseline from its top."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    sign: bool  # set in a font of signs
    spaced: bool = False  # a space follows in the file
    raised: bool = False

    @property
    def top(self) -> float:
        return self.baseline - ASCENT * self.size

    @property
    def bottom(self) -> float:
        return self.baseline + DESCENT * self.size

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, self.baseline - 0.3 * self.size


@dataclass(frozen=True, slots=True)
class Style:
    """What the letters of one text object share; `turn` in quarters, None askew."""

    size: float
    bold: bool
    sign: bool
    seen: bool
    white: bool
    turn: int | None


@dataclass(frozen=True, slots=True)
class Letters:
    """A page's words and those that its file hides, with the frame they stand in."""

    words: list[Word]
    hidden: list[Word]
    frame: Frame


def letters_of(page: pypdfium2.PdfPage, is_shaded: Callable[[float, float], bool]) -> Letters:
    """The words of a page. `is_shaded` tells whether something dark lies at a point of the file's page."""
    text_page = page.get_textpage()
    try:
        found = _characters(text_page)
    finally:
        text_page.close()
    left, bottom, right, top = page.get_bbox()
    shown = page.get_rotation() // 90
    turns = Counter(style.turn for *_, style in found if style.turn is not None)
    turn = turns.most_common(1)[0][0] if turns else shown
    frame = Frame(left, bottom, right, top, turn, shown)
    seen: list[Word] = []
    hidden: list[Word] = []
    for character in found:
        code, start, baseline, end, style = character
        if style.turn != turn or style.size < SMALLEST:
            continue
        visible = style.seen and not (style.white and not is_shaded((start[0] + end[0]) / 2, (start[1] + end[1]) / 2))
        _add(seen if visible else hidden, code, frame, start, baseline, end, style)
    return Letters(_inside(seen, frame), _inside(hidden, frame), frame)


type _Point = tuple[float, float]
type _Character = tuple[int, _Point, _Point, _Point, Style]


def _characters(text_page: pypdfium2.PdfTextPage) -> list[_Character]:
    """Every letter with the corner where it starts, its origin, the corner where it ends, and its style."""
    raw = text_page.raw
    styles: dict[int, Style] = {}
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    found: list[_Character] = []
    for index in range(min(pdfium.FPDFText_CountChars(raw), MOST_LETTERS)):
        if pdfium.FPDFText_IsGenerated(raw, index) == 1:
            continue
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if code in SPACES:
            if found:
                found.append((SPACE, *found[-1][1:]))
            continue
        text_object = pdfium.FPDFText_GetTextObject(raw, index)
        if not text_object or not code or not pdfium.FPDFText_GetLooseCharBox(raw, index, box):
            continue
        address = ctypes.addressof(text_object.contents)
        style = styles.get(address)
        if style is None:
            style = styles[address] = _style(raw, index, text_object)
        pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
        if ord("0") <= code <= ord("9") and style.turn == 0 and _is_superior(raw, index, y.value, style.size):
            code = ord(chr(code).translate(SUPERSCRIPTS))
        found.append((code, (box.left, box.bottom), (x.value, y.value), (box.right, box.top), style))
    return found


def _is_superior(raw: Any, index: int, baseline: float, size: float) -> bool:  # handles of C have no types
    """Whether a figure's own shape stands high over the line, as the raised figures that a font may have."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    found = pdfium.FPDFText_GetCharBox(raw, index, left, right, bottom, top)
    return bool(found) and bottom.value - baseline > SUPERIOR * size


def _style(raw: Any, index: int, text_object: Any) -> Style:  # handles of the C library have no types
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(raw, index, matrix)
    scale = math.hypot(matrix.c, matrix.d)
    name = ctypes.create_string_buffer(256)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(raw, index, name, 256, flags)
    font = name.value.decode("utf-8", "replace")
    mode = pdfium.FPDFTextObj_GetTextRenderMode(text_object)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    coloured = pdfium.FPDFText_GetFillColor(raw, index, red, green, blue, alpha)
    stroked = mode in (pdfium.FPDF_TEXTRENDERMODE_STROKE, pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE)
    faint = bool(coloured) and alpha.value < 40
    white = bool(coloured) and not stroked and min(red.value, green.value, blue.value) > 250
    angle = math.degrees(math.atan2(matrix.b, matrix.a))
    quarter = round(angle / 90)
    return Style(
        size=round(pdfium.FPDFText_GetFontSize(raw, index) * scale, 2),
        bold=bool(BOLD.search(font))
        or mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
        or pdfium.FPDFText_GetFontWeight(raw, index) >= 600,
        sign=bool(SIGNS.search(font)),
        seen=mode not in (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP) and not faint,
        white=white,
        turn=quarter % 4 if abs(angle - 90 * quarter) < 4 else None,
    )


def _add(words: list[Word], code: int, frame: Frame, start: _Point, origin: _Point, end: _Point, style: Style) -> None:
    """Put a letter to the word before it, or begin a new one."""
    last = words[-1] if words else None
    if code == SPACE:
        if last is not None:
            last.spaced = True
        return
    letter = "-" if code == HYPHEN_AT_LINE_END else LIGATURES.get(code) or (chr(code) if code >= 32 else "")
    if not letter or code in (0xFFFE, 0xFFFF, 0x200B, 0xFEFF) or code in HALVES:
        return
    if frame.turn:
        left, _, right, _ = frame.bounds(*start, *end)
        baseline = frame.point(*origin)[1]
    else:
        left, right, baseline = start[0] - frame.left, end[0] - frame.left, frame.top - origin[1]
    size = style.size
    if last is not None and last.text[-1].isdecimal() and letter.isupper():
        last.spaced |= abs(baseline - last.baseline) < 1 and NUMBER_GAP * size < left - last.right < size
    if (
        last is not None
        and not last.spaced
        and abs(baseline - last.baseline) < 0.1 * size
        and abs(size - last.size) < 0.12 * size
        and style.sign == last.sign
        and -0.3 * size < left - last.right < WORD_GAP * size
        and (last.right - last.left > 0.1 * size or left > last.left)
    ):
        last.text += letter
        last.right = max(right, last.right)
        return
    words.append(Word(letter, left, max(right, left), baseline, size, style.bold, style.sign))


def _inside(words: list[Word], frame: Frame) -> list[Word]:
    """The words on the page, each once: shadows and doubled print have the same letters at nearly the same place."""
    kept: list[Word] = []
    near: dict[tuple[str, int], list[Word]] = {}
    for word in words:
        x, y = word.middle
        if not (0 <= x <= frame.width and -1 <= y <= frame.height + 1):
            continue
        reach = 0.15 * word.size
        places = {int((word.baseline - reach) // 4), int((word.baseline + reach) // 4)}
        twins = [other for place in places for other in near.get((word.text, place), ())]
        twin = next(
            (o for o in twins if abs(o.left - word.left) < reach and abs(o.baseline - word.baseline) < reach), None
        )
        if twin is not None:
            twin.bold = True
            twin.spaced = twin.spaced or word.spaced
            continue
        near.setdefault((word.text, int(word.baseline // 4)), []).append(word)
        kept.append(word)
    return kept
