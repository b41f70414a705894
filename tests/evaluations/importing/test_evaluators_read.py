"""Who evaluated: in lists, tables, sentences and capitals, with titles, addresses and organisations."""

import pytest

from evaluations.importing.draft import ReportDraft
from tests.evaluations.importing.small_report import small_report


def people(draft: ReportDraft) -> list[tuple[str, str | None]]:
    return [(each.name, each.organisation) for each in draft.evaluators.value]


@pytest.mark.parametrize(
    ("cover", "expected"),
    [
        ("Utvärderare: Ann Ek, SKR, och Bo Ås, Falu kommun", [("Ann Ek", "SKR"), ("Bo Ås", "Falu kommun")]),
        ("Utvärderare: Ann Ek (SKR) och Bo Ås (Falu kommun)", [("Ann Ek", "SKR"), ("Bo Ås", "Falu kommun")]),
        ("Utvärderare Ann Ek, Karolina\nDahlbom, SKR", [("Ann Ek", "SKR"), ("Karolina Dahlbom", "SKR")]),
        ("Utvärderare\nAnn Ek\nSKR\nBo Ås\nFalu kommun", [("Ann Ek", "SKR"), ("Bo Ås", "Falu kommun")]),
        ("Utvärderare:\n• Ann Ek, SKR\n• Bo Ås, Falu kommun", [("Ann Ek", "SKR"), ("Bo Ås", "Falu kommun")]),
        ("Utvärderare\tOrganisation\nAnn Ek\tSKR\nBo Ås\tFalu kommun", [("Ann Ek", "SKR"), ("Bo Ås", "Falu kommun")]),
        (
            "Namn\tOrganisation\tRoll\nAnn Ek\tSKR\tUtvärderare\nBo Ås\tFalu kommun\tUtvärderare",
            [("Ann Ek", "SKR"), ("Bo Ås", "Falu kommun")],
        ),
        (
            "Utvärderare: Ann Ek, utredare, SKR, och Bo Ås, kvalitetschef, Falu kommun",
            [("Ann Ek", "SKR"), ("Bo Ås", "Falu kommun")],
        ),
        (
            "Utvärderare: Ann Ek, SKR, ann.ek@skr.se, 08-452 70 00\nBo Ås, Falu kommun, bo.as@falun.se",
            [("Ann Ek", "SKR"), ("Bo Ås", "Falu kommun")],
        ),
        ("Utvärderare: Ann Ek och Bo Ås från SKR", [("Ann Ek", "SKR"), ("Bo Ås", "SKR")]),
        (
            "Utvärderingen är genomförd av Ann Ek och Bo Ås, Sveriges Kommuner och Regioner",
            [("Ann Ek", "Sveriges Kommuner och Regioner"), ("Bo Ås", "Sveriges Kommuner och Regioner")],
        ),
        ("Utvärderare: Ann Ek, Sveriges Kommuner och Landsting (SKL)", [("Ann Ek", "Sveriges Kommuner och Landsting")]),
        ("Utvärderare från SKR: Ann Ek och Bo Ås", [("Ann Ek", "SKR"), ("Bo Ås", "SKR")]),
        ("Utvärderare från SKR var Ann Ek och Bo Ås", [("Ann Ek", "SKR"), ("Bo Ås", "SKR")]),
        ("Ann Ek och Bo Ås, utvärderare SKR", [("Ann Ek", "SKR"), ("Bo Ås", "SKR")]),
        ("Ann Ek, SKR\nBo Ås, Falu kommun\nUtvärderare", [("Ann Ek", "SKR"), ("Bo Ås", "Falu kommun")]),
        ("Utvärderare SKR: Ann Ek\nUtvärderare Falu kommun: Bo Ås", [("Ann Ek", "SKR"), ("Bo Ås", "Falu kommun")]),
        ("Utvärderare: Ann Ek SKR, Bo Ås Falu kommun", [("Ann Ek", "SKR"), ("Bo Ås", "Falu kommun")]),
        (
            "Huvudutvärderare: Ann Ek, SKR\nMedutvärderare: Bo Ås, Falu kommun",
            [("Ann Ek", "SKR"), ("Bo Ås", "Falu kommun")],
        ),
        ("Rapporten är skriven av: Ann Ek, SKR", [("Ann Ek", "SKR")]),
        (
            "Utvärderare: Ann-Marie Ek von Post, SKR samt Östen Ås, Region Gotland",
            [("Ann-Marie Ek von Post", "SKR"), ("Östen Ås", "Region Gotland")],
        ),
        ("UTVÄRDERARE: ANN EK, SKR", [("Ann Ek", "SKR")]),
        ("Utvärderare: Ann Ek, fil. dr, SKR", [("Ann Ek", "SKR")]),
        (
            "Utvärderare: Ann Ek, SKR; Bo Ås, Falu kommun; Cia Öst, Bollnäs kommun",
            [("Ann Ek", "SKR"), ("Bo Ås", "Falu kommun"), ("Cia Öst", "Bollnäs kommun")],
        ),
        ("Utvärderare: Ann Ek / SKR, Bo Ås / Falu kommun", [("Ann Ek", "SKR"), ("Bo Ås", "Falu kommun")]),
        ("Utvärderare: Ann Ek\nUtvärderare: Bo Ås\nSKR", [("Ann Ek", "SKR"), ("Bo Ås", "SKR")]),
        (
            "Utvärderingsteam: Ann Ek (SKR, projektledare), Bo Ås (Falu kommun)",
            [("Ann Ek", "SKR"), ("Bo Ås", "Falu kommun")],
        ),
        (
            "Utvärderare: Ann Ek, Kommunförbundet Norrbotten, Bo Ås, Falu kommun",
            [("Ann Ek", "Kommunförbundet Norrbotten"), ("Bo Ås", "Falu kommun")],
        ),
        ("Ann Ek, SKR\nBo Ås, Falu kommun\n\n2015-01-09", [("Ann Ek", "SKR"), ("Bo Ås", "Falu kommun")]),
        ("J. Ann Ek, SKL\nBo Ås, konsult", [("J. Ann Ek", "SKL"), ("Bo Ås", None)]),
        ("Ann Ek, Sveriges Kommuner och Landsting", [("Ann Ek", "Sveriges Kommuner och Landsting")]),
    ],
)
def test_evaluators_are_read_on_the_cover(cover: str, expected: list[tuple[str, str]]) -> None:
    draft = small_report(cover=cover)
    assert people(draft) == expected
    assert draft.municipality_code.value == "2121"


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ("Utvärderingen genomfördes i maj 2022 av Ann Ek och Bo Ås, SKR.", [("Ann Ek", "SKR"), ("Bo Ås", "SKR")]),
        (
            "Utvärderare har varit Ann Ek, SKR och Bo Ås, Falu kommun. De intervjuade 40 personer.",
            [("Ann Ek", "SKR"), ("Bo Ås", "Falu kommun")],
        ),
        (
            "Utvärderarna Ann Ek och Bo Ås från SKR genomförde intervjuer i maj 2022.",
            [("Ann Ek", "SKR"), ("Bo Ås", "SKR")],
        ),
        (
            "I utvärderingen deltog Ann Ek, SKR, och Bo Ås, Falu kommun, som utvärderare.",
            [("Ann Ek", "SKR"), ("Bo Ås", "Falu kommun")],
        ),
    ],
)
def test_evaluators_are_read_in_a_sentence(history: str, expected: list[tuple[str, str]]) -> None:
    assert people(small_report(history=history)) == expected


def test_nobody_is_named_where_the_word_stands_in_running_text() -> None:
    draft = small_report(history="Utvärderarna vill tacka alla som har ställt upp. Kommunen har god ordning.")
    assert people(draft) == []
    assert not draft.evaluators.sure
