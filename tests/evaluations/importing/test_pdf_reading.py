"""What is taken from the pages of a PDF file, and which files are refused."""

from contextlib import suppress

import pytest

from evaluations.importing.reading import UnreadableReport, read_document
from evaluations.importing.reading.blocks import Block, Document, Heading, Item, Paragraph, Table
from tests.evaluations.importing.drawn_pdf import Page, drawn

TEXT = (
    "Kommunen arbetar med sin plan under hela året och ser över den varje",
    "höst. Nämnderna får sedan del av vad som har ändrats i den, och kan då",
    "lämna sina synpunkter.",
)
ORDER = ("Första", "Andra", "Tredje", "Fjärde", "Femte")


def read(*pages: Page) -> Document:
    return read_document(drawn(*pages), "rapport.pdf")


def plain(block: Block) -> str | list[list[list[str]]]:
    """A block as text; a table as rows of cells of pieces, with a star before what begins an item."""
    match block:
        case Paragraph(lines):
            return " ".join(line.text for line in lines)
        case Item(lines):
            return "* " + " ".join(line.text for line in lines)
        case Heading(line, level):
            return f"{'#' * level} {line.text}"
        case Table(rows):
            return [[["*" * piece.marked + piece.text for piece in cell.pieces] for cell in row.cells] for row in rows]


def texts(*pages: Page) -> list[str | list[list[list[str]]]]:
    return [plain(block) for block in read(*pages).blocks]


def refusal(data: bytes, name: str = "rapport.pdf") -> str:
    with pytest.raises(UnreadableReport) as refused:
        read_document(data, name)
    assert str(refused.value)
    return refused.value.code


def test_lines_are_put_together_to_headings_paragraphs_and_items() -> None:
    page = Page().text(70, 780, "1 Inledning", size=16, bold=True).lines(70, 750, *TEXT)
    page.lines(70, 694, "Nästa stycke börjar här.").text(70, 666, "•").text(88, 666, "Första punkten i listan som")
    page.text(88, 652, "fortsätter på nästa rad").text(70, 638, "•").text(88, 638, "Andra punkten")
    assert texts(page) == [
        "# 1 Inledning",
        " ".join(TEXT),
        "Nästa stycke börjar här.",
        "* Första punkten i listan som fortsätter på nästa rad",
        "* Andra punkten",
    ]


def test_running_lines_and_page_numbers_are_left_out() -> None:
    pages = [
        Page().text(70, 810, "Kommunkompassen Arboga kommun").text(70, 740, f"{word} rad.").text(290, 30, str(number))
        for number, word in enumerate(ORDER, 1)
    ]
    assert texts(*pages) == [f"{word} rad." for word in ORDER]


def test_a_heading_that_begins_several_pages_is_kept() -> None:
    pages = [Page().text(70, 780, "Sammanfattning", bold=True).text(70, 750, f"{word} rad.") for word in ORDER]
    expected = [["# Sammanfattning", f"{word} rad."] for word in ORDER]
    assert texts(*pages) == [text for pair in expected for text in pair]


def test_a_paragraph_goes_on_over_a_page_break() -> None:
    assert texts(Page().lines(70, 80, *TEXT[:2]), Page().lines(70, 780, *TEXT[2:])) == [" ".join(TEXT)]


def test_a_cell_goes_on_over_a_page_break() -> None:
    first = Page().grid((64, 300, 536), (200, 180, 60))
    first.text(70, 186, "Styrkor").text(306, 186, "Förbättringsmöjligheter")
    first.lines(70, 166, "• Tydlig plan för arbetet").lines(306, 166, "• Mål som går att följa upp i")
    second = Page().grid((64, 300, 536), (800, 740))
    second.lines(306, 786, "hela organisationen", "• Bättre dialog")
    [table] = read(first, second).blocks
    assert plain(table) == [
        [["Styrkor"], ["Förbättringsmöjligheter"]],
        [["*Tydlig plan för arbetet"], ["*Mål som går att följa upp i", "hela organisationen", "*Bättre dialog"]],
    ]
    assert isinstance(table, Table)
    continued = table.rows[1].cells[1].pieces[1]
    assert not continued.apart
    assert continued.place is not None
    assert continued.place.page == 2


