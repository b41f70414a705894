"""What a Word file shows is what is read of it; what it hides, strikes or repeats is not."""

import struct
import time
import zipfile
from contextlib import suppress
from io import BytesIO

import pytest

from evaluations.importing.reading import TooLarge, UnreadableReport, read_document
from evaluations.importing.reading.blocks import Block, Heading, Item, Paragraph, Table
from tests.evaluations.importing.word_files import (
    TYPES,
    cell,
    document_xml,
    paragraph,
    relationships,
    table,
    word_file,
    zipped,
)

NUMBERING = (
    '<w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Område %1"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>'
    "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="2">'
    '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="3"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%2)"/></w:lvl>'
    "</w:abstractNum>"
    '<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="8"><w:abstractNumId w:val="2"/></w:num>'
)
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Rubrik2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Kap"><w:name w:val="Kapitel"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Kap2"><w:name w:val="Grön"/><w:basedOn w:val="Kap"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Slinga"><w:name w:val="Slinga"/><w:basedOn w:val="Slinga"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Innehll1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Dold"><w:name w:val="Dold"/><w:rPr><w:vanish/></w:rPr></w:style>'
)
CHANGE = 'w:id="1" w:author="N" w:date="2020-01-01T00:00:00Z"'


def listed(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def styled(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def shown(block: Block) -> str:
    """A block in one line: its kind and its words."""
    match block:
        case Heading(line, level):
            return f"H{level} {line.text}"
        case Item(lines):
            return "* " + " / ".join(line.text for line in lines)
        case Paragraph(lines):
            return "P " + " / ".join(line.text for line in lines)
        case Table(rows):
            cells = [
                [
                    " + ".join(f"{'*' if piece.marked else ''}{piece.text}" for piece in each.pieces)
                    for each in row.cells
                ]
                for row in rows
            ]
            return "T " + " || ".join(" | ".join(row) for row in cells)


def read(body: str, **parts: str) -> list[str]:
    return [shown(block) for block in read_document(word_file(body, **parts), "report.docx").blocks]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (paragraph("Allmänt", styled("Rubrik2")), ["H2 Allmänt"]),
        (paragraph("Effektivitet", styled("Kap2")), ["H1 Effektivitet"]),
        (paragraph("Arbetsliv", '<w:outlineLvl w:val="2"/>'), ["H3 Arbetsliv"]),
        (paragraph("Ingen rubrik", styled("Kap") + '<w:outlineLvl w:val="9"/>'), ["P Ingen rubrik"]),
        (paragraph("Runt", styled("Slinga")), ["P Runt"]),
        (paragraph("Effektivitet", styled("Rubrik2") + listed(7)), ["H2 Område 1 Effektivitet"]),
        (
            paragraph("A", listed(7)) + paragraph("b", listed(7, 1)) + paragraph("c", listed(7, 1))
            + paragraph("B", listed(7)) + paragraph("d", listed(7, 1)),
            ["P Område 1 A", "P 1.1 b", "P 1.2 c", "P Område 2 B", "P 2.1 d"],
        ),
        (paragraph("En", listed(8)) + paragraph("Två", listed(8, 1)), ["* En", "* Två"]),
        (paragraph("• En") + paragraph("-\tTvå") + paragraph("o Tre"), ["* En", "* -\tTvå"[:2] + "Två", "* Tre"]),
        (paragraph("• En • Två"), ["* En", "* Två"]),
        (paragraph("Inget", listed(0)), ["P Inget"]),
        (paragraph("Dolt", styled("Dold")) + paragraph("Synligt"), ["P Synligt"]),
        (paragraph("Rubrik\t7", styled("Innehll1")) + paragraph("Text"), ["P Text"]),
        (paragraph("Poäng\t66"), ["T Poäng | 66"]),
        (paragraph("3.1\tEffektivitet"), ["P 3.1 Effektivitet"]),
    ],
)  # fmt: skip
def test_paragraphs_are_what_their_styles_and_lists_make_them(body: str, expected: list[str]) -> None:
    assert read(body, styles=STYLES, numbering=NUMBERING) == expected


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ('<w:r><w:t>Av</w:t><w:softHyphen/><w:t>stå</w:t></w:r><w:r><w:t>nd</w:t></w:r>', "P Avstånd"),
        ('<w:r><w:t>för</w:t><w:noBreakHyphen/><w:t>skola</w:t></w:r>', "P för-skola"),
        ('<w:r><w:t>En</w:t><w:br/><w:t>Två</w:t><w:cr/><w:t>Tre</w:t></w:r>', "P En / Två / Tre"),
        ('<w:r><w:t>En</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t> dold</w:t></w:r>', "P En"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Synlig</w:t></w:r>', "P Synlig"),
        (f'<w:ins {CHANGE}><w:r><w:t>Ny</w:t></w:r></w:ins>'
         f'<w:del {CHANGE}><w:r><w:delText>Gammal</w:delText></w:r></w:del>', "P Ny"),
        (f'<w:moveFrom {CHANGE}><w:r><w:t>Förr</w:t></w:r></w:moveFrom>'
         f'<w:moveTo {CHANGE}><w:r><w:t>Nu</w:t></w:r></w:moveTo>', "P Nu"),
        ('<w:sdt><w:sdtContent><w:r><w:t>I ruta</w:t></w:r></w:sdtContent></w:sdt>', "P I ruta"),
        ('<w:hyperlink r:id="r1"><w:r><w:t>Länk</w:t></w:r></w:hyperlink>', "P Länk"),
        ('<w:fldSimple w:instr="DATE"><w:r><w:t>maj 2020</w:t></w:r></w:fldSimple>', "P maj 2020"),
        ('<w:r><w:t>m</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>', "P m²"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A7"/><w:t> En</w:t></w:r>', "* En"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0E0"/><w:t>Pil</w:t></w:r>', "P Pil"),
        ('<w:r><w:t>A</w:t><w:br w:type="page"/><w:t>B</w:t></w:r>', "P A / B"),
    ],
)  # fmt: skip
def test_runs_give_the_words_that_are_shown(runs: str, expected: str) -> None:
    assert read(f"<w:p>{runs}</w:p>") == [expected]


