"""A municipality's own import: accepted at once, seen by its members only, undone while nothing stands on it."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client
from django.utils.translation import override

from accounts.errors import NotPermitted
from accounts.models import Event, Municipality, Sharing, SharingLevel, User
from accounts.outbox import Running
from accounts.roles import Actor
from accounts.tenancy import Scope
from evaluations.importing import accepting
from evaluations.models import (
    Evaluation,
    EvaluationState,
    Finding,
    ImportState,
    ProposedFinding,
    PublishedVersion,
    ReportImport,
)
from followup import figures, sharing
from followup.models import Plan, SharedFigure
from followup.planning import decide
from tests import factories
from tests.evaluations.imports.test_upload import a_file
from tests.evaluations.imports.town import accepted, fresh, own_proposal, reviewed
from tests.statements import count_statements


@pytest.fixture
def proposal(astrid: User, arboga: Municipality, ekhult: bytes, now: datetime) -> ReportImport:
    """Read and reviewed: it can be accepted."""
    return reviewed(own_proposal(astrid, arboga, ekhult, now), astrid, arboga, now)


@pytest.fixture
def evaluation(proposal: ReportImport, astrid: User, arboga: Municipality, now: datetime) -> Evaluation:
    """Accepted, with its plan."""
    return accepted(proposal, astrid, arboga, now)


@pytest.fixture
def town(astrid: User, client_of: Callable[..., Client]) -> Client:
    """Astrid's browser."""
    return client_of(astrid)


def _verbs(of: Municipality) -> list[str]:
    with factories.in_scope(Scope(municipality=of.pk)):
        rows = Event.objects.filter(municipality_id=of.pk).exclude(verb__in=["import.corrected", "access.refused"])
        return list(rows.order_by("id").values_list("verb", flat=True))


def test_the_file_is_the_municipalitys_and_has_its_own_number(
    town: Client, arboga: Municipality, sara: User, ekhult: bytes
) -> None:
    factories.report_import(sara, number=7)
    answer = town.post("/arboga/importer/ny/", {"reports": a_file(ekhult, "2019.txt")})
    assert (answer.status_code, answer["Location"]) == (302, "/arboga/importer/1/")
    with factories.in_scope(Scope(municipality=arboga.pk)):
        made = ReportImport.objects.get()
    assert (made.number, made.is_own, made.municipality_id, made.state) == (1, True, arboga.pk, ImportState.UPLOADED)
    assert _verbs(arboga) == ["import.uploaded"]


def test_the_same_file_again_finds_its_import(town: Client, arboga: Municipality, ekhult: bytes) -> None:
    for _press in range(2):
        answer = town.post("/arboga/importer/ny/", {"reports": a_file(ekhult)})
    assert answer["Location"] == "/arboga/importer/1/"
    with factories.in_scope(Scope(municipality=arboga.pk)):
        assert ReportImport.objects.count() == 1


def test_the_reading_keeps_the_municipality(proposal: ReportImport, arboga: Municipality) -> None:
    assert (proposal.municipality_id, proposal.municipality_name, proposal.year) == (arboga.pk, "Ekhult kommun", 2025)
    assert _verbs(arboga) == ["import.uploaded", "import.read"]


def test_skr_and_other_municipalities_see_nothing_of_it(
    proposal: ReportImport, sara: User, cecilia: User, client_of: Callable[..., Client]
) -> None:
    assert client_of(sara).get(f"/skr/importer/{proposal.number}/").status_code == 404
    assert client_of(sara).get("/arboga/importer/1/").status_code == 404
    assert client_of(cecilia).get("/arboga/importer/1/").status_code == 404
    with factories.in_scope(factories.ADMIN):
        assert not ReportImport.objects.exists()
        assert not Event.objects.filter(verb__startswith="import.").exists()


def test_accepted_it_is_published_at_once_with_a_plan(
    evaluation: Evaluation, proposal: ReportImport, arboga: Municipality
) -> None:
    with factories.in_scope(Scope(municipality=arboga.pk)):
        made = Evaluation.objects.get()
        version = PublishedVersion.objects.get()
        assert (made.number, made.state, made.is_own, made.is_imported) == ("Egen-2025", "published", True, True)
        assert (version.number, version.is_own, version.achieved, version.case_number) == (1, True, 508, "Egen-2025")
        assert Plan.objects.get().evaluation_id == made.pk
        assert Finding.objects.filter(is_own=True).count() == Finding.objects.count() > 0
    assert fresh(proposal, arboga).state == ImportState.ACCEPTED
    assert _verbs(arboga)[2:] == ["own_import.accepted", "own_import.published", "plan.created"]


