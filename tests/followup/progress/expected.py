"""The table of states as rules.md §6 writes it, played by hand: what an action looks like after each press.

Written from the table and not from the code, so that the two may disagree.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

NS, IP, PA, DO, EF, CA = "not_started", "in_progress", "paused", "done", "effect_shown", "cancelled"
OPEN, UNDER_WAY = {NS, IP, PA}, {NS, IP}
REOPENS = timedelta(days=30)
COORDINATOR, OWNER, HELPER = "samordnare", "owner", "helper"
S, OS, OHS = {COORDINATOR}, {COORDINATOR, OWNER}, {COORDINATOR, OWNER, HELPER}


@dataclass(frozen=True)
class Stands:
    """An action as a person would tell of it."""

    status: str = NS
    started: bool = False
    blocked: tuple[str, str] | None = None
    pause: tuple[str, date] | None = None
    done: tuple[date, str, date] | None = None
    effect: tuple[date, str] | None = None
    cancelled: tuple[str, str] | None = None  # why, and the state before
    due: date | None = None
    first_due: date | None = None
    owner: str = ""  # a person's name, or a text in quotes
    helpers: frozenset[str] = frozenset()
    title: str = ""

    def is_late(self, today: date) -> bool:
        """Due before today and under way; a paused one only when it should have been taken up again."""
        if self.due is None or self.due >= today:
            return False
        return self.status in UNDER_WAY or (self.status == PA and self.pause is not None and self.pause[1] < today)


@dataclass(frozen=True)
class Press:
    """What is pressed, by whom, when, and what is said with it."""

    said: Mapping[str, Any]
    is_coordinator: bool
    today: date
    last_verb: str  # the newest in the action's history, undone or not
    has_ground: bool  # something that the action answers is to be acted on, or it answers nothing


class Refused(Exception):  # noqa: N818 - read as a sentence where it is raised
    """The table says no."""


def _start(it: Stands, press: Press) -> Stands:
    return replace(it, status=IP, started=True)


def _report(it: Stands, press: Press) -> Stands:
    _demand(len(press.said["note"]) in range(1, 501))
    return _start(it, press) if it.status == NS and press.said.get("percent") else it


def _block(it: Stands, press: Press) -> Stands:
    _demand(it.blocked is None and press.said["note"] and press.said["unblocker"])
    return replace(it, blocked=(press.said["note"], press.said["unblocker"]))


def _unblock(it: Stands, press: Press) -> Stands:
    return replace(it, blocked=None)


def _pause(it: Stands, press: Press) -> Stands:
    _demand(press.said["reason"] and press.said["resume_on"] > press.today)
    return replace(it, status=PA, blocked=None, pause=(press.said["reason"], press.said["resume_on"]))


def _resume(it: Stands, press: Press) -> Stands:
    return replace(it, status=IP if it.started else NS, pause=None)


def _complete(it: Stands, press: Press) -> Stands:
    on, how, look = press.said["done_on"], press.said["effect_seen_how"], press.said["effect_look_on"]
    _demand(on <= press.today and how and look >= on)
    return replace(it, status=DO, started=True, blocked=None, pause=None, done=(on, how, look))


def _show(it: Stands, press: Press) -> Stands:
    assert it.done is not None
    _demand(it.done[0] <= press.said["effect_on"] <= press.today and press.said["text"])
    return replace(it, status=EF, effect=(press.said["effect_on"], press.said["text"]))


def _withdraw(it: Stands, press: Press) -> Stands:
    _demand(press.said["reason"])
    return replace(it, status=DO)


def _reopen(it: Stands, press: Press) -> Stands:
    assert it.done is not None
    due = press.said.get("due")
    _demand(press.is_coordinator or press.today - it.done[0] <= REOPENS)
    _demand(press.said["reason"] and press.has_ground)
    _demand(due is not None or it.due is None or it.due >= press.today)
    it = replace(it, status=IP, done=None, effect=None)
    return _due(it, due, press.today) if due else it


def _cancel(it: Stands, press: Press) -> Stands:
    _demand(press.said["reason"])
    return replace(it, status=CA, blocked=None, cancelled=(press.said["reason"], it.status))


def _restore(it: Stands, press: Press) -> Stands:
    assert it.cancelled is not None
    _demand(press.said["reason"] and press.has_ground)
    return replace(it, status=it.cancelled[1], cancelled=None)


def _move(it: Stands, press: Press) -> Stands:
    _demand(press.said["reason"] or it.due is None)
    return _due(it, press.said["due"], press.today)


def _due(it: Stands, due: date, today: date) -> Stands:
    _demand(due >= today)
    return replace(it, due=due, first_due=it.first_due or due)


def _give(it: Stands, press: Press) -> Stands:
    owner = _owner(press)
    return replace(it, owner=owner, helpers=it.helpers - {owner})


def _title(it: Stands, press: Press) -> Stands:
    _demand(press.said["edit"].new["title"])
    return replace(it, title=press.said["edit"].new["title"])


def _owner(press: Press) -> str:
    return press.said.get("member") or f"”{press.said['text']}”"


def _said(press: Press, *names: str) -> tuple[Any, ...]:
    return tuple(press.said[name] for name in names)


def _never(it: Stands, press: Press) -> bool:
    return False


def _demand(holds: object) -> None:
    if not holds:
        raise Refused


@dataclass(frozen=True)
class Row:
    """A row of the table: from where, for whom, what becomes of it, and when pressing it changes nothing."""

    starts: set[str]
    who: set[str]
    to: Callable[[Stands, Press], Stands]
    again: Callable[[Stands, Press], bool] = _never
    always_told: bool = False  # also where the action stands as it stood


TABLE: Mapping[str, Row] = {
    "start_action": Row({NS}, OHS, _start, lambda it, _: it.status == IP),
    "report_status": Row(OPEN | {DO}, OHS, _report, always_told=True),
    "block_action": Row(
        UNDER_WAY, OHS, _block, lambda it, press: it.blocked == _said(press, "note", "unblocker") != ("", "")
    ),
    "unblock_action": Row(UNDER_WAY, OHS, _unblock, lambda it, _: it.status in UNDER_WAY and it.blocked is None),
    "pause_action": Row(
        UNDER_WAY, OS, _pause, lambda it, press: it.status == PA and it.pause == _said(press, "reason", "resume_on")
    ),
    "resume_action": Row({PA}, OS, _resume, lambda it, _: it.status in UNDER_WAY),
    "complete_action": Row(
        OPEN, OS, _complete,
        lambda it, press: it.status == DO and it.done == _said(press, "done_on", "effect_seen_how", "effect_look_on"),
    ),
    "show_effect": Row(
        {DO}, OS, _show, lambda it, press: it.status == EF and it.effect == _said(press, "effect_on", "text")
    ),
    "withdraw_effect": Row({EF}, S, _withdraw, lambda it, _: it.status == DO and it.effect is not None),
    "reopen_action": Row(
        {DO}, OS, _reopen, lambda it, press: it.status == IP and press.last_verb == "reopen_action"
    ),
    "cancel_action": Row(
        OPEN, S, _cancel,
        lambda it, press: it.status == CA and it.cancelled is not None and it.cancelled[0] == press.said["reason"],
    ),
    "restore_action": Row(
        {CA}, S, _restore, lambda it, press: it.status in OPEN and press.last_verb == "restore_action"
    ),
    "move_deadline": Row(OPEN, OS, _move, lambda it, press: it.status in OPEN and it.due == press.said["due"]),
    "change_owner": Row(
        OPEN | {DO}, S, _give, lambda it, press: it.status in OPEN | {DO} and it.owner == _owner(press)
    ),
    "edit_action": Row(
        OPEN | {DO}, S, _title,
        lambda it, press: it.status in OPEN | {DO} and it.title == press.said["edit"].new["title"],
    ),
}  # fmt: skip


def after(it: Stands, verb: str, press: Press) -> Stands | None:
    """How the action stands after the press; None where the press changes nothing. Raises Refused."""
    row = TABLE[verb]
    if row.again(it, press):
        return None
    _demand(it.status in row.starts)
    return row.to(it, press)
