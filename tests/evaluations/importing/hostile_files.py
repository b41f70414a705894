"""Files that harm a careless reader, each made anew: archives, entities, scripts, endless and broken things."""

import hashlib
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from tests.evaluations.importing.pdf_files import PAGE, flood, many_pages, pdf_file, shown, stream
from tests.evaluations.importing.word_files import (
    RELATIONS,
    TYPES,
    cell,
    document_xml,
    paragraph,
    relationships,
    table,
    word_file,
    zipped,
)

READ = "read"
ANYWHERE = "http://127.0.0.1:{port}/hit"
TEXT = "Kommunkompassen\nAnalys av Arboga kommun 2020\n\nOmråde 1 Demokrati\n\nStyrkor\n"
SCRIPT = "<script>alert(1)</script><svg onload=alert(2)>{{ 7*7 }}{% load i18n %}=cmd|' /C calc'!A0"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD_RELATIONS = "word/_rels/document.xml.rels"


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file, and what may become of it: the codes of refusals, or READ for a harmless proposal."""

    name: str
    make: Callable[[], bytes]
    ends: tuple[str, ...]


def word_of(body: str, **extra: str | bytes) -> bytes:
    """A Word file whose main part is exactly this, with more entries where they are named."""
    return zipped(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": relationships({"officeDocument": "word/document.xml"}),
            "word/document.xml": body,
            **extra,
        }
    )


def with_entities(declared: str, used: str) -> bytes:
    """A main part that declares a document type and uses an entity of it."""
    return word_of(f"<!DOCTYPE x [{declared}]>{document_xml(paragraph(used))}")


def laughs() -> bytes:
    """Ten entities, each ten of the one before: ten thousand million in the end."""
    declared = '<!ENTITY e0 "ha">' + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 11))
    return with_entities(declared, "&e10;")


def zip_bomb() -> bytes:
    """A third of a gigabyte of spaces in some hundred kilobytes."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", relationships({"officeDocument": "word/document.xml"}))
        with archive.open("word/document.xml", "w") as entry:
            for _ in range(320):
                entry.write(b" " * 1024 * 1024)
    return file.getvalue()


def lying_bomb() -> bytes:
    """An archive that says its part unpacks to ten bytes; it unpacks to thirty million."""
    data = bytearray(word_of(" " * 30_000_000))
    size = (30_000_000).to_bytes(4, "little")
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(data)


