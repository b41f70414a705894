"""The figures that show the effect of an action: added, changed, taken away."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.editing import Edit
from accounts.roles import Actor
from followup.models import Action, Direction, Indicator, Measurement
from followup.progress.changing import Change, changing, plain
from followup.progress.evidence import keep_evidence
from followup.progress.refusals import IndicatorNameMissing, MeasuredInFuture, ValueUnknown
from followup.progress.values import changed, day_of, figure_of, fitting, written

LABELS = {
    "name": _("What is measured"),
    "measured_in": _("Measured in"),
    "direction": _("Which way is better?"),
    "baseline": _("Baseline"),
    "baseline_on": _("Date of the baseline"),
    "target": _("Target"),
    "target_on": _("Date of the target"),
}
FIELDS = tuple(LABELS)


def as_fields(indicator: Indicator) -> dict[str, str]:
    """The indicator as its form shows it: every value a text."""
    return {
        "name": indicator.name,
        "measured_in": indicator.measured_in,
        "direction": indicator.direction,
        "baseline": written(indicator.baseline),
        "baseline_on": indicator.baseline_on.isoformat() if indicator.baseline_on else "",
        "target": written(indicator.target),
        "target_on": indicator.target_on.isoformat() if indicator.target_on else "",
    }


def add_indicator(
    action: Action,
    by: Actor,
    *,
    name: str,
    measured_in: str = "",
    direction: str = Direction.UP,
    baseline: Decimal | None = None,
    baseline_on: date | None = None,
    target: Decimal | None = None,
    target_on: date | None = None,
    now: datetime,
    today: date,
) -> Indicator:
    """Say which figure shows the effect. Pressed again it adds another: callers use `once`."""
    with changing(action, by, "keep_indicators", "indicator.added", now=now, today=today) as change:
        change.demand()
        added = Indicator(
            municipality_id=change.action.municipality_id,
            action=change.action,
            name=plain(name, 200),
            measured_in=plain(measured_in, 40),
            direction=direction,
            baseline=None if baseline is None else fitting(baseline),
            baseline_on=baseline_on,
            target=None if target is None else fitting(target),
            target_on=target_on,
        )
        _check(added, today)
        change.write_row(added, {"removed_at": now})
        change.facts["indicator"] = added.name
    return added


def edit_indicator(action: Action, by: Actor, edit: Edit, *, indicator: UUID, now: datetime, today: date) -> Indicator:
    """Change what is measured and the values at both ends. Raises FieldsClash where two changed the same."""
    with changing(action, by, "keep_indicators", "indicator.edited", now=now, today=today) as change:
        edited = indicator_of(change, indicator)
        change.demand()
        undo = {}
        for name, text in changed(as_fields(edited), edit, LABELS).items():
            before, after = getattr(edited, name), _value(name, text)
            if before != after:
                undo[name] = before
                setattr(edited, name, after)
        _check(edited, today)
        if undo:
            edited.version += 1
            change.write_row(edited, undo)
            change.facts["indicator"] = edited.name
    return edited


def remove_indicator(action: Action, by: Actor, *, indicator: UUID, now: datetime, today: date) -> Indicator:
    """Take an indicator away by a mark; its measurements are kept with it. Removed already, nothing changes.

    Refuses where the shown effect rests on its measurements alone.
    """
    with changing(action, by, "keep_indicators", "indicator.removed", now=now, today=today) as change:
        removed = _any_of(change, indicator)
        if removed.removed_at is not None:
            return removed
        change.demand()
        rows = Measurement.objects.filter(indicator_id=removed.pk).values_list("pk", flat=True)
        keep_evidence(change.action, {("measurement", pk) for pk in rows})
        removed.removed_at = now
        change.write_row(removed, {"removed_at": None})
        change.facts["indicator"] = removed.name
    return removed


def indicator_of(change: Change, key: UUID) -> Indicator:
    """An indicator of this action. Raises Indicator.DoesNotExist for another's, and for one that was taken away."""
    found = _any_of(change, key)
    if found.removed_at is not None:
        raise Indicator.DoesNotExist
    return found


def _any_of(change: Change, key: UUID) -> Indicator:
    found: Indicator = Indicator.objects.get(action_id=change.action.pk, key=key)
    return found


def _value(name: str, text: str) -> str | date | Decimal | None:
    if name in ("baseline", "target"):
        return figure_of(text)
    if name in ("baseline_on", "target_on"):
        return day_of(text)
    return plain(text, 200 if name == "name" else 40)


def _check(indicator: Indicator, today: date) -> None:
    if not indicator.name:
        raise IndicatorNameMissing
    if indicator.direction not in Direction.values:
        raise ValueUnknown
    if indicator.baseline_on is not None and indicator.baseline_on > today:
        raise MeasuredInFuture
