"""Word and PDF: the parts that a reader's programs look for, the same bytes each time, hostile texts as text."""

import io
import re
import zipfile

import pypdfium2
import pytest
from django.utils import translation
from docx import Document
from lxml import etree

from followup.documents.pdf import pdf_of
from followup.documents.word import word_of
from tests.followup.documents.conftest import content, copy_paper, paper

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = [
    "=HYPERLINK(\"http://x\")",
    "+1", "-1", "@SUM(A1)",
    "#set text(red) $x^2$ *fet* _kursiv_ `kod` <label> @ref \\ // #panic()",
    "<script>alert(1)</script> & \"citat\"",
    "\u202eomvänt\u202c och \u200bosynligt",
    "🎉 fest",
    "Å" * 10_000,
    "En _x0041_ och \\u0041",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _swedish():
    with translation.override("sv"):
        yield


def word(made):
    return Document(io.BytesIO(word_of(made)))


def part(made, name):
    with zipfile.ZipFile(io.BytesIO(word_of(made))) as package:
        return etree.fromstring(package.read(name))


def written_in_pdf(made):
    document = pypdfium2.PdfDocument(pdf_of(made))
    return "".join(page.get_textpage().get_text_range() for page in document)


def text_of_pdf(made):
    return re.sub(r"[\s\u200b\ufffe\x02-]", "", written_in_pdf(made))


def test_headings_in_word_are_headings():
    lines = [(each.style.name, each.text) for each in word(paper()).paragraphs if each.style.name.startswith("Head")]
    assert lines == [
        ("Heading 1", "Sammanfattning"),
        ("Heading 2", "Per område"),
        ("Heading 2", "Åtgärder efter status"),
        ("Heading 1", "1. Offentlighet och demokrati"),
        ("Heading 2", "Förbättringsmöjlighet 1.1"),
        ("Heading 2", "Förbättringsmöjlighet 1.2"),
        ("Heading 2", "Förbättringsmöjligheter utan åtgärd"),
        ("Heading 1", "2. Samhällsutveckling"),
        ("Heading 1", "Åtgärder utan förbättringsmöjlighet"),
    ]


def test_every_table_in_word_has_a_header_row_and_every_cell_a_paragraph():
    tables = list(part(paper(), "word/document.xml").iter(f"{W}tbl"))
    assert len(tables) == 6
    for table in tables:
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")][:2] == [True, False]
        assert all(cell.find(f"{W}p") is not None for cell in table.iter(f"{W}tc"))


def test_word_speaks_swedish_and_uses_no_empty_paragraphs_for_space():
    assert {each.get(f"{W}val") for each in part(paper(), "word/styles.xml").iter(f"{W}lang")} == {"sv-SE"}
    assert [each for each in word(paper()).paragraphs if not each.text.strip()] == []


def test_word_says_what_it_is():
    about = word(copy_paper()).core_properties
    assert (about.title, about.author, about.language, about.comments) == (
        "Handlingsplan – Ekhults kommun",
        "Ekhults kommun",
        "sv-SE",
        "",
    )


def test_pages_are_numbered_under_the_municipality():
    section = word(paper()).sections[0]
    assert section.header.paragraphs[0].text.startswith("Ekhults kommun\t")
    codes = [each.get(f"{W}instr") for each in section.footer._element.iter(f"{W}fldSimple")]
    assert codes == ["PAGE", "NUMPAGES"]


def test_pdf_is_tagged_in_swedish_with_a_title():
    made = pdf_of(paper())
    document = pypdfium2.PdfDocument(made)
    assert document.get_metadata_value("Title") == "Handlingsplan – Ekhults kommun"
    assert b"/Lang(sv-SE)" in made or b"/Lang (sv-SE)" in made
    assert b"/MarkInfo" in made
    assert b"pdfuaid:part" in made
    assert pypdfium2.raw.FPDFCatalog_IsTagged(document)


def test_pdf_holds_what_the_plan_says():
    text = text_of_pdf(copy_paper())
    for words in ("Ekhultskommun", "Kommunstyrelsen", "KS2027/15", "Mätsvarstiderna", "Rymsinte.", "Sida1av"):
        assert words in text


def test_a_copy_gives_the_same_bytes_whenever_it_is_made():
    assert pdf_of(copy_paper()) == pdf_of(copy_paper())
    assert word_of(copy_paper()) == word_of(copy_paper())


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_hostile_texts_are_shown_as_they_were_written(text):
    kept = content()
    first = kept["actions"][0]
    first["title"] = first["description"] = first["owner"] = first["intended_result"] = text
    kept["areas"][0]["improvements"][2]["decision"]["reason"] = text
    made = paper(kept)
    cells = [cell.text for table in word(made).tables for row in table.rows for cell in row.cells]
    assert f"Å-3 {text}\n{text}" in cells[next(n for n, cell in enumerate(cells) if "Å-3" in cell)]
    squeezed = re.sub(r"[\s\u200b\u202c\u202e-]", "", text)
    if text.isascii() or "Å" in text:
        assert squeezed in text_of_pdf(made)
    assert "PANIC" not in text_of_pdf(made)


@pytest.mark.parametrize(
    ("word", "breaks_anywhere"),
    [
        ("Kvalitetsutvecklingsarbetet.", False),
        ("(förbättringsmöjligheterna),", False),
        ("chefsutvecklingsprogram/medarbetardialog", False),
        ("https://arboga.example/handlingsplan", True),
        ("KS2027-15-handlingsplan-bilaga", True),
        ("a" * 60, True),
    ],
)
def test_long_words_in_pdf_are_hyphenated_and_the_rest_breaks_anywhere(word, breaks_anywhere):
    kept = content()
    kept["actions"][0]["description"] = word
    assert ("\u200b" in written_in_pdf(paper(kept))) is breaks_anywhere


def test_long_texts_run_over_pages_and_lose_nothing():
    kept = content()
    kept["actions"][0]["description"] = "\n".join(f"Rad {number} av texten." for number in range(400))
    text = text_of_pdf(paper(kept))
    assert all(f"Rad{number}avtexten." in text for number in range(400))