def test_accepting_twice_changes_nothing(
    evaluation: Evaluation, proposal: ReportImport, astrid: User, arboga: Municipality, now: datetime
) -> None:
    assert accepted(proposal, astrid, arboga, now).pk == evaluation.pk
    with factories.in_scope(Scope(municipality=arboga.pk)):
        assert (Evaluation.objects.count(), PublishedVersion.objects.count(), Plan.objects.count()) == (1, 1, 1)


def test_its_members_see_it_and_nobody_else(
    evaluation: Evaluation,
    astrid: User,
    birgit: User,
    cecilia: User,
    sara: User,
    client: Client,
    client_of: Callable[..., Client],
) -> None:
    for person in (astrid, birgit):
        page = client_of(person).get("/arboga/resultat/").content.decode()
        assert "Egen import, syns bara för er" in page
    assert client_of(cecilia).get("/arboga/resultat/").status_code == 404
    assert client_of(sara).get("/utvarderingar/Egen-2025/").status_code == 404
    for visitor in (client, client_of(astrid), client_of(sara)):
        for address in ("/resultat/arboga/", "/resultat/arboga/2025/", "/resultat/arboga/2025/data.json"):
            assert visitor.get(address).status_code == 404
        assert "/resultat/arboga/" not in visitor.get("/resultat/").content.decode()


def test_the_pages_of_the_municipality_show_it(evaluation: Evaluation, town: Client) -> None:
    overview = town.get("/arboga/").content.decode()
    assert overview.count("Egen import, syns bara för er") == 1
    assert town.get("/arboga/stallningstaganden/").context["page"].version.case_number == "Egen-2025"
    assert "Egen-2025" in town.get("/arboga/handlingsplan/").content.decode()
    assert "Egen-2025" in town.get("/arboga/importer/").content.decode()


@pytest.mark.usefixtures("arboga_case")
def test_skrs_result_of_another_year_stands_beside_it(
    evaluation: Evaluation, arboga: Municipality, ulla: User, town: Client
) -> None:
    factories.published_case(arboga, ulla, "KK-2026-009", year=2026)
    page = town.get("/arboga/resultat/")
    assert page.context["version"].case_number == "KK-2026-009"
    assert [other.case_number for other, _url in page.context["others"]] == ["Egen-2025"]
    assert town.get("/arboga/resultat/2025/").context["version"].case_number == "Egen-2025"


def test_skr_reads_nothing_of_it_where_all_is_shared(
    evaluation: Evaluation, arboga: Municipality, sara: User, now: datetime, client_of: Callable[..., Client]
) -> None:
    with factories.in_scope(Scope(municipality=arboga.pk)):
        Sharing.objects.create(municipality=arboga, level=SharingLevel.ALL)
        figures.count(Running("", Actor.of_job(Scope(municipality=arboga.pk)), now, {}))
        assert not SharedFigure.objects.exists()
    with factories.as_actor(sara, "skr") as by:
        assert sharing.read_shared_plan(by, arboga, now=now, today=now.date()) is None
    assert "Egen-2025" not in client_of(sara).get("/skr/kommuner/").content.decode()


def test_a_report_about_another_municipality_is_refused(
    astrid: User, arboga: Municipality, boden: Municipality, ekhult: bytes, now: datetime
) -> None:
    foreign = ekhult.replace(b"Ekhult", b"Boden")
    proposal = reviewed(own_proposal(astrid, arboga, foreign, now), astrid, arboga, now)
    assert (proposal.municipality_id, proposal.municipality_name) == (arboga.pk, "Boden kommun")
    with pytest.raises(accepting.AboutAnother) as refusal:
        accepted(proposal, astrid, arboga, now)
    with override("sv"):
        said = "Rapporten gäller Boden kommun. Här importeras bara rapporter om Arboga kommun."
        assert str(refusal.value) == said


def test_a_year_that_skr_has_published_is_refused(
    proposal: ReportImport, astrid: User, arboga: Municipality, ulla: User, now: datetime
) -> None:
    factories.published_case(arboga, ulla, "KK-2025-009", year=2025)
    with pytest.raises(accepting.PublishedBySkr):
        accepted(proposal, astrid, arboga, now)


def test_a_second_import_of_the_year_is_refused_until_the_first_is_undone(
    evaluation: Evaluation,
    proposal: ReportImport,
    astrid: User,
    arboga: Municipality,
    ekhult: bytes,
    now: datetime,
    today: date,
) -> None:
    newer = reviewed(own_proposal(astrid, arboga, ekhult + b"\n", now), astrid, arboga, now)
    with pytest.raises(accepting.OwnExists):
        accepted(newer, astrid, arboga, now)
    with factories.as_actor(astrid, "arboga") as by:
        accepting.undo_import(by, proposal, now=now, today=today)
    assert accepted(newer, astrid, arboga, now).number == "Egen-2025-2"


