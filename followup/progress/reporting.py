"""How it goes with an action: a note and a traffic light, perhaps percent and a forecast."""

from datetime import date, datetime

from accounts.roles import Actor
from followup.models import Action, ActionStatus, Light, StatusReport
from followup.progress.answering import answer_check_in
from followup.progress.changing import changing, plain, signed
from followup.progress.refusals import LightMissing, NoteMissing, NoteTooLong, PercentOutside

LONGEST_NOTE = 500


def report_status(
    action: Action,
    by: Actor,
    *,
    note: str,
    light: str,
    percent: int | None = None,
    forecast: date | None = None,
    now: datetime,
    today: date,
) -> StatusReport:
    """Report how it goes; more than 0 percent starts an action. In an open check-in it is the answer.

    Pressed again it reports again: callers use `once`.
    """
    note = plain(note)
    with changing(action, by, "report_status", "action.reported", now=now, today=today) as change:
        reported = change.action
        change.demand()
        _check(note, light, percent)
        report = StatusReport(
            municipality_id=reported.municipality_id,
            action=reported,
            **signed(by, now),
            note=note,
            light=light,
            percent=percent,
            forecast=forecast,
        )
        change.write_row(report, {"withdrawn_at": now})
        answer_check_in(change, report)
        if reported.status == ActionStatus.NOT_STARTED and percent:
            reported.status, reported.started_on = ActionStatus.IN_PROGRESS, reported.started_on or today
        reported.light, reported.reported_at, reported.forecast = light, now, forecast
        if percent is not None:
            reported.percent = percent
    return report


def _check(note: str, light: str, percent: int | None) -> None:
    if not note:
        raise NoteMissing
    if len(note) > LONGEST_NOTE:
        raise NoteTooLong
    if light not in Light.values:
        raise LightMissing
    if percent is not None and not 0 <= percent <= 100:
        raise PercentOutside
