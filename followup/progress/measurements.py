"""The values of an indicator, day by day; a wrong one is taken back, never rewritten."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from accounts.roles import Actor
from followup.models import Action, Measurement
from followup.progress.changing import Change, changing, plain, signed
from followup.progress.evidence import keep_evidence
from followup.progress.indicators import indicator_of
from followup.progress.refusals import FigureMissing, MeasuredInFuture, MeasuredThatDay
from followup.progress.values import fitting, written


def add_measurement(
    action: Action,
    by: Actor,
    *,
    indicator: UUID,
    on: date | None,
    value: Decimal | None,
    note: str = "",
    is_evidence: bool = False,
    now: datetime,
    today: date,
) -> Measurement:
    """Enter what was measured on a day. Refuses a day that is not yet, or that has its value already."""
    with changing(action, by, "keep_indicators", "measurement.added", now=now, today=today) as change:
        measured = indicator_of(change, indicator)
        change.demand()
        if value is None:
            raise FigureMissing
        if on is None or on > today:
            raise MeasuredInFuture
        if Measurement.objects.filter(indicator_id=measured.pk, on=on, withdrawn_at=None).exists():
            raise MeasuredThatDay
        added = Measurement(
            municipality_id=change.action.municipality_id,
            indicator=measured,
            on=on,
            value=fitting(value),
            note=plain(note, 500),
            is_evidence=is_evidence,
            **signed(by, now),
        )
        change.write_row(added, {"withdrawn_at": now})
        _tell(change, added)
    return added


def withdraw_measurement(action: Action, by: Actor, *, measurement: UUID, now: datetime, today: date) -> Measurement:
    """Take a wrong value back. Withdrawn already, nothing changes. Refuses the last evidence of a shown effect."""
    with changing(action, by, "keep_indicators", "measurement.withdrawn", now=now, today=today) as change:
        withdrawn = _of(change, measurement)
        if withdrawn.withdrawn_at is not None:
            return withdrawn
        change.demand()
        keep_evidence(change.action, {("measurement", withdrawn.pk)})
        withdrawn.withdrawn_at = now
        change.write_row(withdrawn, {"withdrawn_at": None})
        _tell(change, withdrawn)
    return withdrawn


def mark_evidence(change: Change, key: UUID) -> None:
    """Let a measurement show the effect, in the change that shows it. Raises Measurement.DoesNotExist for another's."""
    marked = _of(change, key)
    if marked.withdrawn_at is None and not marked.is_evidence:
        marked.is_evidence = True
        change.write_row(marked, {"is_evidence": False})
        _tell(change, marked)


def _of(change: Change, key: UUID) -> Measurement:
    rows = Measurement.objects.filter(indicator__action_id=change.action.pk).select_related("indicator")
    found: Measurement = rows.get(key=key)
    return found


def _tell(change: Change, measurement: Measurement) -> None:
    indicator = measurement.indicator
    change.facts["indicator"] = indicator.name
    change.facts["measurement"] = (
        f"{measurement.on:%Y-%m-%d}: {written(measurement.value)} {indicator.measured_in}".strip()
    )
