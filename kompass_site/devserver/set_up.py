"""Make `.venv` from the lock, again only when the lock is new. Run as a script: nothing is installed yet."""

import fcntl
import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
VENV = CHECKOUT / ".venv"
LOCK = CHECKOUT / "requirements" / "dev.txt"
STAMP = VENV / "installed.sha256"
PYTHON = VENV / "bin" / "python"
NEEDED_SPACE = 1_000 * 1024 * 1024


class CannotSetUp(Exception):  # noqa: N818 - read as a sentence where it is raised
    """Why, in one sentence."""


def main() -> None:
    try:
        set_up()
    except CannotSetUp as reason:
        sys.exit(str(reason))
    except OSError as error:
        sys.exit(f"The environment in {VENV} could not be made: {error.strerror or error}.")
    except KeyboardInterrupt:
        sys.exit("Stopped before the environment was complete; the next start goes on.")


def set_up() -> None:
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if is_current(digest):
        return
    with only_one_at_a_time():
        if is_current(digest):
            return
        free = shutil.disk_usage(CHECKOUT).free
        if free < NEEDED_SPACE:
            raise CannotSetUp(f"The disk is full: {free // 1024**2} MB are free at {CHECKOUT}, and 1000 MB are needed.")
        if not runs():
            say("Making the environment .venv")
            call([sys.executable, "-m", "venv", "--clear", str(VENV)], failing="The environment .venv was not made")
        install()
        # Where PYTHONDONTWRITEBYTECODE is set nobody else would: each start would compile everything again.
        say("Compiling what was installed")
        call([str(PYTHON), "-m", "compileall", "-qq", "-j", "0", str(VENV / "lib")], failing=None)
        STAMP.write_text(digest)
        say("The environment is ready")


def is_current(digest: str) -> bool:
    return STAMP.exists() and STAMP.read_text() == digest and runs()


def runs() -> bool:
    """False also for an environment that was moved or copied, or whose interpreter was removed."""
    if not PYTHON.exists():
        return False
    question = "import sys, pip; print(sys.prefix)"
    answer = subprocess.run([PYTHON, "-I", "-c", question], capture_output=True, text=True, check=False)
    return answer.returncode == 0 and Path(answer.stdout.strip()) == VENV


def install() -> None:
    count = sum(1 for line in LOCK.read_text().splitlines() if "==" in line and not line.startswith((" ", "#")))
    say(f"Installing {count} packages from {LOCK.relative_to(CHECKOUT)}, a minute or so the first time")
    done = 0

    def show(line: str) -> None:
        nonlocal done
        if line.startswith("Collecting "):
            done += 1
            if sys.stdout.isatty() or done % 25 == 0:
                say(f"  {done} of {count}: {line.split()[1].split('==')[0]}", again=True)
        elif line.startswith("Installing collected"):
            say("  unpacking them", again=True)
        elif line.startswith("WARNING: Retrying"):
            say("  the package index does not answer; trying again", again=True)

    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--no-compile"]
    command += ["--require-hashes", "--only-binary", ":all:", "-r", str(LOCK)]
    call(command, failing="The packages were not installed", show=show)
    if sys.stdout.isatty():
        print()


def call(command: list[str], *, failing: str | None, show: Callable[[str], None] | None = None) -> None:
    """Run it, keeping what it says for the one sentence if it fails."""
    said = []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=CHECKOUT
    ) as process:
        for line in process.stdout or ():
            said.append(line.strip())
            if show:
                show(line)
    if process.returncode and failing:
        if any("Retrying" in line for line in said):
            raise CannotSetUp(f"{failing}: the package index did not answer. Is there a network?")
        reasons = [line.removeprefix("ERROR: ") for line in said if line.startswith("ERROR: ")] or said[-1:]
        raise CannotSetUp(f"{failing}: {' '.join(reasons)}")


@contextmanager
def only_one_at_a_time() -> Iterator[None]:
    folder = CHECKOUT / ".data"
    folder.mkdir(mode=0o700, exist_ok=True)
    with (folder / "set-up.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def say(text: str, *, again: bool = False) -> None:
    """Tell how far it has come; `again` writes over the line before on a terminal."""
    if again and sys.stdout.isatty():
        print(f"\r\033[K{text}", end="", flush=True)
    else:
        print(text, flush=True)


if __name__ == "__main__":
    main()
