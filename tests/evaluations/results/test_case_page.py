"""The page of a case, and a person's assignments."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from accounts.models import Event, Municipality, User
from accounts.roles import Part
from evaluations.models import Evaluation, EvaluationState
from tests import factories
from tests.evaluations.results.published import ready_case
from tests.factories import ADMIN, in_scope
from tests.statements import count_statements

ADDRESS = "/utvarderingar/KK-2027-021/"
Clients = Callable[..., Client]


@pytest.fixture
def case(arboga: Municipality, ulla: User) -> Evaluation:
    """A ready case that Ulla is asked to approve."""
    made = ready_case(arboga, "KK-2027-021")
    factories.assignment(made, ulla, Part.APPROVER, name="Ulla Nord", organisation="SKR")
    return made


@pytest.mark.usefixtures("clock")
class TestCase:
    """The case's page."""

    def test_the_approver_sees_the_result_as_it_will_be(self, client_of: Clients, case: Evaluation, ulla: User) -> None:
        page = client_of(ulla).get(ADDRESS)
        assert page.status_code == 200
        assert page.context["result"].points.achieved == 400
        assert "improvement 1" in page.text
        assert f"{ADDRESS}publicera/" in page.text
        assert f"{ADDRESS}skicka-tillbaka/" in page.text

    def test_the_administrator_reads_it_and_leaves_a_trace(
        self, client_of: Clients, case: Evaluation, sara: User
    ) -> None:
        page = client_of(sara).get(ADDRESS)
        assert page.context["result"] is not None
        assert page.context["may_publish"]
        assert not page.context["may_send_back"]
        with in_scope(ADMIN):
            event = Event.objects.get(verb="evaluation.content_read")
            assert (event.by_id, event.evaluation) == (sara.pk, case.pk)

    def test_another_evaluator_at_skr_sees_the_head_only(self, client_of: Clients, case: Evaluation, db: None) -> None:
        tove = factories.person("tove@skr.example")
        factories.membership(tove, "skr_evaluator", name="Tove Ek")
        page = client_of(tove).get(ADDRESS)
        assert page.status_code == 200
        assert page.context["result"] is None
        assert "improvement 1" not in page.text

    def test_who_accepted_the_report_reads_why_another_must_publish(
        self, client_of: Clients, case: Evaluation, sara: User
    ) -> None:
        with in_scope(ADMIN):
            Evaluation.objects.filter(pk=case.pk).update(made_ready_by=sara)
        page = client_of(sara).get(ADDRESS)
        assert page.context["obstacle"]
        assert not page.context["may_publish"]

    def test_a_stranger_gets_404(
        self, client_of: Clients, case: Evaluation, astrid: User, cecilia: User, boden_case: Evaluation
    ) -> None:
        peer = factories.person("peer@lund.example")
        factories.assignment(boden_case, peer, Part.CO)
        for person in (astrid, cecilia, peer):
            assert client_of(person).get(ADDRESS).status_code == 404
            assert client_of(person).get(f"{ADDRESS}publicera/").status_code == 404

    def test_access_ends_with_the_assignment(self, client_of: Clients, boden_case: Evaluation, today: date) -> None:
        peer = factories.person("peer@lund.example")
        factories.assignment(boden_case, peer, Part.CO, end=today - timedelta(days=1))
        assert client_of(peer).get("/utvarderingar/KK-2027-002/").status_code == 404

    def test_visitors_are_asked_to_sign_in(self, client: Client, case: Evaluation) -> None:
        assert client.get(ADDRESS).status_code == 302
        assert client.get("/utvarderingar/").status_code == 302

    def test_without_points_the_page_says_so(self, client_of: Clients, boden_case: Evaluation, sara: User) -> None:
        page = client_of(sara).get("/utvarderingar/KK-2027-002/")
        assert page.context["result"] is None
        assert page.context["problem"]

    def test_a_cancelled_case_has_no_steps(self, client_of: Clients, case: Evaluation, sara: User) -> None:
        with in_scope(ADMIN):
            Evaluation.objects.filter(pk=case.pk).update(state=EvaluationState.CANCELLED)
        assert client_of(sara).get(ADDRESS).context["steps"] == []

    def test_the_journal_is_for_the_team(self, client_of: Clients, case: Evaluation, ulla: User) -> None:
        lead = factories.person("lead@skr.example")
        factories.assignment(case, lead, Part.LEAD)
        assert client_of(lead).get(f"{ADDRESS}handelser/").status_code == 200
        assert client_of(ulla).get(f"{ADDRESS}handelser/").status_code == 403

    def test_statements_do_not_grow(
        self, client_of: Clients, boden: Municipality, arboga: Municipality, sara: User
    ) -> None:
        ready_case(boden, "KK-2027-011", findings=1)
        ready_case(arboga, "KK-2027-012", findings=100)
        client = client_of(sara)
        client.get("/utvarderingar/KK-2027-011/")
        with count_statements() as few:
            client.get("/utvarderingar/KK-2027-011/")
        with count_statements() as many:
            client.get("/utvarderingar/KK-2027-012/")
        assert len(few.of_page) == len(many.of_page) <= 10, f"{few}\n{many}"


