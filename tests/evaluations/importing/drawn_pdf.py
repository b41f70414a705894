"""PDF files drawn letter by letter, for tests that need to say where each word stands."""

from dataclasses import dataclass, field


@dataclass
class Page:
    """A page whose contents are drawn from its lower left corner, in points."""

    width: float = 595
    height: float = 842
    rotate: int = 0
    crop: tuple[float, float, float, float] | None = None
    operators: list[str] = field(default_factory=list)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = 11,
        bold: bool = False,
        before: str = "",
        matrix: str = "",
    ) -> "Page":
        """Words from a point on; `before` are operators that come first, as «3 Tr» for letters that are not shown."""
        place = matrix or f"1 0 0 1 {x} {y}"
        shown = words.encode("cp1252").hex()
        self.operators.append(f"q BT /F{2 if bold else 1} {size} Tf {before} {place} Tm <{shown}> Tj ET Q")
        return self

    def lines(self, x: float, y: float, *lines: str, size: float = 11, pitch: float = 14, bold: bool = False) -> "Page":
        """Lines under each other."""
        for number, line in enumerate(lines):
            self.text(x, y - number * pitch, line, size=size, bold=bold)
        return self

    def rule(self, x: float, y: float, to_x: float, to_y: float) -> "Page":
        self.operators.append(f"0.5 w {x} {y} m {to_x} {to_y} l S")
        return self

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> "Page":
        self.operators.append(f"q {colour} rg {x} {y} {width} {height} re f Q")
        return self

    def grid(self, xs: tuple[float, ...], ys: tuple[float, ...]) -> "Page":
        """A table ruled at these places."""
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        return self

    def picture(self) -> "Page":
        """A picture over the whole page."""
        self.operators.append(f"q {self.width} 0 0 {self.height} 0 0 cm /Im Do Q")
        return self


def drawn(*pages: Page, trailer: str = "") -> bytes:
    """The pages as a file; `trailer` is added to the file's own dictionary."""
    count = len(pages)
    first = 6
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(count))
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>"
    image = (
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        font.format("Helvetica"),
        font.format("Helvetica-Bold"),
        f"{image}\nstream\n \nendstream",
    ]
    for number, page in enumerate(pages):
        crop = f" /CropBox [{' '.join(map(str, page.crop))}]" if page.crop else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}]{crop} /Rotate {page.rotate}"
            f" /Resources << /Font << /F1 3 0 R /F2 4 0 R >> /XObject << /Im 5 0 R >> >>"
            f" /Contents {first + 2 * number + 1} 0 R >>"
        )
        contents = "\n".join(page.operators)
        objects.append(f"<< /Length {len(contents)} >>\nstream\n{contents}\nendstream")
    data = "%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    data += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"
    return data.encode("latin-1")
