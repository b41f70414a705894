"""The edition of a report: one that is stored, a draft, or one that is not there yet."""

from dataclasses import replace

import pytest

from evaluations.importing import ReportDraft, read_report
from evaluations.importing.draft import SubareaDraft
from evaluations.importing.matching import match_subarea
from evaluations.rubric_files import ShippedArea, ShippedEdition, ShippedSubarea, shipped_editions
from tests.evaluations.importing.small_report import NARRATIVE

TOPICS = (
    "Beredskap", "Mobilitet", "Vattenvård", "Öppna data", "Förskola", "Trygga kvarter", "Skogsbruk", "Energi", "Kultur",
    "Upphandling", "Bostäder", "Landsbygd", "Nationella minoriteter", "Folkhälsa", "Idrott", "Äldres boende",
)  # fmt: skip


def invented(areas: int, subareas: int, key: str = "2031", titles: tuple[str, ...] = TOPICS) -> ShippedEdition:
    """An edition in words that no shipped one has; every area gives a hundred points."""
    most = 100 // subareas
    return ShippedEdition(
        key,
        f"Kommunkompassen {key}",
        tuple(
            ShippedArea(
                number,
                f"{titles[number]} i kommunen",
                (),
                tuple(
                    ShippedSubarea(
                        f"{number}.{place}", f"{titles[(number * 5 + place) % len(titles)]} {number}:{place}", most
                    )
                    for place in range(1, subareas + 1)
                ),
            )
            for number in range(1, areas + 1)
        ),
    )


def read(
    edition: ShippedEdition, *, overview: bool = True, editions: tuple[ShippedEdition, ...] | None = None
) -> ReportDraft:
    """What is read from a report after an edition, with the other editions that are known."""
    parts = ["Kommunkompassen\nAnalys av Ovanåkers kommun 2022", "Utvärderingen genomfördes i maj 2022."]
    for area in edition.areas:
        parts += [f"Område {area.number} {area.title}", "Poäng: 50", "Allmänt", NARRATIVE]
        for subarea in area.subareas:
            parts += [subarea.title, NARRATIVE]
        parts += ["Styrkor", "• Tydlig plan", "Förbättringsmöjligheter", "• Bred dialog"]
    if overview:
        parts.append("4 Översikt av poängfördelning")
        for area in edition.areas:
            rows = [f"{subarea.code} {subarea.title}\t{subarea.max - 1}\t{subarea.max}" for subarea in area.subareas]
            parts.append("\n".join([f"{area.number}. {area.title}\tUppnått\tMax", *rows]))
    return read_report("\n\n".join(parts).encode(), "report.txt", editions=editions)


@pytest.mark.parametrize(("areas", "subareas"), [(8, 5), (7, 5), (9, 4), (8, 4)])
def test_an_edition_that_is_not_there_yet_is_none(areas: int, subareas: int) -> None:
    draft = read(invented(areas, subareas))
    assert draft.edition_key.value is None
    assert [len(area.subareas) for area in draft.areas] == [subareas] * areas


def test_other_sub_areas_under_known_area_titles_are_an_edition_that_is_not_there_yet() -> None:
    known = shipped_editions()[-1]
    edition = invented(8, 5)
    edition = replace(
        edition, areas=tuple(replace(area, title=known.areas[area.number - 1].title) for area in edition.areas)
    )
    assert read(edition).edition_key.value is None


@pytest.mark.parametrize("edition", shipped_editions()[1:], ids=lambda edition: edition.key)
def test_a_shipped_edition_is_recognised(edition: ShippedEdition) -> None:
    reading = read(edition).edition_key
    assert (reading.value, reading.sure) == (edition.key, True)


@pytest.mark.parametrize("edition", shipped_editions()[2:], ids=lambda edition: edition.key)
def test_without_an_overview_the_headings_tell(edition: ShippedEdition) -> None:
    assert read(edition, overview=False).edition_key.value == edition.key


def test_the_editions_to_match_may_be_given_drafts_as_well() -> None:
    draft_edition = invented(8, 5)
    known = (*shipped_editions(), draft_edition)
    assert read(draft_edition, editions=known).edition_key.value == "2031"
    assert read(shipped_editions()[-1], editions=known).edition_key.value == "2021"
    assert read(shipped_editions()[-1], editions=(draft_edition,)).edition_key.value is None
    assert read(shipped_editions()[-1], editions=()).edition_key.value is None


def test_an_edition_in_slightly_other_words_is_recognised() -> None:
    newest = shipped_editions()[-1]
    words = {"Strategi": "Plan", "och": "samt", "Utveckling": "Förnyelse", "Fokus": "Inriktning"}
    areas = []
    for area in newest.areas:
        subareas = []
        for subarea in area.subareas:
            title = " ".join(words.get(word, word) for word in subarea.title.split())
            subareas.append(replace(subarea, title=title, max=subarea.max + 5 if area.number == 8 else subarea.max))
        areas.append(replace(area, subareas=tuple(subareas)))
    assert read(replace(newest, areas=tuple(areas))).edition_key.value == "2021"


def test_a_sub_area_is_matched_by_number_title_alias_and_likeness() -> None:
    newest = shipped_editions()[-1]
    subareas = read(newest).areas[3].subareas
    assert codes(subareas, newest) == [each.code for each in subareas]
    moved = replace(subareas[0], code="4.4")
    alias = replace(subareas[0], code="4.9", title="Strategi för effektivitet")
    like = replace(subareas[0], code="4.9", title="Kommunens strategi för ökad effektivitet")
    other = replace(subareas[0], code="4.1", title="Öppna data")
    assert codes((moved, alias, like, other), newest) == ["4.1", "4.1", "4.1", None]


def codes(subareas: tuple[SubareaDraft, ...], edition: ShippedEdition) -> list[str | None]:
    found = (match_subarea(subarea, edition) for subarea in subareas)
    return [shipped.code if shipped else None for shipped in found]
