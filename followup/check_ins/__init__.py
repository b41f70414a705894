"""Check-ins: on which days, opened and closed, who is asked and reminded, what was answered, rolled up."""

from followup.check_ins.closing import close_check_in
from followup.check_ins.opening import open_next_check_in
from followup.check_ins.refusals import (
    CheckInIsClosed,
    CheckInsAreOff,
    DaysBeforeOutside,
    NothingToAskAbout,
    OwnDaysMissing,
    OwnDayUnknown,
    RemindsBeforeOpening,
    TooManyDays,
)
from followup.check_ins.reminding import remind_of_check_in
from followup.check_ins.rolling_up import Person, Round, Told, held_on, history, missing_people, round_of, told_in
from followup.check_ins.schedule import days_of, next_days, opens_on
from followup.check_ins.scheduling import schedule_check_ins, schedule_of

__all__ = [
    "CheckInIsClosed",
    "CheckInsAreOff",
    "DaysBeforeOutside",
    "NothingToAskAbout",
    "OwnDayUnknown",
    "OwnDaysMissing",
    "Person",
    "RemindsBeforeOpening",
    "Round",
    "Told",
    "TooManyDays",
    "close_check_in",
    "days_of",
    "held_on",
    "history",
    "missing_people",
    "next_days",
    "open_next_check_in",
    "opens_on",
    "remind_of_check_in",
    "round_of",
    "schedule_check_ins",
    "schedule_of",
    "told_in",
]
