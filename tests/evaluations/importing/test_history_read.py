"""Which evaluation in order this is, when the one before it was, and which total the text states for it."""

from decimal import Decimal

import pytest

from tests.evaluations.importing.small_report import small_report

WHEN = "Utvärderingen genomfördes i maj 2022. "


@pytest.mark.parametrize(
    ("history", "number", "previous_year"),
    [
        ("Det var tredje gången som kommunen utvärderades. Förra gången var 2018.", 3, 2018),
        ("Kommunen har utvärderats två gånger tidigare, 2012 och 2018.", 3, 2018),
        ("Detta är den fjärde Kommunkompassen i kommunen. De tidigare gjordes 2006, 2010 och 2016.", 4, 2016),
        ("Det är kommunens andra utvärdering; den första gjordes 2017.", 2, 2017),
        ("Kommunen har inte tidigare utvärderats med Kommunkompassen.", 1, None),
        ("Det är första gången kommunen utvärderas.", 1, None),
        ("Ovanåker har tidigare utvärderats 2010 och 2016.", 3, 2016),
        ("Kommunen utvärderades även 2016.", 2, 2016),
        ("Vid den förra utvärderingen 2016 fick kommunen 450 poäng.", None, 2016),
        ("Tidigare utvärderingar har genomförts 2008, 2012 och 2016.", 4, 2016),
        ("Kommunkompassen har genomförts tre gånger i kommunen: 2010, 2016 och 2022.", 3, 2016),
        (
            "Det här är femte gången som Ovanåkers kommun utvärderas. Den senaste genomfördes 2019.",
            5,
            2019,
        ),
        ("Ovanåkers kommun har genomgått Kommunkompassen vid två tidigare tillfällen (2011 och 2015).", 3, 2015),
        ("Detta är Ovanåkers 3:e utvärdering.", 3, None),
        ("Utvärderingen är den tredje i ordningen. Föregående genomfördes 2016.", 3, 2016),
        ("Jämfört med 2016 års utvärdering har resultatet ökat. Detta är kommunens andra utvärdering.", 2, 2016),
        ("Kommunen har deltagit en gång tidigare, år 2015.", 2, 2015),
        (
            "Område\t2013\t2022\nSamhällsutveckling\t50\t60\nTotalt\t400\t480\n\nKommunens andra utvärdering.",
            2,
            2013,
        ),
        (
            "Medelvärdet för kommuner som utvärderats 2019 är 500. Detta är kommunens första utvärdering.",
            1,
            None,
        ),
        ("Många kommuner har utvärderats en andra gång. Detta är första gången för Ovanåkers kommun.", 1, None),
        ("Kommunfullmäktige antog visionen 2018. Kommunen har utvärderats en gång tidigare (2014).", 2, 2014),
    ],
)
def test_earlier_evaluations_are_told(history: str, number: int | None, previous_year: int | None) -> None:
    draft = small_report(history=WHEN + history)
    assert (draft.evaluation_number.value, draft.previous_year.value) == (number, previous_year)


@pytest.mark.parametrize(
    ("history", "stated"),
    [
        ("Kommunen når totalt 504 poäng av 800 möjliga.", [504]),
        ("Ovanåkers kommun får sammanlagt 504 poäng.", [504]),
        ("Det sammanlagda resultatet är 504 poäng, vilket är över snittet på 480 poäng.", [504]),
        ("Kommunen når över 500 poäng.", []),
        ("Kommunen når drygt 500 poäng, cirka 60 procent.", []),
        ("Genomsnittet för alla kommuner är 517 poäng.", []),
        ("År 2016 fick kommunen 420 poäng.", []),
        ("Kommunen förbättrade resultatet från 420 poäng till 504 poäng.", [504]),
        ("Resultatet ökade med 120 poäng.", []),
        ("Av 800 möjliga poäng når kommunen 504.", [504]),
        ("Totalpoängen uppgår till 504 av 800.", [504]),
        ("Totalt: 504/800 poäng", [504]),
        ("Kommunens resultat ligger mellan 480 och 520 poäng.", []),
        ("Resultatet blev 504,5 poäng.", [Decimal("504.5")]),
        ("Kommunen hamnar därmed på 504 poäng (2016: 420 poäng).", [504]),
        ("De bästa kommunerna når 650 poäng.", []),
        ("Totalt fick kommunen femhundrafyra poäng, 504 p.", [504]),
        ("Vid utvärderingen 2016 erhölls 420 poäng och vid årets utvärdering 504 poäng.", [504]),
    ],
)
def test_only_an_exact_total_of_this_evaluation_counts(history: str, stated: list[int | Decimal]) -> None:
    draft = small_report(history=WHEN + history)
    assert [found.facts["stated"] for found in draft.discrepancies if found.kind == "total"] == stated
