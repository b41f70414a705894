"""The plan as print, Word and PDF at its addresses: who gets which, of the work and of an adopted copy."""

import pytest

from accounts.models import MunicipalitySettings
from accounts.models.sharing import ReaderSees
from accounts.tenancy import Scope
from followup.models import Plan
from tests import factories
from tests.statements import count_statements

pytestmark = pytest.mark.usefixtures("clock")

PLAN = "/arboga/handlingsplan/"
COPY = f"{PLAN}antagen/1/"
FORMS = ["utskrift/", "word/", "pdf/"]
ADOPTED = {"body": "Kommunstyrelsen", "adopted_on": "2027-03-10", "reference": "KS 2027/15"}


@pytest.fixture
def adopted(work, client_of, astrid):
    """Adopted once; afterwards an action is made."""
    client_of(astrid).post(f"{PLAN}anta/", ADOPTED)
    factories.action(work, 3, title="Gjord efteråt", owner_text="Ekonomichefen")
    return work


def test_the_work_is_set_as_a_page_to_print(client_of, work, astrid):
    page = client_of(astrid).get(f"{PLAN}utskrift/")
    for words in ("Utkast", "Mät svarstiderna", "Förbättringsmöjlighet 1.1", "Ryms inte.", "Städa i arkivet"):
        assert words in page.text
    assert f'href="{PLAN}pdf/"' in page.text


@pytest.mark.parametrize(
    ("form", "start", "kind", "name"),
    [
        ("pdf/", b"%PDF-", "application/pdf", "handlingsplan-arboga-2026.pdf"),
        (
            "word/",
            b"PK",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "handlingsplan-arboga-2026.docx",
        ),
    ],
)
def test_files_are_kept_by_nobody_between(client_of, work, astrid, form, start, kind, name):
    answer = client_of(astrid).get(f"{PLAN}{form}")
    assert answer.content.startswith(start)
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_address_says_what_it_holds(client_of, work, astrid):
    page = client_of(astrid).get(f"{PLAN}utskrift/?unit=Överförmyndaren&holds=acted")
    assert "Städa i arkivet" not in page.text.partition("</form>")[2]
    assert "Ryms inte." not in page.text
    assert "unit=%C3%96verf%C3%B6rmyndaren&amp;holds=acted" in page.text
    name = client_of(astrid).get(f"{PLAN}pdf/?area=1").headers["Content-Disposition"]
    assert name == 'attachment; filename="handlingsplan-arboga-2026-omrade-1.pdf"'


def test_what_nobody_offers_is_as_if_nothing_was_asked(client_of, work, astrid):
    client = client_of(astrid)
    page = client.get(f"{PLAN}utskrift/?area=99&unit=%00&holds=x")
    assert "Städa i arkivet" in page.text


def test_an_adopted_copy_is_the_same_however_the_work_goes_on(client_of, adopted, astrid):
    client = client_of(astrid)
    before = {form: client.get(f"{COPY}{form}").content for form in ("word/", "pdf/")}
    factories.action(adopted, 4, title="Ännu en", owner_text="Ekonomichefen")
    assert {form: client.get(f"{COPY}{form}").content for form in ("word/", "pdf/")} == before
    assert "Gjord efteråt" not in client.get(f"{COPY}utskrift/").text
    assert "Gjord efteråt" in client.get(f"{PLAN}utskrift/").text


@pytest.mark.parametrize("form", FORMS)
def test_a_reader_gets_the_adopted_copy_and_not_the_work(client_of, adopted, birgit, form):
    client = client_of(birgit)
    assert client.get(f"{COPY}{form}").status_code == 200
    assert client.get(f"{PLAN}{form}").status_code == 404


@pytest.mark.parametrize("form", FORMS)
def test_a_reader_gets_the_work_where_the_municipality_says_so(client_of, work, arboga, birgit, form):
    with factories.in_scope(Scope(municipality=arboga.pk)):
        MunicipalitySettings.objects.create(municipality=arboga, reader_sees=ReaderSees.ALL)
    assert client_of(birgit).get(f"{PLAN}{form}").status_code == 200


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["lena", "bo"])
def test_ledning_and_owner_read_the_work(client_of, request, work, name, form):
    assert client_of(request.getfixturevalue(name)).get(f"{PLAN}{form}").status_code == 200


@pytest.mark.parametrize("form", FORMS)
def test_a_stranger_gets_nothing(client_of, adopted, cecilia, form):
    client = client_of(cecilia)
    assert [client.get(f"{place}{form}").status_code for place in (PLAN, COPY)] == [404, 404]


@pytest.mark.parametrize("form", FORMS)
def test_unknown_copies_and_plans_are_not_found(client_of, adopted, astrid, form):
    client = client_of(astrid)
    assert client.get(f"{PLAN}antagen/9/{form}").status_code == 404
    assert client.get(f"{PLAN}{form}?utvardering=KK-1999-001").status_code == 404


def test_without_a_plan_there_is_no_document(client_of, version, astrid):
    assert client_of(astrid).get(f"{PLAN}pdf/").status_code == 404


@pytest.mark.parametrize("form", FORMS)
def test_documents_are_only_read(client_of, work, astrid, form):
    assert client_of(astrid).post(f"{PLAN}{form}").status_code == 405


@pytest.mark.parametrize("place", [PLAN, COPY])
@pytest.mark.parametrize("form", FORMS)
def test_two_actions_and_two_hundred_take_the_same_statements(
    client_of, work: Plan, astrid, place, form, findings_of_work
):
    client = client_of(astrid)
    counts = []
    for numbers in (range(3, 5), range(5, 201)):
        for number in numbers:
            factories.action(work, number, findings=findings_of_work, owner_text="Ekonomichefen")
        client.post(f"{PLAN}anta/", ADOPTED)
        with count_statements() as statements:
            assert client.get(f"{place}{form}").status_code == 200
        counts.append(len(statements.of_page))
    assert counts[0] == counts[1] <= 10, statements
