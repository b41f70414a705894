"""Reports as different authors have laid them out: what stands around the areas, and how the lists are written."""

from evaluations.importing.draft import ReportDraft
from evaluations.importing.reading.pdf.centred_marks import with_centred_marks
from evaluations.importing.reading.pdf.frame import Frame
from evaluations.importing.reading.pdf.letters import Word
from evaluations.importing.reading.pdf.lines import TextLine
from tests.evaluations.importing.small_report import small_report


def items(area: str) -> tuple[list[str], list[str]]:
    read = small_report(area=area).areas[0]
    return [item.text for item in read.strengths], [item.text for item in read.improvements]


def test_items_glued_at_brackets_quotations_links_and_short_words_are_parted() -> None:
    strengths = [
        "Gemensam jour för växel och larm (GJL)",
        "Möten i bygdegården",
        "En samlad ingång för företag, ”Öppna dörren”",
        "Få och mätbara mål",
        "Kurser två ggr/år",
        "”Ris och ros” följs upp av KS",
        "Utställningar i biblioteket. Se www.ovan.se",
        "HR-stöd nära chefen",
        "E-förslag",
    ]
    improvements = ["Lokalplan saknas för SharePoint och PowerBI.", "Tydligare roller?", "De minsta enheterna"]
    glued = f"Styrkor\tFörbättringsmöjligheter\n<ul>{''.join(strengths)}\t<ul>{''.join(improvements)}"
    assert items(glued) == (strengths, improvements)


def test_an_item_of_two_sentences_in_a_row_of_its_own_stays_whole() -> None:
    rows = "Styrkor\tFörbättringar\nÖppen karta\tSkilj mål från mått. Målen kan bli färre\nTydlig plan\tEnkät\nKurser\t"
    assert items(rows) == (
        ["Öppen karta", "Tydlig plan", "Kurser"],
        ["Skilj mål från mått. Målen kan bli färre", "Enkät"],
    )


def test_a_pages_number_among_items_is_no_item() -> None:
    assert items("Styrkor\n\nÖppen karta\n\n12\n\nTydlig plan\n\nFörbättringsområden\n\nEnkät") == (
        ["Öppen karta", "Tydlig plan"],
        ["Enkät"],
    )


def test_a_line_after_a_preposition_goes_on_where_empty_lines_part_the_items() -> None:
    lists = (
        "Styrkor\n\nRapporter som går att jämföra både i nämnden och till\nKF.\n\nÖppen karta över alla lokaler, möten "
        "och kurser som kommunen ordnar för dem som bor i ytterområdena\n\nTydlig plan\n\nFörbättringsområden\n\nEnkät"
    )
    assert items(lists)[0][0] == "Rapporter som går att jämföra både i nämnden och till KF."


def with_chapter_after_the_points() -> ReportDraft:
    return small_report(
        after="Översikt av poängfördelning\n\n1. Samspel mellan förtroendevalda och medborgare\tUppnått\tMax\n"
        "1.1 Strategi\t20\t40\n1.2 Dialog\t30\t60\nSumma\t50\t100\n\n"
        "Kortfakta om kommunen\n\nHär bor 11 500 personer i tre tätorter.\n\n- Antal anställda 1 200\n- Skatt 21 kr"
    )


def test_a_chapter_of_facts_after_the_points_adds_no_subarea() -> None:
    area = with_chapter_after_the_points().areas[0]
    assert [(each.code, each.achieved, each.max) for each in area.subareas] == [("1.1", 20, 40), ("1.2", 30, 60)]
    assert [item.text for item in area.improvements] == ["Bred dialog"]


def test_the_first_chapter_ends_the_cover_of_a_short_memo() -> None:
    draft = small_report(history="Ovanåkers kommun utvärderades i november 2022 och det var kommunens andra.")
    assert draft.evaluation_number.value == 2
    assert draft.evaluated.value == "2022-11"
    assert draft.report_date.value is None


def line(text: str, baseline: float, mark: str = "") -> TextLine:
    words = [
        Word(each, 60, 60 + 5 * len(each), baseline, 10, bold=False, sign=False, spaced=True) for each in text.split()
    ]
    sign = Word(mark, 50, 53, baseline, 10, bold=False, sign=True) if mark else None
    return TextLine(words or [sign] if sign else words, 1, Frame(0, 0, 600, 800), sign)


def test_marks_at_the_middle_of_their_items_go_to_the_first_lines() -> None:
    lines = [
        line("Öppen karta", 100), line("", 106, "•"), line("över lokaler", 112),
        line("Möten", 124), line("i varje", 136, "•"), line("stadsdel", 148),
        line("Kurser", 160, "•"),
    ]  # fmt: skip
    moved = with_centred_marks(lines)
    assert moved is not None
    assert [(each.text, bool(each.mark)) for each in moved] == [
        ("Öppen karta", True), ("över lokaler", False),
        ("Möten", True), ("i varje", False), ("stadsdel", False),
        ("Kurser", True),
    ]  # fmt: skip


def test_marks_at_the_first_lines_are_left_alone() -> None:
    assert (
        with_centred_marks([line("Öppen karta", 100, "•"), line("över lokaler", 112), line("Kurser", 124, "•")]) is None
    )
