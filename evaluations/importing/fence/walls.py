"""What the process does to itself before it looks at a file: no network, no other program, no file written, limits.

The kernel's walls come first, where they are allowed; the interpreter's own hook always stands behind them.
"""

import ctypes
import os
import resource
import signal
import sys
from collections.abc import Callable, Sequence

from evaluations.importing.fence.calls import refuse_calls
from evaluations.importing.fence.messages import Kind

MOST_MEMORY = 1024 * 1024 * 1024  # bytes of address space
MOST_SECONDS = 30  # of processor time; the wall clock is the parent's
MOST_DESCRIPTORS = 32
POLITENESS = 10  # pages go before
FIRST_FREE_DESCRIPTOR = 4  # 0 to 2 are the usual ones, 3 is where answers go
PR_SET_PDEATHSIG = 1
PR_SET_NO_NEW_PRIVS = 38
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

REFUSED_FAMILIES = frozenset({
    "socket", "subprocess", "shutil", "tempfile", "ftplib", "smtplib", "http", "urllib", "webbrowser", "pty", "sqlite3",
    "poplib", "imaplib",
})  # fmt: skip
REFUSED = frozenset({
    "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system", "os.startfile", "os.remove",
    "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown", "os.utime",
    "os.setxattr", "os.removexattr", "os.putenv", "os.kill", "os.killpg", "signal.pthread_kill", "ctypes.dlopen",
    "pickle.find_class",
})  # fmt: skip


class ForbiddenError(PermissionError):
    """The process asked for something that reading a report never needs."""


def fence(parent: int) -> Kind:
    """Close the process in and say which kind of fence stands. `parent` is the process whose death is its own."""
    os.nice(POLITENESS)
    os.closerange(FIRST_FREE_DESCRIPTOR, os.sysconf("SC_OPEN_MAX"))
    kind: Kind = "namespace" if _leave_the_network() else "hook"
    if sys.platform == "linux":
        library = ctypes.CDLL(None)
        library.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        library.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)  # after the namespace, which takes it back
        if os.getppid() not in (parent, 0):
            os._exit(1)  # the parent died meanwhile
        _limit()
    refuse_calls()
    sys.addaudithook(_refuse)
    return kind


def _limit() -> None:
    """Bound memory, processor time, descriptors and what may be written; each limit is for good."""
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, MOST_DESCRIPTORS),
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_DATA, MOST_MEMORY),
    ):
        resource.setrlimit(what, (most, most))
    # At the first limit the signal tells what happened; the second one cannot be caught.
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 2))


def _leave_the_network() -> bool:
    """Move to a network of one's own with nothing in it; False where the machine does not allow it."""
    if sys.platform != "linux":
        return False
    own = os.CLONE_NEWNET | os.CLONE_NEWIPC
    return _succeeds(os.unshare, os.CLONE_NEWUSER | own) or _succeeds(os.unshare, own)


def _succeeds(call: Callable[[int], None], flags: int) -> bool:
    try:
        call(flags)
    except OSError:
        return False
    return True


def _refuse(event: str, arguments: Sequence[object]) -> None:
    if event == "open":
        mode, flags = arguments[1], arguments[2]
        written = isinstance(mode, str) and any(letter in mode for letter in "wax+")
        if written or (isinstance(flags, int) and flags & WRITING):
            raise ForbiddenError(event)
    elif event in REFUSED or event.partition(".")[0] in REFUSED_FAMILIES:
        raise ForbiddenError(event)
