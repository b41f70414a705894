"""What has changed since the plan was adopted: the page, its count, and the marks in the adopted view."""

from datetime import date

import pytest

from accounts.models import MunicipalitySettings
from accounts.models.sharing import ReaderSees
from accounts.tenancy import Scope
from followup.models import ActionStatus, Decision
from tests import factories
from tests.statements import count_statements

pytestmark = pytest.mark.usefixtures("clock")

PLAN = "/arboga/handlingsplan/"
CHANGES = f"{PLAN}antagen/1/andringar/"
NEWEST = f"{PLAN}antagen/andringar/"
ADOPTED = {"body": "Kommunstyrelsen", "adopted_on": "2027-03-10", "reference": "KS 2027/15"}


def plain(page):
    return page.text.replace("\xa0", " ")


@pytest.fixture
def adopted(work, client_of, astrid):
    """The plan of `work`, adopted once."""
    assert client_of(astrid).post(f"{PLAN}anta/", ADOPTED).status_code == 302
    return work


@pytest.fixture
def changed(adopted, arboga, findings_of_work):
    """Afterwards one date is moved, one action cancelled, one made, and a decision is taken anew."""
    with factories.in_scope(Scope(municipality=arboga.pk)):
        first, second = adopted.actions.order_by("number")
        first.due = date(2027, 8, 31)
        first.save()
        second.status, second.status_before = ActionStatus.CANCELLED, ActionStatus.NOT_STARTED
        second.cancel_reason = "Görs av regionen."
        second.save()
        Decision.objects.filter(finding=findings_of_work[1]).update(reason="Ryms inte i år.")
    factories.action(adopted, 3, title="Gjord efteråt", owner_text="Ekonomichefen")
    return adopted


def test_nothing_has_changed_at_first(client_of, adopted, astrid):
    page = client_of(astrid).get(CHANGES)
    assert "Inga ändringar sedan planen antogs den 10 mars 2027." in plain(page)
    assert 'class="empty-state"' in page.text


def test_each_change_stands_with_what_was_and_what_is(client_of, changed, astrid):
    page = client_of(astrid).get(CHANGES)
    told = {
        each.title: (each.kind_in_words, [(change.label, change.before, change.after) for change in each.changes])
        for group in page.context["groups"]
        for each in group.differences
    }
    assert told == {
        "Mät svarstiderna": ("Ändrad", [("Slutdatum", ("2027-03-01",), ("2027-08-31",))]),
        "Städa i arkivet": (
            "Avbruten",
            [
                ("Status", ("Ej påbörjad",), ("Avbruten",)),
                ("Varför den avbröts", ("–",), ("Görs av regionen.",)),
            ],
        ),
        "Gjord efteråt": ("Ny", []),
        "Låt invånarna påverka budgeten.": (
            "Ändrad",
            [("Ställningstagande", ("Åtgärdas inte: Ryms inte.",), ("Åtgärdas inte: Ryms inte i år.",))],
        ),
    }
    assert "4 ändringar sedan planen antogs den 10 mars 2027." in plain(page)
    assert 'id="atgard-1"' in page.text


def test_the_plans_page_leads_there_and_counts_where_scripts_run(client_of, changed, astrid):
    client = client_of(astrid)
    assert f'href="{NEWEST}?utvardering=KK-2026-001"' in client.get(PLAN).text
    assert client.get(NEWEST, headers={"HX-Request": "true"}).text == "4 ändringar sedan planen antogs"
    assert "4 ändringar" in plain(client.get(NEWEST))


def test_the_adopted_view_marks_what_has_changed(client_of, changed, astrid, birgit):
    page = client_of(astrid).get(f"{PLAN}antagen/")
    assert page.text.count("Ändrad sedan planen antogs") == 2
    assert page.text.count("Avbruten sedan planen antogs") == 1
    assert f'href="{CHANGES}?utvardering=KK-2026-001#atgard-1"' in page.text
    assert "4 ändringar sedan planen antogs" in page.text
    reads = client_of(birgit).get(f"{PLAN}antagen/")
    assert "sedan planen antogs" not in reads.text


def test_two_copies_are_compared(client_of, changed, astrid, birgit):
    client = client_of(astrid)
    client.post(f"{PLAN}anta/", ADOPTED)
    factories.action(changed, 4, title="Gjord ännu senare", owner_text="Ekonomichefen")
    assert "5 ändringar" in client.get(CHANGES).text
    between = client.get(f"{CHANGES}?mot=2")
    assert "4 ändringar från planen som antogs den 10 mars 2027 till den som antogs den 10 mars 2027." in plain(between)
    assert "1 ändring sedan" in plain(client.get(NEWEST))
    assert "4 ändringar" in client_of(birgit).get(f"{CHANGES}?mot=2").text


@pytest.mark.parametrize("query", ["", "?mot=9", "?mot=x", "?mot=1", "?mot=%00"])
def test_who_sees_the_adopted_plan_alone_is_not_told_of_the_work(client_of, changed, birgit, query):
    client = client_of(birgit)
    assert client.get(f"{CHANGES}{query}").status_code == 404
    assert client.get(NEWEST).status_code == 404


def test_a_reader_is_told_where_the_municipality_says_so(client_of, changed, arboga, birgit):
    with factories.in_scope(Scope(municipality=arboga.pk)):
        MunicipalitySettings.objects.create(municipality=arboga, reader_sees=ReaderSees.ALL)
    client = client_of(birgit)
    with count_statements() as statements:
        assert client.get(CHANGES).status_code == 200
    assert len(statements.of_page) <= 10, statements


@pytest.mark.parametrize("query", ["?mot=9", "?mot=x", "?mot=1", "?mot=%00"])
def test_an_odd_other_side_is_the_plan_as_it_stands(client_of, changed, astrid, query):
    assert "4 ändringar sedan planen antogs" in client_of(astrid).get(f"{CHANGES}{query}").text


def test_unknown_copies_and_strangers_get_404(client_of, changed, astrid, cecilia):
    client = client_of(astrid)
    assert client.get(f"{PLAN}antagen/9/andringar/").status_code == 404
    assert client.get(f"{CHANGES}?utvardering=KK-1999-001").status_code == 404
    assert client_of(cecilia).get(CHANGES).status_code == 404
    assert client.post(CHANGES).status_code == 405


def test_a_plan_that_was_never_adopted_has_no_changes(client_of, work, astrid):
    client = client_of(astrid)
    assert client.get(NEWEST).status_code == 404
    assert "andringar" not in client.get(PLAN).text


def test_a_copy_of_the_first_schema_tells_only_what_it_held(client_of, work, arboga, astrid):
    factories.plan_copy(work, astrid)
    page = client_of(astrid).get(CHANGES)
    kinds = {each.kind for group in page.context["groups"] for each in group.differences}
    assert kinds == {"added"}


def test_two_actions_and_two_hundred_take_the_same_statements(client_of, adopted, astrid, findings_of_work):
    client = client_of(astrid)
    counts = []
    for numbers in (range(3, 5), range(5, 201)):
        for number in numbers:
            factories.action(adopted, number, findings=findings_of_work, owner_text="Ekonomichefen")
        with count_statements() as statements:
            assert client.get(CHANGES).status_code == 200
        counts.append(len(statements.of_page))
    assert counts[0] == counts[1] <= 10, statements
