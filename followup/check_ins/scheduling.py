"""A municipality chooses when it holds check-ins, or that it holds none."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts import journal
from accounts.editing import Edit, merged
from accounts.roles import Actor, require
from followup.check_ins.refusals import (
    DaysBeforeOutside,
    OwnDaysMissing,
    OwnDayUnknown,
    RemindsBeforeOpening,
    TooManyDays,
)
from followup.models import CheckInPattern, CheckInSchedule

NAMES = ("is_on", "pattern", "days", "opens_before", "reminds_before")
MOST_DAYS, LONGEST = 12, 60
LEAP_YEAR = 2000  # has every day that a year can have


def schedule_of(by: Actor) -> CheckInSchedule:
    """The schedule that holds in the scope's municipality: the tertials where none was chosen. One query."""
    rows = CheckInSchedule.objects.filter(municipality_id=by.scope.municipality)
    return rows.first() or CheckInSchedule(municipality_id=by.scope.municipality or 0)


def as_text(schedule: CheckInSchedule) -> dict[str, str]:
    """The schedule as a form carries it."""
    return {
        "is_on": "yes" if schedule.is_on else "no",
        "pattern": schedule.pattern,
        "days": ", ".join(schedule.days),
        "opens_before": str(schedule.opens_before),
        "reminds_before": str(schedule.reminds_before),
    }


def schedule_check_ins(by: Actor, edit: Edit, *, now: datetime) -> CheckInSchedule:
    """Write the schedule. Raises FieldsClash where somebody else changed it meanwhile; the same changes nothing."""
    require(by, "set_check_ins")
    with transaction.atomic():
        place = {"municipality_id": by.scope.municipality}
        CheckInSchedule.objects.bulk_create([CheckInSchedule(**place)], ignore_conflicts=True)
        schedule: CheckInSchedule = CheckInSchedule.objects.select_for_update().get(**place)
        before = as_text(schedule)
        changed = merged(before, _spelt(edit.of(NAMES)))
        if not changed:
            return schedule
        _write(schedule, before | changed)
        schedule.version += 1
        schedule.save(update_fields=[*NAMES, "version"])
        after = as_text(schedule)
        facts: dict[str, Any] = {f"check_ins_{name}": [before[name], after[name]] for name in changed}
        journal.record(by, "check_in.scheduled", schedule, now=now, municipality=by.scope.municipality, **facts)
    return schedule


def _spelt(edit: Edit) -> Edit:
    """With own days spelt as they are kept, so that the same days are no change."""
    new = dict(edit.new)
    if "days" in new:
        new["days"] = ", ".join(own_days(new["days"]))
    return Edit(edit.was, new)


def _write(schedule: CheckInSchedule, told: Mapping[str, str]) -> None:
    schedule.is_on = told["is_on"] == "yes"
    schedule.pattern = CheckInPattern(told["pattern"])
    schedule.days = own_days(told["days"])
    if schedule.pattern == CheckInPattern.OWN and not schedule.days:
        raise OwnDaysMissing
    schedule.opens_before, schedule.reminds_before = int(told["opens_before"]), int(told["reminds_before"])
    if not 1 <= schedule.opens_before <= LONGEST:
        raise DaysBeforeOutside
    if not 0 <= schedule.reminds_before <= schedule.opens_before:
        raise RemindsBeforeOpening


def own_days(text: str) -> list[str]:
    """The days that somebody wrote, as «04-30», each once and in order. Refuses what is no day of a year."""
    found = set()
    for word in text.replace(",", " ").replace(";", " ").split():
        month, dash, day = word.partition("-")
        try:
            found.add(date(LEAP_YEAR, int(month), int(day)) if dash else None)
        except ValueError:
            raise OwnDayUnknown from None
    if None in found:
        raise OwnDayUnknown
    if len(found) > MOST_DAYS:
        raise TooManyDays
    return sorted(f"{day:%m-%d}" for day in found if day)
