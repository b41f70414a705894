"""Processes told apart by pid and start time, so that a reused pid is never taken for one of ours."""

import contextlib
import json
import os
import signal
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypedDict

import psutil


class Mark(TypedDict):
    pid: int
    started: str


def mark_of(pid: int) -> Mark:
    return {"pid": pid, "started": _start_of(pid)}


def _start_of(pid: int) -> str:
    """When the process began. In ticks since boot where the kernel tells: the wall clock may be set meanwhile."""
    try:
        ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
        return f"{Path('/proc/sys/kernel/random/boot_id').read_text().strip()}:{ticks}"
    except (OSError, IndexError):
        pass
    try:
        return f"{psutil.Process(pid).create_time():.2f}"
    except psutil.Error:
        return ""


def is_alive(mark: Mark) -> bool:
    if not mark["started"] or _start_of(mark["pid"]) != mark["started"]:
        return False
    try:
        return bool(psutil.Process(mark["pid"]).status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def stop(*marks: Mark, patience: float = 8) -> bool:
    """Stop the processes and the sessions they lead: politely, then by force. True if there was something to stop."""
    members = {process.pid: mark_of(process.pid) for mark in marks for process in _members(mark)}
    if patience:
        leaders = [members[mark["pid"]] for mark in marks if mark["pid"] in members]
        _send(leaders or members.values(), signal.SIGTERM)
        _wait(members.values(), patience)
    _send(members.values(), signal.SIGKILL)
    _wait(members.values(), 2)
    return bool(members)


def _members(mark: Mark) -> Iterator[psutil.Process]:
    """The process if it is still the marked one, and what lives on in its session.

    The kernel gives no process the number of a living session, so a session without its leader is still the old one.
    """
    leader_is_ours = is_alive(mark)
    if not leader_is_ours and psutil.pid_exists(mark["pid"]):
        return
    boot = mark["started"].partition(":")[0]
    for process in psutil.process_iter():
        try:
            belongs = process.pid == mark["pid"] or os.getsid(process.pid) == mark["pid"]
        except OSError:
            continue
        if belongs and _start_of(process.pid).startswith(boot):
            yield process


def _send(marks: Iterable[Mark], number: signal.Signals) -> None:
    for mark in marks:
        if is_alive(mark):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(mark["pid"], number)


def _wait(marks: Collection[Mark], patience: float) -> None:
    deadline = time.monotonic() + patience
    while any(is_alive(mark) for mark in marks) and time.monotonic() < deadline:
        time.sleep(0.02)


def write_marks(path: Path, marks: Mapping[str, Mark]) -> None:
    """Replace the record at once: a reader, or a crash, never meets half of it."""
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(marks))
    draft.replace(path)


def read_marks(path: Path) -> dict[str, Mark]:
    try:
        marks: dict[str, Mark] = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return marks