def test_a_paragraph_whose_end_was_struck_runs_into_the_next() -> None:
    first = f"<w:p><w:pPr><w:rPr><w:del {CHANGE}/></w:rPr></w:pPr><w:r><w:t>Tydlig </w:t></w:r></w:p>"
    assert read(first + paragraph("rutin")) == ["P Tydlig rutin"]


def test_a_text_box_is_read_once_and_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('I rutan')}</w:txbxContent>"
    new = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
    old = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
    runs = f"<w:r><w:t>Före</w:t><mc:AlternateContent>{new}{old}</mc:AlternateContent></w:r>"
    assert read(f"<w:p>{runs}</w:p>") == ["P Före", "P I rutan"]


def test_notes_stand_after_the_paragraph_or_table_that_has_their_mark() -> None:
    notes = "".join(
        f'<w:footnote w:id="{key}">{paragraph(text)}</w:footnote>' for key, text in ((3, "Ett."), (5, "Två."))
    )
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    inside = f"<w:p><w:r><w:t>Cell</w:t></w:r>{mark.format(3)}</w:p>"
    body = table(cell(inside) + cell(paragraph("b"))) + f"<w:p><w:r><w:t>Text</w:t></w:r>{mark.format(5)}</w:p>"
    assert read(body, footnotes=notes) == ["T Cell¹ | b", "P ¹ Ett.", "P Text²", "P ² Två."]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (table(cell(paragraph("a") + paragraph("b")) + cell(paragraph("c", listed(8)))), ["T a + b | *c"]),
        (table(cell(paragraph("a")), cell(paragraph("b"))), ["P a", "P b"]),
        (
            table(cell(paragraph("Rad"), '<w:gridSpan w:val="3"/>'), "".join(cell(paragraph(each)) for each in "xyz")),
            ["T Rad |  |  || x | y | z"],
        ),
        (
            table(
                cell(paragraph("a")) + cell(paragraph("9"), '<w:vMerge w:val="restart"/>'),
                cell(paragraph("b")) + cell(paragraph("dold"), "<w:vMerge/>"),
            ),
            ["T a | 9 || b | "],
        ),
        (
            table(
                cell(paragraph("a"), '<w:gridSpan w:val="2"/>') + cell(paragraph("b")),
                cell(paragraph("c")) + cell(paragraph("d"), '<w:gridSpan w:val="2"/>'),
            ),
            ["T a | b || c | d"],
        ),
        (
            table(cell(paragraph("Utanför") + table(cell(paragraph("a")) + cell(paragraph("b"))))),
            ["P Utanför", "T a | b"],
        ),
        (
            table(cell(table(cell(paragraph("inre")))) + cell(paragraph("b"))),
            ["T inre | b"],
        ),
        (
            f"<w:tbl><w:tr><w:trPr><w:del {CHANGE}/></w:trPr>{cell(paragraph('x'))}{cell(paragraph('y'))}</w:tr>"
            f"<w:sdt><w:sdtContent><w:tr>{cell(paragraph('a'))}{cell(paragraph('b'))}</w:tr></w:sdtContent></w:sdt></w:tbl>",
            ["T a | b"],
        ),
    ],
)
def test_tables_have_each_cell_once_in_its_column(body: str, expected: list[str]) -> None:
    assert read(body, numbering=NUMBERING) == expected


