"""Small Word files put together by hand, part by part."""

import zipfile
from io import BytesIO

from tests.evaluations.importing.word_habits import DECLARED

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def relationships(targets: dict[str, str]) -> str:
    """A part's list of what it is related to: kinds and targets."""
    inner = "".join(
        f'<Relationship Id="r{place}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{RELATIONS}">{inner}</Relationships>'


def document_xml(body: str) -> str:
    return f"<w:document {DECLARED}><w:body>{body}</w:body></w:document>"


def word_file(body: str, **parts: str) -> bytes:
    """A Word file with this body; `styles`, `numbering`, `footnotes` hold the inside of those parts."""
    listed = {kind: f"{kind}.xml" for kind in parts}
    return zipped(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": relationships({"officeDocument": "word/document.xml"}),
            "word/document.xml": document_xml(body),
            "word/_rels/document.xml.rels": relationships(listed),
            **{f"word/{kind}.xml": f"<w:{kind} {DECLARED}>{inner}</w:{kind}>" for kind, inner in parts.items()},
        }
    )


def zipped(entries: dict[str, str | bytes]) -> bytes:
    """An archive of these entries."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return file.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"
