"""A newer file of an evaluation that is not published, a report for an ordered case, and undoing either."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client

from accounts.errors import NotPermitted
from accounts.models import Event, Municipality, User
from accounts.roles import Actor
from evaluations.importing import accepting, reviewing
from evaluations.importing.accepting import refusals
from evaluations.importing.accepting.checks import Proposal
from evaluations.importing.accepting.content import rows_of_case
from evaluations.importing.accepting.meeting import Meeting, meeting
from evaluations.importing.accepting.newer import Outcome
from evaluations.importing.accepting.removing import choose_removals
from evaluations.models import (
    DraftFinding,
    Evaluation,
    EvaluationState,
    FindingKind,
    ProposedContradiction,
    ProposedFinding,
    ProposedSubarea,
    ReportImport,
    Score,
    Text,
)
from evaluations.publication import publish, send_back
from tests import factories
from tests.statements import count_statements

Accept = Callable[[ReportImport], Evaluation]


@pytest.fixture
def accept(sara: User, ulla: User, now: datetime, today: date) -> Accept:
    """Sara accepts, Ulla is asked."""

    def do(report_import: ReportImport) -> Evaluation:
        with factories.as_actor(sara, "skr") as by:
            return accepting.accept_import(by, report_import, ulla.pk, now=now, today=today)

    return do


@pytest.fixture
def first(reviewed: ReportImport, accept: Accept) -> Evaluation:
    """Arboga's evaluation of 2025, from the first file."""
    return accept(reviewed)


@pytest.fixture
def newer(
    first: Evaluation,
    upload: Callable[..., ReportImport],
    ekhult: bytes,
    sara: User,
    arboga: Municipality,
    now: datetime,
) -> ReportImport:
    """The next day's file: 1.1 has a point more, one strength is reworded, one is new, an improvement is left out."""
    sent = upload(ekhult + b"\n\n", "ekhult-2025-v2.txt")
    with factories.as_actor(sara, "skr") as by:
        reviewing.set_head(by, sent, reviewing.HeadEdit({}, {"municipality": str(arboga.pk)}), now=now)
        contradiction = ProposedContradiction.objects.get(report_import=sent)
        reviewing.choose_reading(by, sent, contradiction.pk, "in_overview", now=now)
        ProposedSubarea.objects.filter(report_import=sent, code="1.1").update(achieved=14)
        strengths = ProposedFinding.objects.filter(report_import=sent, area_number=1, kind="strength")
        reworded = strengths.order_by("position")[0]
        ProposedFinding.objects.filter(pk=reworded.pk).update(text=f"{reworded.text} Mycket.")
        improvement = ProposedFinding.objects.filter(report_import=sent, area_number=2, kind="improvement")
        ProposedFinding.objects.filter(pk=improvement.order_by("position")[0].pk).update(is_dropped=True)
        ProposedFinding.objects.create(
            report_import=sent, area_number=3, kind=FindingKind.STRENGTH, position=99, text="Något alldeles nytt."
        )
        found: ReportImport = ReportImport.objects.get(pk=sent.pk)
    return found


def _keys(evaluation: Evaluation) -> dict[str, str]:
    with factories.in_scope(factories.ADMIN):
        return {str(row.key): row.text for row in DraftFinding.objects.filter(evaluation=evaluation)}


def _content(evaluation: Evaluation) -> set[object]:
    with factories.in_scope(factories.ADMIN):
        return set(rows_of_case(Evaluation.objects.get(pk=evaluation.pk)))


def test_the_review_says_what_is_created_changed_and_untouched(newer: ReportImport, desk: Client) -> None:
    with factories.in_scope(factories.ADMIN):
        changes = meeting(newer).changes(newer, Proposal.of(newer))
    told = {outcome: [change.row for change in changes if change.outcome == outcome] for outcome in Outcome}
    assert [row.name for row in told[Outcome.CHANGED] if not row.is_finding] == ["1.1"]
    assert [row.value[0][-7:] for row in told[Outcome.CHANGED] if row.is_finding] == ["Mycket."]
    assert [row.value[0] for row in told[Outcome.CREATED]] == ["Något alldeles nytt."]
    assert [(row.kind.value, row.area) for row in told[Outcome.UNMENTIONED]] == [("improvement", 2)]
    page = desk.get("/skr/importer/2/").content.decode()
    assert 'id="nyare-fil"' in page
    assert "Något alldeles nytt." in page


