"""Other municipalities that a report holds up as models, and those that it only mentions."""

import pytest

from tests.evaluations.importing.small_report import LISTS, small_report


def models(sentence: str) -> list[str]:
    draft = small_report(area=f"Transparens kring resultat\n\n{sentence}\n\n{LISTS}")
    return [example.name for example in draft.areas[0].examples]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("För den som vill komma vidare, se till exempel Växjö kommun.", ["Växjö kommun"]),
        ("Goda exempel finns i Umeå, Växjö och Bollnäs kommun.", ["Umeå kommun", "Växjö kommun", "Bollnäs kommun"]),
        ("Växjö kommun har en modell för detta.", ["Växjö kommun"]),
        ("Nämnden kan lära av Växjös arbete.", ["Växjö kommun"]),
        ("Inspiration kan hämtas från Region Gotland.", ["Gotlands kommun"]),
        ("Falu kommun har kommit långt på området.", ["Faluns kommun"]),
        ("Gävle och Ale är föredömen när det gäller enkäter.", ["Gävle kommun", "Ale kommun"]),
        ("Andra kommuner, till exempel Mora, har en egen sida för resultat.", ["Mora kommun"]),
    ],
)
def test_models_are_found_by_what_is_said_of_them(sentence: str, expected: list[str]) -> None:
    assert models(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Ovanåkers kommun är ett gott exempel på detta.",
        "Jämfört med Växjö kommun är resultatet 12 poäng lägre.",
        "Räddningstjänsten drivs tillsammans med Bollnäs och Söderhamn.",
        "Samverkan med Bollnäs kommun kring räddningstjänst är gemensam för två kommuner.",
        "En studie av Växjö kommun visar att enkäter är bra.",
        "Goda exempel finns vid Umeå universitet.",
        "Enligt Växjö kommun är ett gott exempel värt mycket.",
        "Det är ett gott exempel på hur Familjen Helsingborg arbetar.",
        "Kommunen har goda exempel på hur enkäter används.",
    ],
)
def test_what_is_only_mentioned_is_no_model(sentence: str) -> None:
    assert models(sentence) == []


def test_an_example_has_its_sentence_its_place_and_its_sub_areas() -> None:
    sentence = "Goda exempel finns i Växjö kommun och de är lätta att följa."
    overview = (
        "4 Översikt av poängfördelning\n\n1. Samspel\tUppnått\tMax\n1.4 Transparens kring resultat\t4\t10\n\t4\t10"
    )
    draft = small_report(
        area=f"Transparens kring resultat\n\nNämnden visar sina mål. {sentence} Det räcker.\n\n{LISTS}", after=overview
    )
    (example,) = draft.areas[0].examples
    assert (example.text, example.municipality_code, example.subarea_codes) == (sentence, "0780", ("1.4",))
    assert example.source is not None
    assert example.source.quote == sentence
    assert not example.sure


def test_an_item_may_name_a_model() -> None:
    lists = "Styrkor\n\n• Tydlig plan\n\nFörbättringsmöjligheter\n\n• Bred dialog, se gärna Växjö kommun"
    draft = small_report(area=lists)
    assert [(each.name, each.subarea_codes) for each in draft.areas[0].examples] == [("Växjö kommun", ())]
