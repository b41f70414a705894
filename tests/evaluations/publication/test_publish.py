"""Publishing a ready evaluation."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from accounts.models import Event, Municipality, User
from accounts.roles import Part
from accounts.tenancy import Scope
from evaluations.models import (
    Assignment,
    EditionState,
    Evaluation,
    EvaluationState,
    Finding,
    FindingKind,
    ProposedArea,
    PublishedFinding,
    PublishedScore,
    PublishedText,
    PublishedVersion,
)
from evaluations.publication import (
    CaseHasChanged,
    EditionNotPublished,
    NothingToPublish,
    NotReady,
    PointsDisagree,
    ReasonMissing,
)
from evaluations.publication.content import sha256_of
from evaluations.signals import evaluation_published
from tests import factories
from tests.evaluations.publication.acting import change, publish_as
from tests.factories import ADMIN, in_scope


def test_publishing_makes_a_version_that_everybody_reads(
    case: Evaluation, sara: User, erik: User, now: datetime, today: date
) -> None:
    version = publish_as(sara, case, now, today)

    with in_scope(Scope()):
        stored = PublishedVersion.objects.get(pk=version.pk)
        assert (stored.number, stored.achieved, stored.maximum, stored.year) == (1, 25, 50, 2027)
        assert (stored.made_by_id, stored.approved_by_id, stored.at) == (erik.pk, sara.pk, now)
        assert stored.sha256 == sha256_of(stored.content)
        scores = PublishedScore.objects.filter(published_version=stored).order_by("area_number", "code")
        assert list(scores.values_list("code", "shown_achieved", "shown_maximum")) == [
            ("", 14, 30),
            ("1.1", 10, 20),
            ("1.2", 4, 10),
            ("", 11, 20),
            ("2.1", 11, 20),
        ]
        assert list(PublishedText.objects.values_list("area_number", "title", "body")) == [
            (1, "Allmänt", "Kommunen har **mål**.")
        ]
        assert set(PublishedFinding.objects.values_list("kind", "position", "text")) == {
            ("strength", 1, "Tydliga mål."),
            ("improvement", 1, "Följ upp målen oftare."),
        }
        keys = {item["key"] for area in stored.content["areas"] for item in area["improvements"]}
        assert keys == {str(finding.key) for finding in Finding.objects.filter(kind=FindingKind.IMPROVEMENT)}


def test_publishing_moves_the_case_and_is_in_the_journal(
    case: Evaluation, sara: User, now: datetime, today: date
) -> None:
    version = publish_as(sara, case, now, today)

    with in_scope(ADMIN):
        case.refresh_from_db()
        assert (case.state, case.latest_version, case.version) == (EvaluationState.PUBLISHED, 1, 2)
        event = Event.objects.select_related("facts").get(verb="evaluation.published")
        assert (event.by_id, event.evaluation, event.municipality_id) == (sara.pk, case.pk, None)
        assert event.facts.facts == {
            "by": "Sara Holm",
            "subject": "KK-2027-001",
            "state": ["ready", "published"],
            "version": 1,
            "points": "25/50",
            "sha256": version.sha256,
            "reason": "",
        }


def test_assignments_end_thirty_days_after(case: Evaluation, sara: User, now: datetime, today: date) -> None:
    with in_scope(ADMIN):
        soon = today + timedelta(days=3)
        factories.assignment(case, sara, Part.CO, end=soon)
    publish_as(sara, case, now, today)
    with in_scope(ADMIN):
        ends = Assignment.objects.filter(evaluation=case).order_by("end").values_list("end", flat=True)
        assert list(ends) == [soon, today + timedelta(days=30)]


def test_the_signal_is_sent_inside_the_transaction(case: Evaluation, sara: User, now: datetime, today: date) -> None:
    heard: list[tuple[int, int, bool]] = []

    def receiver(evaluation: Evaluation, version: PublishedVersion, **_rest: Any) -> None:
        heard.append((evaluation.pk, version.number, connection.in_atomic_block))

    evaluation_published.connect(receiver)
    try:
        publish_as(sara, case, now, today)
    finally:
        evaluation_published.disconnect(receiver)
    assert heard == [(case.pk, 1, True)]


def test_publishing_twice_changes_nothing(case: Evaluation, sara: User, now: datetime, today: date) -> None:
    first = publish_as(sara, case, now, today)
    again = publish_as(sara, case, now + timedelta(minutes=1), today)
    assert again == first
    with in_scope(ADMIN):
        assert PublishedVersion.objects.count() == 1
        assert Event.objects.filter(verb="evaluation.published").count() == 1
        case.refresh_from_db()
        assert case.version == 2


@pytest.mark.parametrize("state", [state for state in EvaluationState if state not in ("ready", "published")])
def test_only_a_ready_evaluation_is_published(
    case: Evaluation, sara: User, now: datetime, today: date, state: EvaluationState
) -> None:
    change(case, state=state)
    with pytest.raises(NotReady):
        publish_as(sara, case, now, today)


def test_a_draft_edition_is_not_published_on(case: Evaluation, sara: User, now: datetime, today: date) -> None:
    change(case, edition=factories.edition(state=EditionState.DRAFT))
    with pytest.raises(EditionNotPublished):
        publish_as(sara, case, now, today)


def test_what_was_changed_meanwhile_must_be_looked_at_again(
    case: Evaluation, sara: User, now: datetime, today: date
) -> None:
    with pytest.raises(CaseHasChanged):
        publish_as(sara, case, now, today, version=case.version - 1)


def test_a_result_has_points(boden_case: Evaluation, sara: User, now: datetime, today: date) -> None:
    change(boden_case, state=EvaluationState.READY)
    with pytest.raises(NothingToPublish):
        publish_as(sara, boden_case, now, today)
    with in_scope(ADMIN):
        assert Evaluation.objects.get(pk=boden_case.pk).state == EvaluationState.READY


def test_points_that_do_not_add_up_are_refused(case: Evaluation, sara: User, now: datetime, today: date) -> None:
    factories.score(case, area=1, achieved="20.5", maximum="100")
    with pytest.raises(PointsDisagree):
        publish_as(sara, case, now, today)


def test_whole_points_are_shown_as_chosen_in_review(case: Evaluation, sara: User, now: datetime, today: date) -> None:
    factories.score(case, area=1, achieved="15", maximum="30")  # the sub-areas say 14
    version = publish_as(sara, case, now, today)
    assert (version.achieved, version.maximum) == (26, 50)


def test_an_edition_of_areas_only(arboga: Municipality, sara: User, now: datetime, today: date) -> None:
    case = factories.evaluation(arboga, "KK-2012-004", year=2012, edition=factories.shipped_edition("2010"))
    for number in range(1, 9):
        factories.score(case, area=number, achieved=str(40 + number), maximum="85" if number == 8 else "100")
    change(case, state=EvaluationState.READY)
    version = publish_as(sara, case, now, today)
    assert (version.achieved, version.maximum) == (356, 785)


def test_decimals_become_whole_points_that_add_up(
    arboga_case: Evaluation, sara: User, now: datetime, today: date
) -> None:
    for code, achieved, maximum in (
        ("1.1", "10.4", "20"),
        ("1.2", "4.3", "10"),
        ("2.1", "11.3", "20"),
        ("2.2", "0", "0"),
    ):
        factories.score(arboga_case, code, achieved=achieved, maximum=maximum)
    change(arboga_case, state=EvaluationState.READY)
    content = publish_as(sara, arboga_case, now, today).content
    assert content["total"] == {"achieved": 26, "maximum": 50}
    assert [area["shown"]["achieved"] for area in content["areas"]] == [15, 11]
    assert [part["shown"] for part in content["areas"][0]["subareas"]] == [
        {"achieved": 11, "maximum": 20},
        {"achieved": 4, "maximum": 10},
    ]
    assert content["areas"][1]["subareas"][1]["shown"] == {"achieved": 0, "maximum": 0}


def test_a_correction_is_a_new_version_with_a_reason(case: Evaluation, sara: User, now: datetime, today: date) -> None:
    first = publish_as(sara, case, now, today)
    change(case, state=EvaluationState.READY, version=9)
    with pytest.raises(ReasonMissing):
        publish_as(sara, case, now, today, version=9)
    second = publish_as(sara, case, now, today, version=9, reason="Fel poäng i område 1.")
    assert (second.number, second.supersedes_id, second.reason) == (2, first.pk, "Fel poäng i område 1.")
    with in_scope(Scope()):
        assert Finding.objects.count() == 2
        assert PublishedFinding.objects.count() == 4


def test_an_areas_title_is_the_sections(case: Evaluation, sara: User, now: datetime, today: date) -> None:
    behind = factories.report_import(sara, state="accepted", of=case.municipality, evaluation=case)
    with in_scope(ADMIN):
        ProposedArea.objects.create(
            report_import=behind, area_number=1, title="Offentlighet och demokrati", title_in_overview="Samspel"
        )
    content = publish_as(sara, case, now, today).content
    assert [area["title"] for area in content["areas"]] == ["Offentlighet och demokrati", "Samhällsutveckling"]
