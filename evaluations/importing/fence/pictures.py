"""The pages of a PDF drawn as small pictures for the reviewer."""

import time
from collections.abc import Iterator
from io import BytesIO

import pypdfium2
from PIL import Image

from evaluations.importing.fence.messages import Picture
from evaluations.importing.reading.pdf.opening import opened

DOTS_PER_INCH = 110
POINTS_PER_INCH = 72
MOST_PIXELS = 1_600  # on the longer side; an A4 page has 1,286
PALETTES = (32, 12, 4)  # colours; text on white needs few, and a page of photographs is made coarse
MOST_IN_PICTURE = 150_000  # bytes
SECONDS_FOR_ALL = 10


def draw_pages(data: bytes) -> Iterator[Picture]:
    """Each page of a file that has been read as a PNG, as long as the time suffices.

    A page that cannot be drawn, or not small enough, is left out.
    """
    until = time.monotonic() + SECONDS_FOR_ALL
    with opened(data) as document:
        for number in range(1, len(document) + 1):
            if time.monotonic() > until:
                return
            picture = _drawn(document, number)
            if picture is not None:
                yield picture


def _drawn(document: pypdfium2.PdfDocument, number: int) -> Picture | None:
    try:
        page = document[number - 1]
        try:
            longest = max(page.get_size())
            scale = min(DOTS_PER_INCH / POINTS_PER_INCH, MOST_PIXELS / max(longest, 1))
            image = page.render(scale=scale).to_pil().convert("RGB")
        finally:
            page.close()
    except (pypdfium2.PdfiumError, ValueError, OSError):
        return None
    for colours in PALETTES:
        png = BytesIO()
        image.quantize(colours, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(png, "PNG", compress_level=6)
        if png.tell() <= MOST_IN_PICTURE:
            return Picture(number, png.getvalue(), image.width, image.height)
    return None
