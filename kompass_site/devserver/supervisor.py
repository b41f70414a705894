"""Start everything Kompass needs on a developer's machine, watch it, and stop it all at the end."""

import contextlib
import errno
import fcntl
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import IO

from kompass_site.devserver import CannotStart, people, processes
from kompass_site.devserver.places import CHECKOUT, require_space
from kompass_site.devserver.servers import Servers

PACKAGES = ("accounts", "evaluations", "followup", "kompass_site")
PREPARATIONS = {
    "migrate": "Bringing the database's tables up to date",
    "load_facts": "Loading municipalities and criteria",
    "load_demonstration": "Loading the demonstration municipalities",
}
PATIENCE = 60
SPEAKING = threading.Lock()
STOPPING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
FALLS_ALLOWED = 3
FALLS_WITHIN = 30.0


class Child:
    """One process of Kompass; what it says goes to its log and, behind its name, to the screen."""

    def __init__(self, name: str, command: list[str], environment: dict[str, str], log: Path) -> None:
        self.name = name
        self.command = command
        self.environment = environment
        self.log = log
        self.falls: deque[float] = deque(maxlen=FALLS_ALLOWED)
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches only the supervisor, which knows the order."""
        self.process = subprocess.Popen(
            self.command, cwd=CHECKOUT, env=self.environment, text=True, errors="replace", start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self.mark = processes.mark_of(self.process.pid)
        assert self.process.stdout
        threading.Thread(target=self._pass_on, args=(self.process.stdout,), daemon=True).start()

    def _pass_on(self, output: IO[str]) -> None:
        with self.log.open("a") as log:
            for line in output:
                with contextlib.suppress(OSError):  # a full disk must not stop the reading, and so the process
                    log.write(line)
                    log.flush()
                for row in readable(line).splitlines():
                    say(f"{self.name:<7}│ {row}")

    def has_fallen(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def raise_again(self) -> None:
        """Start it once more, unless it falls again and again."""
        now = time.monotonic()
        self.falls.append(now)
        if len(self.falls) == FALLS_ALLOWED and now - self.falls[0] < FALLS_WITHIN:
            raise CannotStart(f"The process {self.name} ended {FALLS_ALLOWED} times in a row; {self.log} says why.")
        say(f"{self.name:<7}│ ended unexpectedly and is started again")
        time.sleep(1)
        self.start()


def run(port: str) -> None:
    """Start everything, tell where it is, and stay until Ctrl-C."""
    number = port_number(port)
    for stopping in STOPPING_SIGNALS:
        signal.signal(stopping, _interrupt)
    servers = Servers.lasting()
    with alone(servers):
        children: list[Child] = []
        try:
            stop_leftovers(servers)
            require_free(number)
            say("Starting PostgreSQL and Valkey")
            servers.start()
            environment = child_environment(servers, number)
            record(servers, children)
            prepare(servers, environment)
            children += children_of(servers, environment, number)
            for child in children:
                child.start()
                record(servers, children)
            wait_for_web(children[0], number)
            say(people.welcome(number, environment))
            watch(servers, children)
        except KeyboardInterrupt:
            say("\nStopping …")
        finally:
            _ignore_signals()
            processes.stop(*(child.mark for child in children if child.process))
            servers.stop()
            record_path(servers).unlink(missing_ok=True)
        say("Everything has stopped; the data stay in .data (make reset throws them away).")


def _interrupt(signal_number: int, frame: FrameType | None) -> None:
    _ignore_signals()
    raise KeyboardInterrupt


def _ignore_signals() -> None:
    """A second Ctrl-C would leave half of it running."""
    for stopping in STOPPING_SIGNALS:
        signal.signal(stopping, signal.SIG_IGN)


def children_of(servers: Servers, environment: dict[str, str], port: int) -> list[Child]:
    python = [sys.executable, "-m"]
    logs = servers.places.logs
    celery = [*python, "celery", "--quiet", "--app", "kompass_site.celery:app"]
    commands = {
        "web": [
            *python, "gunicorn", "kompass_site.wsgi:application", "--bind", f"127.0.0.1:{port}",
            "--worker-class", "gthread", "--workers", "2", "--threads", "4", "--graceful-timeout", "5",
            "--no-control-socket", "--log-level", "warning",
        ],
        "worker": [
            *celery, "worker", "--concurrency", "2", "--loglevel", "WARNING", "--without-gossip", "--without-mingle",
        ],
        "beat": [
            *celery, "beat", "--loglevel", "WARNING", "--schedule", str(servers.places.data / "beat-schedule"),
            "--pidfile", "",
        ],
    }  # fmt: skip
    return [Child(name, command, environment, logs / f"{name}.log") for name, command in commands.items()]


def child_environment(servers: Servers, port: int) -> dict[str, str]:
    environment = os.environ | servers.environment()
    environment |= {"KOMPASS_SITE_ADDRESS": f"http://127.0.0.1:{port}", "PYTHONUNBUFFERED": "1"}
    environment["PYTHONWARNINGS"] = "ignore:You're running the worker with superuser privileges"
    environment.pop("KOMPASS_DATABASE_ROLE", None)
    return environment


def prepare(servers: Servers, environment: dict[str, str]) -> None:
    """Migrate and load what ships, unless nothing that decides it has changed since it was last done."""
    logs = servers.places.logs
    shutil.rmtree(logs, ignore_errors=True)
    logs.mkdir(mode=0o700)
    stamp = servers.places.home / "prepared"
    digest = fingerprint()
    if stamp.exists() and stamp.read_text() == digest:
        return
    subprocess.run([sys.executable, "-m", "compileall", "-qq", *PACKAGES], cwd=CHECKOUT, check=False)
    for command, progress in PREPARATIONS.items():
        say(progress)
        with (logs / "prepare.log").open("a") as log:
            log.write(f"manage.py {command}\n")
            log.flush()
            done = subprocess.run(
                [sys.executable, "manage.py", command, "--no-color"],
                cwd=CHECKOUT, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False,
            )  # fmt: skip
        if done.returncode != 0:
            last = (logs / "prepare.log").read_text(errors="replace").strip().splitlines()[-1]
            raise CannotStart(f"`manage.py {command}` failed: {last} ({logs / 'prepare.log'} has the whole of it.)")
    stamp.write_text(digest)


def fingerprint() -> str:
    """A digest of the code and the shipped data, by name, size and time."""
    digest = hashlib.sha256()
    for package in PACKAGES:
        for path in sorted((CHECKOUT / package).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}\n".encode())
    return digest.hexdigest()


def wait_for_web(web: Child, port: int) -> None:
    say("Starting web, worker and beat")
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if web.has_fallen():
            raise CannotStart(f"The web process did not start; {web.log} says why.")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise CannotStart(f"The web process did not answer within {PATIENCE} seconds; {web.log} may say why.")


def watch(servers: Servers, children: list[Child]) -> None:
    """Start again what falls, until somebody presses Ctrl-C."""
    while True:
        time.sleep(0.5)
        fallen = [child for child in children if child.has_fallen()]
        for child in fallen:
            child.raise_again()
        if not servers.are_running():
            say("A server ended unexpectedly and is started again")
            require_space(servers.places.data)
            servers.start()
            fallen.extend(children)
        if fallen:
            record(servers, children)


def stop_leftovers(servers: Servers) -> None:
    """Stop what a killed parent left behind, known by pid and start time; never a stranger with a reused pid."""
    marks = processes.read_marks(record_path(servers))
    left = [mark for name, mark in marks.items() if name in {"web", "worker", "beat"}]
    stopped = processes.stop(*left)
    if stopped or not servers.are_stopped():
        say("Stopping what an earlier run left behind")
    servers.stop()


def record_path(servers: Servers) -> Path:
    return servers.places.data / "processes.json"


def record(servers: Servers, children: list[Child]) -> None:
    marks = {"supervisor": processes.mark_of(os.getpid())} | servers.marks()
    processes.write_marks(record_path(servers), marks | {child.name: child.mark for child in children if child.process})


@contextlib.contextmanager
def alone(servers: Servers) -> Iterator[None]:
    """Hold the checkout's lock, which the kernel lets go when we die, however we die."""
    with (servers.places.data / "run.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.EACCES):
                raise
            raise CannotStart("Kompass runs from this checkout already; `make stop` stops it.") from None
        yield


def port_number(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise CannotStart(f"PORT must be a number from 1 to 65535, not «{text}».")
    return int(text)


def require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno == errno.EACCES:
                raise CannotStart(f"Port {port} is for root only; choose another: PORT=8001 make run") from None
            raise CannotStart(f"Port {port} is taken; choose another: PORT={port + 1} make run") from None


def readable(line: str) -> str:
    """A structured log line as a person reads it: level, event, the exception on lines of its own."""
    try:
        entry = json.loads(line)
        words = [entry.pop("level"), entry.pop("event")]
    except (ValueError, KeyError, TypeError, AttributeError):
        return line.strip()
    trace = entry.pop("exception", "")
    rest = [f"{key}={value}" for key, value in entry.items() if key not in {"timestamp", "logger"}]
    return "\n".join(part for part in (" ".join(map(str, [*words, *rest])), trace) if part)


def say(text: str) -> None:
    """A whole line at a time: the threads of the children speak too."""
    try:
        with SPEAKING:
            sys.stdout.write(f"{text}\n")
            sys.stdout.flush()
    except OSError:  # the terminal is gone; the logs have it
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115
