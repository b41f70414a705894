"""Strengths and improvement opportunities under the words and in the shapes that reports give them."""

import textwrap

import pytest

from evaluations.importing.draft import AreaDraft, Why
from tests.evaluations.importing.small_report import small_report

STRONG = [
    "Samlad introduktion för nya chefer i hela organisationen och för de minsta enheterna",
    "Öppen redovisning av kostnader",
    "Årlig enkät till föreningarna om arbetsmiljö, mötesformer och handledning inom Bollnäs och Falun",
    "Tydlig karta (med stöd av Mitt Kvarter) över lokaler",
]
WEAK = [
    "Uppföljning av de mål som nämnderna har satt för barn, unga och nyinflyttade i kommunens ytterområden",
    "Fler kurser i god tid",
    "Mötesformer som passar den som arbetar på kvällar och helger samt den som har långt till kommunhuset",
]


def area_of(text: str) -> AreaDraft:
    return small_report(area=text).areas[0]


def read(text: str) -> tuple[list[str], list[str]]:
    area = area_of(text)
    return [item.text for item in area.strengths], [item.text for item in area.improvements]


def listed(mark: str = "• ", between: str = "\n") -> str:
    strengths, improvements = (between.join(mark + text for text in side) for side in (STRONG, WEAK))
    return f"Styrkor\n\n{strengths}\n\nFörbättringsmöjligheter\n\n{improvements}"


@pytest.mark.parametrize(
    ("strong", "weak"),
    [
        ("Styrkor", "Utvecklingsområden"),
        ("Starka sidor", "Svaga sidor"),
        ("Kommunens styrkor:", "Att utveckla:"),
        ("STYRKOR", "REKOMMENDATIONER"),
        ("Styrkor (4)", "Förbättringsområden (3 st)"),
        ("Vad är bra?", "Vad kan förbättras?"),
        ("Styrka", "Förbättringsmöjlighet"),
        ("Det här gör kommunen bra", "Det här kan bli bättre"),
        ("Det som fungerar bra", "Det som kan utvecklas"),
        ("Styrkor inom området", "Förbättringsmöjligheter inom området"),
        ("Styrkor – område 1", "Förbättringsmöjligheter – område 1"),
        ("Framgångsfaktorer", "Utmaningar"),
        ("Positivt", "Utvecklingspotential"),
        ("Kommunens starka sidor", "Möjligheter till förbättring"),
        ("Identifierade styrkor", "Områden att utveckla"),
    ],
)
def test_lists_are_known_by_many_words(strong: str, weak: str) -> None:
    expected = ["Tydlig plan", "Öppen dialog"], ["Bred statistik"]
    assert read(f"{strong}\n\n• Tydlig plan\n• Öppen dialog\n\n{weak}\n\n• Bred statistik") == expected
    assert read(f"{strong}\t{weak}\nTydlig plan\tBred statistik\nÖppen dialog\t") == expected


@pytest.mark.parametrize(("mark", "between"), [("• ", "\n"), ("- ", "\n\n"), ("", "\n\n"), ("", "\n"), ("+ ", "\n")])
def test_lists_are_read_with_and_without_marks(mark: str, between: str) -> None:
    assert read(listed(mark, between)) == (STRONG, WEAK)


@pytest.mark.parametrize("pattern", ["{n}. ", "{n}) ", "{l}) "])
def test_numbers_and_letters_before_items_are_marks(pattern: str) -> None:
    lists = [
        "\n".join(pattern.format(n=n, l="abcdef"[n - 1]) + text for n, text in enumerate(side, 1))
        for side in (STRONG, WEAK)
    ]
    assert read(f"Styrkor\n{lists[0]}\n\nFörbättringsmöjligheter\n{lists[1]}") == (STRONG, WEAK)


@pytest.mark.parametrize("width", [40, 50, 60, 70, 80])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("mark", ["", "– "])
def test_items_that_wrap_are_whole(width: int, between: str, mark: str) -> None:
    lists = [
        between.join("\n".join(textwrap.wrap(mark + text, width, break_on_hyphens=False)) for text in side)
        for side in (STRONG, WEAK)
    ]
    assert read(f"Styrkor\n\n{lists[0]}\n\nFörbättringsmöjligheter\n\n{lists[1]}") == (STRONG, WEAK)


def test_a_list_in_one_running_text_is_split_at_semicolons_and_unsure() -> None:
    area = area_of(f"Styrkor: {'; '.join(STRONG)}\n\nFörbättringsmöjligheter: {'; '.join(WEAK[:-1])}; samt {WEAK[-1]}")
    assert [item.text for item in area.strengths] == STRONG
    assert [item.text for item in area.improvements] == WEAK
    assert {(item.sure, item.why) for item in area.strengths} == {(False, Why.BY_LAYOUT)}


def test_a_semicolon_inside_a_bracket_or_a_marked_item_splits_nothing() -> None:
    item = "Samlad plan (för barn; unga och äldre) i kommunen"
    assert read(f"Styrkor\n\n• {item}\n• Ett; två\n\nFörbättringsmöjligheter\n\n• {item}") == (
        [item, "Ett; två"],
        [item],
    )


def test_a_missing_list_is_empty_and_the_other_one_whole() -> None:
    assert read("Styrkor\n\n• Tydlig plan\n• Öppen dialog") == (["Tydlig plan", "Öppen dialog"], [])
    assert read("Förbättringsmöjligheter\n\n• Tydlig plan") == ([], ["Tydlig plan"])


def test_a_heading_in_the_text_with_a_weak_word_begins_no_list() -> None:
    text = "Utmaningar\n\nKommunen står inför stora förändringar i hur många som bor på landsbygden och i tätorten.\n\n"
    area = area_of(text + listed())
    assert [section.title for section in area.sections] == ["Allmänt", "Utmaningar"]
    assert [item.text for item in area.strengths] == STRONG