@pytest.mark.usefixtures("clock")
class TestActions:
    """Publishing and sending back from the page."""

    def test_publishing_asks_first_and_then_does_it(
        self, client_of: Clients, case: Evaluation, ulla: User, now: datetime
    ) -> None:
        client = client_of(ulla)
        asked = client.get(f"{ADDRESS}publicera/")
        assert asked.context["form"]["version"].value() == case.version
        answer = client.post(f"{ADDRESS}publicera/", {"version": case.version})
        assert (answer.status_code, answer["Location"]) == (302, ADDRESS)
        with in_scope(ADMIN):
            case.refresh_from_db()
            assert case.state == EvaluationState.PUBLISHED
        assert client.post(f"{ADDRESS}publicera/", {"version": case.version}).status_code == 302
        assert client.get(ADDRESS).context["result_url"] == "/resultat/arboga/2027/"

    @pytest.mark.parametrize("version", ["", "0", "x", "99999999999999999999", "-1"])
    def test_an_odd_version_publishes_nothing(
        self, client_of: Clients, case: Evaluation, ulla: User, version: str
    ) -> None:
        assert client_of(ulla).post(f"{ADDRESS}publicera/", {"version": version}).status_code == 200
        with in_scope(ADMIN):
            assert Evaluation.objects.get(pk=case.pk).state == EvaluationState.READY

    def test_a_page_opened_before_a_change_publishes_nothing(
        self, client_of: Clients, case: Evaluation, ulla: User
    ) -> None:
        client = client_of(ulla)
        client.post(f"{ADDRESS}publicera/", {"version": case.version + 1})
        assert [str(message.level_tag) for message in client.get(ADDRESS).context["messages"]] == ["error"]
        with in_scope(ADMIN):
            assert Evaluation.objects.get(pk=case.pk).state == EvaluationState.READY

    def test_sending_back_shows_the_reason(self, client_of: Clients, case: Evaluation, ulla: User) -> None:
        client = client_of(ulla)
        empty = client.post(f"{ADDRESS}skicka-tillbaka/", {"version": case.version, "reason": "  "})
        assert list(empty.context["form"].errors) == ["reason"]
        client.post(f"{ADDRESS}skicka-tillbaka/", {"version": case.version, "reason": "Område 3 <b>saknar</b> text."})
        page = client.get(ADDRESS)
        assert "Område 3 &lt;b&gt;saknar&lt;/b&gt; text." in page.text
        assert not page.context["may_publish"]

    def test_who_may_not(self, client_of: Clients, case: Evaluation, sara: User) -> None:
        lead = factories.person("lead@skr.example")
        factories.assignment(case, lead, Part.LEAD)
        assert client_of(lead).post(f"{ADDRESS}publicera/", {"version": case.version}).status_code == 403
        assert client_of(sara).post(f"{ADDRESS}skicka-tillbaka/", {"reason": "x"}).status_code == 403


@pytest.mark.usefixtures("clock")
class TestAssignments:
    """The list of a person's own assignments."""

    def test_own_assignments_that_hold_today(
        self, client_of: Clients, erik: User, today: date, arboga_case: Evaluation
    ) -> None:
        other = factories.person("other@lund.example")
        factories.assignment(arboga_case, other, Part.CO, end=today - timedelta(days=1))
        page = client_of(erik).get("/utvarderingar/")
        assert [row.number for row, _part in page.context["assignments"]] == ["KK-2027-002", "KK-2027-001"]
        empty = client_of(other).get("/utvarderingar/")
        assert 'class="empty-state"' in empty.text

    def test_statements_do_not_grow(self, client_of: Clients, erik: User, ulla: User, case: Evaluation) -> None:
        ullas, eriks = client_of(ulla), client_of(erik)
        with count_statements() as one:
            ullas.get("/utvarderingar/")
        with count_statements() as two:
            eriks.get("/utvarderingar/")
        assert len(one.of_page) == len(two.of_page) <= 2
