"""Small PDF files put together by hand, object by object, also such as no program would write."""

import zlib
from collections.abc import Mapping

PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
LINES = ("Kommunkompassen", "Analys av Arboga kommun 2020", "Område 1 Demokrati", "En rad text som går att läsa.")


def stream(content: bytes, entries: str = "", *, packed: bool = False) -> bytes:
    """A stream object with its length, deflated where it is to be."""
    if packed:
        content, entries = zlib.compress(content, 9), f"{entries} /Filter /FlateDecode"
    return f"<< /Length {len(content)} {entries} >>\nstream\n".encode() + content + b"\nendstream"


def flood(megabytes: int) -> bytes:
    """A stream object of so many megabytes of spaces, made without holding them."""
    spaces, check = b" " * 1_000_000, 1
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    block = packer.compress(spaces) + packer.flush(zlib.Z_FULL_FLUSH)  # stands alone, so that it may be repeated
    for _ in range(megabytes):
        check = zlib.adler32(spaces, check)
    content = b"\x78\xda" + block * megabytes + packer.flush() + check.to_bytes(4)
    return f"<< /Length {len(content)} /Filter /FlateDecode >>\nstream\n".encode() + content + b"\nendstream"


def shown(*lines: str) -> bytes:
    """The operators that show lines of text."""
    body = "".join(f"({line}) Tj 0 -18 Td " for line in lines)
    return f"BT /F 11 Tf 72 760 Td {body} ET".encode("cp1252")


def pdf_file(
    changed: Mapping[int, str | bytes] | None = None, *, trailer: str = "", catalog: str = "", content: bytes = b""
) -> bytes:
    """A PDF of one page with text; `changed` replaces or adds objects by their numbers, the others extend two of them.

    1 is the catalog, 2 the tree of pages, 3 the page, 4 its content, 5 its font.
    """
    objects: dict[int, str | bytes] = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: PAGE,
        4: stream(content or shown(*LINES)),
        5: FONT,
        **(changed or {}),
    }
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + (body.encode() if isinstance(body, str) else body) + b"\nendobj\n"
    begun = len(out)
    size = max(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n".encode()
    for number in range(1, size):
        out += f"{places.get(number, 0):010d} 00000 {'n' if number in places else 'f'} \n".encode()
    out += f"trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{begun}\n%%EOF\n".encode()
    return bytes(out)


def many_pages(count: int) -> bytes:
    """A PDF of this many pages that share one content."""
    kids = " ".join(f"{number} 0 R" for number in range(10, 10 + count))
    tree = f"<< /Type /Pages /Kids [{kids}] /Count {count} >>"
    return pdf_file({2: tree} | dict.fromkeys(range(10, 10 + count), PAGE))
