"""What a check-in has heard: the answers with what was said before, who is missing, and where it stands now."""

from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from accounts.models import Municipality
from accounts.roles import Actor
from followup.check_ins.schedule import next_days
from followup.models import Action, ActionFinding, CheckIn, CheckInAnswer, CheckInSchedule, Light, StatusReport
from followup.progress.answering import name_of_owner

COUNTED = ("on", "asked", "answered", "own_asked", "own_answered")
CHOSEN = ("pattern", "days", "is_on")
WORSE_FIRST = (Light.RED, Light.YELLOW, Light.GREEN)


@dataclass(frozen=True, slots=True)
class Told:
    """An action in a check-in: what was answered, if it was, and the light of the time before."""

    action: Action
    report: StatusReport | None
    is_for_other: bool
    before: str  # a light, empty where the action was never answered about
    first_area: int | None
    is_late: bool

    @property
    def light(self) -> str:
        """The light of the answer, empty where it is missing."""
        return self.report.light if self.report else ""

    @property
    def has_changed(self) -> bool:
        """Whether the light is another than the time before."""
        return bool(self.report and self.before and self.report.light != self.before)

    @property
    def is_worse(self) -> bool:
        """Whether it changed for the worse."""
        return self.has_changed and WORSE_FIRST.index(Light(self.light)) < WORSE_FIRST.index(Light(self.before))


@dataclass(slots=True)
class Person:
    """Somebody whose answers are missing; without a name: actions that nobody answers for."""

    name: str
    is_member: bool
    number: int  # of one of the actions: the person is asked for by it, since a name is no address
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """The open check-in: its day, and how many are asked about and answered, of all and of one's own."""

    on: date
    asked: int
    answered: int
    own_asked: int
    own_answered: int


@dataclass(frozen=True, slots=True)
class Round:
    """Where check-ins stand today: the one that is open, and the day of the next."""

    check_in: Opened | None
    next_day: date | None  # None where check-ins are off

    @property
    def opens_next(self) -> bool:
        """Whether the next day's check-in is still to be opened."""
        return self.check_in is None or self.check_in.on != self.next_day

    @property
    def missing(self) -> int:
        """Answers that the open check-in lacks."""
        return self.check_in.asked - self.check_in.answered if self.check_in else 0

    @property
    def own_missing(self) -> int:
        """Those that the person owes."""
        return self.check_in.own_asked - self.check_in.own_answered if self.check_in else 0


def round_of(by: Actor, *, today: date) -> Round:
    """The open check-in with counts, and the next day: that of an open one that has not passed.

    One query, since pages that are about other things ask: the schedule and the check-in hang on the municipality.
    """
    opened = CheckIn.objects.filter(municipality_id=OuterRef("pk")).open().with_counts(by.memberships)
    schedules = CheckInSchedule.objects.filter(municipality_id=OuterRef("pk"))
    told = Municipality.objects.filter(pk=by.scope.municipality).values_list(
        Subquery(opened.order_by("-on").values(row=JSONObject(**{name: name for name in COUNTED}))[:1]),
        Subquery(schedules.values(row=JSONObject(**{name: name for name in CHOSEN}))[:1]),
    )
    (row, chosen), *_others = [*told, (None, None)]
    found = Opened(**{**row, "on": date.fromisoformat(row["on"])}) if row else None
    schedule = CheckInSchedule(**(chosen or {}))
    ahead = next_days(schedule, today, 1)[0] if schedule.is_on else None
    return Round(found, found.on if found and found.on >= today else ahead)


def told_in(check_in: CheckIn, by: Actor, *, version_id: int | None = None, today: date) -> list[Told]:
    """Every action that the check-in asks about, by number; with the first area of a published version. One query."""
    areas = (
        ActionFinding.objects.filter(
            action_id=OuterRef("action_id"), finding__published__published_version_id=version_id or 0
        )
        .order_by("finding__published__area_number")
        .values("finding__published__area_number")
    )
    earlier = CheckInAnswer.objects.filter(
        action_id=OuterRef("action_id"), check_in__on__lt=OuterRef("check_in__on"), report__isnull=False
    ).order_by("-check_in__on")
    rows: QuerySet[CheckInAnswer] = CheckInAnswer.objects.visible_to(by).filter(check_in=check_in).asked()
    rows = rows.select_related("check_in", "report", "action__owner", "action__unit").annotate(
        areas=ArraySubquery(areas[:1]), before=Subquery(earlier.values("report__light")[:1])
    )
    day = today if check_in.closed_at is None else timezone.localdate(check_in.closed_at)
    return [_told(row, day) for row in rows.order_by("action__number")]


def _told(row: CheckInAnswer, day: date) -> Told:
    areas: list[int] = row.areas  # type: ignore[attr-defined]  # annotated by told_in(), as the next
    before: str | None = row.before  # type: ignore[attr-defined]
    is_late = row.action.is_overdue(day)
    return Told(row.action, row.report, row.is_for_other, before or "", areas[0] if areas else None, is_late)


def missing_people(told: list[Told]) -> list[Person]:
    """Whose answers are missing, most first; those without a name last."""
    found: dict[tuple[int | None, str], Person] = {}
    for each in told:
        if each.report is None:
            action = each.action
            whose = (action.owner_id, action.owner_text)
            person = Person(name_of_owner(action), action.owner_id is not None, action.number)
            found.setdefault(whose, person).missing += 1
    return sorted(found.values(), key=lambda person: (not person.name, -person.missing, person.name))


def history(by: Actor) -> QuerySet[CheckIn]:
    """All check-ins with their counts, the open one first, then the newest."""
    rows: QuerySet[CheckIn] = CheckIn.objects.visible_to(by).with_counts(by.memberships)
    return rows.order_by(F("closed_at").desc(nulls_first=True), "-on")


def held_on(day: str, by: Actor) -> CheckIn | None:
    """The check-in of the day that an address names as 2027-04-30, with its counts; None for any other text."""
    try:
        on = date.fromisoformat(day)
    except ValueError:
        return None
    if on.isoformat() != day:  # the same day spelt otherwise is no second address
        return None
    found: CheckIn | None = history(by).filter(on=on).select_related("plan").first()
    return found