def crowded() -> bytes:
    """Twenty thousand entries."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        for number in range(20_000):
            archive.writestr(f"word/{number}.xml", b"")
    return file.getvalue()


def nested() -> bytes:
    """Archives in archives."""
    inner = b"x"
    for depth in range(30):
        inner = zipped({f"{depth}.zip": inner})
    return inner


def external_relations() -> bytes:
    """A template, a picture and a header from another machine."""
    kinds = ("attachedTemplate", "image", "header", "styles", "footnotes")
    rows = "".join(
        f'<Relationship Id="r{place}" Target="{ANYWHERE}" TargetMode="External"'
        f' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
        for place, kind in enumerate(kinds)
    )
    listing = f'<Relationships xmlns="{RELATIONS}">{rows}</Relationships>'
    return word_of(document_xml(paragraph("Kommunkompassen")), **{WORD_RELATIONS: listing})


def wide_table() -> bytes:
    """Cells that say they span a thousand million columns."""
    spanning = '<w:gridSpan w:val="999999999"/>'
    return word_file(table(*[cell(paragraph("a"), spanning) * 20] * 50))


def locked_pdf() -> bytes:
    """A PDF whose password nobody has."""
    secret = hashlib.sha256(b"nobody").hexdigest()
    locks = f"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -1 /O <{secret}> /U <{secret}> >>"
    return pdf_file({6: locks}, trailer=f"/Encrypt 6 0 R /ID [<{'00' * 16}> <{'00' * 16}>]")


def acting_pdf() -> bytes:
    """Scripts, programs and addresses that an eager reader would run on opening."""
    actions = {
        6: "<< /S /JavaScript /JS (app.launchURL\\('" + ANYWHERE + "'\\)) /Next 7 0 R >>",
        7: "<< /S /Launch /F (/bin/sh) /Win << /F (cmd.exe) >> /Next 8 0 R >>",
        8: "<< /S /URI /URI (" + ANYWHERE + ") >>",
        9: "<< /S /SubmitForm /F << /FS /URL /F (" + ANYWHERE + ") >> >>",
    }
    return pdf_file(actions, catalog="/OpenAction 6 0 R /AA << /WC 9 0 R /DC 7 0 R >>")


def scanned_pdf() -> bytes:
    """A page that is one picture."""
    page = PAGE.replace("/Font << /F 5 0 R >>", "/XObject << /I 6 0 R >>")
    kind = "/Type /XObject /Subtype /Image /Width 60 /Height 80 /ColorSpace /DeviceGray /BitsPerComponent 8"
    noise = hashlib.shake_256(b"paper").digest(60 * 80)
    return pdf_file({3: page, 6: stream(noise, kind)}, content=b"q 595 0 0 842 0 0 cm /I Do Q")


def calling_itself() -> bytes:
    """A form that shows itself."""
    page = PAGE.replace(">> >> >>", ">> /XObject << /X 6 0 R >> >> >>")
    form = "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X 6 0 R >> >>"
    return pdf_file({3: page, 6: stream(b"/X Do /X Do", form)}, content=b"/X Do " + shown("Kommunkompassen"))


def lone_surrogates() -> bytes:
    """A font whose letters mean halves of letters, and nothing."""
    pairs = "".join(f"<{code:02x}> <{0xD800 + code:04x}>\n" for code in range(32, 122))
    table_of_letters = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"90 beginbfchar\n{pairs}endbfchar endcmap end end"
    )
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    return pdf_file({5: font, 6: stream(table_of_letters.encode())})


def heavy_drawing() -> bytes:
    """A page with twenty thousand lines on it."""
    lines = b"".join(f"{n % 595} {n % 842} m {(n * 7) % 595} {(n * 13) % 842} l S\n".encode() for n in range(20_000))
    return pdf_file({4: stream(shown("Kommunkompassen", "Arboga kommun 2020") + b"\n" + lines, packed=True)})


WORD = (
    Hostile("zip bomb.docx", zip_bomb, ("too_large",)),
    Hostile("lying bomb.docx", lying_bomb, ("broken_file",)),
    Hostile("nested.docx", nested, ("not_word",)),
    Hostile("crowded.docx", crowded, ("too_large",)),
    Hostile("laughs.docx", laughs, ("broken_file",)),
    Hostile("entity.docx", lambda: with_entities('<!ENTITY f SYSTEM "file:///etc/passwd">', "&f;"), ("broken_file",)),
    Hostile("fetch.docx", lambda: with_entities(f'<!ENTITY f SYSTEM "{ANYWHERE}">', "&f;"), ("broken_file",)),
    Hostile("dtd.docx", lambda: word_of(f'<!DOCTYPE x SYSTEM "{ANYWHERE}">{document_xml("")}'), ("broken_file",)),
    Hostile("external.docx", external_relations, (READ,)),
    Hostile("path.docx", lambda: word_of(document_xml(""), **{"../../evil.xml": "x"}), ("broken_file",)),
    Hostile("macro.docx", lambda: word_of(document_xml(""), **{"word/vbaProject.bin": b"x"}), ("macro_file",)),
    Hostile("locked.docx", lambda: OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 999, ("encrypted_file",)),
    Hostile("old.doc", lambda: OLE + b"\0" * 999, ("old_word_file",)),
    Hostile("truncated.docx", lambda: word_file(paragraph("a" * 9999))[:600], ("broken_file",)),
    Hostile("deep.docx", lambda: word_of("<a>" * 100_000 + "</a>" * 100_000), ("broken_file",)),
    Hostile("wide.docx", wide_table, (READ, "too_large", "broken_file")),
    Hostile("long.docx", lambda: word_file(paragraph("Styrkor ") * 65_000), (READ, "too_large")),
)
PDF = (
    Hostile("locked.pdf", locked_pdf, ("encrypted_file",)),
    Hostile("truncated.pdf", lambda: many_pages(40)[:900], (READ, "broken_file", "only_pictures")),
    Hostile("pages.pdf", lambda: many_pages(2_000), ("too_many_pages",)),
    Hostile("counted.pdf", lambda: pdf_file({2: "<< /Type /Pages /Kids [3 0 R] /Count 99999999 >>"}),
            (READ, "too_many_pages", "broken_file", "only_pictures")),
    Hostile("deep.pdf", lambda: pdf_file({6: "[" * 200_000 + "]" * 200_000}, catalog="/X 6 0 R"),
            (READ, "broken_file")),
    Hostile("tree.pdf", lambda: pdf_file({2: "<< /Type /Pages /Kids [2 0 R 2 0 R 3 0 R] /Count 3 >>"}),
            (READ, "broken_file", "only_pictures")),
    Hostile("acting.pdf", acting_pdf, (READ,)),
    Hostile("scanned.pdf", scanned_pdf, ("only_pictures",)),
    Hostile("itself.pdf", calling_itself, (READ, "too_much_memory", "too_slow")),
    Hostile("huge page.pdf", lambda: pdf_file({3: PAGE.replace("595 842", "1e9 1e9")}), (READ, "broken_file")),
    Hostile("flood.pdf", lambda: pdf_file({4: flood(900)}),
            ("too_much_memory", "too_slow")),
    Hostile("drawing.pdf", heavy_drawing, (READ, "too_slow", "too_much_memory")),
    Hostile("halves.pdf", lone_surrogates, (READ, "only_pictures")),
    Hostile("script.pdf", lambda: pdf_file(content=shown("Kommunkompassen", "<script>alert\\(1\\)</script>")), (READ,)),
)  # fmt: skip
TEXTS = (
    Hostile("nothing.txt", lambda: b"", ("empty_file",)),
    Hostile("nothing.pdf", lambda: b"", ("empty_file",)),
    Hostile("nul.txt", lambda: TEXT.encode() + b"\0", ("not_text",)),
    Hostile("program.txt", lambda: b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 50, ("not_text",)),
    Hostile("program.exe", lambda: b"MZ\x90", ("unknown_type",)),
    Hostile("word.pdf", lambda: word_file(paragraph("Kommunkompassen")), ("broken_file",)),
    Hostile("pdf.docx", pdf_file, (READ,)),
    Hostile("pdf.txt", pdf_file, (READ,)),
    Hostile("text.docx", lambda: TEXT.encode(), ("not_word",)),
    Hostile("text.pdf", lambda: TEXT.encode(), ("broken_file",)),
    Hostile("latin.txt", lambda: TEXT.encode("latin-1"), (READ,)),
    Hostile("wide.txt", lambda: TEXT.encode("utf-16"), (READ,)),
    Hostile("half.txt", lambda: TEXT.encode("utf-16")[:-1], ("not_text",)),
    Hostile("backwards.txt", lambda: f"{TEXT}\u202e• evil\u202c \u200bnoll\u200d\ufeff".encode(), (READ,)),
    Hostile("script.txt", lambda: f"{TEXT}• {SCRIPT}\n".encode(), (READ,)),
    Hostile("blank.txt", lambda: TEXT.encode() + b"\n" * 1_000_000, ("too_large",)),
    Hostile("endless.txt", lambda: TEXT.encode() + b"Styrkor och mer " * 100_000, (READ, "too_large")),
    Hostile("49 MB.txt", lambda: TEXT.encode() + b"Poang 12 av 40\n" * 3_400_000, ("too_large", "too_much_memory")),
    Hostile("51 MB.txt", lambda: b"a" * (51 * 1024 * 1024), ("too_large",)),
    Hostile("tags.txt", lambda: TEXT.encode() + b"<table><tr><td>" * 60_000, (READ, "too_large")),
)
ALL = (*WORD, *PDF, *TEXTS)