def test_a_header_that_is_repeated_on_the_next_page_begins_nothing() -> None:
    def page(top: float, word: str) -> Page:
        part = Page().grid((64, 300, 536), (top, top - 20, top - 60))
        part.text(70, top - 14, "Styrkor").text(306, top - 14, "Förbättringsområden")
        return part.text(70, top - 34, f"• {word}").text(306, top - 34, f"• {word} igen")

    assert texts(page(120, "Ett"), page(800, "Två")) == [
        [
            [["Styrkor"], ["Förbättringsområden"]],
            [["*Ett"], ["*Ett igen"]],
            [["*Två"], ["*Två igen"]],
        ]
    ]


def test_two_lists_without_rules_are_a_table() -> None:
    page = Page().text(70, 700, "Styrkor", bold=True).text(310, 700, "Utvecklingsområden", bold=True)
    page.lines(70, 680, "Tydliga mål för hela", "organisationen").lines(310, 680, "Uppföljning av mål")
    page.lines(70, 620, *TEXT)
    assert texts(page) == [
        [
            [["Styrkor"], ["Utvecklingsområden"]],
            [["Tydliga mål för hela", "organisationen"], ["Uppföljning av mål"]],
        ],
        " ".join(TEXT),
    ]


def test_rows_that_end_in_figures_are_a_table() -> None:
    page = Page().text(70, 700, "1. Effektivitet").text(400, 700, "Uppnått").text(470, 700, "Max")
    page.text(70, 684, "1.1 Strategi för effektivitet i").text(400, 684, "12").text(470, 684, "20")
    page.text(70, 670, "hela kommunen")
    page.text(70, 654, "1.2 Samverkan").text(400, 654, "7").text(470, 654, "30")
    page.text(70, 638, "Summa").text(400, 638, "19").text(470, 638, "50")
    assert texts(page) == [
        [
            [["1. Effektivitet"], ["Uppnått"], ["Max"]],
            [["1.1 Strategi för effektivitet i", "hela kommunen"], ["12"], ["20"]],
            [["1.2 Samverkan"], ["7"], ["30"]],
            [["Summa"], ["19"], ["50"]],
        ]
    ]


def test_a_list_of_contents_is_no_table() -> None:
    page = Page()
    for number in range(6):
        page.text(70, 700 - 16 * number, f"Kapitel {number}").text(500, 700 - 16 * number, str(3 + 4 * number))
    assert not any(isinstance(block, Table) for block in read(page).blocks)


def test_columns_are_read_one_after_the_other() -> None:
    left = [f"Vänster spalt rad nummer {number} av åtta" for number in range(1, 9)]
    right = [f"Höger spalt rad nummer {number} av åtta" for number in range(1, 9)]
    page = Page().text(70, 780, "Rubrik över båda spalterna som är lång", size=18, bold=True)
    page.lines(70, 740, *left).lines(320, 740, *right)
    lines = [line.text for block in read(page).blocks if isinstance(block, Paragraph) for line in block.lines]
    assert lines == [*left, *right]


def test_notes_at_the_foot_stand_apart_with_raised_marks() -> None:
    page = Page().lines(70, 740, *TEXT).text(178, 716, "1", size=6.5)
    page.rule(70, 112, 190, 112).text(70, 103, "1", size=5.5).text(74, 100, "Gäller sedan i höstas.", size=9)
    assert texts(page) == [" ".join(TEXT) + "¹", "¹ Gäller sedan i höstas."]


def test_what_nobody_sees_is_not_read() -> None:
    page = Page().lines(70, 740, *TEXT).text(70, 600, "Dold text", before="3 Tr")
    page.text(70, 580, "Vit text", before="1 1 1 rg").text(70, 560, "Liten text", size=1)
    page.text(0, 0, "UTKAST", size=60, matrix="0.7 0.7 -0.7 0.7 200 300")
    page.text(-300, 500, "Utanför sidan")
    assert texts(page) == [" ".join(TEXT)]


def test_white_text_on_a_dark_ground_is_read() -> None:
    page = Page().box(60, 690, 400, 30, "0 0.3 0.4").text(70, 700, "Styrkor", bold=True, before="1 1 1 rg")
    assert texts(page) == ["# Styrkor"]


