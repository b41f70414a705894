"""Figures for SKR: counted each night in the municipality's own scope, where it shares figures or all."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from accounts import outbox, sharing
from accounts.models import Municipality, Sharing, SharingLevel
from accounts.outbox import Running
from accounts.roles import Actor, require
from accounts.tenancy import Scope
from evaluations.models import PublishedVersion
from evaluations.reporting.result import result_of
from followup.models import SharedFigure
from followup.overview import STATES, standing_of

COUNT = "figures.count"
COUNT_ALL = "figures.count_all"
DECIDED, TOTAL = "decided", "total"


@dataclass(slots=True)
class AreaFigures:
    """One area's counts as SKR reads them."""

    number: int
    title: str
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def decided(self) -> int:
        """Improvement opportunities with a decision that holds."""
        return self.counts.get(DECIDED, 0)

    @property
    def total(self) -> int:
        """All its improvement opportunities."""
        return self.counts.get(TOTAL, 0)

    @property
    def statuses(self) -> list[tuple[str, int]]:
        """Its actions by state, in the order of the stacked line."""
        return [(state, self.counts[state]) for state in STATES if self.counts.get(state)]


@dataclass(frozen=True, slots=True)
class Figures:
    """The newest figures of a municipality."""

    on: date
    year: int
    areas: list[AreaFigures]

    @property
    def decided(self) -> int:
        """Of all areas."""
        return sum(area.decided for area in self.areas)

    @property
    def total(self) -> int:
        """Of all areas."""
        return sum(area.total for area in self.areas)


def promise_count(now: datetime, today: date) -> None:
    """Promise tonight's count; promised twice it runs once."""
    outbox.promise(COUNT_ALL, f"{COUNT_ALL}:{today}", Scope(house="admin"), now)


def count_all(running: Running) -> None:
    """Promise a count in the scope of each municipality that shares something."""
    today = timezone.localdate(running.now)
    for shared in Sharing.objects.exclude(level=SharingLevel.NONE).order_by("municipality_id"):
        town = shared.municipality_id
        outbox.promise(COUNT, f"{COUNT}:{town}:{today}", Scope(municipality=town), running.now)


def count(running: Running) -> None:
    """Write today's figures of the newest evaluation; a second run writes the same rows again."""
    town = running.by.scope.municipality
    today = timezone.localdate(running.now)
    # What SKR has not published is not SKR's to count: an own import stays with the municipality.
    of_skr = PublishedVersion.objects.visible_to(running.by).filter(is_own=False).newest()
    version = of_skr.order_by("-year", "-number").first()
    if version is None or town is None:
        return
    standing = standing_of(version, result_of(version.content), running.by, today=today)
    rows = [
        SharedFigure(
            municipality_id=town,
            evaluation_id=version.evaluation_id,
            on=today,
            area_number=area.area.number,
            area_title=area.area.title,
            state=state,
            count=number,
        )
        for area in standing.areas
        for state, number in [(TOTAL, area.total), (DECIDED, area.decided), *area.statuses]
    ]
    SharedFigure.objects.filter(evaluation_id=version.evaluation_id, on=today).update(count=0)
    SharedFigure.objects.bulk_create(
        rows,
        update_conflicts=True,
        update_fields=["count", "area_title"],
        unique_fields=["municipality", "evaluation", "on", "area_number", "state"],
    )


def read_figures(by: Actor, municipality: Municipality, *, now: datetime) -> Figures | None:
    """The newest figures, None before the first night. Every reading stands in the municipality's journal."""
    require(by, "read_shared_plan")
    sharing.record_reading(by, municipality, now=now)
    of_town = SharedFigure.objects.filter(municipality=municipality)
    newest = of_town.select_related("evaluation").order_by("-on", "-evaluation__year").first()
    if newest is None:
        return None
    areas: dict[int, AreaFigures] = {}
    for row in of_town.filter(on=newest.on, evaluation_id=newest.evaluation_id).order_by("area_number"):
        area = areas.setdefault(row.area_number, AreaFigures(row.area_number, row.area_title))
        area.counts[row.state] = row.count
    return Figures(newest.on, newest.evaluation.year, list(areas.values()))
