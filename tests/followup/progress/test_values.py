"""What each verb asks for, and what the days of the calendar do to it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.editing import Edit
from accounts.models import Event, MunicipalitySettings
from followup import progress
from followup.models import Action, ActionStatus, StatusReport
from followup.progress import refusals
from tests import factories
from tests.followup.progress.test_table import press

NS, IP, PA, DO, EF, CA = ActionStatus
TODAY = factories.TODAY
DAY = timedelta(days=1)

REFUSED = [
    ("report_status", NS, {"note": " "}, refusals.NoteMissing),
    ("report_status", NS, {"note": "x" * 501}, refusals.NoteTooLong),
    ("report_status", NS, {"light": "blue"}, refusals.LightMissing),
    ("report_status", NS, {"percent": 101}, refusals.PercentOutside),
    ("report_status", NS, {"percent": -1}, refusals.PercentOutside),
    ("block_action", NS, {"note": " "}, refusals.BlockNoteMissing),
    ("block_action", NS, {"unblocker": ""}, refusals.BlockNoteMissing),
    ("pause_action", IP, {"reason": ""}, refusals.ReasonMissing),
    ("pause_action", IP, {"resume_on": TODAY}, refusals.ResumeDateNotAhead),
    ("pause_action", IP, {"resume_on": None}, refusals.ResumeDateNotAhead),
    ("pause_action", PA, {"reason": "Annat skäl."}, refusals.ActionTransitionRefused),
    ("complete_action", IP, {"done_on": TODAY + DAY}, refusals.DoneInFuture),
    ("complete_action", IP, {"done_on": None}, refusals.DoneInFuture),
    ("complete_action", IP, {"effect_seen_how": " "}, refusals.EffectPlanMissing),
    ("complete_action", IP, {"effect_look_on": None}, refusals.EffectPlanMissing),
    ("complete_action", IP, {"effect_look_on": TODAY - DAY}, refusals.EffectLookTooEarly),
    ("complete_action", DO, {"effect_seen_how": "Annat."}, refusals.ActionTransitionRefused),
    ("show_effect", DO, {"effect_on": TODAY + DAY}, refusals.EffectDateOutside),
    ("show_effect", DO, {"effect_on": date(2027, 2, 28)}, refusals.EffectDateOutside),
    ("show_effect", DO, {"effect_on": None}, refusals.EffectDateOutside),
    ("show_effect", DO, {"text": ""}, refusals.EffectTextMissing),
    ("withdraw_effect", EF, {"reason": ""}, refusals.ReasonMissing),
    ("reopen_action", DO, {"reason": ""}, refusals.ReasonMissing),
    ("reopen_action", DO, {"due": TODAY - DAY}, refusals.DueDatePassed),
    ("cancel_action", NS, {"reason": " "}, refusals.ReasonMissing),
    ("restore_action", CA, {"reason": ""}, refusals.ReasonMissing),
    ("move_deadline", NS, {"reason": ""}, refusals.ReasonMissing),
    ("move_deadline", NS, {"due": TODAY - DAY}, refusals.DueDatePassed),
    ("move_deadline", NS, {"due": None}, refusals.DueDatePassed),
]


@pytest.mark.parametrize(("verb", "status", "changed", "refusal"), REFUSED)
def test_each_missing_or_wrong_value_is_refused(verb, status, changed, refusal, make, actor, astrid, bo, now):
    action, by = make(status), actor(astrid)
    factories.attached_link(action, bo, is_evidence=True)
    with factories.in_scope(by):
        with pytest.raises(refusal) as refused:
            press(action, by, verb, now, TODAY, **changed)

        assert Action.objects.get(pk=action.pk).version == 1
        assert not Event.objects.filter(subject_kind="action").exists()
    assert str(refused.value)
    assert refused.value.code != "rule_violation"


def test_a_report_with_percent_starts_the_action(make, actor, karin, now, today):
    action, by = make(), actor(karin)
    with factories.in_scope(by):
        report = progress.report_status(
            action, by, note="Igång.", light="yellow", percent=10, forecast=date(2027, 7, 1), now=now, today=today
        )
        stands = Action.objects.get(pk=action.pk)

        assert StatusReport.objects.get() == report
    assert (stands.status, stands.started_on, stands.light, stands.percent, stands.forecast, stands.reported_at) == (
        IP, today, "yellow", 10, date(2027, 7, 1), now,
    )  # fmt: skip


def test_pausing_and_completing_clear_the_obstacle(make, actor, bo, now, today):
    by = actor(bo)
    for number, verb in enumerate(("pause_action", "complete_action"), start=1):
        action = make(IP, number, is_blocked=True)
        with factories.in_scope(by):
            press(action, by, verb, now, today)
            assert Action.objects.values_list("is_blocked", "blocked_note", "blocked_by").get(pk=action.pk) == (
                False,
                "",
                "",
            )


def test_a_pause_goes_back_to_where_it_was(make, actor, bo, now, today):
    by = actor(bo)
    for number, before in enumerate((NS, IP), start=1):
        action = make(before, number)
        with factories.in_scope(by):
            press(action, by, "pause_action", now, today)
            assert progress.resume_action(action, by, now=now, today=today).status == before


def test_the_first_due_date_is_kept_and_moves_are_counted(make, actor, bo, astrid, now, today):
    action = make(due=date(2027, 6, 30))
    undated = make(number=2, due=None)
    with factories.in_scope(actor(bo)):
        for due in (date(2027, 9, 1), date(2027, 12, 1), date(2027, 12, 1)):
            progress.move_deadline(action, actor(bo), due=due, reason="Mer tid.", now=now, today=today)
        progress.move_deadline(undated, actor(bo), due=date(2027, 5, 1), now=now, today=today)
        rows = Action.objects.order_by("number").values_list("due", "first_due", "times_moved")

        assert list(rows) == [(date(2027, 12, 1), date(2027, 6, 30), 2), (date(2027, 5, 1), date(2027, 5, 1), 0)]


def test_owners_move_due_dates_only_where_the_municipality_says_so(make, actor, arboga, bo, astrid, now, today):
    action = make()
    with factories.in_scope(actor(astrid)):
        MunicipalitySettings.objects.create(municipality=arboga, owner_moves_deadline=False)
        press(action, actor(astrid), "move_deadline", now, today)
    with factories.in_scope(actor(bo)):
        with pytest.raises(refusals.DeadlineNotYours) as refused:
            press(action, actor(bo), "move_deadline", now, today, due=date(2028, 1, 1))
        assert not progress.owners_move_deadlines()
        found = Action.objects.with_helpers().select_related("plan").get(pk=action.pk)
        assert "move_deadline" not in progress.possible(found, actor(bo), today, owner_moves_deadline=False)
    assert refused.value.status == 403


def test_an_owner_reopens_within_thirty_days_a_coordinator_at_any_time(make, actor, bo, astrid, now, today):
    action = make(DO, done_on=today - timedelta(days=30))
    old = make(DO, 2, done_on=today - timedelta(days=31))
    with factories.in_scope(actor(bo)):
        assert press(action, actor(bo), "reopen_action", now, today).status == IP
        with pytest.raises(refusals.ReopenTooLate):
            press(old, actor(bo), "reopen_action", now, today)
    with factories.in_scope(actor(astrid)):
        assert press(old, actor(astrid), "reopen_action", now, today).status == IP


def test_reopening_after_the_due_date_asks_for_a_new_one(make, actor, astrid, now, today):
    action, by = make(DO, due=today - DAY), actor(astrid)
    with factories.in_scope(by):
        with pytest.raises(refusals.DueDateNeeded):
            press(action, by, "reopen_action", now, today)
        reopened = press(action, by, "reopen_action", now, today, due=today)

    assert (reopened.due, reopened.first_due, reopened.times_moved, reopened.done_on) == (today, today - DAY, 1, None)


LATE = [
    # due, status, resumes, the day asked, late
    (date(2027, 3, 14), IP, None, date(2027, 3, 15), True),
    (date(2027, 3, 15), IP, None, date(2027, 3, 15), False),
    (date(2028, 2, 29), NS, None, date(2028, 2, 29), False),
    (date(2028, 2, 29), NS, None, date(2028, 3, 1), True),
    (date(2027, 2, 28), NS, None, date(2027, 3, 1), True),
    (date(2027, 3, 1), PA, date(2027, 4, 1), date(2027, 4, 1), False),
    (date(2027, 3, 1), PA, date(2027, 4, 1), date(2027, 4, 2), True),
    (None, IP, None, date(2030, 1, 1), False),
    (date(2027, 3, 1), DO, None, date(2027, 4, 2), False),
    (date(2027, 3, 1), EF, None, date(2027, 4, 2), False),
    (date(2027, 3, 1), CA, None, date(2027, 4, 2), False),
]


@pytest.mark.parametrize(("due", "status", "resumes", "on", "late"), LATE)
def test_late_is_computed_alike_for_one_and_for_many(due, status, resumes, on, late, make, actor, astrid):
    action = make(status, due=due, **({"resume_on": resumes} if resumes else {}))
    with factories.in_scope(actor(astrid)):
        assert (action.is_overdue(on), Action.objects.overdue(on).exists()) == (late, late)


@pytest.mark.parametrize(
    ("moment", "local"),
    [
        ("2027-03-28T00:30:00+00:00", date(2027, 3, 28)),  # half an hour before the hour that does not exist
        ("2027-03-28T22:30:00+00:00", date(2027, 3, 29)),  # summer time: half past midnight
        ("2027-10-30T22:30:00+00:00", date(2027, 10, 31)),
        ("2027-10-31T22:30:00+00:00", date(2027, 10, 31)),  # winter time again: half past eleven
        ("2028-02-28T23:30:00+00:00", date(2028, 2, 29)),
    ],
)
def test_a_day_ends_at_midnight_in_stockholm(moment, local, make, actor, bo):
    action, by, now = make(due=local), actor(bo), datetime.fromisoformat(moment)
    today = timezone.localdate(now, ZoneInfo("Europe/Stockholm"))
    with factories.in_scope(by):
        started = progress.start_action(action, by, now=now, today=today)

    assert (today, started.started_on, started.is_overdue(today), started.is_overdue(today + DAY)) == (
        local,
        local,
        False,
        True,
    )


def test_a_quarter_of_an_hour_over_the_change_of_the_clock_is_a_quarter(make, actor, bo):
    zone = ZoneInfo("Europe/Stockholm")
    before = datetime(2027, 10, 31, 2, 55, tzinfo=zone)  # still summer time
    after = datetime(2027, 10, 31, 2, 5, tzinfo=zone, fold=1)  # ten minutes later, winter time
    action, by = make(), actor(bo)
    with factories.in_scope(by):
        progress.start_action(action, by, now=before, today=before.date())

        assert progress.undo_last(action, by, now=after, today=after.date()).status == NS


@pytest.mark.parametrize(
    "values",
    [
        {"status": DO},
        {"status": EF, "done_on": TODAY},
        {"status": PA, "pause_reason": "x"},
        {"status": CA, "cancel_reason": "x"},
        {"is_blocked": True},
        {"status": DO, "done_on": TODAY, "is_blocked": True, "blocked_note": "x", "blocked_by": "y"},
        {"first_due": None},
        {"percent": 101},
        {"start": date(2030, 1, 1)},
    ],
)
def test_the_database_refuses_what_no_verb_would_write(values, make, actor, astrid):
    action = make()
    with factories.in_scope(actor(astrid)), pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.filter(pk=action.pk).update(**values)


@pytest.mark.parametrize(
    ("verb", "status", "changed"),
    [
        ("block_action", NS, {"unblocker": "x" * 121}),
        ("change_owner", NS, {"text": "x" * 121}),
        ("pause_action", IP, {"reason": "x" * 10_001}),
        ("show_effect", DO, {"text": "x" * 10_001}),
    ],
)
def test_a_text_that_does_not_fit_is_refused_whole(verb, status, changed, make, actor, astrid, now, today):
    action, by = make(status), actor(astrid)
    with factories.in_scope(by), pytest.raises(refusals.TextTooLong):
        press(action, by, verb, now, today, **changed)


def test_a_character_that_no_database_takes_is_left_out(make, actor, astrid, now, today):
    action, by = make(), actor(astrid)
    with factories.in_scope(by):
        blocked = progress.block_action(action, by, note="Pen\x00gar.", unblocker="K\x00S", now=now, today=today)

        progress.attach_link(action, by, title="", url="https://a.example/\x00b", now=now, today=today)
        progress.edit_action(action, by, Edit({}, {"note": "N\x00u"}), now=now, today=today)
        assert Action.objects.get(pk=action.pk).note == "Nu"

    assert (blocked.blocked_note, blocked.blocked_by) == ("Pengar.", "KS")