def test_paragraphs_are_counted_and_pages_known_where_word_has_marked_them() -> None:
    turned = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>{}</w:t></w:r></w:p>"
    rows = table(cell(turned.format("a")) + cell(turned.format("b")))
    body = paragraph("Ett") + paragraph("") + turned.format("Två") + rows + paragraph("Tre")
    document = read_document(word_file(body), "a.docx")
    places = [block.lines[0].place for block in document.blocks if isinstance(block, Paragraph)]
    assert document.paged
    assert [(place.line, place.page) for place in places] == [(1, 1), (2, 2), (5, 3)]


def test_a_strict_file_is_read_like_others() -> None:
    strict = document_xml(paragraph("Text")).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    blocks = read_document(zipped({"word/document.xml": strict}), "a.docx").blocks
    assert [shown(block) for block in blocks] == ["P Text"]


def test_the_content_decides_over_the_name() -> None:
    assert read_document(word_file(paragraph("Text")), "rapport.txt").blocks


PLAIN = document_xml(paragraph("Text"))
ENTITY = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
DEEP = "<w:p>" * 600 + "</w:p>" * 600


def encrypted() -> bytes:
    """A file whose first entry says that it is encrypted."""
    data = bytearray(zipped({"word/document.xml": PLAIN}))
    struct.pack_into("<H", data, 6, 1)
    struct.pack_into("<H", data, data.index(b"PK\x01\x02") + 8, 1)
    return bytes(data)


def twice() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", PLAIN)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("word/document.xml", PLAIN)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (zipped({"word/document.xml": PLAIN})[:200], "a.docx", "broken_file"),
        (zipped({"word/document.xml": PLAIN}).replace(b"PK\x01\x02", b"PK\x01\x09"), "a.docx", "broken_file"),
        (zipped({"word/document.xml": "<w:document"}), "a.docx", "broken_file"),
        (zipped({"word/document.xml": b"\x00\x01\x02"}), "a.docx", "broken_file"),
        (zipped({"word/document.xml": ENTITY + PLAIN.replace("Text", "&b;")}), "a.docx", "broken_file"),
        (zipped({"word/document.xml": OUTSIDE + PLAIN.replace("Text", "&a;")}), "a.docx", "broken_file"),
        (zipped({"word/document.xml": document_xml(DEEP)}), "a.docx", "broken_file"),
        (zipped({"word/document.xml": PLAIN, "../ute.xml": "x"}), "a.docx", "broken_file"),
        (zipped({"word/document.xml": PLAIN, "/ute.xml": "x"}), "a.docx", "broken_file"),
        (zipped({"word/document.xml": PLAIN, "C:\\ute.xml": "x"}), "a.docx", "broken_file"),
        (twice(), "a.docx", "broken_file"),
        (encrypted(), "a.docx", "encrypted_file"),
        (zipped({"word/document.xml": PLAIN, "word/vbaProject.bin": "x"}), "a.docx", "macro_file"),
        (zipped({"word/document.xml": PLAIN}), "a.docm", "macro_file"),
        (zipped({"xl/workbook.xml": "<x/>"}), "a.docx", "not_word"),
        (zipped({"content.xml": "<x/>"}), "a.odt", "not_word"),
        (b"Bara text", "a.docx", "not_word"),
        (OLE, "a.doc", "old_word_file"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "encrypted_file"),
        (zipped({"word/document.xml": PLAIN, **{f"word/media/{n}": "" for n in range(5001)}}), "a.docx", "too_large"),
        (zipped({"word/document.xml": PLAIN, "word/bomb.xml": bytes(301 * 1024 * 1024)}), "a.docx", "too_large"),
        (zipped({"word/document.xml": bytes(41 * 1024 * 1024)}), "a.docx", "too_large"),
        (word_file(""), "a.docx", "empty_file"),
        (zipped({"[Content_Types].xml": TYPES, "_rels/.rels": relationships({"officeDocument": "../../etc/passwd"})}),
         "a.docx", "not_word"),
    ],
)  # fmt: skip
def test_a_word_file_that_cannot_be_read_says_why(data: bytes, name: str, code: str) -> None:
    with pytest.raises(UnreadableReport) as refusal:
        read_document(data, name)
    assert refusal.value.code == code
    assert str(refusal.value)


@pytest.mark.parametrize(
    "body",
    [
        paragraph("a") * 60_500,
        f"<w:p>{'<w:r><w:t>a</w:t></w:r>' * 100_000}</w:p>",
        table(*[cell(paragraph("a")) + cell(paragraph("b"))] * 20_000),
        f"{'<w:tbl><w:tr><w:tc>' * 60}{paragraph('a')}{'</w:tc></w:tr></w:tbl>' * 60}",
    ],
    ids=["paragraphs", "runs", "rows", "tables in tables"],
)
def test_a_hostile_word_file_is_read_in_time(body: str) -> None:
    data = word_file(body)
    begun = time.process_time()
    with suppress(TooLarge):
        read_document(data, "a.docx")
    assert time.process_time() - begun < 20  # a tenth of it suffices
