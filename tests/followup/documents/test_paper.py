"""What a plan says on paper, in words and in order."""

from datetime import date

import pytest

from followup.documents.choosing import Choice
from followup.documents.content import read
from tests.followup.documents.conftest import action, content, copy_paper, paper


@pytest.fixture(autouse=True)
def _swedish(settings):
    from django.utils import translation

    with translation.override("sv"):
        yield


def plain(text):
    return text.replace("\xa0", " ").replace("\xad", "")


def test_a_draft_says_so_and_whose_it_is():
    made = paper()
    assert (made.mark, made.title, made.municipality) == ("Utkast", "Handlingsplan", "Ekhults kommun")
    assert [(label, plain(value)) for label, value in made.facts] == [
        ("Kommun", "Ekhults kommun"),
        ("Utvärdering", "Kommunkompassen 2026"),
        ("Resultat", "117 av 200 poäng"),
        ("Antagen av", "inte antagen ännu"),
        ("Läget den", "15 mars 2027"),
    ]


def test_an_adopted_copy_says_who_when_and_under_which_reference():
    made = copy_paper()
    assert made.mark == ""
    assert made.facts[3:] == (
        ("Antagen av", "Kommunstyrelsen"),
        ("Antagen den", "1 februari 2027"),
        ("Referens", "KS 2027/15"),
    )
    assert "abab" in made.closing


def test_the_summary_counts_by_area_and_by_status():
    by_area, by_status = paper().tables
    assert [tuple(map(plain, row)) for row in (*by_area.rows, by_area.total)] == [
        ("1. Offentlighet och demokrati", "57 av 100", "5", "2", "2", "1", "1"),
        ("2. Samhällsutveckling", "60 av 100", "0", "0", "0", "0", "0"),
        ("Totalt", "", "5", "2", "2", "1", "2"),
    ]
    assert (*by_status.rows, by_status.total) == (("Ej påbörjad", "1"), ("Pågår", "1"), ("Totalt", "2"))
    assert by_status.note == "1 av de öppna åtgärderna är försenad."


def test_a_wait_that_has_passed_is_undecided_as_on_every_page_but_never_in_a_copy():
    made = paper(made_on=date(2027, 9, 1))
    assert made.tables[0].total[2:6] == ("5", "2", "1", "2")
    (waited,) = (each for each in made.sections[0].settled if each.label == "1.4")
    assert (waited.state, plain(waited.words)) == ("Ställningstagande saknas", "Avvaktade till 31 augusti 2027")
    kept = copy_paper(made_on=date(2027, 9, 1))
    assert kept.tables[0].total[2:6] == ("5", "2", "2", "1")


def test_an_action_is_told_once_and_named_where_it_answers_more():
    first, second = paper().sections[0].acted
    assert (first.label, first.recurs, second.label, second.decision) == (
        "1.1",
        "Påpekades även 2019",
        "1.2",
        "Åtgärdas: Budgetdialog i vår.",
    )
    (row,), (again,) = first.actions, second.actions
    assert (row.label, row.owner, row.unit, row.helpers) == ("Å-3", "Bo Ek", "Barnkontoret", "Astrid Lund")
    assert row.dates == (("Start", "2027-01-10"), ("Slut", "2027-03-01"), ("Första slutdatum", "2027-02-01"))
    assert row.states == ("Försenad", "Pågår")
    assert row.details == (
        ("Indikator", "Svarstid: från 12,5 dagar till 5 dagar (2027-12-31)"),
        ("Delmål", "Mätplan (klart 2027-01-30)"),
        ("Bedömning", "prioritet hög"),
    )
    assert (again.title, again.told_under, again.description, again.details) == (
        "Mät svarstiderna",
        "Beskrivs under 1.1",
        "",
        (),
    )


def test_what_is_not_acted_on_stands_with_its_reason():
    assert [(each.label, each.state, each.words) for each in paper().sections[0].settled] == [
        ("1.3", "Åtgärdas inte", "Ryms inte."),
        ("1.4", "Avvaktar", "Till 31 augusti 2027"),
        ("1.5", "Ställningstagande saknas", "–"),
    ]


def test_an_action_of_its_own_stands_last():
    assert [row.title for row in paper().others] == ["Städa i arkivet"]


def test_nothing_is_late_in_an_adopted_copy():
    assert copy_paper().sections[0].acted[0].actions[0].states == ("Pågår",)


@pytest.mark.parametrize(
    ("choice", "labels", "settled", "others"),
    [
        (Choice(), ["1.1", "1.2"], 3, 1),
        (Choice(area=1), ["1.1", "1.2"], 3, 0),
        (Choice(area=2), [], 0, 0),
        (Choice(unit="Barnkontoret"), ["1.1", "1.2"], 0, 0),
        (Choice(unit="Kansliet"), [], 0, 1),
        (Choice(only_acted=True), ["1.1", "1.2"], 0, 1),
    ],
)
def test_what_was_asked_for(choice, labels, settled, others):
    made = paper(choice=choice)
    assert [each.label for section in made.sections for each in section.acted] == labels
    assert sum(len(section.settled) for section in made.sections) == settled
    assert len(made.others) == others


def test_a_part_says_what_it_holds_and_is_named_for_it():
    made = paper(choice=Choice(area=1, unit="Barnkontoret"))
    assert made.facts[-1] == ("Omfattar", "1. Offentlighet och demokrati; åtgärder för Barnkontoret")
    assert made.file_name == "handlingsplan-ekhult-2026-omrade-1-barnkontoret"
    assert paper().file_name == "handlingsplan-ekhult-2026"
    assert copy_paper().file_name == "handlingsplan-ekhult-2026-antagen-1"


def test_a_copy_of_the_first_schema_is_read_as_it_was_kept():
    old = {
        "schema_version": 1,
        "municipality": "Ekhults kommun",
        "evaluation": "KK-2026-001",
        "year": 2026,
        "version": 1,
        "areas": [{"number": 1, "title": "Ett", "improvements": [{"key": "a", "text": "Följ upp.", "decision": None}]}],
        "actions": [
            {
                **{"number": 1, "title": "Mät", "description": "", "intended_result": "", "owner": "Bo", "unit": ""},
                **{"start": None, "due": "2027-03-01", "priority": "", "status": "done", "improvements": ["a"]},
            }
        ],
    }
    made = copy_paper(old)
    assert "Resultat" not in dict(made.facts)
    assert made.sections[0].points == ""
    assert made.sections[0].acted[0].actions[0].states == ("Genomförd",)


def test_an_action_whose_improvement_left_the_report_is_not_lost():
    kept = content()
    kept["actions"].append(action(9, "gone", title="Utan grund"))
    assert [row.label for row in paper(kept).others] == ["Å-4", "Å-9"]


def test_control_characters_are_seen():
    kept = content()
    kept["actions"][0]["title"] = "Mät\x01 och\x7f räkna"
    assert read(kept).actions[3].title == "Mät␁ och␡ räkna"


def test_a_day_of_no_year_is_no_date():
    assert read(content()).actions[3].due == date(2027, 3, 1)