def test_nothing_is_accepted_before_contradictions_are_settled(
    astrid: User, arboga: Municipality, ekhult: bytes, now: datetime
) -> None:
    proposal = own_proposal(astrid, arboga, ekhult, now)
    with pytest.raises(accepting.ContradictionsNotChosen):
        accepted(proposal, astrid, arboga, now)


def test_undone_it_is_gone_from_every_page(
    evaluation: Evaluation, proposal: ReportImport, arboga: Municipality, town: Client
) -> None:
    for _press in range(2):
        answer = town.post(f"/arboga/importer/{proposal.number}/angra/", follow=True)
        assert [str(message) for message in answer.context["messages"]] == ["Importen är ångrad."]
    with factories.in_scope(Scope(municipality=arboga.pk)):
        assert Evaluation.objects.get().state == EvaluationState.CANCELLED
        assert PublishedVersion.objects.count() == 1
    assert "Kommunen har inget publicerat resultat" in town.get("/arboga/").content.decode()
    assert "version" not in town.get("/arboga/resultat/").context
    assert town.get("/arboga/resultat/2025/").status_code == 404
    assert town.get("/arboga/stallningstaganden/?utvardering=Egen-2025").status_code == 404
    assert town.get("/arboga/handlingsplan/?utvardering=Egen-2025").status_code == 404
    assert town.get("/api/v1/arboga/resultat/").status_code in (200, 404)
    assert _verbs(arboga)[-3:] == ["plan.closed", "own_import.undone", "evaluation.cancelled"]


def test_undoing_is_refused_once_a_decision_stands_on_it(
    evaluation: Evaluation,
    proposal: ReportImport,
    astrid: User,
    arboga: Municipality,
    now: datetime,
    today: date,
) -> None:
    with factories.as_actor(astrid, "arboga") as by:
        plan = Plan.objects.get()
        finding = Finding.objects.filter(evaluation=evaluation, kind="improvement").first()
        assert finding is not None
        decide(plan, finding, by, kind="act", now=now, today=today)
        with pytest.raises(accepting.OwnBuiltOn):
            accepting.undo_import(by, proposal, now=now, today=today)
        assert Evaluation.objects.get().state == EvaluationState.PUBLISHED
        assert Plan.objects.get().state == "draft"


def test_who_may(
    proposal: ReportImport,
    lena: User,
    bo: User,
    birgit: User,
    cecilia: User,
    arboga: Municipality,
    now: datetime,
    client_of: Callable[..., Client],
) -> None:
    for person in (lena, bo, birgit):
        browser = client_of(person)
        assert browser.get("/arboga/importer/").status_code == 403
        assert browser.post("/arboga/importer/1/godkann/").status_code == 403
        with factories.as_actor(person, "arboga") as by, pytest.raises(NotPermitted):
            accepting.accept_own_import(by, proposal, now=now)
    assert client_of(cecilia).post("/boden/importer/1/godkann/").status_code == 404
    with factories.as_actor(cecilia, "boden") as by, pytest.raises(ReportImport.DoesNotExist):
        accepting.accept_own_import(by, proposal, now=now)
    with factories.in_scope(Scope(municipality=arboga.pk)):
        assert not Evaluation.objects.exists()


def test_skrs_own_rule_does_not_make_it_skrs(proposal: ReportImport, sara: User, now: datetime) -> None:
    with factories.as_actor(sara, "skr") as by, pytest.raises(NotPermitted):
        accepting.accept_own_import(by, proposal, now=now)


def test_the_empty_list_says_what_it_is_for(town: Client) -> None:
    page = town.get("/arboga/importer/").content.decode()
    assert "Inga äldre rapporter än" in page
    assert "Administration" in page


def test_the_own_list_and_an_own_proposal_ask_a_fixed_number_of_statements(
    proposal: ReportImport, town: Client, astrid: User, arboga: Municipality
) -> None:
    urls = ("/arboga/importer/", f"/arboga/importer/{proposal.number}/")

    def count(url: str) -> int:
        with count_statements() as counted:
            assert town.get(url).status_code == 200
        assert len(counted.of_page) <= 14, str(counted)
        return len(counted.of_page)

    before = [count(url) for url in urls]
    for number in range(100, 140):
        factories.report_import(astrid, number=number, of=arboga, is_own=True, state="failed")
    with factories.in_scope(Scope(municipality=arboga.pk)):
        ProposedFinding.objects.bulk_create(
            ProposedFinding(report_import=proposal, area_number=1, kind="strength", position=n, text=f"Styrka {n}")
            for n in range(100, 200)
        )
    assert [count(url) for url in urls] == before
