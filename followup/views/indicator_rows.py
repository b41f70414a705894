"""The indicators of an action as its page shows them: from where over where to where, and a small picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from uuid import UUID

from django.db.models import F, FilteredRelation, Q
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.roles import Actor
from followup.models import Action, Direction, Indicator
from followup.views.indicator_chart import figure, picture


@dataclass(frozen=True, slots=True)
class Measured:
    """One value of a day."""

    key: UUID
    on: date
    value: Decimal
    note: str
    is_evidence: bool
    by_name: str

    @property
    def text(self) -> str:
        """The value as it is read."""
        return figure(self.value)


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator with its measurements, the oldest first."""

    indicator: Indicator
    measurements: Sequence[Measured]

    @property
    def latest(self) -> Measured | None:
        """The last one."""
        return self.measurements[-1] if self.measurements else None

    @property
    def way_points(self) -> list[tuple[str, str, date | None]]:
        """Baseline, latest and target with their days, those that are known."""
        indicator, latest = self.indicator, self.latest
        named = [
            (_("Baseline"), indicator.baseline, indicator.baseline_on),
            (_("Latest"), latest.value if latest else None, latest.on if latest else None),
            (_("Target"), indicator.target, indicator.target_on),
        ]
        return [(name, figure(value, indicator.measured_in), on) for name, value, on in named if value is not None]

    @property
    def evidence(self) -> list[Measured]:
        """The values that show the effect."""
        return [each for each in self.measurements if each.is_evidence]

    @property
    def newest_first(self) -> list[Measured]:
        """As the table shows them."""
        return list(reversed(self.measurements))

    @property
    def way(self) -> str:
        """How far it has come, where that can be said."""
        indicator, latest = self.indicator, self.latest
        if latest is None or indicator.baseline is None:
            return ""
        gone = latest.value - indicator.baseline
        if indicator.target is None or indicator.target == indicator.baseline:
            return _than_at_first(gone if indicator.direction == Direction.UP else -gone)
        share = gone / (indicator.target - indicator.baseline)
        if share >= 1:
            return _("the target is reached")
        if share < 0:
            return _("further from the target than at the baseline")
        percent = f"{(share * 100).quantize(Decimal(1), rounding=ROUND_DOWN)} %"
        return _("{share} of the way to the target").format(share=percent)

    @property
    def picture(self) -> SafeString | str:
        """The values over time; two points make a line."""
        points = [(each.on, each.value) for each in self.measurements]
        return picture(self.indicator, points) if points else ""


def _than_at_first(better: Decimal) -> str:
    if better > 0:
        return _("better than at the baseline")
    return _("worse than at the baseline") if better < 0 else _("as at the baseline")


def indicators_of(action: Action, by: Actor) -> list[IndicatorRow]:
    """Those that were not taken away, with what was measured and not taken back; one query."""
    rows = Indicator.objects.visible_to(by).filter(action=action, removed_at=None)
    stands = FilteredRelation("measurements", condition=Q(measurements__withdrawn_at=None))
    columns = {name: F(f"standing__{name}") for name in ("key", "on", "value", "note", "is_evidence", "by_name")}
    found: dict[int, tuple[Indicator, list[Measured]]] = {}
    joined = rows.annotate(standing=stands).annotate(**{f"m_{name}": column for name, column in columns.items()})
    for row in joined.order_by("id", "standing__on"):
        _indicator, measured = found.setdefault(row.pk, (row, []))
        if row.m_key is not None:
            measured.append(Measured(*(getattr(row, f"m_{name}") for name in columns)))
    return [IndicatorRow(indicator, measured) for indicator, measured in found.values()]
