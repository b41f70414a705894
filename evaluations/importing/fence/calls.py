"""Calls that the kernel refuses the process for good, also to a library that a file has got the better of.

A network of one's own does not keep a process from sockets that lie as files, and limits do not bind an administrator.
"""

import ctypes
import errno
import os
import platform
import sys
from collections.abc import Iterable, Iterator

PR_SET_SECCOMP = 22
MODE_FILTER = 2
ARCHITECTURE = 0xC000003E  # AUDIT_ARCH_X86_64; the numbers below are its own
OTHER_NUMBERS = 0x40000000  # from here on the calls of another binary interface
NUMBER_AT, ARCHITECTURE_AT, ARGUMENTS_AT = 0, 4, 16  # bytes into what a filter is shown
ALLOW, REFUSE = 0x7FFF0000, 0x00050000  # the second with an errno
LOAD, EQUAL, AT_LEAST, HAS_BITS, ANSWER = 0x20, 0x15, 0x35, 0x45, 0x06  # operations of a filter
CLONE_THREAD = 0x00010000
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

REFUSED = {
    "socket": 41, "connect": 42, "accept": 43, "bind": 49, "listen": 50, "socketpair": 53, "fork": 57, "vfork": 58,
    "execve": 59, "truncate": 76, "rename": 82, "mkdir": 83, "rmdir": 84, "creat": 85, "link": 86, "unlink": 87,
    "symlink": 88, "chmod": 90, "fchmod": 91, "chown": 92, "fchown": 93, "lchown": 94, "ptrace": 101, "mknod": 133,
    "chroot": 161, "mount": 165, "umount2": 166, "setxattr": 188, "tkill": 200, "keyctl": 250, "mkdirat": 258,
    "mknodat": 259, "fchownat": 260, "unlinkat": 263, "renameat": 264, "linkat": 265, "symlinkat": 266, "fchmodat": 268,
    "unshare": 272, "accept4": 288, "perf_event_open": 298, "setns": 308, "process_vm_readv": 310,
    "process_vm_writev": 311, "renameat2": 316, "bpf": 321, "execveat": 322, "userfaultfd": 323,
    "pidfd_send_signal": 424, "io_uring_setup": 425, "pidfd_open": 434, "openat2": 437, "pidfd_getfd": 438,
    "fchmodat2": 452,
}  # fmt: skip
OPEN, CLONE, KILL, TGKILL, OPENAT, CLONE3 = 2, 56, 62, 234, 257, 435

type Step = tuple[int, int, int, int]  # operation, steps over where it holds, steps over where not, operand


class _Filter(ctypes.Structure):
    _fields_ = (("operation", ctypes.c_uint16), ("yes", ctypes.c_uint8), ("no", ctypes.c_uint8), ("k", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("steps", ctypes.POINTER(_Filter)))


def refuse_calls() -> bool:
    """Refuse this process the calls, and all that it might start; False where the machine does not allow it.

    The caller has given up new privileges before. Asked of a machine of another kind, nothing is refused.
    """
    if sys.platform != "linux" or platform.machine() != "x86_64":
        return False
    steps = [_Filter(*step) for step in _steps(os.getpid())]
    program = _Program(len(steps), (_Filter * len(steps))(*steps))
    library = ctypes.CDLL(None)
    return bool(library.prctl(PR_SET_SECCOMP, MODE_FILTER, ctypes.byref(program), 0, 0) == 0)


def _steps(process: int) -> Iterator[Step]:
    refuse: Step = (ANSWER, 0, 0, REFUSE | errno.EPERM)
    allow: Step = (ANSWER, 0, 0, ALLOW)
    yield from ((LOAD, 0, 0, ARCHITECTURE_AT), (EQUAL, 1, 0, ARCHITECTURE), refuse)
    yield from ((LOAD, 0, 0, NUMBER_AT), (AT_LEAST, 0, 1, OTHER_NUMBERS), refuse)
    for number in REFUSED.values():
        yield from _where(number, [refuse])
    # The C library then asks for a thread in the older way, whose flags can be looked at.
    yield from _where(CLONE3, [(ANSWER, 0, 0, REFUSE | errno.ENOSYS)])
    yield from _where(CLONE, [_argument(0), (HAS_BITS, 0, 1, CLONE_THREAD), allow, refuse])
    for number, place in ((OPEN, 1), (OPENAT, 2)):
        yield from _where(number, [_argument(place), (HAS_BITS, 0, 1, WRITING), refuse, allow])
    for number in (KILL, TGKILL):
        yield from _where(number, [_argument(0), (EQUAL, 0, 1, process), allow, refuse])
    yield allow


def _where(number: int, then: list[Step]) -> Iterable[Step]:
    """These steps, which end in an answer, where the call has the number."""
    return [(EQUAL, 0, len(then), number), *then]


def _argument(place: int) -> Step:
    """Load the lower half of an argument."""
    return (LOAD, 0, 0, ARGUMENTS_AT + 8 * place)
