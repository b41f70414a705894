"""The plan as Excel and CSV: what stands in it, for whom, under which filter, and nothing that is calculated."""

import csv
import io
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from accounts.models import Event, EventFacts, MunicipalitySettings, Role
from accounts.models.sharing import ReaderSees
from accounts.tenancy import Scope
from followup.models import Plan
from tests import factories
from tests.statements import count_statements

pytestmark = pytest.mark.usefixtures("clock")

PLAN = "/arboga/handlingsplan/"
HOSTILE = [
    '=HYPERLINK("http://x")', "+46 70", "-1", "@SUM(A1)", "\t=1", "\r=1", "#set $x$", "<script>alert(1)</script>",
    "\u202eomvänt\u200b", "🎉", "https://arboga.example", "_x0041_", 'citat " och ; semikolon', "  inledande",
]  # fmt: skip


def book(answer):
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def rows(answer, sheet=0):
    """The sheet's lines by the words of their headings."""
    lines = list(book(answer).worksheets[sheet].iter_rows(values_only=True))
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def lines(answer):
    text = answer.content.decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:]), delimiter=";"))


def test_the_workbook_holds_every_action_with_real_dates(client_of, work, astrid):
    answer = client_of(astrid).get(f"{PLAN}excel/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="handlingsplan-arboga-2026.xlsx"'
    assert answer.headers["Cache-Control"] == "no-store"
    first, second = rows(answer)
    with factories.in_scope(Scope(municipality=work.municipality_id)):
        key = str(work.actions.get(number=1).key)
    assert {name: value for name, value in first.items() if value is not None} == {
        "Nyckel": key,
        "Nummer": "Å-1",
        "Åtgärd": "Mät svarstiderna",
        "Område": first["Område"],
        "Förbättringsmöjligheter": "Följ upp målen oftare.",
        "Ansvarig": "Bo Ek",
        "Enhet": "Överförmyndaren",
        "Status": "Ej påbörjad",
        "Försenad": "Ja",
        "Slutdatum": datetime(2027, 3, 1),
        "Första slutdatum": datetime(2027, 3, 1),
        "Skapad": datetime(2027, 3, 15),
    }
    assert first["Område"].startswith("1. ")
    assert (second["Nummer"], second["Ansvarig"]) == ("Å-2", "Ekonomichefen")


def test_a_second_sheet_holds_the_decision_on_every_improvement_opportunity(client_of, work, astrid):
    first, second = rows(client_of(astrid).get(f"{PLAN}excel/"), 1)
    assert (first["Ställningstagande"], first["Åtgärder"]) == ("Åtgärdas", "Å-1")
    assert (second["Ställningstagande"], second["Skäl"], second["Åtgärder"]) == ("Åtgärdas inte", "Ryms inte.", None)


def test_a_wait_that_has_passed_is_undecided_there_too(client_of, plan, version, astrid):
    first, second = factories.improvements(version)
    for finding, day in ((first, date(2027, 3, 14)), (second, date(2027, 3, 15))):
        factories.decision(plan, finding, version, astrid, kind="wait", wait_until=day)
    passed, waiting = rows(client_of(astrid).get(f"{PLAN}excel/"), 1)
    assert (passed["Ställningstagande"], passed["Avvakta till"]) == ("Ställningstagande saknas", datetime(2027, 3, 14))
    assert (waiting["Ställningstagande"], waiting["Avvakta till"]) == ("Avvaktar", datetime(2027, 3, 15))


def test_the_head_stays_and_filters(client_of, work, astrid):
    sheet = book(client_of(astrid).get(f"{PLAN}excel/")).worksheets[0]
    assert (sheet.freeze_panes, sheet.auto_filter.ref.split(":")[0]) == ("D2", "A1")


def test_csv_says_the_same_with_semicolons(client_of, work, astrid):
    answer = client_of(astrid).get(f"{PLAN}csv/")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert [(line["Nummer"], line["Åtgärd"], line["Slutdatum"]) for line in lines(answer)] == [
        ("Å-1", "Mät svarstiderna", "2027-03-01"),
        ("Å-2", "Städa i arkivet", "2027-06-30"),
    ]


@pytest.mark.parametrize(
    ("query", "labels"),
    [
        ("", ["Å-1", "Å-2"]),
        ("?status=late", ["Å-1"]),
        ("?text=arkiv", ["Å-2"]),
        ("?sort=-due", ["Å-2", "Å-1"]),
        ("?status=done", []),
        ("?status=%00", ["Å-1", "Å-2"]),
    ],
)
def test_the_filter_of_the_list_is_kept(client_of, work, astrid, query, labels):
    client = client_of(astrid)
    assert [row["Nummer"] for row in rows(client.get(f"{PLAN}excel/{query}"))] == labels
    assert [row["Nummer"] for row in lines(client.get(f"{PLAN}csv/{query}"))] == labels


def test_what_was_taken_out_stands_in_the_journal(client_of, work, astrid, arboga):
    client_of(astrid).get(f"{PLAN}csv/?status=late")
    with factories.in_scope(Scope(municipality=arboga.pk)):
        event = Event.objects.get(verb="plan.exported")
        facts = EventFacts.objects.get(event=event).facts
    assert (event.by_id, facts["format"], facts["count_of_actions"]) == (astrid.pk, "csv", 1)


def test_ledning_gets_the_whole_plan(client_of, work, lena):
    assert len(rows(client_of(lena).get(f"{PLAN}excel/"))) == 2


def test_an_owner_gets_what_is_theirs_and_what_they_help_with(client_of, work, version, bo, arboga, membership_of):
    helped = factories.action(work, 3, title="Hjälps åt", helpers=(membership_of(bo),))
    answer = client_of(bo).get(f"{PLAN}excel/")
    assert [row["Nummer"] for row in rows(answer)] == ["Å-1", helped.label]
    assert [row["Förbättringsmöjlighet"] for row in rows(answer, 1)] == ["Följ upp målen oftare."]


def test_an_owner_who_coordinates_too_gets_all(client_of, work, bo, arboga):
    factories.membership(bo, Role.COORDINATOR, arboga, name="Bo Ek")
    assert len(rows(client_of(bo).get(f"{PLAN}excel/"))) == 2


@pytest.mark.parametrize("form", ["excel/", "csv/"])
def test_a_reader_takes_no_table_out_even_of_work_that_is_seen(client_of, work, arboga, birgit, form):
    client = client_of(birgit)
    assert client.get(f"{PLAN}{form}").status_code == 403
    with factories.in_scope(Scope(municipality=arboga.pk)):
        MunicipalitySettings.objects.create(municipality=arboga, reader_sees=ReaderSees.ALL)
    assert client.get(f"{PLAN}{form}").status_code == 403


@pytest.mark.parametrize("form", ["excel/", "csv/"])
def test_a_stranger_gets_404(client_of, work, cecilia, form):
    assert client_of(cecilia).get(f"{PLAN}{form}").status_code == 404


@pytest.mark.parametrize("form", ["excel/", "csv/"])
def test_the_other_towns_plan_is_not_in_it(client_of, work, boden, ulla, astrid, form):
    theirs = factories.published_case(boden, ulla, "KK-2026-002")
    factories.action(factories.plan(theirs.evaluation), 7, title="Bodens åtgärd")
    client = client_of(astrid)
    assert "Bodens" not in str((rows if form == "excel/" else lines)(client.get(f"{PLAN}{form}")))
    assert client.get(f"{PLAN}{form}?utvardering=KK-2026-002").status_code == 404


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_text(client_of, work, astrid, text):
    factories.action(work, 9, title=text, description=text, owner_text=text, due=date(2026, 1, 1))
    client = client_of(astrid)
    sheet = book(client.get(f"{PLAN}excel/")).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "d", "n"}
    assert [cell.hyperlink for cell in cells if cell.hyperlink] == []
    shown = next(row for row in rows(client.get(f"{PLAN}excel/")) if row["Nummer"] == "Å-9")
    assert unescape(shown["Åtgärd"]) == text  # as Excel reads it
    written = next(row for row in lines(client.get(f"{PLAN}csv/")) if row["Nummer"] == "Å-9")
    assert written["Åtgärd"] == (f"'{text}" if text[0] in "=+-@\t\r" else text)


def test_a_text_longer_than_a_cell_is_cut_with_a_mark(client_of, work, astrid):
    factories.action(work, 9, description="å" * 40_000)
    shown = rows(client_of(astrid).get(f"{PLAN}excel/"))[-1]["Vad som ska göras"]
    assert (len(shown), shown[-1]) == (32_767, "…")


@pytest.mark.parametrize("form", ["excel/", "csv/"])
def test_tables_are_only_read(client_of, work, astrid, form):
    assert client_of(astrid).post(f"{PLAN}{form}").status_code == 405


@pytest.mark.parametrize("form", ["excel/", "csv/"])
def test_two_actions_and_two_hundred_take_the_same_statements(client_of, work: Plan, astrid, form, findings_of_work):
    client = client_of(astrid)
    counts = []
    for numbers in (range(3, 5), range(5, 201)):
        for number in numbers:
            factories.action(work, number, findings=findings_of_work, owner_text="Ekonomichefen")
        with count_statements() as statements:
            assert client.get(f"{PLAN}{form}").status_code == 200
        counts.append(len(statements.of_page))
    assert counts[0] == counts[1] <= 10, statements