def test_the_review_of_a_newer_file_asks_a_fixed_number_of_statements(newer: ReportImport, desk: Client) -> None:
    with count_statements() as few:
        assert desk.get("/skr/importer/2/").status_code == 200
    with factories.in_scope(factories.ADMIN):
        ProposedFinding.objects.bulk_create(
            ProposedFinding(report_import=newer, area_number=1, kind="strength", position=n, text=f"Styrka {n}")
            for n in range(100, 300)
        )
    with count_statements() as many:
        assert "Styrka 299" in desk.get("/skr/importer/2/").content.decode()
    assert len(few.of_page) == len(many.of_page)
    assert len(many.of_page) <= 16, str(many)


def test_accepting_it_changes_that_evaluation_and_loses_nothing(
    first: Evaluation, newer: ReportImport, accept: Accept
) -> None:
    before = _keys(first)
    with factories.in_scope(factories.ADMIN):
        kept = set(Text.objects.values_list("pk", flat=True))
    made = accept(newer)
    assert (made.pk, made.number, made.state, made.version) == (first.pk, first.number, "ready", first.version + 1)
    after = _keys(first)
    assert before.keys() < after.keys()
    assert sorted(after[key] for key in after.keys() - before.keys()) == ["Något alldeles nytt."]
    assert [after[key][-7:] for key in before if after[key] != before[key]] == ["Mycket."]
    with factories.in_scope(factories.ADMIN):
        assert Score.objects.get(subarea__code="1.1").achieved == 14
        assert set(Text.objects.values_list("pk", flat=True)) == kept
        assert Evaluation.objects.count() == 1
        assert set(ReportImport.objects.values_list("state", flat=True)) == {"accepted"}
        facts = Event.objects.filter(verb="import.accepted").order_by("-id")[0].facts.facts
        assert (facts["created"], facts["changed"], facts["unmentioned"]) == (1, 2, 1)
    assert accept(newer).version == made.version


def test_what_is_not_mentioned_goes_when_somebody_says_so(
    first: Evaluation, newer: ReportImport, accept: Accept, desk: Client
) -> None:
    with factories.in_scope(factories.ADMIN):
        changes = meeting(newer).changes(newer, Proposal.of(newer))
    gone = next(change for change in changes if change.outcome == Outcome.UNMENTIONED)
    for _press in range(2):
        answer = desk.post("/skr/importer/2/ligger-kvar/", {"remove": [gone.key, "nonsense"]})
        assert answer.status_code == 302
    with factories.in_scope(factories.ADMIN):
        assert ReportImport.objects.get(number=2).replacing["remove"] == [gone.key]
        assert Event.objects.filter(verb="import.corrected", facts__facts__step="removals_chosen").count() == 1
    accept(newer)
    assert gone.row.name not in _keys(first)


def test_a_case_that_is_cancelled_in_the_same_moment_is_not_filled(
    first: Evaluation, newer: ReportImport, accept: Accept, monkeypatch: pytest.MonkeyPatch
) -> None:
    def and_cancelled(report_import: ReportImport) -> Meeting:
        found = meeting(report_import)
        Evaluation.objects.filter(pk=first.pk).update(state=EvaluationState.CANCELLED)
        return found

    monkeypatch.setattr("evaluations.importing.accepting.accept.meeting", and_cancelled)
    with pytest.raises(refusals.CaseChangedMeanwhile):
        accept(newer)


def test_undone_it_puts_back_what_stood(
    first: Evaluation,
    newer: ReportImport,
    accept: Accept,
    reviewed: ReportImport,
    as_sara: Actor,
    now: datetime,
    today: date,
) -> None:
    before = _content(first)
    accept(newer)
    with pytest.raises(refusals.ReplacedByNewer):
        accepting.undo_import(as_sara, reviewed, now=now, today=today)
    for _press in range(2):
        accepting.undo_import(as_sara, newer, now=now, today=today)
    assert _content(first) == before
    stands = Evaluation.objects.get()
    assert (stands.state, stands.made_ready_by_id) == ("ready", as_sara.user_id)
    assert list(ReportImport.objects.order_by("number").values_list("state", flat=True)) == ["accepted", "undone"]
    accepting.undo_import(as_sara, reviewed, now=now, today=today)
    assert Evaluation.objects.get().state == EvaluationState.CANCELLED


