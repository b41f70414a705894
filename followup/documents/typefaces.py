"""The typefaces that ship with Kompass, and what they can draw."""

import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FONTS = Path(__file__).with_name("fonts")
# Unseen by intent: soft hyphen, joiners, marks of direction, variation selectors. Typst needs no glyph for them.
_UNSEEN = (
    *(0x09, 0x0A, 0xAD, 0x34F, 0x61C),
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2065),
    *range(0x2066, 0x2070),
    *range(0xFE00, 0xFE10),
)


_REFUSED = frozenset({0xFEFF})  # a mark of byte order has no place inside a text of PDF/UA


def drawn(text: str) -> str:
    """The same text; a sign that no typeface holds is written as its number, ⟨U+4E2D⟩."""
    if text.isascii():
        return text
    known = _drawable()
    return "".join(sign if ord(sign) in known else f"⟨U+{ord(sign):04X}⟩" for sign in text)


@cache
def _drawable() -> frozenset[int]:
    files = (*sorted(FONTS.glob("*.otf")), *sorted(FONTS.glob("*.ttf")))
    return frozenset(_UNSEEN).union(*(_signs(path.read_bytes()) for path in files)) - _REFUSED


def _signs(font: bytes) -> Iterator[int]:
    """The code points of an OpenType font's character map (its table «cmap», formats 4 and 12)."""
    (tables,) = struct.unpack_from(">H", font, 4)
    for number in range(tables):
        tag, _sum, start, _length = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        if tag == b"cmap":
            (maps,) = struct.unpack_from(">H", font, start + 2)
            for each in range(maps):
                (offset,) = struct.unpack_from(">I", font, start + 8 + 8 * each)
                yield from _mapped(font, start + offset)


def _mapped(font: bytes, at: int) -> Iterator[int]:
    (form,) = struct.unpack_from(">H", font, at)
    if form == 12:
        (groups,) = struct.unpack_from(">I", font, at + 12)
        for group in range(groups):
            first, last, _glyph = struct.unpack_from(">III", font, at + 16 + 12 * group)
            yield from range(first, last + 1)
    elif form == 4:
        (twice,) = struct.unpack_from(">H", font, at + 6)
        lasts = struct.unpack_from(f">{twice // 2}H", font, at + 14)
        firsts = struct.unpack_from(f">{twice // 2}H", font, at + 16 + twice)
        for first, last in zip(firsts, lasts, strict=True):
            if last != 0xFFFF:
                yield from range(first, last + 1)
