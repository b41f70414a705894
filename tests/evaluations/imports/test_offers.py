"""«Erbjud SKR»: a copy goes to SKR, is reviewed and published there, and the plan goes on under SKR's result."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from accounts import files, outbox
from accounts.editing import Edit
from accounts.errors import NotPermitted
from accounts.models import Event, Job, Municipality, User
from accounts.tenancy import Scope
from evaluations.importing import accepting, reviewing
from evaluations.importing.offering import NothingToOffer, offer_to_skr
from evaluations.importing.reviewing.head import MunicipalityOffers
from evaluations.models import (
    DraftFinding,
    Evaluation,
    Finding,
    FindingKind,
    ImportState,
    ProposedArea,
    ProposedFinding,
    ProposedSubarea,
    ProposedText,
    PublishedVersion,
    ReportImport,
    ReportPage,
)
from evaluations.publication import publish
from followup.models import Action, ActionFinding, Decision, Plan
from followup.planning import decide, decide_to_act
from tests import factories
from tests.evaluations.imports.town import (
    accepted,
    accepted_by_skr,
    offered,
    own_proposal,
    published_by_skr,
    reviewed,
)
from tests.statements import count_statements

ROWS = (ProposedArea, ProposedSubarea, ProposedFinding, ProposedText, ReportPage)


@pytest.fixture
def own(astrid: User, arboga: Municipality, ekhult: bytes, now: datetime) -> Evaluation:
    """An own evaluation that stands, with its plan."""
    proposal = reviewed(own_proposal(astrid, arboga, ekhult, now), astrid, arboga, now)
    return accepted(proposal, astrid, arboga, now)


@pytest.fixture
def offer(own: Evaluation, astrid: User, arboga: Municipality, now: datetime) -> ReportImport:
    """The same, offered and received."""
    return offered(own, astrid, arboga, now)


def _improvements(of: Evaluation) -> list[Finding]:
    with factories.in_scope(Scope(municipality=of.municipality_id)):
        rows = Finding.objects.filter(evaluation_id=of.pk, kind=FindingKind.IMPROVEMENT)
        return list(rows.order_by("published__area_number", "published__position"))


def test_skr_gets_a_proposal_with_the_accepted_values(
    offer: ReportImport, own: Evaluation, arboga: Municipality
) -> None:
    assert (offer.number, offer.state, offer.is_own, offer.municipality_id) == (1, "proposed", False, arboga.pk)
    assert (offer.year, offer.file_name, offer.offered_from_id) == (2025, "rapport.txt", own.pk)
    with factories.in_scope(Scope(municipality=arboga.pk)):
        source = ReportImport.objects.get()
        told = {model: model.objects.filter(report_import=source).count() for model in ROWS}
        assert Evaluation.objects.get().offered_at is not None
    with factories.in_scope(factories.ADMIN):
        assert {model: model.objects.filter(report_import=offer).count() for model in ROWS} == told
        assert (source.stored_name, source.sha256) != (offer.stored_name, "")
        assert source.sha256 == offer.sha256
    assert files.read(source.stored_name) == files.read(offer.stored_name)


def test_it_stays_the_municipality_that_offers(
    offer: ReportImport, boden: Municipality, sara: User, now: datetime, client_of: Callable[..., Client]
) -> None:
    with factories.as_actor(sara, "skr") as by, pytest.raises(MunicipalityOffers):
        reviewing.set_head(by, offer, Edit({}, {"municipality": str(boden.pk)}), now=now)
    page = client_of(sara).get(f"/skr/importer/{offer.number}/uppgifter/").content.decode()
    assert page.count(f'value="{boden.pk}"') == 0


def test_the_keys_of_the_findings_go_along(
    offer: ReportImport, own: Evaluation, sara: User, ulla: User, now: datetime, today: date
) -> None:
    case = accepted_by_skr(offer, sara, ulla, now, today)
    with factories.in_scope(factories.ADMIN):
        keys = set(DraftFinding.objects.filter(evaluation=case).values_list("key", flat=True))
    with factories.in_scope(Scope(municipality=own.municipality_id)):
        assert keys == set(Finding.objects.filter(evaluation_id=own.pk).values_list("key", flat=True))


def test_the_key_stays_where_skr_rewords(
    offer: ReportImport, own: Evaluation, sara: User, ulla: User, now: datetime, today: date
) -> None:
    with factories.as_actor(sara, "skr") as by:
        item = ProposedFinding.objects.filter(report_import=offer, kind="improvement").order_by("pk")[0]
        reviewing.reword_item(by, offer, item.pk, Edit({"text": item.text}, {"text": "Nya ord."}), now=now)
    case = accepted_by_skr(offer, sara, ulla, now, today)
    with factories.in_scope(factories.ADMIN):
        key = DraftFinding.objects.get(evaluation=case, text="Nya ord.").key
    assert key in {each.key for each in _improvements(own)}


def test_skr_sees_nothing_before_and_no_own_evaluation_after(
    own: Evaluation, astrid: User, arboga: Municipality, sara: User, now: datetime, client_of: Callable[..., Client]
) -> None:
    desk = client_of(sara)
    assert "rapport.txt" not in desk.get("/skr/importer/").content.decode()
    with factories.as_actor(astrid, "arboga") as by:
        offer_to_skr(by, own, now=now)
    assert "rapport.txt" not in desk.get("/skr/importer/").content.decode()  # not received yet
    outbox.run_due(lambda: now)
    page = desk.get("/skr/importer/").content.decode()
    assert "rapport.txt" in page
    assert "erbjuden av kommunen" in page
    with factories.in_scope(factories.ADMIN):
        assert not Evaluation.objects.exists()
        assert not PublishedVersion.objects.exists()
        assert list(Event.objects.filter(verb__contains="offer").values_list("verb", flat=True)) == ["offer.received"]


def test_pressed_twice_it_is_one_offer(
    own: Evaluation, arboga: Municipality, astrid: User, now: datetime, client_of: Callable[..., Client]
) -> None:
    town = client_of(astrid)
    assert town.get("/arboga/importer/1/erbjud/").status_code == 200
    said = []
    for _press in range(2):
        answer = town.post("/arboga/importer/1/erbjud/", follow=True)
        said += [str(message) for message in answer.context["messages"]]
    assert said == [
        "Utvärderingen är erbjuden till SKR, som granskar den innan den publiceras.",
        "Utvärderingen är redan erbjuden till SKR. Inget ändrades.",
    ]
    assert Job.objects.filter(kind="offer.receive").count() == 1
    outbox.run_due(lambda: now)
    with factories.in_scope(factories.ADMIN):
        assert ReportImport.objects.count() == 1
    assert "Erbjuden till SKR" in town.get("/arboga/importer/1/").content.decode()
    assert "Erbjuden till SKR" in town.get("/arboga/resultat/").content.decode()


def test_the_job_that_receives_runs_twice_unharmed(offer: ReportImport, now: datetime) -> None:
    outbox.run(Job.objects.get(kind="offer.receive"), now)
    with factories.in_scope(factories.ADMIN):
        assert (ReportImport.objects.count(), ReportImport.objects.get().number) == (1, 1)


def test_an_offered_import_is_not_undone(
    offer: ReportImport, astrid: User, arboga: Municipality, now: datetime, today: date
) -> None:
    with factories.as_actor(astrid, "arboga") as by, pytest.raises(accepting.OwnOffered):
        accepting.undo_import(by, ReportImport.objects.get(), now=now, today=today)


def test_what_skr_gives_back_may_be_offered_again(
    offer: ReportImport, own: Evaluation, astrid: User, arboga: Municipality, sara: User, now: datetime
) -> None:
    with factories.as_actor(sara, "skr") as by:
        accepting.abandon_import(by, offer, now=now)
    outbox.run_due(lambda: now)
    with factories.in_scope(Scope(municipality=arboga.pk)):
        assert Evaluation.objects.get().offered_at is None
        assert Event.objects.filter(verb="offer.returned").count() == 1
    again = offered(own, astrid, arboga, now)
    assert (again.number, again.state) == (2, ImportState.PROPOSED)


def test_who_may_offer(
    own: Evaluation,
    lena: User,
    bo: User,
    birgit: User,
    cecilia: User,
    sara: User,
    boden: Municipality,
    now: datetime,
    client_of: Callable[..., Client],
) -> None:
    for person in (lena, bo, birgit):
        assert client_of(person).post("/arboga/importer/1/erbjud/").status_code == 403
        with factories.as_actor(person, "arboga") as by, pytest.raises(NotPermitted):
            offer_to_skr(by, own, now=now)
    assert client_of(cecilia).post("/boden/importer/1/erbjud/").status_code == 404
    assert client_of(sara).post("/skr/importer/1/erbjud/").status_code == 403
    of_skr = factories.evaluation(boden, "KK-2025-007", year=2025)
    for evaluation in (own, of_skr):
        with factories.as_actor(cecilia, "boden") as by, pytest.raises(NothingToOffer):
            offer_to_skr(by, evaluation, now=now)
    assert not Job.objects.filter(kind="offer.receive").exists()


def test_published_by_skr_the_plan_goes_on_there(
    offer: ReportImport,
    own: Evaluation,
    arboga: Municipality,
    astrid: User,
    sara: User,
    ulla: User,
    now: datetime,
    today: date,
    client_of: Callable[..., Client],
) -> None:
    kept, reworded, dropped, undecided = _improvements(own)[:4]
    with factories.as_actor(astrid, "arboga") as by:
        plan = Plan.objects.get()
        action = decide_to_act(plan, kept, by, title="Följ upp målen", now=now, today=today)
        decide(plan, reworded, by, kind="wait", wait_until=today + timedelta(days=90), now=now, today=today)
        decide(plan, dropped, by, kind="decline", reason="Görs av regionen.", now=now, today=today)
    with factories.as_actor(sara, "skr") as by:
        rows = {key: pk for pk, key in offer.offered_keys.items()}
        text = ProposedFinding.objects.get(pk=rows[reworded.key]).text
        edit = Edit({"text": text}, {"text": "SKR:s egna ord."})
        reviewing.reword_item(by, offer, rows[reworded.key], edit, now=now)
        reviewing.drop_item(by, offer, rows[dropped.key], now=now)
        place = reviewing.Destination(_area_of(own, kept), "improvement")
        reviewing.add_item(by, offer, place, "Något nytt.", now=now)
    case = published_by_skr(accepted_by_skr(offer, sara, ulla, now, today), ulla, now, today)
    new = {each.key: each for each in _improvements(case)}
    assert dropped.key not in new
    with factories.in_scope(Scope(municipality=arboga.pk)):
        moved = Plan.objects.get()
        assert (moved.pk, moved.evaluation_id) == (plan.pk, case.pk)
        version = PublishedVersion.objects.get(evaluation=case)
        decisions = {each.finding.key: each for each in Decision.objects.select_related("finding")}
        assert decisions[kept.key].finding_id == new[kept.key].pk
        assert decisions[kept.key].made_on_id == version.pk
        assert decisions[reworded.key].finding_id == new[reworded.key].pk
        assert decisions[reworded.key].made_on_id != version.pk
        assert decisions[dropped.key].finding_id == dropped.pk
        assert ActionFinding.objects.get(action=action).finding_id == new[kept.key].pk
        assert Action.objects.get().plan_id == moved.pk
        assert Evaluation.objects.get(pk=own.pk).replaced_by_id == case.pk
        verbs = list(Event.objects.order_by("-id").values_list("verb", flat=True)[:2])
        assert verbs == ["own_import.replaced", "plan.taken_over"]
    town = client_of(astrid)
    page = town.get("/arboga/stallningstaganden/").context["page"]
    listed = {item.key: item for item in page.listed}
    assert page.version.case_number == case.number
    assert (listed[str(kept.key)].state, listed[str(kept.key)].words_before) == ("act", "")
    assert listed[str(reworded.key)].words_before == text
    assert (listed[str(dropped.key)].is_left_out, listed[str(dropped.key)].is_left) == (True, False)
    assert listed[str(undecided.key)].state == "undecided"
    assert next(item for item in page.listed if item.text == "Något nytt.").state == "undecided"
    assert "Finns inte i SKR:s version" in town.get(listed[str(dropped.key)].url).content.decode()
    shown = town.get("/arboga/resultat/")
    assert (shown.context["version"].case_number, shown.context["others"]) == (case.number, [])
    assert [other.case_number for other, _url in shown.context["replaced"]] == ["Egen-2025"]
    old = town.get("/arboga/resultat/2025/?utvardering=Egen-2025").content.decode()
    assert "Ersatt av SKR:s resultat" in old
    assert town.get("/arboga/").context["version"].case_number == case.number
    assert Client().get("/resultat/arboga/2025/").status_code == 200


def _area_of(own: Evaluation, finding: Finding) -> int:
    """The area that the finding stands in."""
    with factories.in_scope(Scope(municipality=own.municipality_id)):
        found: int = finding.published.values_list("area_number", flat=True)[0]
        return found


def test_the_job_that_takes_over_runs_twice_unharmed(
    offer: ReportImport, own: Evaluation, arboga: Municipality, sara: User, ulla: User, now: datetime, today: date
) -> None:
    case = published_by_skr(accepted_by_skr(offer, sara, ulla, now, today), ulla, now, today)
    outbox.run(Job.objects.get(kind="plan.prepare", key=f"plan.prepare:{case.pk}:1"), now)
    with factories.in_scope(Scope(municipality=arboga.pk)):
        assert [plan.evaluation_id for plan in Plan.objects.all()] == [case.pk]
        assert Event.objects.filter(verb="plan.taken_over").count() == 1


def test_a_plan_that_was_begun_meanwhile_keeps_its_decisions(
    offer: ReportImport,
    own: Evaluation,
    arboga: Municipality,
    astrid: User,
    sara: User,
    ulla: User,
    now: datetime,
    today: date,
) -> None:
    first, second = _improvements(own)[:2]
    with factories.as_actor(astrid, "arboga") as by:
        plan = Plan.objects.get()
        decide_to_act(plan, first, by, title="Följ upp målen", now=now, today=today)
        decide(plan, second, by, kind="decline", reason="Nej.", now=now, today=today)
    case = accepted_by_skr(offer, sara, ulla, now, today)
    with factories.as_actor(ulla, case.number) as by:
        found = Evaluation.objects.get(pk=case.pk)
        publish(found, by, now=now, today=today, version=found.version)
    new = {each.key: each for each in _improvements(case)}
    begun = factories.plan(Evaluation(pk=case.pk, municipality_id=arboga.pk))
    with factories.as_actor(astrid, "arboga") as by:
        decide(begun, new[first.key], by, kind="decline", reason="Vi har ändrat oss.", now=now, today=today)
    outbox.run_due(lambda: now)
    with factories.in_scope(Scope(municipality=arboga.pk)):
        current = {each.finding.key: each for each in Decision.objects.current().select_related("finding")}
        assert {each.plan_id for each in current.values()} == {begun.pk}
        assert (current[first.key].kind, current[second.key].kind) == ("decline", "decline")
        assert current[first.key].reason == "Vi har ändrat oss."
        assert Decision.objects.filter(finding=new[first.key]).count() == 2
        assert Action.objects.get().plan_id == begun.pk


def test_offering_is_a_fixed_number_of_statements(own: Evaluation, astrid: User, now: datetime) -> None:
    with factories.as_actor(astrid, "arboga") as by, count_statements() as statements:
        offer_to_skr(by, own, now=now)
    assert len(statements.of_page) == 14, statements


def test_what_is_not_accepted_yet_cannot_be_offered(
    astrid: User, arboga: Municipality, ekhult: bytes, now: datetime, client_of: Callable[..., Client]
) -> None:
    own_proposal(astrid, arboga, ekhult, now)
    for press in (client_of(astrid).get, client_of(astrid).post):
        answer = press("/arboga/importer/1/erbjud/")
        assert (answer.status_code, answer["Location"]) == (302, "/arboga/importer/1/#main")
    assert not Job.objects.filter(kind="offer.receive").exists()