def test_letters_printed_twice_are_read_once() -> None:
    page = Page().text(70, 700, "Skuggad rubrik", size=16).text(70.4, 699.6, "Skuggad rubrik", size=16)
    page.lines(70, 660, *TEXT)
    assert texts(page) == ["# Skuggad rubrik", " ".join(TEXT)]


def test_spaced_letters_are_words() -> None:
    page = Page().text(70, 700, "STYRNING OCH KONTROLL", size=16, before="8 Tc").lines(70, 660, *TEXT)
    assert texts(page) == ["# STYRNING OCH KONTROLL", " ".join(TEXT)]


def test_hyphens_at_line_ends_of_cells_are_healed() -> None:
    page = Page().lines(70, 740, "Servicegarantier finns.").grid((64, 150, 236), (700, 680, 560))
    page.text(70, 686, "Styrkor").text(156, 686, "Utvecklingsområden")
    page.lines(70, 666, "• Service-", "garantier", "• HR-", "arbete", "• För- och", "efterarbete")
    table = texts(page)[1]
    assert table[1] == [["*Servicegarantier", "*HR-arbete", "*För- och", "efterarbete"], []]


@pytest.mark.parametrize(
    ("rotate", "box"),
    [
        (0, (0.1, 0.09, 0.234, 0.103)),
        (90, (0.897, 0.1, 0.91, 0.234)),
        (180, (0.766, 0.897, 0.9, 0.91)),
        (270, (0.09, 0.766, 0.103, 0.9)),
    ],
)
def test_places_are_shares_of_the_page_as_it_is_shown(rotate: int, box: tuple[float, float, float, float]) -> None:
    page = Page(width=1000, height=1000, rotate=rotate).text(100, 900, "Effektivitet och styrning", size=13)
    [block] = read(page).blocks
    assert isinstance(block, Paragraph)
    place = block.lines[0].place
    assert place.page == 1
    assert place.box == pytest.approx(box, abs=0.002)


def test_places_count_from_the_visible_part_of_the_page() -> None:
    page = Page(width=1000, height=1000, crop=(100, 0, 600, 950)).text(100, 900, "Effektivitet", size=13)
    [block] = read(page).blocks
    assert isinstance(block, Paragraph)
    box = block.lines[0].place.box
    assert box is not None
    assert box[0] == pytest.approx(0.0, abs=0.002)
    assert box[3] == pytest.approx(50 / 950, abs=0.01)


def test_a_scan_without_text_is_refused_and_one_with_recognised_text_is_read() -> None:
    assert refusal(drawn(Page().picture(), Page().picture())) == "only_pictures"
    page = Page().picture()
    for number, line in enumerate(TEXT):
        page.text(70, 700 - 14 * number, line, before="3 Tr")
    assert texts(page) == [" ".join(TEXT)]


def test_a_locked_file_is_refused() -> None:
    lock = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + "11" * 32 + "> /U <" + "22" * 32 + "> >>"
    assert refusal(drawn(Page().lines(70, 700, *TEXT), trailer=lock + " /ID [<00> <00>]")) == "encrypted_file"


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\x00\xff" * 500, b"%PDF-1.4 %%EOF"])
def test_a_broken_file_is_refused(data: bytes) -> None:
    assert refusal(data) == "broken_file"


def test_what_is_no_pdf_is_refused_whatever_its_name() -> None:
    assert refusal(b"Bara text.") == "broken_file"


@pytest.mark.parametrize("tenths", range(1, 10))
def test_a_file_cut_in_the_middle_is_read_or_refused(tenths: int) -> None:
    whole = drawn(*(Page().lines(70, 700, *TEXT) for _ in range(5)))
    with suppress(UnreadableReport):
        read_document(whole[: len(whole) * tenths // 10], "rapport.pdf")


def test_a_file_of_too_many_pages_is_refused() -> None:
    assert refusal(drawn(*(Page() for _ in range(401)))) == "too_many_pages"


def test_pages_are_counted_while_they_are_read() -> None:
    told: list[tuple[int, int]] = []
    data = drawn(*(Page().lines(70, 700, *TEXT) for _ in range(3)))
    read_document(data, "rapport.pdf", lambda page, pages: told.append((page, pages)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_content_decides_over_the_name() -> None:
    assert read_document(drawn(Page().lines(70, 700, *TEXT)), "rapport.txt").paged
