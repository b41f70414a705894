"""What the kernel refuses the process behind the fence, tried where no hook of the interpreter stands in between."""

import platform
import socket
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[3]

pytestmark = pytest.mark.skipif(platform.machine() != "x86_64", reason="The list of calls is of this kind of machine.")


def ends(codes: list[str], inherited: tuple[int, ...] = ()) -> list[str]:
    """How lines of code end behind one fence without its hook, one after the other."""
    program = textwrap.dedent(f"""
        import os, socket, sys, threading
        sys.path.insert(0, {str(CHECKOUT)!r})
        from evaluations.importing.fence import walls
        walls._refuse = lambda event, arguments: None
        walls.fence(os.getppid())
        for code in {codes!r}:
            try:
                exec(code)
                print("done", flush=True)
            except BaseException as error:
                print(type(error).__name__, flush=True)
    """)
    call = [sys.executable, "-c", program]
    done = subprocess.run(call, capture_output=True, text=True, timeout=60, check=False, pass_fds=inherited)
    return done.stdout.splitlines()


@pytest.fixture
def waiting(tmp_path: Path) -> Iterator[Path]:
    """A socket that lies as a file, as a database's may: no network of one's own keeps a process from it."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket"))
        listening.listen()
        yield tmp_path / "socket"


def test_it_neither_connects_nor_starts_writes_or_removes_anything(tmp_path: Path, waiting: Path) -> None:
    new, kept = tmp_path / "new", tmp_path / "kept"
    kept.write_text("kept")
    codes = [
        f"socket.socket(socket.AF_UNIX).connect({str(waiting)!r})",
        "socket.socketpair()",
        "os.fork() or os._exit(0)",
        "os.execv('/bin/true', ['true'])",
        "os.posix_spawn('/bin/true', ['true'], {})",
        f"os.close(os.open({str(new)!r}, os.O_CREAT | os.O_WRONLY))",
        f"os.close(os.open({str(kept)!r}, os.O_RDWR))",
        f"os.remove({str(kept)!r})",
        f"os.rename({str(kept)!r}, {str(new)!r})",
        f"os.symlink({str(kept)!r}, {str(new)!r})",
        f"os.mkdir({str(new)!r})",
        f"os.chmod({str(kept)!r}, 0)",
        "os.kill(os.getppid(), 0)",
        "os.unshare(os.CLONE_NEWUSER)",
    ]
    assert list(zip(codes, ends(codes), strict=True)) == [(code, "PermissionError") for code in codes]
    assert (new.exists(), kept.read_text()) == (False, "kept")


def test_what_reading_needs_goes_on() -> None:
    codes = ["open('/etc/passwd').read()", "os.kill(os.getpid(), 0)", "threading.Thread(target=int).start()"]
    assert ends(codes) == ["done"] * 3


def test_what_it_inherits_open_is_closed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    with secret.open() as open_file:
        number = open_file.fileno()
        assert number > 3
        assert ends([f"os.read({number}, 1)", f"os.fstat({number})"], inherited=(number,)) == ["OSError", "OSError"]
