"""Accepting a proposal, undoing it, and giving it up."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.utils.translation import override

from accounts.errors import NotPermitted
from accounts.models import Municipality, Role, User
from accounts.roles import Actor, Part
from evaluations.importing import accepting, reviewing
from evaluations.models import (
    Assignment,
    DraftFinding,
    Evaluation,
    EvaluationState,
    ProposedArea,
    ProposedContradiction,
    ProposedFinding,
    ProposedSubarea,
    ReportImport,
    Score,
    Text,
)
from tests import factories

Accept = Callable[..., Evaluation]


@pytest.fixture
def accept(reviewed: ReportImport, as_sara: Actor, ulla: User, now: datetime, today: date) -> Accept:
    """Sara accepts, Ulla is asked."""
    return lambda approver=ulla: accepting.accept_import(as_sara, reviewed, approver.pk, now=now, today=today)


def test_it_becomes_an_evaluation_that_waits_for_the_approver(
    accept: Accept,
    arboga: Municipality,
    sara: User,
    ulla: User,
    today: date,
    events: Callable[[], list[tuple[str, str]]],
) -> None:
    made = accept()
    assert (made.number, made.state, made.year, made.municipality_id) == ("KK-2025-001", "ready", 2025, arboga.pk)
    assert (made.ordinal, made.previous_year, made.evaluated_on) == (2, 2022, date(2025, 10, 1))
    assert made.made_ready_by_id == sara.pk
    scores = Score.objects.filter(evaluation=made)
    assert sum(score.achieved for score in scores.filter(subarea=None)) == Decimal(508)
    assert (scores.filter(subarea=None).count(), scores.exclude(subarea=None).count()) == (8, 36)
    assert Text.objects.filter(evaluation=made, title="Allmänt").count() == 8
    assert DraftFinding.objects.filter(evaluation=made).count() == ProposedFinding.objects.count()
    asked = Assignment.objects.get(evaluation=made)
    assert (asked.user_id, asked.part, asked.number, asked.start, asked.end) == (
        ulla.pk,
        Part.APPROVER,
        "KK-2025-001",
        today,
        None,
    )
    assert ReportImport.objects.get().state == "accepted"
    assert [verb for verb, _step in events()[-3:]] == ["evaluation.created", "assignment.made", "import.accepted"]


def test_accepting_twice_changes_nothing(accept: Accept) -> None:
    assert accept().pk == accept().pk
    assert (Evaluation.objects.count(), Assignment.objects.count()) == (1, 1)


def test_by_the_page(reviewed: ReportImport, ulla: User, desk: Client) -> None:
    for _press in range(2):
        answer = desk.post("/skr/importer/1/godkann/", {"approver": str(ulla.pk)}, follow=True)
        assert [str(message) for message in answer.context["messages"]] == [
            "Importen är godkänd som utvärdering KK-2025-001, som nu väntar på att publiceringen godkänns."
        ]
    assert "/utvarderingar/KK-2025-001/" in answer.content.decode()


def test_dropped_items_are_left_out_and_the_others_numbered(
    reviewed: ReportImport, as_sara: Actor, accept: Accept, now: datetime
) -> None:
    first = ProposedFinding.objects.filter(area_number=1, kind="strength").order_by("position")[0]
    reviewing.drop_item(as_sara, reviewed, first.pk, now=now)
    found = DraftFinding.objects.filter(evaluation=accept(), area__number=1, kind="strength").order_by("position")
    assert [finding.position for finding in found] == [1, 2, 3, 4, 5]
    assert first.text not in [finding.text for finding in found]


def _unchoose() -> None:
    ProposedContradiction.objects.update(choice="")


def _no_municipality() -> None:
    ReportImport.objects.update(municipality=None)


def _no_year() -> None:
    ReportImport.objects.update(year=None)


def _no_edition() -> None:
    ReportImport.objects.update(edition=None)


def _one_area_less() -> None:
    ProposedArea.objects.filter(area_number=8).update(area_number=9)


def _unmatched() -> None:
    ProposedSubarea.objects.filter(code="3.2").update(subarea=None)


def _matched_twice() -> None:
    twin = ProposedSubarea.objects.get(code="3.1")
    ProposedSubarea.objects.filter(code="3.2").update(subarea=twin.subarea)


def _points_missing() -> None:
    ProposedSubarea.objects.filter(code__in=["2.1", "2.2"]).update(achieved=None)


def _points_too_high() -> None:
    ProposedSubarea.objects.filter(code="5.1").update(achieved=99)


def _highest_above_the_edition() -> None:
    ProposedArea.objects.filter(area_number=5).update(maximum=200)


@pytest.mark.parametrize(
    ("spoil", "refusal", "said"),
    [
        (_unchoose, accepting.ContradictionsNotChosen, "Rapporten säger emot sig själv."),
        (_no_municipality, accepting.MunicipalityMissing, "Välj vilken kommun"),
        (_no_year, accepting.YearMissing, "Ange vilket år"),
        (_no_edition, accepting.EditionNotFound, "Välj vilken utgåva"),
        (_one_area_less, accepting.AreasNotMatched, "Se över område 8, 9"),
        (_unmatched, accepting.SubareasNotMatched, "Se över 3.2"),
        (_matched_twice, accepting.SubareasNotMatched, "Se över 3.1, 3.2"),
        (_points_missing, accepting.PointsMissing, "Det saknas poäng för 2.1, 2.2"),
        (_points_too_high, accepting.PointsTooHigh, "Poängen är högre än den högsta möjliga för 5.1"),
        (_highest_above_the_edition, accepting.PointsTooHigh, "Poängen är högre än den högsta möjliga för 5"),
    ],
)
def test_what_is_refused(
    accept: Accept, spoil: Callable[[], None], refusal: type[accepting.NotAcceptable], said: str
) -> None:
    spoil()
    with pytest.raises(refusal) as refused, override("sv"):
        accept()
    with override("sv"):
        assert said in str(refused.value)
    assert not Evaluation.objects.exists()


def test_the_approver_is_another_person_at_skr(accept: Accept, sara: User, astrid: User) -> None:
    for wrong in (sara, astrid):
        with pytest.raises(accepting.SameApprover):
            accept(wrong)


def test_the_uploader_does_not_approve_what_another_accepts(
    reviewed: ReportImport, sara: User, ulla: User, now: datetime, today: date
) -> None:
    other = factories.person("stina@skr.example")
    factories.membership(other, Role.SKR_ADMIN, name="Stina Ås")
    with factories.as_actor(other, "skr") as by:
        assert [each.name for each in accepting.approvers_for(by, reviewed, today)] == ["Ulla Nord"]
        with pytest.raises(accepting.SameApprover):
            accepting.accept_import(by, reviewed, sara.pk, now=now, today=today)


def test_no_second_evaluation_of_the_same_year(arboga: Municipality, accept: Accept) -> None:
    factories.evaluation(arboga, "KK-2025-900", year=2025)
    with pytest.raises(accepting.EvaluationExists):
        accept()


def test_a_cancelled_one_is_no_hindrance(arboga: Municipality, accept: Accept) -> None:
    factories.evaluation(arboga, "KK-2025-900", year=2025, state=EvaluationState.CANCELLED)
    assert accept().number == "KK-2025-001"


def test_after_it_was_sent_back_the_same_evaluation_is_made_ready(
    accept: Accept, reviewed: ReportImport, as_sara: Actor, ulla: User, now: datetime
) -> None:
    first = accept()
    Evaluation.objects.update(state="scoring", sent_back_reason="Fel poäng")
    ReportImport.objects.update(state="proposed")
    keys = {row.text: row.key for row in DraftFinding.objects.all()}
    item = ProposedFinding.objects.filter(kind="improvement").order_by("area_number", "position")[0]
    reviewing.reword_item(as_sara, reviewed, item.pk, reviewing.HeadEdit({}, {"text": "Nya ord"}), now=now)
    again = accept()
    assert (again.pk, again.number, again.state, again.sent_back_reason) == (first.pk, "KK-2025-001", "ready", "")
    now_there = {row.text: row.key for row in DraftFinding.objects.all()}
    assert now_there.pop("Nya ord") not in keys.values()
    assert now_there.items() <= keys.items()
    assert (Score.objects.count(), Assignment.objects.count()) == (44, 1)


def test_the_page_says_why_it_was_sent_back(reviewed: ReportImport, ulla: User, desk: Client) -> None:
    desk.post("/skr/importer/1/godkann/", {"approver": str(ulla.pk)})
    with factories.in_scope(factories.ADMIN):
        Evaluation.objects.update(state="scoring", sent_back_reason="Fel poäng i område 3")
        ReportImport.objects.update(state="proposed")
    page = desk.get("/skr/importer/1/").content.decode()
    assert "Den som skulle godkänna har skickat tillbaka utvärderingen" in page
    assert "Fel poäng i område 3" in page


def test_the_municipality_of_an_evaluation_is_fixed(
    accept: Accept, reviewed: ReportImport, as_sara: Actor, boden: Municipality, now: datetime
) -> None:
    accept()
    ReportImport.objects.update(state="proposed")
    with pytest.raises(reviewing.MunicipalityFixed):
        reviewing.set_head(as_sara, reviewed, reviewing.HeadEdit({}, {"municipality": str(boden.pk)}), now=now)


def test_undo_pressed_twice(accept: Accept, reviewed: ReportImport, as_sara: Actor, now: datetime, today: date) -> None:
    made = accept()
    for _press in range(2):
        accepting.undo_import(as_sara, reviewed, now=now, today=today)
    assert Evaluation.objects.get(pk=made.pk).state == "cancelled"
    assert ReportImport.objects.get().state == "undone"
    assert Assignment.objects.get().end == today


def test_the_same_file_may_come_again_after_undo(
    accept: Accept,
    reviewed: ReportImport,
    as_sara: Actor,
    now: datetime,
    today: date,
    upload: Callable[..., ReportImport],
    ekhult: bytes,
) -> None:
    accept()
    accepting.undo_import(as_sara, reviewed, now=now, today=today)
    assert upload(ekhult).number == 2


def test_undo_is_refused_once_it_is_published(
    accept: Accept, reviewed: ReportImport, as_sara: Actor, now: datetime, today: date
) -> None:
    accept()
    Evaluation.objects.update(state="published", latest_version=1)
    with pytest.raises(accepting.ImportBuiltOn):
        accepting.undo_import(as_sara, reviewed, now=now, today=today)


def test_undo_and_abandon_by_the_page(reviewed: ReportImport, ulla: User, desk: Client) -> None:
    desk.post("/skr/importer/1/godkann/", {"approver": str(ulla.pk)})
    answer = desk.post("/skr/importer/1/angra/", follow=True)
    assert "Importen är ångrad och dess utvärdering avbruten." in answer.content.decode()
    desk.post("/skr/importer/1/avsta/")
    with factories.in_scope(factories.ADMIN):
        assert ReportImport.objects.get().state == "undone"


def test_abandon_pressed_twice(
    proposed: ReportImport, desk: Client, events: Callable[[], list[tuple[str, str]]]
) -> None:
    for _press in range(2):
        desk.post("/skr/importer/1/avsta/")
    with factories.in_scope(factories.ADMIN):
        assert ReportImport.objects.get().state == "abandoned"
    assert events()[2:] == [("import.abandoned", "")]


def test_who_may(
    reviewed: ReportImport, ulla: User, stranger: Client, evaluator: Client, now: datetime, today: date
) -> None:
    for verb in ("godkann", "angra", "avsta"):
        assert stranger.post(f"/skr/importer/1/{verb}/").status_code == 404
        assert evaluator.post(f"/skr/importer/1/{verb}/").status_code == 403
        assert evaluator.get(f"/skr/importer/1/{verb}/").status_code in (403, 405)
    with factories.as_actor(ulla, "skr") as by:
        for refused in (
            lambda: accepting.accept_import(by, reviewed, ulla.pk, now=now, today=today),
            lambda: accepting.undo_import(by, reviewed, now=now, today=today),
            lambda: accepting.abandon_import(by, reviewed, now=now),
        ):
            with pytest.raises(NotPermitted):
                refused()