def test_sent_back_only_the_newer_one_is_reviewed_again(
    first: Evaluation, newer: ReportImport, accept: Accept, ulla: User, now: datetime
) -> None:
    made = accept(newer)
    keys = _keys(first)
    with factories.as_actor(ulla, first.number) as by:
        send_back(made, by, reason="Fel poäng.", now=now, version=made.version)
    with factories.in_scope(factories.ADMIN):
        assert list(ReportImport.objects.order_by("number").values_list("state", flat=True)) == ["accepted", "proposed"]
    again = accept(newer)
    assert (again.pk, again.state) == (first.pk, "ready")
    assert _keys(first) == keys


def test_a_published_result_is_corrected_instead(
    first: Evaluation, newer: ReportImport, accept: Accept, ulla: User, desk: Client, now: datetime, today: date
) -> None:
    with factories.as_actor(ulla, first.number) as by:
        publish(first, by, now=now, today=today, version=first.version)
    with pytest.raises(refusals.ResultPublished):
        accept(newer)
    page = desk.get("/skr/importer/2/").content.decode()
    assert 'action="/skr/importer/2/godkann/"' not in page
    assert 'id="nyare-fil"' in page


def test_another_edition_does_not_mix_with_what_stands(first: Evaluation, newer: ReportImport) -> None:
    newer.edition = factories.shipped_edition("2020")
    with factories.in_scope(factories.ADMIN), pytest.raises(refusals.EditionDiffers):
        meeting(newer)


def test_work_of_skrs_own_is_not_written_over(reviewed: ReportImport, arboga: Municipality, accept: Accept) -> None:
    case = factories.evaluation(arboga, "KK-2025-007", year=2025, state=EvaluationState.FACT_CHECK)
    factories.score(case, "1.1", achieved="5", maximum="20")
    with pytest.raises(accepting.EvaluationExists):
        accept(reviewed)


@pytest.mark.parametrize("state", [EvaluationState.ORDERED, EvaluationState.PLANNED])
def test_an_ordered_case_gets_the_report_and_is_as_before_when_undone(
    state: EvaluationState,
    reviewed: ReportImport,
    arboga: Municipality,
    accept: Accept,
    as_sara: Actor,
    now: datetime,
    today: date,
) -> None:
    case = factories.evaluation(arboga, "KK-2025-007", year=2025, state=state)
    made = accept(reviewed)
    assert (made.pk, made.number, made.state, made.is_imported) == (case.pk, "KK-2025-007", "ready", True)
    assert len(_keys(case)) > 20
    accepting.undo_import(as_sara, reviewed, now=now, today=today)
    case.refresh_from_db()
    assert (case.state, case.is_imported, _keys(case)) == (state, False, {})


def test_the_lead_accepts_in_the_case_and_asks_nobody(
    arboga: Municipality,
    arboga_case: Evaluation,
    reviewed: ReportImport,
    erik: User,
    now: datetime,
    today: date,
) -> None:
    with factories.in_scope(factories.ADMIN):
        Evaluation.objects.filter(pk=arboga_case.pk).update(state=EvaluationState.PLANNED, year=2025)
        ReportImport.objects.filter(pk=reviewed.pk).update(evaluation=arboga_case)
    with factories.as_actor(erik, arboga_case.number) as by:
        made = accepting.accept_import(by, reviewed, 0, now=now, today=today)
        assert (made.pk, made.state, made.made_ready_by_id) == (arboga_case.pk, "ready", erik.pk)


def test_a_municipality_does_not_accept_for_skr(
    reviewed: ReportImport, astrid: User, ulla: User, now: datetime, today: date
) -> None:
    with factories.as_actor(astrid, "arboga") as by, pytest.raises(NotPermitted):
        accepting.accept_import(by, reviewed, ulla.pk, now=now, today=today)


def test_choosing_removals_needs_the_review(
    newer: ReportImport, first: Evaluation, birgit: User, now: datetime
) -> None:
    with factories.as_actor(birgit, "arboga") as by, pytest.raises(NotPermitted):
        choose_removals(by, newer, (), now=now)


def test_the_earlier_import_says_that_it_is_replaced(
    first: Evaluation, newer: ReportImport, accept: Accept, desk: Client
) -> None:
    accept(newer)
    earlier, later = (desk.get(f"/skr/importer/{number}/").content.decode() for number in (1, 2))
    assert 'action="/skr/importer/1/angra/"' not in earlier
    assert 'action="/skr/importer/2/angra/"' in later
